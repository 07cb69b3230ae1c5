"""How many purchases a horizon brings, exactly: stages of Erlang gaps, and leaving in between."""

import numpy as np

from regulars.science.checks import Floats

NEGLIGIBLE = 1e-6
MOST_PURCHASES = 20_000  # in one horizon, of one customer
DEEP = 600.0  # exp(-DEEP) still is a number
HIGH = 1e100


def passing(k: int, stage: Floats, power: Floats, end: Floats, horizon_days: float) -> list[Floats]:
    """Chances of more than i purchases in the horizon, of one who does not leave meanwhile.

    k       whole number >= 1          stages in a gap
    stage   (reach, n)                 chance that the running gap is in stage j
    power   (n,), end (n,)             in stage j the rate is Gamma(power + j, end / k)

    Returns a list over i = 0, 1, … of (n,), as long as anybody's chance is not negligible.

    Source: stages that pass in a time are negative binomial when the rate is Gamma; a purchase is
    every k-th. Exact; compare the approximation in Platzer and Reutterer (2021).
    """
    go = k * horizon_days / (end + k * horizon_days)
    j = np.arange(len(stage))[:, None]
    ahead = np.arange(len(stage)) % k  # a missed turn is over: what counts is the stage since then
    log_none = (power + j) * np.log1p(-go)
    lag = np.minimum(log_none.max(axis=0) + DEEP, 0.0)  # log of the unit that `here` is in
    here = stage * np.exp(log_none - lag)  # in stage j, and then z - ahead stages pass
    lagging = bool((lag < 0).any())
    growth, passed = (power + j) * go, np.zeros((len(stage), 1))
    below = np.zeros(stage.shape[1])  # chance of fewer stages than the next purchase needs
    done: list[Floats] = []
    for z in range(k * MOST_PURCHASES):
        moving = slice(None) if z >= k - 1 else np.flatnonzero(ahead <= z)
        fewer = here[moving].sum(axis=0)
        below += fewer * np.exp(lag) if lagging else fewer
        passed[moving] += 1
        here[moving] *= growth[moving] / passed[moving]
        growth[moving] += go
        if (z + 1) % k:
            continue
        if lagging:
            large = here.max(axis=0) > HIGH
            here[:, large] /= HIGH
            lag[large] += np.log(HIGH)
        done.append(np.clip(1 - below, 0.0, 1.0))
        if done[-1].max() <= NEGLIGIBLE:
            break
    return done


def staying(passing_chances: list[Floats], leave: float, stay: Floats) -> Floats:
    """The same for one who may leave after each purchase.

    leave   > 0, stay (n,) > 0: what is believed of the chance to leave, Beta(leave, stay)

    Returns (N, n) chances of more than i purchases; their sum over i is the expected number.

    Source: posterior predictive of a Beta, purchase after purchase.
    """
    rows = np.stack(passing_chances)
    kept = np.ones(rows.shape[1])
    for i in range(len(rows)):
        rows[i] *= kept
        kept = kept * (stay + i) / (leave + stay + i)
    return rows
