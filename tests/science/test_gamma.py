import numpy as np
import pytest
from scipy import special

from regulars.science.gamma import digamma, log_gamma, log_gamma_ratio, log_gamma_sums

AT = np.r_[np.geomspace(1e-6, 1e7, 500), 1.0, 2.0, 11.999, 12.0]


def test_log_gamma_is_that_of_scipy():
    assert log_gamma(AT) == pytest.approx(special.gammaln(AT), rel=1e-13, abs=1e-13)


def test_digamma_is_that_of_scipy():
    assert digamma(AT) == pytest.approx(special.digamma(AT), rel=1e-13, abs=1e-12)


@pytest.mark.parametrize("counts", [[0, 1, 7, 300], [0, 1_000_000]])  # by table, and one by one
def test_the_ratio_and_its_slope(counts):
    x = np.array(counts, dtype=float)

    value, slope = log_gamma_ratio(0.7, x, 3)

    assert value == pytest.approx(special.gammaln(0.7 + 3 * x) - special.gammaln(0.7), rel=1e-12)
    assert slope == pytest.approx(special.digamma(0.7 + 3 * x) - special.digamma(0.7), rel=1e-12)


def test_sums_over_a_tally_are_those_of_the_rows():
    x = np.random.default_rng(1).poisson(3.0, 500).astype(float)

    value, slope = log_gamma_sums(0.7, np.bincount(x.astype(int)).astype(float))

    each = log_gamma_ratio(0.7, x)
    assert [value, slope] == pytest.approx([each[0].sum(), each[1].sum()])
