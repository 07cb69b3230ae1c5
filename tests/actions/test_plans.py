"""What one look at the plans makes of the records."""

from datetime import date, timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from regulars.actions.dry_runs import dry_run
from regulars.actions.knowing import note_fact
from regulars.actions.plans import Evaluated, evaluate, evaluate_changes
from regulars.actions.playbooks import change_playbook
from regulars.actions.rhythms import refresh_rhythms
from regulars.actions.touches import complete_touches, key_of
from regulars.models import (
    Complaint,
    Consent,
    ContactPoint,
    Customer,
    Event,
    Interaction,
    Manners,
    Person,
    Playbook,
    PlaybookRun,
    PlaybookStep,
    Purchase,
    Rhythm,
    Thing,
    Touch,
)
from regulars.queries.local_days import noon_of, shop_today
from regulars.rules.kinds import TouchRule
from tests.making import make_customers, make_purchases
from tests.plan_writing import wanted_of
from tests.planning import bought, make_plan


def run() -> PlaybookRun:
    return PlaybookRun.objects.get()


def later(day: date, days: int) -> date:
    return day + timedelta(days=days)


def test_a_run_keeps_why_it_started_and_lays_all_its_steps(customer, monday):
    plan = make_plan(
        steps=((3, "task", "service"), (30, "task", "tip")), conditions={"visits_to": 3}
    )
    purchase = bought(customer, monday)
    done = evaluate(monday)

    assert (done.started, done.planned) == (1, 2)
    assert run().facts == {
        "trigger": "purchase",
        "on": monday.isoformat(),
        "purchase": purchase.pk,
        "conditions": {"visits_to": 3},
    }
    first, second = Touch.objects.order_by("due_on")
    assert (first.rule, first.how, first.purpose) == ("playbook", "task", "service")
    assert (first.due_on, second.due_on) == (later(monday, 3), later(monday, 30))
    assert first.script == "Ask whether everything is right."
    assert first.note == plan.name
    assert evaluate(monday).is_nothing


def test_only_whom_the_plan_is_for(shop, monday):
    once, twice = make_customers(2)
    for one, days in ((once, [0]), (twice, [0, 40])):
        for ago in days:
            bought(one, monday - timedelta(days=ago))
    refresh_rhythms(today=monday)
    make_plan(conditions={"visits_from": 2})
    evaluate(monday)
    assert [touch.customer for touch in Touch.objects.all()] == [twice]


def test_a_plan_whose_data_is_odd_holds_up_no_other(customer, monday):
    broken = make_plan(steps=((3, "task", "service"),), name="Broken")
    Playbook.objects.filter(pk=broken.pk).update(trigger_facts={"weather": "fair"})
    make_plan(name="Whole")
    bought(customer, monday)
    assert evaluate(monday).started == 1


def test_two_purchases_of_one_day_are_thanked_for_once(customer, monday):
    make_plan()
    bought(customer, monday)
    bought(customer, monday)
    evaluate(monday)
    bought(customer, monday)
    evaluate(monday)
    assert PlaybookRun.objects.count() == 1


def test_the_rest_between_two_runs_is_a_visible_choice(customer, monday):
    make_plan(facts={"rest_days": 30})
    for days in (0, 10, 29, 31):
        bought(customer, later(monday, days))
    for days in range(35):
        evaluate(later(monday, days))
    assert [one.base_on for one in PlaybookRun.objects.order_by("base_on")] == [
        monday,
        later(monday, 31),
    ]


def test_a_plan_that_is_off_or_paused_owes_nothing(customer, monday):
    make_plan(on_since=None)
    paused = make_plan()
    bought(customer, monday)
    Manners.objects.create(is_paused=True)
    evaluate(monday)
    assert not PlaybookRun.objects.exists()
    Manners.objects.update(is_paused=False)
    evaluate(monday)
    assert run().playbook == paused


def test_only_one_customer_where_only_one_is_asked_about(shop, monday):
    make_plan()
    for one in make_customers(3):
        bought(one, monday)
    chosen = Customer.objects.order_by("pk")[1]
    evaluate(monday, only=chosen.pk)
    assert run().customer == chosen


# --- ends ---


def test_who_came_back_is_asked_nothing_more(customer, monday):
    make_purchases(customer, last=noon_of(monday - timedelta(days=42)), every_days=30, count=12)
    refresh_rhythms(today=monday)
    late = Rhythm.objects.get().late_from
    make_plan("overdue", steps=((0, "task", "service"), (90, "task", "service")))
    evaluate(late)
    assert Touch.objects.open().count() == 2
    evaluate(later(late, 1))
    assert run().state == "running"
    bought(customer, later(late, 1))
    refresh_rhythms(today=later(late, 1))
    evaluate(later(late, 1))
    assert (run().state, run().stopped_because) == ("stopped", "came_back")
    assert not Touch.objects.open().exists()
    assert Touch.objects.first().dropped_because == "They came back"


def test_a_word_ends_a_silence(customer, monday):
    bought(customer, monday - timedelta(days=95))
    refresh_rhythms(today=monday)
    make_plan("no_contact", facts={"days": 90}, steps=((0, "task", "service"),))
    evaluate(monday)
    Interaction.objects.create(
        customer=customer,
        happened_at=noon_of(monday),
        happened_on=monday,
        channel="phone",
        outcome="reached",
    )
    refresh_rhythms(today=monday)
    evaluate(monday)
    assert run().stopped_because == "spoken"


def test_a_purchase_taken_back_takes_its_plan_back_and_restored_brings_it_again(customer, monday):
    make_plan()
    purchase = bought(customer, monday)
    evaluate(monday)
    type(purchase).objects.filter(pk=purchase.pk).update(refunded_minor=purchase.total_minor)
    evaluate(later(monday, 1))
    assert run().stopped_because == "gone"
    type(purchase).objects.filter(pk=purchase.pk).update(refunded_minor=0)
    evaluate(later(monday, 2))
    assert run().state == "running"
    assert Touch.objects.open().get().due_on == later(monday, 3)


def test_a_service_that_was_done_ends_its_reminder(customer, monday):
    thing = Thing.objects.create(
        customer=customer, name="Boiler", every_days=365, since_on=monday - timedelta(days=360)
    )
    make_plan("service_due", steps=((0, "task", "service"),))
    evaluate(monday)
    Thing.objects.filter(pk=thing.pk).update(served_on=later(monday, 1))
    evaluate(later(monday, 2))
    assert run().stopped_because == "served"


def test_a_complaint_ends_thanks_and_asks_and_leaves_service_alone(customer, monday):
    make_plan(steps=((3, "task", "thanks"),), name="Thanks")
    make_plan(steps=((3, "task", "service"),), name="Service")
    bought(customer, monday)
    evaluate(monday)
    Complaint.objects.create(customer=customer, text="Cold", heard_at=noon_of(monday))
    evaluate(later(monday, 1))
    assert PlaybookRun.objects.get(playbook__name="Thanks").stopped_because == "complaint"
    assert PlaybookRun.objects.get(playbook__name="Service").state == "running"


def test_nobody_is_thanked_while_a_complaint_is_open(customer, monday):
    make_plan(steps=((3, "task", "thanks"),))
    complaint = Complaint.objects.create(customer=customer, text="Cold", heard_at=noon_of(monday))
    bought(customer, monday)
    evaluate(monday)
    assert not PlaybookRun.objects.exists()
    Complaint.objects.filter(pk=complaint.pk).update(state="dropped", step="none", closed_on=monday)
    evaluate(later(monday, 1))
    assert run().state == "running"


@pytest.mark.parametrize("reason", ["died", "moved"])
def test_who_is_left_in_peace_is_left_in_peace(customer, monday, reason):
    make_plan()
    bought(customer, monday)
    evaluate(monday)
    Customer.objects.filter(pk=customer.pk).update(pause_reason=reason)
    evaluate(later(monday, 1))
    assert run().stopped_because == "left_in_peace"


def test_who_refused_every_way_is_not_asked_by_another(customer, monday):
    make_plan(steps=((0, "task", "service"),))
    ContactPoint.objects.create(customer=customer, kind="email", value="t@example.com")
    Consent.objects.create(
        customer=customer,
        channel="email",
        is_given=False,
        words="No",
        came_from="phone",
        answered_at=noon_of(monday),
    )
    bought(customer, monday)
    evaluate(monday)
    evaluate(monday)
    assert run().stopped_because == "refused_all"


def test_a_coming_day_is_kept_only_for_whom_it_is_then(customer, monday):
    Customer.objects.filter(pk=customer.pk).update(birthday_month=12, birthday_day=1)
    bought(customer, monday - timedelta(days=3))
    refresh_rhythms(today=monday)
    make_plan("birthday", steps=((0, "task", "greeting"),), conditions={"stages": ["first_time"]})
    evaluate(monday)
    bought(customer, monday)
    refresh_rhythms(today=monday)
    evaluate(later(monday, 1))
    assert run().stopped_because == "no_fit"


def test_what_is_done_is_done(customer, monday, ana):
    make_plan()
    bought(customer, monday)
    evaluate(monday)
    touch = Touch.objects.get()
    complete_touches(
        customer=customer, reasons=[(TouchRule.PLAYBOOK, touch.occurrence)], person=ana
    )
    evaluate(later(monday, 3))
    assert run().state == "done"
    assert evaluate(later(monday, 4)).is_nothing


# --- changed plans ---


def test_a_step_added_later_is_owed_to_whom_the_plan_is_at_work(customer, monday, ana):
    plan = make_plan(steps=((3, "task", "service"),))
    bought(customer, monday)
    evaluate(monday)
    PlaybookStep.objects.create(
        playbook=plan, position=2, after_days=9, how="task", purpose="tip", script="Show them."
    )
    evaluate(monday)
    assert sorted(Touch.objects.values_list("due_on", flat=True)) == [
        later(monday, 3),
        later(monday, 9),
    ]


def test_a_changed_step_keeps_its_place_so_nothing_is_owed_twice(customer, monday, ana):
    plan = make_plan(steps=((0, "task", "service"), (3, "task", "tip")))
    bought(customer, monday)
    evaluate(monday)
    wanted = wanted_of(plan, keep=(2,), extra=((5, "Another one."),))
    change_playbook(playbook=plan, wanted=wanted, person=ana)

    positions = list(plan.steps.order_by("position").values_list("position", flat=True))
    assert positions == [2, 3]
    change_playbook(playbook=plan, wanted=wanted_of(plan, keep=(2,)), person=ana)
    wanted = wanted_of(plan, keep=(2,), extra=((6, "And another."),))
    change_playbook(playbook=plan, wanted=wanted, person=ana)
    assert max(plan.steps.values_list("position", flat=True)) >= 3


def test_a_plan_may_be_tried_while_it_is_on(customer, monday):
    plan = make_plan(steps=((0, "task", "service"),))
    bought(customer, monday)
    evaluate(monday)
    before = list(Touch.objects.values())
    dry_run(plan, day=monday)
    assert list(Touch.objects.values()) == before


# --- within a day only what changed ---


def rows() -> list[tuple[object, ...]]:
    return sorted(Touch.objects.values_list("customer", "occurrence", "due_on", "state"))


def hourly(day: date) -> Evaluated:
    return evaluate_changes(timezone.now(), day)


def test_an_hourly_look_ends_with_the_same_rows_as_a_whole_one(shop, ana):
    today = shop_today()
    make_plan(steps=((3, "task", "service"), (9, "task", "tip")))
    people = make_customers(4)
    for one in people[:2]:
        bought(one, today)
    assert hourly(today).started == 2
    bought(people[2], today)
    note_something_of(people[2], ana)
    close_a_touch_of(people[0], ana)
    Purchase.objects.filter(customer=people[1]).update(refunded_minor=F("total_minor"))
    note_something_of(people[1], ana)

    changed = hourly(today)
    after = rows()

    assert (changed.started, changed.stopped) == (1, 1)
    assert hourly(today).is_nothing
    assert evaluate(today).is_nothing
    assert rows() == after


def test_an_hourly_look_reads_nobody_to_whom_nothing_happened(shop, monday):
    today = shop_today()
    make_plan(steps=((3, "task", "service"),))
    customer = make_customers(1)[0]
    assert hourly(today).is_nothing

    bought(customer, today)  # rows without an event, as nobody writes them

    assert hourly(today).is_nothing
    assert evaluate(today).started == 1


def test_an_import_is_found_within_the_hour(shop):
    today = shop_today()
    make_plan(steps=((3, "task", "service"),))
    customer = make_customers(1)[0]
    hourly(today)

    bought(customer, today)
    Event.objects.create(kind="batch.imported")

    assert hourly(today).started == 1


def note_something_of(customer: Customer, person: Person) -> None:
    note_fact(customer=customer, text="likes tea", person=person)


def close_a_touch_of(customer: Customer, person: Person) -> None:
    touch = customer.touches.order_by("due_on").first()
    assert touch is not None
    complete_touches(customer=customer, reasons=[key_of(touch)], person=person)


# --- cost ---


@pytest.mark.parametrize("count", [1, 3, 60])
def test_a_look_costs_the_same_queries_for_any_number(
    shop, monday, count, django_assert_max_num_queries
):
    make_plan(steps=((3, "task", "service"), (9, "task", "tip")))
    for one in make_customers(count):
        bought(one, monday)
    with django_assert_max_num_queries(32):
        evaluate(monday)
    with django_assert_max_num_queries(28):
        evaluate(monday)
    assert Touch.objects.count() == 2 * count
