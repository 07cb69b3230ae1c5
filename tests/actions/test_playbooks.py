import pytest
from django.db import IntegrityError, transaction

from regulars.actions.plans import evaluate
from regulars.actions.playbooks import (
    PlaybookIsGone,
    WantedPlan,
    WantedStep,
    change_playbook,
    install_ready_plans,
    put_away,
    switch_off,
    switch_on,
    write_playbook,
)
from regulars.actions.releases import release
from regulars.models import ContactPoint, Event, Message, Playbook, PlaybookRun, Shop, Touch
from regulars.queries.local_days import noon_of, shop_today
from regulars.queries.plans import plan_of
from regulars.rules.messages import How, Purpose
from regulars.rules.playbooks import Trigger
from regulars.rules.ready_plan_sets import READY_PLANS, wording_keys
from regulars.rules.triggers import OddPlan, PlanProblem, TriggerFacts
from tests.plan_writing import wanted_of
from tests.planning import bought, make_plan

CALL = WantedStep(1, How.TASK, Purpose.SERVICE, script="Call them.")


def test_ready_plans_are_installed_off_once_in_the_business_s_language(shop, ana):
    Shop.objects.update(language="de")
    assert install_ready_plans() == len(READY_PLANS)
    assert install_ready_plans() == 0

    plan = Playbook.objects.get(key="any-first-thanks")
    assert plan.name == "Dank für einen ersten Kauf"
    assert not Playbook.objects.filter(is_on=True).exists()
    step = plan.steps.get()
    assert (step.after_days, step.how, step.wording.key) == (3, "message", "first-thanks")
    for playbook in Playbook.objects.prefetch_related("steps"):
        assert plan_of(playbook).steps
    keys = set(Playbook.objects.values_list("steps__wording__key", flat=True)) - {None}
    assert keys == wording_keys()


def test_an_upgrade_adds_what_is_new_and_leaves_what_the_owner_changed(shop, ana):
    install_ready_plans()
    Playbook.objects.filter(key="any-birthday").update(name="Our own wishes", is_on=False)
    Playbook.objects.filter(key="any-overdue").delete()
    assert install_ready_plans() == 1
    assert Playbook.objects.get(key="any-birthday").name == "Our own wishes"


@pytest.mark.parametrize(
    ("is_on", "is_changed", "stays"),
    [(False, False, False), (True, False, True), (False, True, True)],
)
def test_a_plan_that_is_not_given_any_more_goes_where_nobody_took_it_up(
    shop, ana, is_on, is_changed, stays
):
    plan = Playbook.objects.create(
        key="any-after-complaint",
        name="After a complaint, check back",
        trigger=Trigger.COMPLAINT_CLOSED.value,
    )
    if is_on:
        switch_on(playbook=plan, person=ana)
    if is_changed:
        wanted = WantedPlan(name="Ours", trigger=Trigger.COMPLAINT_CLOSED, steps=[CALL])
        change_playbook(playbook=plan, wanted=wanted, person=ana)

    install_ready_plans()
    install_ready_plans()

    plan.refresh_from_db()
    assert (plan.put_away_at is None) == stays
    assert plan.is_on == is_on
    assert Event.objects.filter(facts__is_put_away=True).count() == (not stays)


def test_a_plan_of_one_s_own_is_written_off_and_whole(shop, ana):
    wanted = WantedPlan(
        name=" After the tenth ",
        trigger=Trigger.NTH_PURCHASE,
        facts=TriggerFacts(numbers=(10,)),
        steps=[CALL],
    )
    plan = write_playbook(wanted=wanted, person=ana)
    assert (plan.name, plan.is_on, plan.key) == ("After the tenth", False, None)
    assert plan.trigger_facts == {"numbers": [10]}
    assert plan.steps.get().script == "Call them."
    assert Event.objects.latest("pk").kind == "playbook.changed"


def test_a_plan_that_makes_no_sense_is_refused_and_nothing_is_kept(shop, ana):
    with pytest.raises(OddPlan) as refused:
        write_playbook(
            wanted=WantedPlan(name="x", trigger=Trigger.NO_CONTACT, steps=[CALL]), person=ana
        )
    assert refused.value.problem is PlanProblem.DAYS_WANTED
    assert not Playbook.objects.exists()


def test_switching_on_counts_from_today_and_only_once(shop, ana):
    plan = make_plan(on_since=None)
    assert switch_on(playbook=plan, person=ana)
    assert not switch_on(playbook=plan, person=ana)
    plan.refresh_from_db()
    assert plan.on_since_on == shop_today()
    assert Event.objects.filter(kind="playbook.switched_on").count() == 1


def test_a_plan_that_is_on_is_on_since_a_day(shop):
    with pytest.raises(IntegrityError), transaction.atomic():
        Playbook.objects.create(name="x", trigger="purchase", is_on=True)


def test_off_means_off_queue_and_tasks_included(customer, ana, monday):
    ana.agreed_to_sign_at = noon_of(monday)
    ana.save()
    ContactPoint.objects.create(customer=customer, kind="email", value="t@example.com")
    plan = make_plan(steps=((0, "message", "service"), (5, "task", "service")))
    bought(customer, monday)
    evaluate(monday)
    release(noon_of(monday))
    assert Message.objects.get().state == "planned"

    assert switch_off(playbook=plan, person=ana) == 1
    assert switch_off(playbook=plan, person=ana) == 0
    message = Message.objects.get()
    assert (message.state, message.reason) == ("cancelled", "playbook_off")
    assert not Touch.objects.open().exists()
    assert set(Touch.objects.values_list("dropped_because", flat=True)) == {
        "The plan was switched off"
    }
    evaluate(monday)
    release(noon_of(monday))
    assert Message.objects.count() == 1
    assert PlaybookRun.objects.get().stopped_because == "switched_off"


def test_off_and_on_again_by_mistake_loses_nothing_that_was_to_come(customer, ana, monday):
    today = shop_today()
    plan = make_plan(steps=((3, "task", "service"),))
    bought(customer, today)
    evaluate(today)
    switch_off(playbook=plan, person=ana)
    switch_on(playbook=plan, person=ana)
    evaluate(today)
    assert Touch.objects.open().count() == 1


def test_a_change_is_kept_and_another_trigger_ends_what_was_at_work(customer, ana, monday):
    plan = make_plan(steps=((3, "task", "service"),))
    bought(customer, monday)
    evaluate(monday)
    change_playbook(playbook=plan, wanted=wanted_of(plan, keep=(1,), name="New name"), person=ana)
    plan.refresh_from_db()
    assert plan.name == "New name"
    assert plan.on_since_on == shop_today()
    assert Touch.objects.open().count() == 1

    wanted = WantedPlan(name="x", trigger=Trigger.BIRTHDAY, steps=[CALL])
    change_playbook(playbook=plan, wanted=wanted, person=ana)
    assert not Touch.objects.open().exists()


def test_a_plan_put_away_is_off_and_cannot_be_changed(customer, ana, monday):
    plan = make_plan()
    put_away(playbook=plan, person=ana)
    plan.refresh_from_db()
    assert (plan.is_on, plan.put_away_at is None) == (False, False)
    with pytest.raises(PlaybookIsGone):
        change_playbook(playbook=plan, wanted=wanted_of(plan, keep=(1,)), person=ana)
    assert not switch_on(playbook=plan, person=ana)
