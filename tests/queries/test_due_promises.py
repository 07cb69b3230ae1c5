"""Promises on Today: who sees them, where they stand, and that only their own acts end them."""

from datetime import date, timedelta

import pytest

from regulars.actions.absences import note_absence
from regulars.models import Customer, Touch
from regulars.queries.due import due_for
from regulars.queries.local_days import shop_today
from regulars.queries.promises import ledger
from regulars.queries.today import today_for
from regulars.rules.kinds import PauseReason, TouchRule
from tests.queries.test_promises import promised


@pytest.fixture
def today(shop) -> date:
    return shop_today()


def test_due_ones_lead_today_before_everything_but_bad_news(customer, ana, today):
    other = Customer.objects.create(name="Mara")
    Touch.objects.create(customer=other, rule="complaint", occurrence="1-1", due_on=today)
    promise = promised(customer, what="The quote", person=ana)
    promised(customer, due=1)

    rows = today_for(ana, day=today).rows

    assert [row.customer for row in rows] == [customer, other]
    assert [one.reason.rule for one in rows[0].reasons] == [TouchRule.PROMISE]
    assert rows[0].main.reason.subject_id == promise.pk
    assert (rows[0].main.chip, rows[0].main.line) == ("Promised for today", "The quote")


def test_a_late_one_says_by_how_much_and_whoever_was_spoken_with_or_rests_still_waits(
    customer, ana, today
):
    promised(customer, due=-2)
    Customer.objects.update(pause_reason=PauseReason.HOLIDAY.value)

    due = due_for(ana, today)

    assert due.reasons[customer.pk][0].due_on == today - timedelta(days=2)
    Customer.objects.update(pause_reason=PauseReason.DIED.value)
    assert not due_for(ana, today).reasons


def test_a_promise_of_somebody_who_is_away_comes_up_at_their_cover(customer, ana, ben, today):
    promised(customer, person=ben)

    assert not due_for(ana, today).reasons
    note_absence(whom=ben, cover=ana, from_on=today, to_on=today, person=ana)

    assert list(due_for(ana, today).reasons) == [customer.pk]
    page = ledger(today, person=ana)
    assert (page.due[0].keeper, page.due[0].covers_for) == ("Ana Torres", "Ben Okafor")
