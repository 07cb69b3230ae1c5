"""A guarantee is given on evidence, and on nothing else."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import now

from regulars.actions.events import record
from regulars.actions.guarantees import (
    NotEarned,
    WrongGuarantee,
    end_guarantee,
    hear_value,
    keep_guarantee,
    promise_for,
    publish_guarantee,
)
from regulars.actions.purchases import record_purchase
from regulars.jobs import clock
from regulars.models import (
    Event,
    Guarantee,
    ImportBatch,
    Promise,
    Purchase,
    ValueAnswer,
)
from regulars.queries.guarantees import gives_promises
from regulars.queries.local_days import noon_of, shop_today
from tests.charters import guaranteed, mended

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(shop):
    return shop_today()


def test_it_is_given_with_its_evidence(ana, customer, today):
    mended(customer, today, kept=200, late=0)
    one = keep_guarantee(told=guaranteed(today, promised_percent=97), person=ana)

    publish_guarantee(guarantee=one, person=ana)

    one.refresh_from_db()
    assert (one.state, one.published_on, one.published_by) == ("published", today, ana)
    assert (one.proven_kept, one.proven_cases) == (200, 200)
    assert one.proven_permille >= 970
    assert one.currency == "EUR"


def test_ten_of_ten_are_not_enough(ana, customer, today):
    mended(customer, today, kept=10, late=0)
    one = keep_guarantee(told=guaranteed(today, promised_percent=97), person=ana)

    with pytest.raises(NotEarned) as refused:
        publish_guarantee(guarantee=one, person=ana)

    assert refused.value.evidence.counted.cases == 10
    assert Guarantee.objects.get().state == "measuring"


@pytest.mark.parametrize(
    "lacks",
    [{"proven_permille": 969}, {"proven_cases": 0, "proven_kept": 0}, {"published_on": None}],
    ids=["bound", "cases", "day"],
)
def test_the_database_itself_refuses_what_is_not_earned(ana, today, lacks):
    one = keep_guarantee(told=guaranteed(today, promised_percent=97), person=ana)
    told = {"proven_permille": 970, "proven_cases": 200, "proven_kept": 200, "published_on": today}

    with pytest.raises(IntegrityError), transaction.atomic():
        Guarantee.objects.filter(pk=one.pk).update(state="published", **{**told, **lacks})
    Guarantee.objects.filter(pk=one.pk).update(state="published", **told)


def test_the_next_one_for_the_same_process_replaces_it(ana, customer, today):
    mended(customer, today, kept=200, late=0)
    first = keep_guarantee(told=guaranteed(today), person=ana)
    publish_guarantee(guarantee=first, person=ana)
    second = keep_guarantee(told=guaranteed(today, within=4), person=ana)

    publish_guarantee(guarantee=second, person=ana)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.ended_on) == ("replaced", today)
    assert (second.state, second.replaces) == ("published", first)
    with pytest.raises(WrongGuarantee):
        publish_guarantee(guarantee=second, person=ana)
    second.refresh_from_db()
    assert second.state == "published"


def test_what_is_given_is_no_longer_written(ana, customer, today):
    mended(customer, today, kept=200, late=0)
    one = keep_guarantee(told=guaranteed(today), person=ana)
    keep_guarantee(told=guaranteed(today, within=4), person=ana, guarantee=one)
    publish_guarantee(guarantee=one, person=ana)

    with pytest.raises(WrongGuarantee):
        keep_guarantee(told=guaranteed(today, within=1), person=ana, guarantee=one)

    one.refresh_from_db()
    assert one.within == 4


def test_it_ends_once(ana, customer, today):
    mended(customer, today, kept=200, late=0)
    given = keep_guarantee(told=guaranteed(today), person=ana)
    publish_guarantee(guarantee=given, person=ana)
    draft = keep_guarantee(told=guaranteed(today), person=ana)

    for one, state in ((given, "ended"), (draft, "dropped")):
        end_guarantee(guarantee=one, person=ana)
        one.refresh_from_db()
        assert one.state == state
        with pytest.raises(WrongGuarantee):
            end_guarantee(guarantee=one, person=ana)
    assert Event.objects.filter(kind="guarantee.ended").count() == 2


def test_what_a_customer_says_to_it_is_kept_without_a_name(ana, today):
    one = keep_guarantee(told=guaranteed(today), person=ana)

    hear_value(guarantee=one, matters=True, is_expected=False, person=ana)

    answer = ValueAnswer.objects.get()
    assert (answer.matters, answer.is_expected, answer.heard_on) == (True, False, today)


def test_a_record_begins_on_its_day(ana, customer, today):
    mended(customer, today, kept=200, late=0)
    late = guaranteed(today, measured_from_on=today - timedelta(days=15))
    one = keep_guarantee(told=late, person=ana)

    with pytest.raises(NotEarned):
        publish_guarantee(guarantee=one, person=ana)


def given(ana, today, **told) -> Guarantee:
    one = keep_guarantee(told=guaranteed(today, makes_promises=True, **told), person=ana)
    Guarantee.objects.filter(pk=one.pk).update(
        state="published",
        published_on=today - timedelta(days=10),
        proven_cases=200,
        proven_kept=200,
        proven_permille=980,
    )
    return one


def buy(customer, today, *, days_ago: int = 0, key: str = "1", batch=None) -> Purchase:
    day = today - timedelta(days=days_ago)
    return Purchase.objects.create(
        customer=customer,
        source="",
        key=key,
        bought_at=noon_of(day),
        bought_on=day,
        currency="EUR",
        total_minor=100,
        batch=batch,
    )


def test_each_purchase_becomes_a_promise_once(ana, customer, today):
    one = given(ana, today)
    purchase = buy(customer, today, days_ago=2)

    for _ in range(2):
        assert promise_for([purchase]) == 1

    promise = Promise.objects.get()
    assert (promise.kind, promise.what) == ("repair", one.sentence)
    assert (promise.made_on, promise.due_on) == (purchase.bought_on, today + timedelta(days=3))
    assert (promise.rule, promise.purchase) == ("guarantee", purchase)
    assert gives_promises()


def test_the_past_is_not_promised_nor_what_belongs_to_nobody(ana, customer, today):
    bought = [
        buy(customer, today, days_ago=6, key="its day is over"),
        buy(customer, today, days_ago=-1, key="tomorrow"),
        buy(None, today, key="nobody"),
    ]
    assert promise_for([buy(customer, today, key="nothing is given yet")]) == 0
    given(ana, today, within=60)
    assert promise_for([buy(customer, today, days_ago=11, key="before it was given")]) == 0
    Guarantee.objects.update(within=5)

    assert promise_for(bought) == 0
    assert not Promise.objects.exists()


def test_a_purchase_that_is_recorded_is_promised_by_the_reaction(ana, customer, today):
    given(ana, today)
    record_purchase(
        customer=customer, bought_at=noon_of(today), total_minor=900, currency="EUR", person=ana
    )

    clock.tick(now())
    clock.tick(now())

    assert Promise.objects.get().customer == customer


def test_a_file_brings_promises_for_what_is_still_to_come(ana, customer, today):
    given(ana, today)
    batch = ImportBatch.objects.create(kind="file", state="done")
    buy(customer, today, days_ago=1, batch=batch)
    with transaction.atomic():
        record("batch.imported", batch=batch.pk)

    clock.tick(now())

    assert Promise.objects.get().due_on == today + timedelta(days=4)
