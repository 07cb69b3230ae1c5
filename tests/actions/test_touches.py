from datetime import date, timedelta

import pytest
from django.utils import timezone

from regulars.actions.merges import merge_customers
from regulars.actions.touches import (
    UNDO_MINUTES,
    CannotReopen,
    TouchAlreadyClosed,
    complete_touches,
    drop_touches,
    key_of,
    move_touches,
    plan_follow_up,
    reopen_touches,
)
from regulars.models import Customer, Event, Touch
from regulars.queries.local_days import shop_today
from regulars.rules.kinds import TouchRule

BIRTHDAY = (TouchRule.BIRTHDAY, "2026")
OVERDUE = (TouchRule.OVERDUE, "2026-09-01")


def test_a_promise_to_ourselves_is_a_row_from_the_start(customer, ana, monday):
    touch = plan_follow_up(customer=customer, due_on=monday, note="ask about the beans", person=ana)

    assert touch.assigned_to == ana
    assert touch.occurrence == f"{customer.pk}-1"
    assert Event.objects.last().kind == "touch.planned"


def test_the_same_promise_twice_stays_one_and_another_one_is_another(customer, ana, monday):
    for note in ("beans", "beans", "grinder"):
        plan_follow_up(customer=customer, due_on=monday, note=note, person=ana)

    assert list(Touch.objects.order_by("pk").values_list("occurrence", "note")) == [
        (f"{customer.pk}-1", "beans"),
        (f"{customer.pk}-2", "grinder"),
    ]


def test_what_was_derived_gets_its_row_when_somebody_acts(customer, ana):
    complete_touches(customer=customer, reasons=[BIRTHDAY, OVERDUE], person=ana)

    assert set(Touch.objects.values_list("rule", "state", "closed_by")) == {
        ("birthday", "done", ana.pk),
        ("overdue", "done", ana.pk),
    }
    assert Event.objects.last().kind == "touch.closed"


def test_the_second_of_two_hands_is_told_and_changes_nothing(customer, ana, ben):
    complete_touches(customer=customer, reasons=[BIRTHDAY], person=ana)

    for act in (
        lambda: complete_touches(customer=customer, reasons=[BIRTHDAY, OVERDUE], person=ben),
        lambda: drop_touches(customer=customer, reasons=[BIRTHDAY], because="no", person=ben),
        lambda: move_touches(
            customer=customer, reasons=[BIRTHDAY], until_on=date(2026, 12, 1), person=ben
        ),
    ):
        with pytest.raises(TouchAlreadyClosed):
            act()
    assert Touch.objects.get().closed_by == ana
    assert Event.objects.filter(person=ben).count() == 0


def test_not_needed_keeps_the_reason(customer, ana):
    drop_touches(customer=customer, reasons=[OVERDUE], because="was here today", person=ana)

    touch = Touch.objects.get()
    assert (touch.state, touch.dropped_because) == ("dropped", "was here today")


def test_a_derived_one_can_be_moved_to_the_day_on_which_it_got_its_row(customer, ana):
    today = shop_today()

    move_touches(customer=customer, reasons=[OVERDUE], until_on=today, person=ana)

    assert Touch.objects.get().due_on == today
    with pytest.raises(TouchAlreadyClosed):
        move_touches(customer=customer, reasons=[OVERDUE], until_on=today, person=ana)


def test_later_moves_the_one_row_and_copies_nothing(customer, ana, monday):
    follow_up = plan_follow_up(customer=customer, due_on=monday, person=ana)
    for days in (3, 10):
        move_touches(
            customer=customer,
            reasons=[key_of(follow_up)],
            until_on=monday + timedelta(days=days),
            person=ana,
        )

    assert Touch.objects.get().due_on == monday + timedelta(days=10)


def test_undo_brings_back_exactly_how_it_was(customer, ana, monday):
    missed = plan_follow_up(customer=customer, due_on=monday - timedelta(days=9), person=ana)
    event = move_touches(
        customer=customer, reasons=[key_of(missed), OVERDUE], until_on=monday, person=ana
    )

    reopen_touches(event, person=ana)

    touch = Touch.objects.get()  # the derived one has no row again
    assert (touch.pk, touch.due_on) == (missed.pk, monday - timedelta(days=9))
    assert Event.objects.last().kind == "touch.reopened"


def test_undo_of_done_opens_again(customer, ana, monday):
    follow_up = plan_follow_up(customer=customer, due_on=monday, person=ana)
    event = drop_touches(
        customer=customer, reasons=[key_of(follow_up)], because="moved away", person=ana
    )

    reopen_touches(event, person=ana)

    follow_up.refresh_from_db()
    assert (follow_up.state, follow_up.dropped_because, follow_up.closed_at) == ("open", "", None)


def test_undo_works_once_and_only_for_a_while(customer, ana):
    late = complete_touches(customer=customer, reasons=[OVERDUE], person=ana)
    event = complete_touches(customer=customer, reasons=[BIRTHDAY], person=ana)
    reopen_touches(event, person=ana)

    with pytest.raises(CannotReopen):
        reopen_touches(event, person=ana)
    with pytest.raises(CannotReopen):
        reopen_touches(
            late, person=ana, at=timezone.now() + timedelta(minutes=UNDO_MINUTES, seconds=1)
        )
    assert Touch.objects.get().rule == "overdue"


def test_two_promises_stay_two_when_their_customers_become_one(customer, ana, monday):
    twin = Customer.objects.create(name="Tomas Ferreira")
    for whose, note in ((customer, "beans"), (twin, "grinder")):
        plan_follow_up(customer=whose, due_on=monday, note=note, person=ana)

    merge_customers(kept=customer, gone=twin, choices={}, person=ana)

    assert set(Touch.objects.filter(customer=customer).values_list("note", flat=True)) == {
        "beans",
        "grinder",
    }
