from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.stages import LOYAL_DAYS, MAX_SILENCE_DAYS, Stage, stage

TODAY = date(2026, 11, 22)


def stage_with(visits: int, *, known_days: int = 30, **days: date | None) -> Stage:
    limits = dict.fromkeys(("slipping_from", "lapsed_from", "lost_from", "returned_on"))
    first_on = TODAY - timedelta(days=known_days) if visits else None
    return stage(visits=visits, first_on=first_on, today=TODAY, **{**limits, **days})


@pytest.mark.parametrize(
    ("visits", "known_days", "expected"),
    [
        (0, 0, Stage.PROSPECT),
        (1, 9, Stage.FIRST_TIME),
        (2, 30, Stage.SECOND),
        (3, 60, Stage.REGULAR),
        (6, LOYAL_DAYS - 1, Stage.REGULAR),
        (6, LOYAL_DAYS, Stage.LOYAL),
        (5, 4_000, Stage.REGULAR),
    ],
)
def test_the_stage_grows_with_visits_and_time(visits, known_days, expected):
    assert stage_with(visits, known_days=known_days) is expected


def test_a_silence_goes_from_slipping_over_lapsed_to_lost():
    begins = {
        "slipping_from": TODAY - timedelta(days=1),
        "lapsed_from": TODAY,
        "lost_from": TODAY + timedelta(days=1),
    }

    assert stage_with(8, **begins) is Stage.LAPSED
    assert stage_with(8, **{**begins, "lapsed_from": TODAY + timedelta(days=1)}) is Stage.SLIPPING
    assert stage_with(8, **{**begins, "lost_from": TODAY}) is Stage.LOST


def test_who_came_back_is_returned_until_silent_again():
    assert stage_with(8, returned_on=TODAY) is Stage.RETURNED
    assert stage_with(8, returned_on=TODAY, slipping_from=TODAY) is Stage.SLIPPING


@given(st.integers(0, 40), st.integers(0, 5_000), st.integers(-50, 50), st.booleans())
def test_the_longer_the_silence_the_later_the_stage(visits, known_days, ahead, has_returned):
    """Later days never bring somebody from a silence back without a visit."""
    order = [Stage.SLIPPING, Stage.LAPSED, Stage.LOST]
    first = TODAY - timedelta(days=known_days) if visits else None
    starts = [TODAY + timedelta(days=ahead + step) for step in (0, 20, 40)]
    stages = [
        stage(
            visits=visits,
            first_on=first,
            slipping_from=starts[0],
            lapsed_from=starts[1],
            lost_from=starts[2],
            returned_on=TODAY if has_returned else None,
            today=TODAY + timedelta(days=day),
        )
        for day in range(0, 120, 10)
    ]

    places = [order.index(found) + 1 if found in order else 0 for found in stages]
    assert places == sorted(places)


def test_every_stage_has_a_longest_silence():
    assert set(MAX_SILENCE_DAYS) == set(Stage)
