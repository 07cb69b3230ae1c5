"""Every trigger finds what it is about, from plain rows."""

from datetime import UTC, date, datetime, timedelta

import pytest

from regulars.actions.rhythms import refresh_rhythms
from regulars.models import (
    Appointment,
    CareInterval,
    Complaint,
    Connection,
    Customer,
    Interaction,
    Rhythm,
    Thing,
)
from regulars.queries.local_days import noon_of
from regulars.queries.triggers import SOURCES, Look, occasions
from regulars.rules.playbooks import Trigger
from regulars.rules.triggers import trigger_facts
from tests.making import make_customers, make_purchases
from tests.planning import bought

DAY = date(2026, 11, 23)
MOMENT = datetime(2026, 11, 23, 11, tzinfo=UTC)


def look(trigger: Trigger, back: int = 30, ahead: int = 30, customers=None, **facts) -> list:
    asked = Look(
        trigger_facts(trigger, facts),
        DAY - timedelta(days=back),
        DAY + timedelta(days=ahead),
        DAY,
        customers,
    )
    return [(one.customer_id, one.occurrence, one.base_on) for one in occasions(trigger, asked)]


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


def test_every_trigger_has_a_source():
    assert set(SOURCES) == set(Trigger)


@pytest.mark.parametrize("trigger", list(Trigger))
def test_an_empty_business_has_no_occasions(shop, trigger):
    facts = {
        "nth_purchase": {"numbers": [1]},
        "stage": {"stage": "lost"},
        "no_contact": {"days": 9},
    }
    assert look(trigger, **facts.get(trigger.value, {})) == []


def test_purchases_of_anything_or_of_a_product(customer):
    tea = bought(customer, ago(3), item="Assam tea", category="Tea")
    pot = bought(customer, ago(2), item="Pot")
    bought(customer, ago(40), item="Assam tea")
    assert look(Trigger.PURCHASE) == [
        (customer.pk, str(tea.pk), ago(3)),
        (customer.pk, str(pot.pk), ago(2)),
    ]
    assert look(Trigger.PURCHASE, matches=["TEA"]) == [(customer.pk, str(tea.pk), ago(3))]
    tea.__class__.objects.filter(pk=tea.pk).update(refunded_minor=tea.total_minor)
    assert look(Trigger.PURCHASE, matches=["TEA"]) == []


def test_the_first_the_second_and_the_tenth(customer):
    for n in range(12):
        bought(customer, ago(22 - 2 * n))
        bought(customer, ago(22 - 2 * n))  # two receipts of one day are one visit
    found = look(Trigger.NTH_PURCHASE, numbers=[1, 2, 10])
    assert [one[1:] for one in found] == [("1", ago(22)), ("2", ago(20)), ("10", ago(4))]


def test_older_purchases_count_even_outside_the_window(customer):
    bought(customer, ago(300))
    bought(customer, ago(3))
    assert look(Trigger.NTH_PURCHASE, numbers=[1]) == []
    assert [one[1] for one in look(Trigger.NTH_PURCHASE, numbers=[2])] == ["2"]


def test_bookings_and_what_was_completed(customer):
    booked = Appointment.objects.create(
        customer=customer, starts_at=MOMENT, on=DAY + timedelta(days=5), what="Inspection"
    )
    kept = Appointment.objects.create(
        customer=customer,
        starts_at=MOMENT,
        on=ago(2),
        state="kept",
        completed_on=ago(1),
        what="Repair",
    )
    Appointment.objects.create(customer=customer, starts_at=MOMENT, on=DAY, state="cancelled")
    assert look(Trigger.BOOKING, matches=["inspect"]) == [
        (customer.pk, str(booked.pk), DAY + timedelta(days=5))
    ]
    assert look(Trigger.COMPLETION) == [(customer.pk, str(kept.pk), ago(1))]


@pytest.mark.parametrize(
    ("stage", "column", "occurrence"),
    [
        ("slipping", "slipping_from", "slipping:2026-06-01"),
        ("lapsed", "lapsed_from", "lapsed:2026-06-01"),
        ("lost", "lost_from", "lost:2026-06-01"),
        ("returned", "returned_on", f"returned:{ago(5)}"),
    ],
)
def test_stages_that_are_reached_in_silence_or_by_coming_back(customer, stage, column, occurrence):
    Rhythm.objects.create(
        customer=customer,
        visits=5,
        first_on=date(2025, 1, 1),
        last_on=date(2026, 6, 1),
        **{column: ago(5)},
    )
    assert look(Trigger.STAGE, stage=stage) == [(customer.pk, occurrence, ago(5))]
    assert look(Trigger.STAGE, stage="regular") == []


def test_stages_that_one_grows_into(shop):
    first, third, sixth = make_customers(3)
    make_purchases(first, last=noon_of(ago(4)), every_days=1, count=1)
    make_purchases(third, last=noon_of(ago(3)), every_days=30, count=3)
    make_purchases(sixth, last=noon_of(ago(5)), every_days=73, count=6)
    refresh_rhythms(today=DAY)
    assert look(Trigger.STAGE, stage="first_time") == [(first.pk, "first_time", ago(4))]
    assert look(Trigger.STAGE, stage="regular") == [(third.pk, "regular", ago(3))]
    assert look(Trigger.STAGE, stage="loyal") == [(sixth.pk, "loyal", ago(5))]
    assert look(Trigger.STAGE, stage="second") == []


def test_overdue_is_told_by_their_own_rhythm(customer):
    make_purchases(customer, last=noon_of(ago(50)), every_days=30, count=12)
    refresh_rhythms(today=DAY)
    late_from = Rhythm.objects.get().late_from
    assert late_from is not None
    assert look(Trigger.OVERDUE, back=60) == [(customer.pk, str(ago(50)), late_from)]
    bought(customer, DAY)
    refresh_rhythms(today=DAY)
    assert look(Trigger.OVERDUE, back=60) == []


def test_birthdays_come_every_year_on_their_day(shop):
    leap, plain, odd = make_customers(3)
    for one, month, day in ((leap, 2, 29), (plain, 12, 1), (odd, 2, 31)):
        Customer.objects.filter(pk=one.pk).update(birthday_month=month, birthday_day=day)
    assert look(Trigger.BIRTHDAY) == [(plain.pk, "2026", date(2026, 12, 1))]
    assert look(Trigger.BIRTHDAY, ahead=500) == [
        (plain.pk, "2026", date(2026, 12, 1)),
        (leap.pk, "2027", date(2027, 2, 28)),
        (plain.pk, "2027", date(2027, 12, 1)),
        (leap.pk, "2028", date(2028, 2, 29)),
    ]
    assert look(Trigger.BIRTHDAY, customers=[leap.pk]) == []


def test_days_around_somebody_where_they_may_be_mentioned(customer):
    open_to_all = Connection.objects.create(
        customer=customer, name="Mia", occasion="Wedding", month=11, day=25, year=2020
    )
    Connection.objects.create(customer=customer, name="X", month=11, day=25, is_not_for_use=True)
    expected = [(customer.pk, f"{open_to_all.pk}:2026", date(2026, 11, 25))]
    assert look(Trigger.OCCASION) == expected
    assert look(Trigger.OCCASION, matches=["wedding"]) == expected
    assert look(Trigger.OCCASION, matches=["opening"]) == []


def test_anniversaries_begin_after_a_year(shop):
    old, new = make_customers(2)
    bought(old, date(2020, 12, 1))
    bought(new, date(2026, 11, 20))
    refresh_rhythms(today=DAY)
    assert look(Trigger.ANNIVERSARY) == [(old.pk, "2026", date(2026, 12, 1))]
    assert len(look(Trigger.ANNIVERSARY, ahead=800)) == 5  # two more of old, two of new


def test_services_and_what_runs_out(customer):
    yearly = CareInterval.objects.create(
        kind="service", name="Inspection", matches="boiler", every_days=365
    )
    coffee = CareInterval.objects.create(
        kind="run_out", name="Coffee", matches="coffee", every_days=30
    )
    boiler = Thing.objects.create(
        customer=customer, name="Boiler", interval=yearly, since_on=date(2025, 12, 1)
    )
    beans = Thing.objects.create(
        customer=customer, name="Coffee beans", interval=coffee, since_on=date(2026, 11, 1)
    )
    assert look(Trigger.SERVICE_DUE) == [
        (customer.pk, f"{boiler.pk}:2025-12-01", date(2026, 12, 1))
    ]
    assert look(Trigger.SERVICE_DUE, matches=["car"]) == []
    assert look(Trigger.RUN_OUT) == [(customer.pk, f"{beans.pk}:2026-11-01", date(2026, 12, 1))]
    Thing.objects.filter(pk=boiler.pk).update(served_on=DAY)
    assert look(Trigger.SERVICE_DUE) == []


def test_complaints_that_were_put_right(customer):
    done = Complaint.objects.create(
        customer=customer,
        text="Late",
        heard_at=MOMENT,
        state="done",
        closed_on=ago(2),
        step="settled",
        outcome="unknown",
        evidence="silent",
        settled_on=ago(2),
        is_from_before=True,
    )
    Complaint.objects.create(customer=customer, text="Cold", heard_at=MOMENT)
    Complaint.objects.create(
        customer=customer, text="x", heard_at=MOMENT, state="dropped", step="none", closed_on=ago(2)
    )
    assert look(Trigger.COMPLAINT_CLOSED) == [(customer.pk, str(done.pk), ago(2))]


def test_no_contact_counts_from_the_last_word_or_visit(customer):
    bought(customer, ago(95))
    refresh_rhythms(today=DAY)
    assert look(Trigger.NO_CONTACT, days=90) == [(customer.pk, str(ago(95)), ago(5))]
    Interaction.objects.create(
        customer=customer,
        happened_at=noon_of(ago(10)),
        happened_on=ago(10),
        channel="phone",
        outcome="reached",
    )
    refresh_rhythms(today=DAY)
    assert look(Trigger.NO_CONTACT, days=90) == []


def test_what_has_not_happened_yet_is_found_only_where_its_day_is_known(customer):
    bought(customer, DAY + timedelta(days=3))  # an odd file
    assert look(Trigger.PURCHASE) == []


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("trigger", "facts", "queries"),
    [
        (Trigger.PURCHASE, {}, 1),
        (Trigger.PURCHASE, {"matches": ["tea"]}, 2),
        (Trigger.NTH_PURCHASE, {"numbers": [1]}, 1),
        (Trigger.BIRTHDAY, {}, 1),
        (Trigger.ANNIVERSARY, {}, 1),
        (Trigger.OVERDUE, {}, 1),
        (Trigger.NO_CONTACT, {"days": 3}, 1),
        (Trigger.STAGE, {"stage": "slipping"}, 1),
    ],
)
def test_each_look_costs_as_many_queries_for_any_number(
    shop, count, trigger, facts, queries, django_assert_num_queries
):
    for one in make_customers(count):
        bought(one, ago(5), item="Tea")
        Customer.objects.filter(pk=one.pk).update(birthday_month=DAY.month, birthday_day=DAY.day)
    refresh_rhythms(today=DAY)
    with django_assert_num_queries(queries):
        look(trigger, **facts)
