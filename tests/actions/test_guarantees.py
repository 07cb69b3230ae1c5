"""A guarantee is given on evidence, and on nothing else."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from regulars.actions.guarantees import (
    NotEarned,
    WrongGuarantee,
    end_guarantee,
    hear_value,
    keep_guarantee,
    publish_guarantee,
)
from regulars.models import Event, Guarantee, ValueAnswer
from regulars.queries.local_days import shop_today
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
