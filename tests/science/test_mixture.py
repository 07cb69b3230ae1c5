import numpy as np
import pytest

from regulars.science.checks import ScienceError
from regulars.science.mixture import KS as USUAL_KS
from regulars.science.mixture import Mixture, fit_mixture, posterior
from regulars.science.statistics import Statistics
from tests.science import worlds

KS = (1, 2, 3, 4, 6, 9)
GROCER = Mixture(KS, (0.3, 0.2, 0.1, 0.1, 0.15, 0.15), 1.3, 20.0, 0.45, 1.6)


def weekly(weeks_silent: float, *, skip: float, jitter: float = 0.12) -> Statistics:
    gaps = 7.0 * (1 + jitter * np.array([(-1) ** i for i in range(25)]))
    return Statistics(
        [25.0], [gaps.sum()], [gaps.sum() + 7 * weeks_silent], [np.log(gaps).sum()]
    )  # fmt: skip


def active(weeks_silent: float, skip: float) -> float:
    model = Mixture(KS, GROCER.shares, 1.3, 20.0, 0.45, 1.6, skip)
    return float(posterior(model, weekly(weeks_silent, skip=skip)).active[0])


def test_the_parameters_and_shares_of_a_drawn_base_are_found_again():
    rng = np.random.default_rng(6)
    base = worlds.erlang(rng, 4_000, shares={1: 0.6, 4: 0.4}, leave=0.8, stay=5.0)

    model, _ = fit_mixture(base.statistics(), skip=0.0)

    shares = dict(zip(model.ks, model.shares, strict=True))
    assert shares[1] == pytest.approx(0.6, abs=0.1)
    assert sum(shares.get(k, 0) for k in (3, 4, 6)) == pytest.approx(0.4, abs=0.1)
    assert model.rate_days / model.shape == pytest.approx(20.0 / 1.2, rel=0.1)
    assert model.leave / (model.leave + model.stay) == pytest.approx(0.8 / 5.8, rel=0.15)


def test_who_is_called_active_is_active_as_often_as_said():
    base = worlds.erlang(np.random.default_rng(7), 6_000, shares={1: 0.5, 4: 0.5})
    model, _ = fit_mixture(base.statistics(), skip=0.0)

    said = posterior(model, base.statistics()).active

    for low, high in [(0.0, 0.2), (0.2, 0.5), (0.5, 0.8), (0.8, 1.0)]:
        among = (said >= low) & (said < high)
        assert (~base.left[among]).mean() == pytest.approx(said[among].mean(), abs=0.05)


def test_a_weekly_regular_is_not_gone_after_a_holiday_of_three_weeks():
    without = [active(weeks, 0.0) for weeks in (1, 2, 3)]
    with_skip = [active(weeks, 0.05) for weeks in (1, 2, 3, 6)]

    assert without[1] < 0.5
    assert without[2] < 0.02
    assert with_skip[0] > 0.95
    assert with_skip[1] > 0.6
    assert 0.1 < with_skip[2] < 0.5
    assert with_skip[3] < 0.05


def test_overdue_speaks_of_the_gap_and_not_of_leaving():
    week, three = (
        posterior(GROCER, weekly(weeks, skip=0.05)).overdue[0] for weeks in (0.5, 3.0)
    )  # fmt: skip

    assert week > 0.95
    assert three < 0.05


@pytest.mark.parametrize("people", [1, 2, 5, 20, 50])
def test_a_small_base_neither_fails_nor_claims_that_nobody_or_everybody_leaves(people):
    for seed in range(6):
        rng = np.random.default_rng(100 * people + seed)
        base = worlds.erlang(rng, people, leave=0.3, stay=2.0)

        model, value = fit_mixture(base.statistics())

        assert np.isfinite(value)
        assert 0.01 < model.leave / (model.leave + model.stay) < 0.8
        assert ((chance := posterior(model, base.statistics()).active) > 0).all()
        assert (chance < 1).all()


def test_a_base_of_all_ages_in_which_nobody_seems_to_leave_keeps_a_chance_to():
    rng = np.random.default_rng(12)
    base = worlds.erlang(rng, 300, leave=1e-9, stay=1.0, rate_days=30.0)

    model, _ = fit_mixture(base.statistics())

    assert model.leave / (model.leave + model.stay) > 0.0005


def test_many_customers_are_fitted_on_the_ks_that_some_have():
    base = worlds.erlang(np.random.default_rng(13), 12_000)

    model, _ = fit_mixture(base.statistics())

    assert len(model.ks) < len(USUAL_KS)
    assert sum(model.shares) == pytest.approx(1)
    assert model.shape == pytest.approx(1.2, rel=0.1)


@pytest.mark.parametrize("ks", [(), (0,), (1, -2)])
def test_no_k_is_refused(ks):
    with pytest.raises(ScienceError):
        fit_mixture(weekly(1, skip=0), ks)
