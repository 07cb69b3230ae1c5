from datetime import timedelta

from regulars.actions.plans import evaluate
from regulars.models import Customer, PlaybookRun, Rhythm, Touch
from regulars.queries.plans import plan_of, setting_on
from regulars.queries.standing import reasons_to_stop, standing
from regulars.rules.playbooks import StopReason
from tests.planning import bought, make_plan


def test_a_purchase_stands_with_the_day_of_now(customer, monday):
    stored = make_plan()
    purchase = bought(customer, monday)
    evaluate(monday)
    runs = list(PlaybookRun.objects.all())
    plan, setting = plan_of(stored), setting_on(monday)
    assert standing(plan, setting, runs) == {runs[0].pk: monday}
    tuesday = monday + timedelta(days=1)
    type(purchase).objects.update(bought_on=tuesday)
    assert standing(plan, setting_on(tuesday), runs) == {runs[0].pk: tuesday}
    purchase.delete()
    assert standing(plan, setting, runs) == {}
    assert standing(plan, setting, []) == {}


def test_a_stage_stands_as_long_as_the_silence_lasts(customer, monday):
    stored = make_plan("stage", facts={"stage": "slipping"}, steps=((0, "task", "service"),))
    last_on = monday - timedelta(days=90)
    Rhythm.objects.create(
        customer=customer, visits=4, first_on=last_on, last_on=last_on, slipping_from=monday
    )
    evaluate(monday)
    runs, plan = list(PlaybookRun.objects.all()), plan_of(stored)
    Rhythm.objects.update(lapsed_from=monday + timedelta(days=5))
    later = setting_on(monday + timedelta(days=6))
    assert standing(plan, later, runs) == {runs[0].pk: monday}
    Rhythm.objects.update(last_on=monday, slipping_from=None, lapsed_from=None)
    assert standing(plan, later, runs) == {}


def test_most_runs_have_no_reason_to_stop(customer, monday):
    stored = make_plan()
    bought(customer, monday)
    evaluate(monday)
    runs = list(PlaybookRun.objects.all())
    plan, setting = plan_of(stored), setting_on(monday)
    touches = {runs[0].pk: list(Touch.objects.all())}
    days = {runs[0].pk: monday}
    assert reasons_to_stop(plan, setting, runs, touches, days) == {}
    assert reasons_to_stop(plan, setting, runs, touches, {}) == {runs[0].pk: StopReason.GONE}
    Customer.objects.update(pause_reason="holiday", paused_until_on=monday + timedelta(days=9))
    assert reasons_to_stop(plan, setting, runs, touches, days) == {}
