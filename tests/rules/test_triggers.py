import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.playbooks import Trigger
from regulars.rules.stages import Stage
from regulars.rules.triggers import (
    FIELDS,
    OddPlan,
    PlanProblem,
    TriggerFacts,
    trigger_facts,
)

GOOD = {
    Trigger.NTH_PURCHASE: {"numbers": [10, 1, 1]},
    Trigger.STAGE: {"stage": "slipping", "rest_days": 30},
    Trigger.NO_CONTACT: {"days": 90},
    Trigger.PURCHASE: {"matches": [" Espresso  machine ", "Espresso machine"], "rest_days": 7},
}


@pytest.mark.parametrize("trigger", list(Trigger))
def test_each_trigger_reads_what_it_needs_and_writes_the_same_back(trigger):
    facts = trigger_facts(trigger, GOOD.get(trigger, {}))
    assert trigger_facts(trigger, facts.as_json()) == facts
    assert set(facts.as_json()) <= FIELDS[trigger]


def test_numbers_and_texts_are_put_in_order_once():
    assert trigger_facts(Trigger.NTH_PURCHASE, GOOD[Trigger.NTH_PURCHASE]).numbers == (1, 10)
    assert trigger_facts(Trigger.PURCHASE, GOOD[Trigger.PURCHASE]).matches == ("Espresso machine",)


@pytest.mark.parametrize(
    ("trigger", "data", "problem"),
    [
        (Trigger.NTH_PURCHASE, {}, PlanProblem.NUMBER_WANTED),
        (Trigger.NTH_PURCHASE, {"numbers": [0]}, PlanProblem.NUMBER_WANTED),
        (Trigger.NTH_PURCHASE, {"numbers": [True]}, PlanProblem.NUMBER_WANTED),
        (Trigger.NTH_PURCHASE, {"numbers": "1"}, PlanProblem.ODD_VALUE),
        (Trigger.NO_CONTACT, {}, PlanProblem.DAYS_WANTED),
        (Trigger.NO_CONTACT, {"days": 0}, PlanProblem.ODD_VALUE),
        (Trigger.STAGE, {}, PlanProblem.STAGE_WANTED),
        (Trigger.STAGE, {"stage": "prospect"}, PlanProblem.STAGE_WANTED),
        (Trigger.STAGE, {"stage": "happy"}, PlanProblem.ODD_VALUE),
        (Trigger.PURCHASE, {"matches": ["x" * 101]}, PlanProblem.TEXT_TOO_LONG),
        (Trigger.PURCHASE, {"matches": "tea"}, PlanProblem.ODD_VALUE),
        (Trigger.PURCHASE, {"rest_days": -1}, PlanProblem.ODD_VALUE),
        (Trigger.BIRTHDAY, {"days": 3}, PlanProblem.UNKNOWN_FIELD),
    ],
)
def test_bad_data_is_refused_with_its_one_reason(trigger, data, problem):
    with pytest.raises(OddPlan) as refused:
        trigger_facts(trigger, data)
    assert refused.value.problem is problem


@given(
    st.sampled_from(list(Trigger)),
    st.dictionaries(
        st.sampled_from(["matches", "numbers", "stage", "days", "rest_days", "other"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=9),
            lambda inner: st.lists(inner, max_size=3),
            max_leaves=4,
        ),
    ),
)
def test_whatever_is_stored_is_read_or_refused_and_never_breaks(trigger, data):
    try:
        facts = trigger_facts(trigger, data)
    except OddPlan:
        return
    assert trigger_facts(trigger, facts.as_json()) == facts


def test_a_product_is_meant_by_a_part_of_its_name_whatever_its_case():
    facts = TriggerFacts(matches=("Färbe",))
    assert facts.means("Schnitt", "") is False
    assert facts.means("", "FARBEN und mehr") is True  # accents do not count
    assert TriggerFacts().means("") is True
    assert TriggerFacts(stage=Stage.LOST).as_json() == {"stage": Stage.LOST}
