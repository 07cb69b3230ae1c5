"""A year of small things: everybody's turn comes, nothing twice, never above the budget."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db.models import Sum
from django.utils import timezone

from regulars.actions.gestures import (
    keep_gesture,
    keep_in_step,
    suggest_gestures,
    switch_gesture,
    take_ready_gestures,
)
from regulars.models import (
    Complaint,
    Customer,
    Fact,
    Gesture,
    GestureSuggestion,
    Manners,
    Rhythm,
    Touch,
)
from regulars.queries.due import due_for
from regulars.rules.gestures import weeks_of_month
from tests.making import make_customers

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 1, 5)


def active(count: int) -> list[Customer]:
    customers = make_customers(count)
    Rhythm.objects.bulk_create(
        Rhythm(
            customer=one, visits=5, first_on=date(2025, 1, 1), last_on=MONDAY, paid_minor=n * 1000
        )
        for n, one in enumerate(customers)
    )
    return customers


def idea(ana, name: str = "A card by hand", cost_minor: int = 100, interest: str = "") -> Gesture:
    return keep_gesture(
        name=name, hint="", cost_minor=cost_minor, stages=[], interest=interest, person=ana
    )


def test_over_a_year_everybody_is_thought_of_nothing_comes_twice_and_the_budget_holds(ana):
    Manners.objects.create(gestures_a_week=3, gesture_budget_minor=1_000)
    customers = active(50)
    for number, cost in enumerate((0, 100, 250, 400)):
        idea(ana, f"Idea {number}", cost)

    for week in range(53):
        day = MONDAY + timedelta(weeks=week)
        for later in (0, 2, 2):  # the clock may look as often as it likes
            suggest_gestures(day=day + timedelta(days=later))
        Touch.objects.open().update(state="done", closed_at=timezone.now())
        GestureSuggestion.objects.update(state="done")

    had = Counter(GestureSuggestion.objects.values_list("customer", flat=True))
    assert set(had) == {one.pk for one in customers}
    assert max(had.values()) - min(had.values()) <= 1
    pairs = GestureSuggestion.objects.values_list("customer", "gesture")
    assert len(set(pairs)) == len(pairs)
    for month in range(1, 13):
        weeks = weeks_of_month(date(2026, month, 15))
        in_month = GestureSuggestion.objects.filter(week__in=weeks)
        assert (in_month.aggregate(cost=Sum("cost_minor"))["cost"] or 0) <= 1_000
    by_week = Counter(GestureSuggestion.objects.values_list("week", flat=True))
    assert max(by_week.values()) == 3


def test_it_stands_on_today_with_how_and_why_and_follows_its_touch(ana):
    (customer,) = active(1)
    Fact.objects.create(customer=customer, text="Loves her dog", noticed_at=timezone.now())
    gesture = idea(ana, "A treat", interest="dog")

    assert suggest_gestures(day=MONDAY) == 1

    (reason,) = due_for(ana, MONDAY).reasons[customer.pk]
    assert reason.note == "A treat, since you noticed: Loves her dog"
    suggestion = GestureSuggestion.objects.get()
    assert (suggestion.gesture, suggestion.state) == (gesture, "open")

    Touch.objects.update(state="done", closed_at=timezone.now(), closed_by=ana)
    assert keep_in_step(customer_id=customer.pk) == 1
    assert keep_in_step(customer_id=customer.pk) == 0
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.closed_by) == ("done", ana)


@pytest.mark.parametrize("why", ["paused", "complaint", "no", "lost", "never bought"])
def test_who_must_not_get_one_gets_none(ana, why):
    (customer,) = active(1)
    idea(ana)
    if why == "paused":
        Customer.objects.update(pause_reason="died")
    elif why == "complaint":
        Complaint.objects.create(customer=customer, text="Late", heard_at=timezone.now())
    elif why == "no":
        customer.consents.create(
            channel="email", is_given=False, answered_at=timezone.now(), came_from="by phone"
        )
    elif why == "lost":
        Rhythm.objects.update(lost_from=MONDAY)
    else:
        Rhythm.objects.all().delete()

    assert suggest_gestures(day=MONDAY) == 0


def test_a_dropped_one_gives_its_cost_back_and_is_never_offered_again(ana):
    Manners.objects.create(gestures_a_week=3, gesture_budget_minor=100)
    customers = active(2)
    idea(ana)
    assert suggest_gestures(day=MONDAY) == 1
    assert suggest_gestures(day=MONDAY) == 0

    first = GestureSuggestion.objects.get()
    GestureSuggestion.objects.update(state="dropped")

    assert suggest_gestures(day=MONDAY) == 1
    others = {one.pk for one in customers} - {first.customer_id}
    assert {one.customer_id for one in GestureSuggestion.objects.exclude(pk=first.pk)} == others


def test_nothing_is_suggested_while_everything_is_paused_or_switched_off(ana):
    active(1)
    gesture = idea(ana)
    assert switch_gesture(gesture=gesture, is_on=False, person=ana)
    assert not switch_gesture(gesture=gesture, is_on=False, person=ana)
    assert suggest_gestures(day=MONDAY) == 0

    switch_gesture(gesture=gesture, is_on=True, person=ana)
    Manners.objects.create(is_paused=True)
    assert suggest_gestures(day=MONDAY) == 0


def test_ready_ideas_come_once(ana):
    assert take_ready_gestures(trades=["salon"], person=ana) == 2
    assert take_ready_gestures(trades=["salon"], person=ana) == 0
    assert Gesture.objects.get(name="Their favourite tea is ready").cost_minor == 100
