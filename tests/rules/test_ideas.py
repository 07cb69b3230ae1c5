import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.ideas import IdeaState, may_become, minutes_a_month


@pytest.mark.parametrize(
    ("now", "then", "may"),
    [
        (IdeaState.NEW, IdeaState.TRYING, True),
        (IdeaState.TRYING, IdeaState.KEPT, True),
        (IdeaState.KEPT, IdeaState.DROPPED, False),
        (IdeaState.DROPPED, IdeaState.NEW, True),
        (IdeaState.KEPT, IdeaState.NEW, False),
    ],
)
def test_an_idea_is_tried_and_kept_or_not(now, then, may):
    assert may_become(now, then) is may


@given(st.sampled_from(list(IdeaState)))
def test_nothing_becomes_what_it_is(state):
    assert not may_become(state, state)


def test_what_a_friction_costs():
    assert minutes_a_month(20, 3) == 60
