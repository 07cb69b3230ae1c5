"""Published tables, reproduced: parameters within 1e-3, log-likelihoods within 0.01."""

import numpy as np
import pytest

from regulars.science import bgbb, bgnbd, gammagamma, pareto
from regulars.science.bgnbd import fit_bgnbd
from regulars.science.mixture import fit_mixture, log_likelihood
from regulars.science.nbd import fit_nbd
from regulars.science.pareto import ParetoNbd, fit_pareto
from regulars.science.statistics import Statistics
from tests.science.published import CALIBRATED, calibration, cdnow, donations, weeks

CLOSE = 1e-3


@pytest.fixture(scope="module")
def sample() -> Statistics:
    return weeks(calibration())


@pytest.fixture(scope="module")
def master() -> Statistics:
    return weeks(calibration("CDNOW_master.txt"))


def parameters(model) -> list[float]:
    return [getattr(model, name) for name in model.__slots__]


def repeat_amounts(name: str) -> tuple[np.ndarray, np.ndarray]:
    """Of those who came back: how many days with a repeat purchase, and the mean paid on them."""
    seen = cdnow(name)
    repeat = np.r_[False, seen.customer[1:] == seen.customer[:-1]] & (seen.on_day <= CALIBRATED)
    count = np.bincount(seen.customer[repeat], minlength=seen.customers)
    paid = np.bincount(seen.customer[repeat], seen.amount[repeat], minlength=seen.customers)
    kept = (count > 0) & (paid > 0)
    return count[kept].astype(float), (paid[kept] / count[kept])


def test_table_1_bg_nbd(sample):
    model, value = fit_bgnbd(sample)

    assert parameters(model) == pytest.approx([0.242595, 4.413602, 0.792922, 2.425907], rel=CLOSE)
    assert value == pytest.approx(-9582.4292, abs=0.01)


def test_table_2_pareto_nbd(sample):
    model, value = fit_pareto(sample)

    assert parameters(model) == pytest.approx([0.553277, 10.577684, 0.60624, 11.6687], rel=CLOSE)
    assert value == pytest.approx(-9594.9762, abs=0.01)


def test_table_3_standard_errors_of_pareto_nbd(sample):
    model, _ = fit_pareto(sample)
    at = np.log(parameters(model))
    aside = np.eye(4) * 1e-4

    curve = [
        (pareto.log_likelihood(at + a, sample)[1] - pareto.log_likelihood(at - a, sample)[1]) / 2e-4
        for a in aside
    ]
    errors = np.sqrt(np.diag(np.linalg.inv(-np.array(curve)))) * np.exp(at)

    assert errors == pytest.approx([0.0476, 0.843, 0.187, 6.21], rel=0.01)


def test_table_4_gamma_gamma():
    count, mean = repeat_amounts("CDNOW_sample.txt")

    model, value = gammagamma.fit_gammagamma(count, mean)

    assert len(count) == 946
    assert parameters(model) == pytest.approx([6.249572, 3.744225, 15.443521], rel=CLOSE)
    assert value == pytest.approx(-4055.9177, abs=0.01)


def test_table_5_mbg_nbd_is_the_mixture_of_one(sample):
    model, value = fit_mixture(sample, (1,), with_prior=False)

    found = [model.shape, model.rate_days, model.leave, model.stay]
    assert found == pytest.approx([0.5248, 6.1831, 0.8914, 1.6140], rel=CLOSE)
    assert value == pytest.approx(-9582.136, abs=0.01)


def test_table_6_nbd(sample):
    model, value = fit_nbd(sample)

    assert parameters(model) == pytest.approx([0.3848, 12.072], rel=CLOSE)
    assert value == pytest.approx(-9763.658, abs=0.01)


def test_table_7_bg_bb():
    model, value = bgbb.fit_bgbb(bgbb.chances(*donations()))

    assert parameters(model) == pytest.approx([1.2035, 0.7498, 0.6568, 2.7839], rel=CLOSE)
    assert value == pytest.approx(-33225.58, abs=0.01)


def test_table_8_single_customers():
    model = ParetoNbd(0.5534, 10.5802, 0.6061, 11.6562)
    people = Statistics([26, 10, 20, 25], [30.86, 20, 20, 20], [31, 39, 39, 39], np.zeros(4))

    expected = pareto.expected_purchases(model, people, 52)

    assert expected == pytest.approx([25.455, 0.70597, 0.02250, 0.00309], rel=CLOSE)
    assert pareto.probability_active(model, people)[0] == pytest.approx(0.9979, abs=5e-5)


def test_table_8_a_new_customer():
    model = ParetoNbd(0.5534, 10.5802, 0.6061, 11.6562)
    new = Statistics([0], [0], [0], [0])

    assert pareto.expected_purchases(model, new, 52)[0] == pytest.approx(1.4731, rel=CLOSE)


def test_table_10_grocery_customers():
    model = ParetoNbd(0.786, 5.679, 0.386, 5.717)
    people = Statistics(np.arange(1, 6), np.full(5, 12.0), np.full(5, 52.0), np.zeros(5))

    active = pareto.probability_active(model, people)
    expected = pareto.expected_purchases(model, people, 52)

    # the parameters are printed to three digits
    assert active == pytest.approx([0.31858, 0.16521, 0.07277, 0.02882, 0.01072], rel=0.01)
    assert expected == pytest.approx([0.44842, 0.36271, 0.21709, 0.10868, 0.04888], rel=0.01)


def test_table_18_the_whole_base(master):
    bg, bg_value = fit_bgnbd(master)
    mbg, mbg_value = fit_mixture(master, (1,), with_prior=False)
    pareto_nbd, pareto_value = fit_pareto(master)

    assert parameters(bg) == pytest.approx([0.2516, 4.7889, 0.7234, 2.1611], rel=CLOSE)
    assert bg_value == pytest.approx(-95368.44, abs=0.01)
    found = [mbg.shape, mbg.rate_days, mbg.leave, mbg.stay]
    assert found == pytest.approx([0.6371, 7.3103, 0.8075, 1.2284], rel=CLOSE)
    assert mbg_value == pytest.approx(-95336.96, abs=0.01)
    expected = [0.5974, 11.5857, 0.5222, 8.8278]
    assert parameters(pareto_nbd) == pytest.approx(expected, rel=CLOSE)
    assert pareto_value == pytest.approx(-95415.12, abs=0.01)


def test_table_18_gamma_gamma_of_the_whole_base():
    model, _ = gammagamma.fit_gammagamma(*repeat_amounts("CDNOW_master.txt"))

    assert parameters(model) == pytest.approx([6.2754, 3.6245, 14.9837], rel=CLOSE)


def test_the_mixture_explains_cdnow_a_little_better_than_one_k(sample):
    model, value = fit_mixture(sample, (1, 2, 3, 4, 6, 9), skip=0.0, with_prior=False)

    assert model.shares[0] == pytest.approx(0.92, abs=0.02)
    assert value == pytest.approx(-9580.70, abs=0.3)


@pytest.mark.parametrize("ks", [(1,), (2,), (1, 2, 4)])
@pytest.mark.parametrize("skip", [0.0, 0.05])
def test_the_slope_of_the_mixture_is_that_of_its_value(sample, ks, skip):
    at = np.r_[np.log([0.6, 7.0, 0.9, 1.6]), np.linspace(-1, -2, len(ks) - 1)]

    slope = log_likelihood(at, sample, ks, skip)[1]
    stepped = [
        (log_likelihood(at + a, sample, ks, skip)[0] - log_likelihood(at - a, sample, ks, skip)[0])
        / 2e-5
        for a in np.eye(len(at)) * 1e-5
    ]

    assert slope == pytest.approx(np.array(stepped), rel=1e-5, abs=1e-3)


def test_the_slope_of_bg_nbd_is_that_of_its_value(sample):
    at = np.log([0.3, 5.0, 0.9, 2.0])

    slope = bgnbd.log_likelihood(at, sample)[1]
    stepped = [
        (bgnbd.log_likelihood(at + a, sample)[0] - bgnbd.log_likelihood(at - a, sample)[0]) / 2e-5
        for a in np.eye(4) * 1e-5
    ]

    assert slope == pytest.approx(np.array(stepped), rel=1e-5, abs=1e-3)
