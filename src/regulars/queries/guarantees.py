"""What the record proves of a promise: how often it was kept, surely, and the tightest that holds.

Owners look whenever they like, so every bound here holds at each look, and none is better than the
one that takes whole bad days together (docs/science/guarantees.md).
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from django.db.models import Count, Q

from regulars.models import Answer, Guarantee, ValueAnswer
from regulars.queries.charter_figures import limit_words
from regulars.queries.drifts import ProposalRow, proposal_rows
from regulars.queries.metrics import cases_of
from regulars.queries.wait_pictures import Picture, picture_of
from regulars.rules.charters import UNITS, Case, Counted, Metric
from regulars.rules.guarantee_surveys import guarantee_of, key_of, tally
from regulars.rules.guarantees import (
    LIMITS,
    LOOKED_AT,
    USUAL_PERCENT,
    GuaranteeState,
    ProposalState,
    is_dull,
    is_valued,
    permille,
)
from regulars.science.guarantees import expected_cost_minor
from regulars.science.sequences import share_lower_bound
from regulars.science.waits import kept_share, lower_share_by_day

YEAR_DAYS = 365
MOST_CASES = 100_000  # no small business proves a promise by more


@dataclass(frozen=True, slots=True)
class Tried:
    """One limit held against the record."""

    limit: int
    words: str
    counted: Counted
    lower_permille: int
    holds: bool

    @property
    def lower_percent(self) -> int:
        return self.lower_permille // 10


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands for a guarantee. Money is in its own currency."""

    first_on: date
    last_on: date
    counted: Counted
    lower_permille: int
    promised_percent: int
    cases_needed: int  # all kept
    tightest: Tried | None  # None: the record supports none, or nothing is timed
    tried: list[Tried]
    picture: Picture | None
    past_cost_minor: int  # if it had been paid for every miss on record
    year_cost_minor: int  # at most, at this pace

    @property
    def is_earned(self) -> bool:
        return self.lower_permille >= self.promised_percent * 10

    @property
    def lower_percent(self) -> int:
        return self.lower_permille // 10

    @property
    def margin_points(self) -> int:
        """Whole points of 100 between what is promised and what is kept at least."""
        return self.lower_percent - self.promised_percent

    @property
    def misses(self) -> int:
        return self.counted.cases - self.counted.kept


@dataclass(frozen=True, slots=True)
class Value:
    """What customers said to it."""

    answers: int
    mattering: int
    expected: int

    @property
    def is_dull(self) -> bool | None:
        return is_dull(self.expected, self.answers)

    @property
    def is_valued(self) -> bool | None:
        return is_valued(self.mattering, self.answers)


@dataclass(frozen=True, slots=True)
class GuaranteeRow:
    guarantee: Guarantee
    limit: str
    evidence: Evidence
    value: Value
    proposals: list[ProposalRow]


@dataclass(frozen=True, slots=True)
class Process:
    """Something timed of which there is a record, before anything is promised (E11)."""

    metric: Metric
    counted: int
    picture: Picture
    tightest: Tried | None
    cases_needed: int


@dataclass(frozen=True, slots=True)
class Proof:
    """Cases that are decided, and what the true share is at least, at every look."""

    counted: Counted
    lower_share: float

    @property
    def lower_permille(self) -> int:
        return permille(self.lower_share)


def prove(cases: Sequence[Case], within: int | None) -> Proof:
    """Open cases that are not late yet count for the time they have waited, so that the quick ones
    among the latest do not count first; bad days are taken whole."""
    record = [(case.day, one) for case in cases if (one := case.kept_within(within)) is not None]
    kept = sum(is_kept for _, is_kept in record)
    counted = Counted(kept, len(record))
    if not record:
        return Proof(counted, 0.0)
    share = kept / len(record)
    if within is not None:
        waits = [(case.waited, case.is_open) for case in cases if case.waited is not None]
        share = kept_share(
            [wait for wait, _ in waits], [is_open for _, is_open in waits], within
        ).share
    lower = share_lower_bound(share * len(record), len(record))
    if kept < len(record):  # without a miss there are no bad days
        flags = [float(is_kept) for _, is_kept in record]
        lower = min(lower, lower_share_by_day(flags, [day.toordinal() for day, _ in record]))
    return Proof(counted, lower)


@cache
def cases_needed(percent: int) -> int:
    """How many cases prove it if each one is kept, whenever one looks."""
    low, high = 0, 1
    while share_lower_bound(float(high), high) < percent / 100 and high < MOST_CASES:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        is_proof = share_lower_bound(float(middle), middle) >= percent / 100
        low, high = (low, middle) if is_proof else (middle, high)
    return high


def tightest_of(cases: Sequence[Case], *, metric: Metric, promised_percent: int) -> list[Tried]:
    """From loose to tight, until the first that is not proven: that order is fixed before looking,
    so that trying many limits makes no false promise likelier."""
    tried: list[Tried] = []
    for limit in sorted(LIMITS[UNITS[metric]], reverse=True):
        proof = prove(cases, limit)
        holds = proof.lower_permille >= promised_percent * 10
        words = limit_words(metric, limit)
        tried.append(Tried(limit, words, proof.counted, proof.lower_permille, holds))
        if not holds:
            break
    return tried


def evidence_for(guarantee: Guarantee, today: date) -> Evidence:
    metric = Metric(guarantee.metric)
    first = guarantee.measured_from_on
    cases = cases_of(metric, first, today, promise_kind=guarantee.promise_kind)
    proof = prove(cases, guarantee.within)
    tried: list[Tried] = []
    if metric in UNITS:
        percent = guarantee.promised_percent
        tried = tightest_of(cases, metric=metric, promised_percent=percent)
    holding = [one for one in tried if one.holds]
    days = (today - first).days + 1
    counted, compensation = proof.counted, guarantee.compensation_minor
    a_year = math.ceil(counted.cases * YEAR_DAYS / max(days, 1))
    return Evidence(
        first_on=first,
        last_on=today,
        counted=counted,
        lower_permille=proof.lower_permille,
        promised_percent=guarantee.promised_percent,
        cases_needed=cases_needed(guarantee.promised_percent),
        tightest=holding[-1] if holding else None,
        tried=tried,
        picture=_picture(cases, metric, guarantee.within) if metric in UNITS else None,
        past_cost_minor=(counted.cases - counted.kept) * compensation,
        year_cost_minor=expected_cost_minor(a_year, proof.lower_share, compensation),
    )


def _picture(cases: Sequence[Case], metric: Metric, within: int | None) -> Picture | None:
    waits = [one.waited for one in cases if one.waited is not None and not one.is_open]
    unit = UNITS[metric]
    return picture_of(waits[-LOOKED_AT:], LIMITS[unit], unit=unit, promised=within)


def value_of(guarantees: Sequence[Guarantee]) -> dict[int, Value]:
    """What was written down of their words, and what they answered to a survey about it."""
    rows = (
        ValueAnswer.objects.filter(guarantee__in=guarantees)
        .values("guarantee")
        .annotate(
            answers=Count("pk"),
            mattering=Count("pk", filter=Q(matters=True)),
            expected=Count("pk", filter=Q(is_expected=True)),
        )
        .order_by()
    )
    values = {
        row["guarantee"]: Value(row["answers"], row["mattering"], row["expected"]) for row in rows
    }
    for pk, said in _surveyed(guarantees).items():
        heard = values.get(pk, Value(0, 0, 0))
        values[pk] = Value(
            heard.answers + len(said),
            heard.mattering + sum(matters for matters, _is_expected in said),
            heard.expected + sum(is_expected for _matters, is_expected in said),
        )
    return values


def _surveyed(guarantees: Sequence[Guarantee]) -> dict[int, list[tuple[bool, bool]]]:
    """Everybody counts once, with the latest answer. One query."""
    rows = (
        Answer.objects.filter(
            response__survey__key__in=[key_of(one.pk) for one in guarantees],
            response__set_aside_because="",
        )
        .order_by("response__answered_at", "response_id")
        .values_list(
            "response__survey__key",
            "response_id",
            "response__customer_id",
            "question__position",
            "choice",
        )
    )
    forms: dict[tuple[int, int, int | None], list[tuple[int, int | None]]] = defaultdict(list)
    for key, response, customer, position, choice in rows:
        pk = guarantee_of(key or "")
        if pk is not None:
            forms[pk, response, customer].append((position, choice))
    latest: dict[tuple[int, str], tuple[bool, bool]] = {}
    for (guarantee, form, who), choices in forms.items():
        said = tally(choices)
        if said is not None:
            latest[guarantee, f"c{who}" if who else f"r{form}"] = said
    found: dict[int, list[tuple[bool, bool]]] = defaultdict(list)
    for (guarantee, _who), told in latest.items():
        found[guarantee].append(told)
    return found


def guarantee_rows(today: date) -> list[GuaranteeRow]:
    """Those that are given, then those being measured."""
    shown = [GuaranteeState.PUBLISHED.value, GuaranteeState.MEASURING.value]
    guarantees = sorted(
        Guarantee.objects.filter(state__in=shown), key=lambda one: shown.index(one.state)
    )
    values = value_of(guarantees)
    return [_row(one, values.get(one.pk, Value(0, 0, 0)), today) for one in guarantees]


def guarantee_row(guarantee: Guarantee, today: date) -> GuaranteeRow:
    return _row(guarantee, value_of([guarantee]).get(guarantee.pk, Value(0, 0, 0)), today)


def _row(guarantee: Guarantee, value: Value, today: date) -> GuaranteeRow:
    proposals = guarantee.proposals.filter(state=ProposalState.OPEN.value)
    return GuaranteeRow(
        guarantee=guarantee,
        limit=limit_words(guarantee.metric, guarantee.within),
        evidence=evidence_for(guarantee, today),
        value=value,
        proposals=proposal_rows(list(proposals.select_related("clause", "guarantee"))),
    )


def processes(today: date) -> list[Process]:
    """What was timed in the last year, and the tightest promise that the record supports."""
    found = []
    for metric in UNITS:
        cases = cases_of(metric, today - timedelta(days=YEAR_DAYS - 1), today)
        picture = _picture(cases, metric, None)
        if picture is None:
            continue
        tried = tightest_of(cases, metric=metric, promised_percent=USUAL_PERCENT)
        holding = [one for one in tried if one.holds]
        found.append(
            Process(
                metric,
                len(cases),
                picture,
                holding[-1] if holding else None,
                cases_needed(USUAL_PERCENT),
            )
        )
    return found


def gives_promises() -> bool:
    """Whether any guarantee that is given promises something for each purchase."""
    given = Guarantee.objects.filter(state=GuaranteeState.PUBLISHED.value, makes_promises=True)
    return given.exists()
