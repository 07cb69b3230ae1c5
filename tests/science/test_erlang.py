import numpy as np
import pytest
from scipy.stats import gamma

from regulars.science.erlang import reach_of, silence, stages_of
from regulars.science.statistics import Statistics

SHAPE, RATE = 1.3, 15.0
GAPS = [np.array([]), np.array([9.0]), np.array([5.0, 7.0, 6.0, 30.0])]
SILENCE = np.array([40.0, 12.0, 20.0])
PEOPLE = Statistics(
    [len(g) for g in GAPS],
    [g.sum() for g in GAPS],
    [g.sum() + s for g, s in zip(GAPS, SILENCE, strict=True)],
    [np.log(g).sum() for g in GAPS],
)
RATES = gamma(SHAPE, scale=1 / RATE).ppf((np.arange(200_000) + 0.5) / 200_000)


@pytest.mark.parametrize("k", [1, 2, 5])
def test_gaps_and_silence_by_definition(k):
    found = silence(k, SHAPE, RATE, PEOPLE, 0.0)

    for i, gaps in enumerate(GAPS):
        density = gamma(k, scale=1 / (k * RATES))
        seen = np.prod([density.pdf(g) for g in gaps], axis=0) * np.ones_like(RATES)
        longer = seen * density.sf(SILENCE[i])
        assert found.log_gaps[i] == pytest.approx(np.log(seen.mean()), abs=5e-3)
        assert found.log_tail[i] == pytest.approx(np.log(longer.mean() / seen.mean()), abs=5e-3)


def test_the_stage_of_the_running_gap_by_definition():
    k = 3
    stage, power, end = stages_of(k, SHAPE, RATE, PEOPLE, 0.0)

    for i, gaps in enumerate(GAPS):
        density = gamma(k, scale=1 / (k * RATES))
        seen = np.prod([density.pdf(g) for g in gaps], axis=0) * np.ones_like(RATES)
        mean = k * RATES * SILENCE[i]
        each = [(seen * np.exp(-mean) * mean**j / [1, 1, 2][j]).mean() for j in range(k)]
        assert stage[:, i] == pytest.approx(np.array(each) / sum(each), abs=2e-3)
    assert power == pytest.approx(SHAPE + k * PEOPLE.repeats)
    assert end == pytest.approx(RATE + k * PEOPLE.age_days)


def test_a_turn_can_be_missed_only_by_the_steady():
    assert reach_of(1, 0.05) == 1
    assert reach_of(4, 0.0) == 4
    assert reach_of(4, 0.05) == 12


def test_a_missed_turn_makes_a_silence_less_surprising():
    strict, lenient = (silence(4, SHAPE, RATE, PEOPLE, skip).log_tail for skip in (0.0, 0.05))

    assert (lenient > strict).all()


@pytest.mark.parametrize("skip", [0.0, 0.05])
def test_the_slopes_are_those_of_the_values(skip):
    step, k = 1e-6, 4
    found = silence(k, SHAPE, RATE, PEOPLE, skip)
    for i, (up, down) in enumerate(
        [
            ((SHAPE * np.exp(step), RATE), (SHAPE * np.exp(-step), RATE)),
            ((SHAPE, RATE * np.exp(step)), (SHAPE, RATE * np.exp(-step))),
        ]
    ):
        high, low = (silence(k, *at, PEOPLE, skip) for at in (up, down))
        gaps, tail = high.log_gaps - low.log_gaps, high.log_tail - low.log_tail
        assert found.gaps_slope[i] == pytest.approx(gaps / (2 * step), rel=1e-5, abs=1e-6)
        assert found.tail_slope[i] == pytest.approx(tail / (2 * step), rel=1e-5, abs=1e-6)
