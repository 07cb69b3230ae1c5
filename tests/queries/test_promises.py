"""The ledger and its figures, exact on a business whose outcomes are known."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from regulars.actions.promises import make_promise
from regulars.models import ContactPoint, Customer, Person, Promise
from regulars.queries.local_days import shop_today
from regulars.queries.manners import facts_for
from regulars.queries.promises import (
    MOST_TOLD,
    breaking_of,
    cost_of_keeping,
    days_to_choose,
    kind_name,
    kinds_to_choose,
    ledger,
    promises_to,
    record_of,
    records_by_kind,
    usually,
)
from regulars.rules.channels import Channel


@pytest.fixture
def today(shop) -> date:
    return shop_today()


def promised(customer: Customer, *, state: str = "open", due: int = 0, **columns) -> Promise:
    """Given ten days before today, due so many days from today."""
    today = shop_today()
    is_open = state == "open"
    kind = columns.pop("kind", "quote")
    took = columns.pop("took", None)
    made_on = today - timedelta(days=10)
    return Promise.objects.create(
        customer=customer,
        kind=kind,
        what=columns.pop("what", "The quote"),
        made_on=made_on,
        due_on=today + timedelta(days=due),
        occurrence=f"{Promise.objects.count()}",
        state=state,
        kept_on=None if took is None else made_on + timedelta(days=took),
        told_on=made_on if state == "broken_told" else None,
        reason="illness" if state.startswith("broken") else "",
        closed_at=None if is_open else timezone.now(),
        **columns,
    )


@pytest.fixture
def known_business(customer) -> None:
    """Nine cases of quotes: 6 kept after 1, 3, 4, 4, 5 and 8 days, one late after 9, one told, one
    silent. Two released and three open ones count for nothing."""
    for took in (1, 3, 4, 4, 5, 8):
        promised(customer, state="kept", due=-1, took=took)
    promised(customer, state="kept_late", due=-2, took=9)
    promised(customer, state="broken_told", due=-3)
    promised(customer, state="broken_silent", due=-3)
    for _ in range(2):
        promised(customer, state="released", due=-3)
    for due in (0, 1, 5):
        promised(customer, due=due)


def test_the_record_speaks_with_exact_figures(known_business, today):
    record = record_of("quote", today)

    assert record.sentence == "You kept 6 of 9 of this kind by their day. Usually after 4 days."
    assert record.short == "6 of 9 · 4 days"
    tally = record.tally
    assert (tally.kept, tally.late, tally.told, tally.silent) == (6, 1, 1, 1)
    assert (tally.open, tally.released, tally.overdue) == (3, 2, 0)
    # Clopper and Pearson, two-sided at 95 %, for 6 of 9.
    assert record.low_share == pytest.approx(0.2993, abs=1e-4)
    assert record.high_share == pytest.approx(0.9251, abs=1e-4)
    assert record.uncertainty == "The true share lies between 30% and 93%."


def test_an_open_one_whose_day_is_over_counts_as_not_kept_tomorrow(known_business, today):
    tomorrow = today + timedelta(days=1)

    assert record_of("quote", tomorrow).tally.overdue == 1
    assert record_of("quote", tomorrow).sentence.startswith("You kept 6 of 10")


def test_a_past_outcome_that_changes_changes_the_figure(known_business, today):
    late = Promise.objects.get(state="kept_late")
    Promise.objects.filter(pk=late.pk).update(state="kept", kept_on=late.due_on)

    assert record_of("quote", today).tally.kept == 7


def test_too_few_cases_say_so_and_none_say_nothing(customer, today):
    promised(customer, state="kept", due=-1, took=2)
    promised(customer, state="kept", due=-1, took=2)

    assert record_of("quote", today).uncertainty == "Cannot tell yet."
    assert record_of("quote", today).is_little
    assert record_of("repair", today).sentence == "No promise of this kind has come due yet."
    assert record_of("repair", today).short == ""


def test_what_was_promised_years_ago_speaks_no_more(customer, today):
    old = promised(customer, state="kept", due=0, took=1)
    Promise.objects.filter(pk=old.pk).update(
        made_on=today - timedelta(days=800), kept_on=today - timedelta(days=799)
    )

    assert records_by_kind(today) == {}


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (None, ""),
        (0, "Usually on the same day."),
        (1, "Usually after 1 day."),
        (3.5, "Usually after 4 days."),
    ],
)
def test_how_long_it_usually_takes_is_said_in_words(days, said):
    assert usually(days) == said


def test_own_words_stand_beside_the_ready_kinds_and_the_most_used_come_first(customer, today):
    for _ in range(2):
        promised(customer, kind="Alteration")
    promised(customer, kind="repair")

    kinds = [one.kind for one in kinds_to_choose(today)]

    assert kinds[:2] == ["Alteration", "repair"]
    assert set(kinds) == {"Alteration", "repair", "quote", "call_back", "delivery", "find_out"}
    assert (kind_name("repair"), kind_name("Alteration")) == ("Repair", "Alteration")


def test_a_day_says_what_is_promised_for_it_already_and_whether_it_is_sooner_than_usual(
    known_business, ana, ben, customer, today
):
    promised(customer, due=1, person=ana)
    promised(customer, due=1, person=ben)

    days = days_to_choose(today, keeper=ana, record=record_of("quote", today))

    assert [one.name for one in days[:2]] == ["Today", "Tomorrow"]
    assert days[-1].name == "In a week"
    assert (days[1].load, days[1].is_sooner, days[-1].is_sooner) == (1, True, False)


def test_while_a_promise_is_late_nothing_is_asked_of_them(customer, today):
    promised(customer, due=-1)

    assert facts_for(customer.pk, at=timezone.now(), channel=Channel.EMAIL).is_let_down


def test_the_ledger_tells_the_due_ones_from_those_to_come_and_says_what_keeping_cost(
    known_business, customer, ana, today
):
    promised(customer, state="kept", due=0, took=9, cost_minor=4_500, currency="EUR", kind="repair")

    page = ledger(today)

    assert ([one.late_days for one in page.due], len(page.coming)) == ([0], 2)
    assert [one.kind for one in page.records] == ["quote", "repair"]
    assert page.cost == cost_of_keeping(today) == [("EUR", 4_500, 1)]
    assert len(page.settled) == 12


@pytest.mark.parametrize("count", [1, 3])
def test_the_ledger_costs_the_same_queries_for_any_number(
    customer, ana, today, count, django_assert_num_queries
):
    for number in range(count):
        promised(Customer.objects.create(name=f"Guest {number}"), person=ana)
        promised(customer, state="kept", due=0, took=1)

    with django_assert_num_queries(7):
        page = ledger(today, person=ana)

    assert len(page.due) == count


def test_the_promises_to_one_are_the_open_ones_by_day_and_how_the_latest_came_out(
    customer, ana, today, django_assert_num_queries
):
    promised(customer, due=3)
    promised(customer, due=-2, person=ana)
    for number in range(MOST_TOLD + 1):
        closed = promised(customer, state="kept", due=0, took=1)
        moment = timezone.now() - timedelta(days=90 * number)
        Promise.objects.filter(pk=closed.pk).update(closed_at=moment, what=f"number {number}")

    with django_assert_num_queries(1):
        found = promises_to(customer, today)

    assert [(one.late_days, one.keeper) for one in found.open] == [(2, "Ana Torres"), (0, "")]
    assert [one.what for one in found.settled] == [f"number {n}" for n in range(MOST_TOLD)]
    assert found.sentence == "You kept 6 of 7 promises to them by their day."  # one is overdue


def test_where_nothing_came_due_yet_nothing_is_said_of_it(customer, today):
    promised(customer, due=3)

    assert promises_to(customer, today).sentence == ""


def test_bad_news_is_told_by_a_call_or_face_to_face_and_written_only_where_they_prefer_it(
    customer, ana, shop, today
):
    ContactPoint.objects.create(customer=customer, kind="phone", value="+4915123456789")
    ContactPoint.objects.create(customer=customer, kind="email", value="t@example.org")
    promise = promised(customer, due=1)

    breaking = breaking_of(promise, today, person=ana, shop=shop)
    assert breaking.ways == [Channel.PHONE, Channel.VISIT]
    assert (breaking.is_over, breaking.taps[0].url) == (False, "tel:+4915123456789")

    Customer.objects.update(preferred_channel="email")
    promise = Promise.objects.select_related("customer").get(pk=promise.pk)
    breaking = breaking_of(promise, today, person=ana, shop=shop)
    assert breaking.ways == [Channel.EMAIL, Channel.PHONE, Channel.VISIT]


def test_a_promise_is_made_where_nobody_looks_after_the_customer(customer, today):
    promise = make_promise(
        customer=customer, kind="quote", what="A quote", due_on=today, person=None
    )

    assert ledger(today).due[0].promise == promise
    assert ledger(today).due[0].keeper == ""
    assert Person.objects.count() == 0
