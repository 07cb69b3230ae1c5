import numpy as np
import pytest

from regulars.science.candidates import Candidate, fitted, numbers, predicted
from tests.science import worlds


@pytest.mark.parametrize("candidate", list(Candidate))
def test_each_is_fitted_again_from_nearby_to_the_same(candidate):
    people = worlds.erlang(np.random.default_rng(9), 800).statistics()
    model = fitted(candidate, people)

    again = fitted(candidate, people, model)
    first, second = (predicted(m, people, 60.0) for m in (model, again))

    assert second.expected == pytest.approx(first.expected, rel=0.01, abs=1e-3)
    assert second.buys == pytest.approx(first.buys, abs=0.005)
    assert set(numbers(model)) >= {"shape", "rate_days"}


@pytest.mark.parametrize("candidate", list(Candidate))
@pytest.mark.parametrize("people", [1, 3, 40])
def test_none_fails_on_few(candidate, people):
    few = worlds.erlang(np.random.default_rng(people), people).statistics()

    found = predicted(fitted(candidate, few), few, 30.0)

    assert np.isfinite(found.expected).all()
    assert ((found.buys >= 0) & (found.buys <= 1)).all()
    assert (found.expected >= found.buys - 1e-6).all()


def test_what_comes_is_what_came():
    base = worlds.erlang(np.random.default_rng(10), 6_000)
    cut = base.age_days - 60.0
    known = base.statistics(cut)
    came = np.array([(t > c).sum() for t, c in zip(base.times, cut, strict=True)])

    for candidate in (Candidate.MBG_NBD, Candidate.PARETO_NBD, Candidate.MIXTURE):
        found = predicted(fitted(candidate, known), known, 60.0)
        assert found.expected.sum() == pytest.approx(came.sum(), rel=0.08)
        assert found.buys.sum() == pytest.approx((came > 0).sum(), rel=0.08)
