import numpy as np
import pytest

from regulars.science.priors import (
    leaving_after_purchases,
    leaving_at_any_time,
    log_shares_of,
)


@pytest.mark.parametrize(
    ("believed", "size"),
    [
        (leaving_after_purchases(20.0), 4),
        (leaving_after_purchases(20.0, (1, 2, 4)), 6),
        (leaving_at_any_time(20.0, 365.0), 4),
    ],
)
def test_the_slope_is_that_of_the_value(believed, size):
    at = np.linspace(-1, 3, size)

    slope = believed(at)[1]
    stepped = [
        (believed(at + a)[0] - believed(at - a)[0]) / 2e-6 for a in np.eye(size) * 1e-6
    ]  # fmt: skip

    assert slope == pytest.approx(np.array(stepped), abs=1e-6)


def test_shares_sum_to_one():
    shares = np.exp(log_shares_of(np.array([0, 0, 0, 0, 1.0, -800.0])))

    assert shares.sum() == pytest.approx(1)
    assert len(shares) == 3


def test_nobody_ever_leaving_is_hard_to_believe():
    believed = leaving_after_purchases(20.0)

    usual = believed(np.log([1.0, 20.0, 0.45, 2.05]))[0]
    never = believed(np.log([1.0, 20.0, 1e-6, 2.5]))[0]

    assert usual - never > 20
