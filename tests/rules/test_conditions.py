import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.channels import Channel
from regulars.rules.conditions import NAMES, conditions
from regulars.rules.messages import Topic
from regulars.rules.stages import Stage
from regulars.rules.triggers import OddPlan, PlanProblem

WHOLE = {
    "stages": ["regular", "loyal"],
    "tags": [3, 2],
    "carer": 1,
    "visits_from": 2,
    "visits_to": 9,
    "value_from_minor": 10_000,
    "languages": ["de"],
    "has_channel": ["post"],
    "said_yes_to": "email",
    "said_yes_about": "offers",
}


def test_conditions_are_read_and_written_back_the_same():
    wanted = conditions(WHOLE)
    assert wanted.stages == (Stage.REGULAR, Stage.LOYAL)
    assert wanted.tags == (2, 3)
    assert wanted.has_channel == (Channel.POST,)
    assert wanted.said_yes_about is Topic.OFFERS
    assert conditions(wanted.as_json()) == wanted


def test_nothing_asked_is_for_everybody():
    assert conditions({}).are_none
    assert not conditions({"visits_to": 0}).are_none


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({"mood": 1}, PlanProblem.UNKNOWN_FIELD),
        ({"stages": ["happy"]}, PlanProblem.ODD_VALUE),
        ({"tags": ["vip"]}, PlanProblem.ODD_VALUE),
        ({"languages": ["xx"]}, PlanProblem.ODD_VALUE),
        ({"visits_from": 3, "visits_to": 2}, PlanProblem.FROM_ABOVE_TO),
        ({"value_from_minor": 3, "value_to_minor": 2}, PlanProblem.FROM_ABOVE_TO),
        ({"carer": 0}, PlanProblem.ODD_VALUE),
    ],
)
def test_bad_data_is_refused_with_its_one_reason(data, problem):
    with pytest.raises(OddPlan) as refused:
        conditions(data)
    assert refused.value.problem is problem


@given(
    st.dictionaries(
        st.sampled_from([*sorted(NAMES), "other"]),
        st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.lists(st.integers()),
    )
)
def test_whatever_is_stored_is_read_or_refused_and_never_breaks(data):
    try:
        wanted = conditions(data)
    except OddPlan:
        return
    assert conditions(wanted.as_json()) == wanted
