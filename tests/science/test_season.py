import numpy as np
import pytest

from regulars.science.season import Season, has_season, season_of
from regulars.science.statistics import Visits, visits
from tests.science import logs


def even(years: int = 3) -> Visits:
    rng = np.random.default_rng(0)
    return visits(rng.integers(0, 300, 4_000), rng.integers(20_000, 20_000 + 365 * years, 4_000))


def test_a_trade_with_a_winter_has_a_season_and_an_even_one_has_none():
    garden = logs.garden_centre(200)

    assert has_season(garden, until_day=int(garden.on_day.max()))
    assert not has_season(even(), until_day=21_095)


def test_one_year_is_no_season():
    garden = logs.garden_centre(200, years=1)

    assert not has_season(garden, until_day=int(garden.on_day.max()))


def test_the_clock_stands_almost_still_in_winter():
    garden = logs.garden_centre(200)
    season = season_of(garden, until_day=int(garden.on_day.max()))
    january = round(365.25 * 57)

    winter = np.diff(season.time(np.array([january, january + 45])))[0]
    summer = np.diff(season.time(np.array([january + 120, january + 165])))[0]

    assert winter < 5
    assert summer > 60


def test_a_year_on_the_clock_is_a_year():
    season = season_of(logs.garden_centre(200), until_day=21_400)

    begin, end = season.time(np.array([18_000, 18_000 + 1461]))

    assert end - begin == pytest.approx(1461, abs=2)


def test_the_day_of_a_time_is_the_way_back():
    season = Season((0.1, 0.1, 0.5, 1, 1.5, 2, 2, 1.8, 1.2, 1, 0.6, 0.2))
    season = Season(tuple(p / np.mean(season.pace) for p in season.pace))
    days = np.arange(20_000, 20_800, 7)

    assert season.day(season.time(days)) == pytest.approx(days, abs=1e-6)
    assert (np.diff(season.time(days)) > 0).all()


def test_nobody_has_no_season():
    empty = visits(np.empty(0, int), np.empty(0, int))

    assert not has_season(empty, until_day=5)
    assert season_of(empty, until_day=5).pace == (1.0,) * 12
