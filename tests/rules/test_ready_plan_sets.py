"""The plans that come with the product hold together, in both languages."""

import pytest

from regulars.rules.conditions import conditions
from regulars.rules.messages import ASKS, How, Purpose
from regulars.rules.playbooks import Trade, Trigger
from regulars.rules.ready_plan_sets import (
    BY_KEY,
    EVER_GIVEN,
    READY_PLANS,
    RETIRED_KEYS,
    names_of,
    script_in,
    wording_keys,
)
from regulars.rules.steps import checked
from regulars.rules.triggers import trigger_facts


@pytest.mark.parametrize("plan", EVER_GIVEN, ids=lambda plan: plan.key)
def test_each_plan_is_whole(plan):
    facts = trigger_facts(plan.trigger, plan.facts)
    wanted = conditions(plan.conditions)
    steps = [step.step(n, "en") for n, step in enumerate(plan.steps, start=1)]

    assert checked(plan.trigger, steps)
    assert facts.as_json() == dict(plan.facts)
    assert wanted.as_json() == dict(plan.conditions)
    assert all(plan.name)
    for step in plan.steps:
        assert bool(step.wording) == (step.how is not How.TASK)
        assert all(step.script) == (step.how is How.TASK)


def test_keys_are_there_once_and_every_trade_has_a_set():
    assert len(BY_KEY) == len(EVER_GIVEN)
    assert not RETIRED_KEYS & {plan.key for plan in READY_PLANS}
    for trade in Trade:
        assert sum(plan.trade is trade for plan in READY_PLANS) >= 4, trade
    assert names_of("any-birthday") == BY_KEY["any-birthday"].name
    assert names_of("nobody") == ()


def test_nobody_is_asked_by_a_plan_what_is_asked_by_itself():
    """After a complaint was closed somebody asks again anyway."""
    assert all(plan.trigger is not Trigger.COMPLAINT_CLOSED for plan in READY_PLANS)
    assert names_of("any-after-complaint")[0] == "After a complaint, check back"


def test_no_greeting_sells_and_few_plans_ask():
    for plan in READY_PLANS:
        for step in plan.steps:
            if step.purpose is Purpose.GREETING and step.how is How.TASK:
                english, german = (text.lower() for text in step.script)
                assert english.count("offer") == english.count("no offer")
                assert german.count("angebot") == german.count("kein angebot")
    asking = [plan for plan in READY_PLANS if any(step.purpose in ASKS for step in plan.steps)]
    assert len(asking) == 3  # a question after a job; a review and a recommendation, once each


def test_a_script_is_told_in_the_reader_s_language_and_an_owner_s_as_it_is():
    english, german = BY_KEY["any-occasion"].steps[0].script
    assert script_in(english, "de") == german
    assert script_in(german, "en") == english
    assert script_in("Ring twice.", "de") == "Ring twice."


def test_the_texts_are_named():
    assert "first-thanks" in wording_keys()
