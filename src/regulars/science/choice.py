"""Which candidate to believe, for this shop and this question, by what its own past says."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from regulars.science.backtest import Trial
from regulars.science.calibration import (
    FOLDS,
    ChanceCorrection,
    CountCorrection,
    learn_chances,
    learn_counts,
)
from regulars.science.candidates import Candidate, Prediction
from regulars.science.checks import Floats
from regulars.science.moments import Moment
from regulars.science.scores import brier, deviance, ranking

RIDGE = 10.0  # outcomes per origin that "this column says nothing" weighs as much as
USUALLY = (Candidate.PARETO_NBD, Candidate.MIXTURE)  # the steady and the random buyer's advocate
CLEARLY = 2.0
OVERDUE = 0.1  # a silence that one gap in ten outlasts is called overdue


class Alarm(StrEnum):
    """What a drifting customer is told by."""

    GAP = "gap"  # how few gaps of one's own last so long
    LEAVING = "leaving"  # the chance to have left for good
    QUIET = "quiet"  # the chance to buy nothing within the horizon


@dataclass(frozen=True)
class Choice:
    """Who speaks for which question, and how it is corrected."""

    buys: tuple[Candidate, ...] = (Candidate.MIXTURE,)
    expected: tuple[Candidate, ...] = (Candidate.MIXTURE,)
    alarm: Alarm = Alarm.GAP
    chances: ChanceCorrection = field(default_factory=ChanceCorrection)
    counts: CountCorrection = field(default_factory=CountCorrection)

    @property
    def needed(self) -> set[Candidate]:
        """The candidates without which this choice cannot speak."""
        stacked = {Candidate.NBD} if self.counts.weights else set()
        return {*self.buys, *self.expected, *stacked}


def choose(trials: list[Trial], *, horizon_days: float) -> Choice:
    """The candidates and corrections that the past speaks for.

    trials         of `backtest`
    horizon_days   > 0, of the question to be answered now

    Returns a Choice; the plain mixture where there is no past to ask.

    Source: own work: the mean of two voices (Bates and Granger 1969) unless the past clearly speaks
    for another.
    """
    if not trials:
        return Choice()
    buys = _voices(trials, horizon_days, _chance_losses)
    expected = _voices(trials, horizon_days, _count_losses)
    chosen = Choice(buys=buys, expected=expected, alarm=_alarm(trials, buys))
    return corrected(chosen, trials, horizon_days=horizon_days)


def corrected(chosen: Choice, trials: list[Trial], *, horizon_days: float) -> Choice:
    """The same choice with corrections learnt on the trials.

    Returns a Choice.

    Source: `calibration`.
    """
    rows = [_learnt(chosen, trial, horizon_days) for trial in trials]
    chances, counts = _corrections(rows, but=None)
    return Choice(chosen.buys, chosen.expected, chosen.alarm, chances, counts)


def _corrections(
    rows: list["_Rows"], *, but: int | None
) -> tuple[ChanceCorrection, CountCorrection]:
    """What the rows teach, but for the customers of one fold."""
    kept = [row.who % FOLDS != but for row in rows]

    def together(parts: Iterable[Floats]) -> Floats:
        return np.concatenate([part[keep] for part, keep in zip(parts, kept, strict=True)])

    came = together(row.came for row in rows)
    counts = together(row.count_columns for row in rows)
    chances = learn_chances(
        together(row.chance for row in rows),
        together(row.chance_columns for row in rows),
        (came > 0).astype(np.float64),
        ridge=RIDGE * len(rows),
        with_steps=but is None,
    )
    return chances, learn_counts(counts[:, 1], counts, came, together(row.who for row in rows))


@dataclass(frozen=True, slots=True)
class _Rows:
    """One trial, ready to learn from; counts in units of the real horizon."""

    who: Floats
    chance: Floats
    chance_columns: Floats
    count_columns: Floats
    came: Floats


def _learnt(chosen: Choice, trial: Trial, horizon_days: float) -> _Rows:
    longer = horizon_days / trial.moment.horizon_days
    chance, expected = spoken(chosen, trial.said)
    return _Rows(
        trial.moment.customer.astype(float),
        chance,
        chance_columns(trial.moment, chance),
        count_columns(trial.moment, expected * longer, trial.said[Candidate.NBD].expected * longer),
        trial.came * longer,
    )


def spoken(chosen: Choice, said: dict[Candidate, Prediction]) -> tuple[Floats, Floats]:
    """The mean of the chosen voices, uncorrected.

    Returns chance to buy (n,) and expected purchases (n,).

    Source: Bates and Granger (1969).
    """
    buys = np.mean([said[candidate].buys for candidate in chosen.buys], axis=0)
    expected = np.mean([said[candidate].expected for candidate in chosen.expected], axis=0)
    return buys, expected


def chance_columns(moment: Moment, chance: Floats) -> Floats:
    """What a chance may be corrected by: itself, what was paid, how often, how long ago.

    Returns (n, 4).

    Source: own work, docs/science/choice.md.
    """
    kept = np.clip(chance, 1e-4, 1 - 1e-4)
    return np.column_stack(
        [
            np.log(kept / (1 - kept)),
            np.log1p(moment.mean_amount),
            np.log1p(moment.people.repeats),
            np.log1p(moment.silent),
        ]
    )


def count_columns(moment: Moment, expected: Floats, at_random: Floats) -> Floats:
    """What a count may be corrected by: a constant, itself, the count if nobody left, its root,
    and how often somebody came lately.

    Returns (n, 5); the second column is `expected`.

    Source: own work, docs/science/choice.md.
    """
    ones = np.ones(len(expected))
    return np.column_stack([ones, expected, at_random, np.sqrt(expected), moment.recent])


Voices = tuple[Candidate, ...]
Losses = Callable[[Voices, list[Trial], float], Floats]


def _voices(trials: list[Trial], horizon_days: float, losses: Losses) -> Voices:
    """USUALLY, unless somebody alone was better by CLEARLY standard errors of the difference,
    customer by customer; all of them as they speak after their correction."""
    who = np.concatenate([trial.moment.customer for trial in trials])
    _, who = np.unique(who, return_inverse=True)
    options: list[Voices] = [USUALLY, *((candidate,) for candidate in Candidate)]
    each = {o: np.bincount(who, losses(o, trials, horizon_days)) for o in options}
    best = min(options, key=lambda option: float(each[option].sum()))
    less = each[USUALLY] - each[best]
    is_clear = less.sum() > CLEARLY * less.std() * np.sqrt(len(less))
    return best if is_clear else USUALLY


def _chance_losses(voices: Voices, trials: list[Trial], horizon_days: float) -> Floats:
    chances, _ = said_to_others(Choice(buys=voices), trials, horizon_days=horizon_days)
    return brier(chances, np.concatenate([trial.came for trial in trials]))


def _count_losses(voices: Voices, trials: list[Trial], horizon_days: float) -> Floats:
    _, counts = said_to_others(Choice(expected=voices), trials, horizon_days=horizon_days)
    return deviance(counts, np.concatenate([trial.came for trial in trials]))


def said_to_others(
    chosen: Choice, trials: list[Trial], *, horizon_days: float
) -> tuple[Floats, Floats]:
    """Chances and counts at all origins, each customer's by corrections learnt without them.

    Returns (chances, counts), the trials one after the other.

    Source: cross-validation over customers.
    """
    chances = [np.empty(len(trial.came)) for trial in trials]
    counts = [np.empty(len(trial.came)) for trial in trials]
    rows = [_learnt(chosen, trial, horizon_days) for trial in trials]
    for fold in range(FOLDS):
        chance_by, count_by = _corrections(rows, but=fold)
        for i, (row, trial) in enumerate(zip(rows, trials, strict=True)):
            mine = row.who % FOLDS == fold
            chances[i][mine] = chance_by.apply(row.chance[mine], row.chance_columns[mine])
            columns = row.count_columns[mine]
            longer = horizon_days / trial.moment.horizon_days
            counts[i][mine] = count_by.apply(columns[:, 1], columns) / longer
    return np.concatenate(chances), np.concatenate(counts)


def alarm_score(alarm: Alarm, *, overdue: Floats, active: Floats, buys: Floats) -> Floats:
    """How much each customer's silence speaks for drifting.

    Returns (n,) in [0, 1]; to be ranked by.

    Source: definition of `Alarm`.
    """
    scores = {Alarm.GAP: 1 - overdue, Alarm.LEAVING: 1 - active, Alarm.QUIET: 1 - buys}
    return scores[alarm]


def _alarm(trials: list[Trial], buys: tuple[Candidate, ...]) -> Alarm:
    """The score that best told, among those who had come back before, who would stay away."""

    def told(alarm: Alarm) -> float:
        worth = []
        for trial in trials:
            again = trial.moment.people.repeats > 0
            chance = np.mean([trial.said[candidate].buys for candidate in buys], axis=0)
            score = alarm_score(
                alarm, overdue=trial.mixture.overdue, active=trial.mixture.active, buys=chance
            )
            worth.append(ranking(score[again], (trial.came[again] == 0).astype(float)))
        return float(np.nanmean(worth)) if np.isfinite(worth).any() else 0.0

    return max(Alarm, key=told)
