import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.science.checks import ScienceError
from regulars.science.outlook import outlook
from regulars.science.scores import brier, calibration_error
from regulars.science.statistics import visits
from tests.science import logs
from tests.science.published import CALIBRATED, HOLDOUT_DAYS, cdnow


@pytest.fixture(scope="module")
def held_out():
    """CDNOW, calibrated on 39 weeks: the outlook, and what each customer bought in the next 39."""
    log = cdnow()
    found = outlook(log, until_day=CALIBRATED, horizon_days=HOLDOUT_DAYS)
    later = log.customer[log.on_day > CALIBRATED]
    return found, np.bincount(later, minlength=log.customers)[found.customer].astype(float)


def interval(values: np.ndarray, turn=lambda mean: mean) -> str:
    """The figure and its 95 % bootstrap interval, to stand beside a bar that is missed."""
    rng = np.random.default_rng(0)
    drawn = [turn(rng.choice(values, len(values)).mean()) for _ in range(500)]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return f"{turn(values.mean()):.4f} [{low:.4f}, {high:.4f}]"


def test_cdnow_mean_error_of_the_median(held_out):
    found, came = held_out
    error = np.abs(found.median_purchases - came)

    assert error.mean() <= 0.755, interval(error)


def test_cdnow_root_mean_square_error_of_the_mean(held_out):
    found, came = held_out
    square = (found.expected_purchases - came) ** 2

    assert np.sqrt(square.mean()) <= 1.59, interval(square, np.sqrt)


def test_cdnow_brier(held_out):
    found, came = held_out
    score = brier(found.probability_buys, came)

    assert score.mean() <= 0.160, interval(score)


def test_cdnow_calibration_error(held_out):
    found, came = held_out

    assert calibration_error(found.probability_buys, (came > 0).astype(float)) <= 0.05


def test_cdnow_spend(held_out):
    """Expected spend must tell the dear customers from the others."""
    found, _ = held_out
    log = cdnow()
    later = log.on_day > CALIBRATED
    spent = np.bincount(log.customer[later], log.amount[later], minlength=log.customers)

    best = np.argsort(-found.expected_spend)[: len(spent) // 10]
    truly = np.sort(spent[found.customer])[::-1][: len(spent) // 10]
    assert spent[found.customer][best].sum() / truly.sum() > 0.6
    assert 0.7 < found.expected_spend.sum() / spent.sum() < 1.3


LOGS = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 400), st.integers(-5, 50)), min_size=1, max_size=40
)


@settings(max_examples=25, deadline=None)
@given(LOGS, st.floats(0.5, 4_000))
def test_no_log_makes_it_fail_or_claim_the_impossible(rows, horizon):
    who, day, paid = (np.array(column) for column in zip(*rows, strict=True))
    if not (paid >= 0).any():
        return

    found = outlook(visits(who, day, paid), until_day=400, horizon_days=horizon)

    for chance in (found.probability_active, found.probability_buys):
        assert ((chance > 0) & (chance < 1)).all()
    assert (found.probability_active >= found.probability_buys - 1e-9).all()
    assert (found.expected_purchases >= found.probability_buys - 1e-9).all()
    assert (found.next_from_days <= found.next_on_days).all()
    assert (found.next_on_days <= found.next_to_days).all()
    assert (found.next_from_days > 0).all()
    assert found.report.as_json()


def test_a_pause_takes_somebody_out_at_once():
    log = logs.grocer(200)
    found = outlook(log, until_day=int(log.on_day.max()), horizon_days=30, paused=[3, 5])

    away = np.isin(found.customer, [3, 5])
    assert list(found.is_paused) == list(away)
    assert (found.expected_purchases[away] == 0).all()
    assert (found.alarm[away] == 0).all()
    assert np.isnan(found.next_on_days[away]).all()
    assert not found.can_tell[away].any()
    assert np.isfinite(found.next_on_days[~away]).all()


def test_a_garden_centre_does_not_lose_its_customers_in_winter():
    log = logs.garden_centre()
    new_year = round(365.25 * 58)  # New Year 2028, inside the fourth winter

    found = outlook(log, until_day=new_year, horizon_days=30)

    regulars = (found.purchases >= 8) & (new_year - found.last_day < 130)
    assert found.report.has_season
    assert regulars.sum() > 50
    assert np.median(found.overdue[regulars]) > 0.3
    assert np.median(found.probability_active[regulars]) > 0.7
    # nor are they expected before spring
    assert np.median(found.next_on_days[regulars]) > 45


def test_a_yearly_customer_is_not_overdue_after_half_a_year():
    log = logs.yearly()
    until = int(log.on_day.max()) - 200

    found = outlook(log, until_day=until, horizon_days=90)

    half = (found.purchases >= 3) & (found.silent_days > 120) & (found.silent_days < 240)
    assert half.sum() > 20
    assert (found.overdue[half] > 0.1).mean() > 0.95
    assert np.median(found.usual_gap_days[half]) == pytest.approx(365, rel=0.2)


def test_days_are_where_they_are_expected():
    log = logs.grocer()
    until = int(log.on_day.max()) - 120
    found = outlook(log, until_day=until, horizon_days=30)
    later = log.on_day > until
    first = np.full(log.customers, np.inf)
    np.minimum.at(first, log.customer[later], log.on_day[later] - until)
    came = first[found.customer]
    sure = (found.probability_active > 0.95) & np.isfinite(came)

    inside = (came >= np.floor(found.next_from_days)) & (came <= np.ceil(found.next_to_days))

    assert inside[sure].mean() == pytest.approx(0.8, abs=0.1)
    assert (came <= found.next_on_days)[sure].mean() == pytest.approx(0.5, abs=0.1)


@pytest.mark.parametrize("horizon", [0, -3, np.nan, np.inf])
def test_a_horizon_that_is_none_is_refused(horizon):
    with pytest.raises(ScienceError, match="horizon"):
        outlook(visits([0], [0]), until_day=3, horizon_days=horizon)


def test_nobody_is_refused():
    with pytest.raises(ScienceError, match="no purchase"):
        outlook(visits([0], [9]), until_day=3, horizon_days=3)


def test_where_nobody_came_back_the_guess_is_modest():
    found = outlook(visits([0, 1, 2], [5, 5, 5]), until_day=5, horizon_days=30)

    assert not found.can_tell.any()
    assert (found.expected_purchases < 2).all()
    assert (found.next_on_days > 7).all()
