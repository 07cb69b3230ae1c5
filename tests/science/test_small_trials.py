"""A stake that is fair under what is asked, by full enumeration, and useful otherwise."""

from math import comb

import numpy as np
import pytest

from regulars.science.checks import ScienceError
from regulars.science.small_trials import Table, difference_evidence, difference_interval


@pytest.mark.parametrize("held_out_share", [0.5, 0.2])
@pytest.mark.parametrize(
    ("bought", "difference"), [(0.3, 0.0), (0.05, 0.0), (0.2, 0.4), (0.7, -0.6)]
)
def test_the_stake_is_fair_or_worse_over_every_possible_trial(bought, difference, held_out_share):
    customers, expected = 6, 0.0
    for treated in range(customers + 1):
        drawn = comb(customers, treated) * (1 - held_out_share) ** treated
        drawn *= held_out_share ** (customers - treated)
        for a in range(treated + 1):
            for b in range(customers - treated + 1):
                chance = drawn * binomial(a, treated, bought + difference)
                chance *= binomial(b, customers - treated, bought)
                table = Table(treated, a, customers - treated, b)
                evidence = difference_evidence(table, difference, held_out_share=held_out_share)
                expected += chance * np.exp(evidence)

    assert expected <= 1 + 1e-9
    if difference == 0:
        assert expected == pytest.approx(1)  # asked about no difference the bet is exactly fair


def binomial(k, n, share):
    return comb(n, k) * share**k * (1 - share) ** (n - k)


def test_a_true_null_is_ruled_out_at_any_look_as_seldom_as_agreed_and_an_effect_often():
    rng = np.random.default_rng(6)

    def is_ruled_out(treated_share):
        treated = rng.random(50) < 0.5
        bought = rng.random(50) < np.where(treated, treated_share, 0.2)
        return any(
            difference_evidence(
                Table(
                    int(treated[:n].sum()),
                    int((treated & bought)[:n].sum()),
                    int((~treated)[:n].sum()),
                    int((~treated & bought)[:n].sum()),
                )
            )
            > np.log(20)
            for n in range(5, 51, 3)
        )

    assert np.mean([is_ruled_out(0.2) for _ in range(150)]) <= 0.05
    assert np.mean([is_ruled_out(0.7) for _ in range(80)]) >= 0.6


def test_the_interval_holds_what_is_not_ruled_out():
    table = Table(30, 21, 30, 3)

    low, high = difference_interval(table)

    assert 0 < low < 0.6 < high < 1
    assert difference_evidence(table) > np.log(20)
    outside = difference_evidence(table, [low - 0.011, high + 0.011])
    assert (outside > np.log(20)).all()


def test_sides_change_places():
    low, high = difference_interval(Table(12, 9, 10, 2))

    assert difference_interval(Table(10, 2, 12, 9)) == pytest.approx((-high, -low), abs=1e-9)


def test_nothing_seen_rules_nothing_out():
    nobody = Table(0, 0, 0, 0)

    assert difference_evidence(nobody) == pytest.approx(0)
    assert difference_interval(nobody) == (-1, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Table(3, 4, 1, 1),
        lambda: Table(3, -1, 1, 1),
        lambda: difference_evidence(Table(1, 1, 1, 1), 1.0),
        lambda: difference_evidence(Table(1, 1, 1, 1), float("nan")),
        lambda: difference_evidence(Table(1, 1, 1, 1), held_out_share=0),
        lambda: difference_interval(Table(1, 1, 1, 1), confidence=1),
    ],
)
def test_nonsense_is_refused(wrong):
    with pytest.raises(ScienceError):
        wrong()
