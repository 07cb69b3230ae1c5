from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regulars.rules.gestures import Candidate, Idea, choose, week_of, weeks_of_month
from regulars.rules.stages import Stage

WEEK = "2026-W48"


def person(pk: int, **more) -> Candidate:
    return Candidate(pk, **{"stage": Stage.REGULAR, **more})


def pick(people, ideas, *, most=3, budget=1000):
    return choose(people, ideas, most=most, budget_minor=budget, week=WEEK)


def test_whoever_never_had_one_comes_first_then_whose_is_longest_ago():
    people = [
        person(1, had=frozenset({9}), latest_week="2026-W40"),
        person(2, had=frozenset({9}), latest_week="2026-W20"),
        person(3),
    ]

    assert [one.customer for one in pick(people, [Idea(1)])] == [3, 2, 1]


def test_nobody_gets_the_same_twice_and_everybody_one_at_most():
    assert pick([person(1, had=frozenset({1}))], [Idea(1)]) == []
    assert len(pick([person(1)], [Idea(1), Idea(2)])) == 1


def test_what_we_noticed_decides_and_what_we_did_not_notice_is_not_guessed():
    tea = Idea(2, interest="Tea")
    knows = person(1, noticed=("Drinks green tea with honey",))

    (chosen,) = pick([knows], [Idea(1), tea])
    assert (chosen.idea, chosen.matched) == (2, "Drinks green tea with honey")
    assert pick([person(2)], [tea]) == []


def test_the_stage_must_fit():
    idea = Idea(1, stages=frozenset({Stage.LOYAL}))

    assert pick([person(1)], [idea]) == []
    assert len(pick([person(1, stage=Stage.LOYAL)], [idea])) == 1


def test_weeks_and_the_month_they_belong_to():
    assert week_of(date(2026, 11, 28)) == "2026-W48"
    assert week_of(date(2027, 1, 1)) == "2026-W53"
    assert weeks_of_month(date(2026, 11, 28)) == [f"2026-W{week}" for week in range(45, 50)]
    assert weeks_of_month(date(2027, 1, 1)) == ["2026-W50", "2026-W51", "2026-W52", "2026-W53"]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # a busy machine is slow
@given(
    costs=st.lists(st.integers(0, 900), min_size=1, max_size=6),
    count=st.integers(0, 12),
    budget=st.integers(0, 2000),
    most=st.integers(-2, 5),
)
def test_neither_the_budget_nor_the_number_is_ever_passed(costs, count, budget, most):
    ideas = [Idea(pk, cost_minor=cost) for pk, cost in enumerate(costs)]

    chosen = pick([person(pk) for pk in range(count)], ideas, most=most, budget=budget)

    assert sum(one.cost_minor for one in chosen) <= budget
    assert len(chosen) <= max(0, most)
    assert len({one.customer for one in chosen}) == len(chosen)
