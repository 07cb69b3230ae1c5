"""The picture says in words what it shows."""

from hypothesis import given
from hypothesis import strategies as st

from regulars.queries.wait_pictures import picture_of
from regulars.rules.charters import Unit
from regulars.rules.guarantees import LIMITS

DAYS = LIMITS[Unit.DAYS]


def test_bars_count_and_those_beyond_the_promise_are_marked():
    picture = picture_of([0, 1, 2, 2, 5, 6], DAYS, unit=Unit.DAYS, promised=4)

    assert [(bar.label, bar.cases, bar.is_late) for bar in picture.bars] == [
        ("1", 2, False),
        ("2", 2, False),
        ("3", 0, False),
        ("4", 0, False),
        ("5", 1, True),
        ("7", 1, True),
    ]
    assert picture.words == "2 within 1 day; 2 within 2 days; 1 within 5 days; 1 within 7 days"


def test_without_cases_there_is_no_picture():
    assert picture_of([], DAYS, unit=Unit.DAYS, promised=4) is None


def test_what_takes_for_ever_stands_beyond_the_last_limit():
    picture = picture_of([3, 10_000], DAYS, unit=Unit.HOURS, promised=None)

    assert picture.bars[-1].cases == 1
    assert picture.words.endswith("1 later")
    assert picture.promised_x == ""


@given(
    st.lists(st.floats(0, 500), min_size=1, max_size=300),
    st.none() | st.integers(1, 365),
    st.sampled_from(Unit),
)
def test_every_case_stands_in_one_bar_inside_the_frame(waits, promised, unit):
    picture = picture_of(waits, LIMITS[unit], unit=unit, promised=promised)

    assert sum(bar.cases for bar in picture.bars) == len(waits)
    assert all(0 <= float(bar.y) <= 96 for bar in picture.bars)
    assert all(float(bar.x) + float(bar.width) <= 320 for bar in picture.bars)
    if promised is not None:
        late = sum(bar.cases for bar in picture.bars if bar.is_late)
        assert late == sum(wait > promised for wait in waits)
