"""Whether the record asks for a tighter promise, or for a looser one. It only proposes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from regulars.models import CharterClause, CharterProposal, Guarantee
from regulars.queries.charter_figures import limit_words
from regulars.queries.metrics import cases_of
from regulars.rules.charters import UNITS, Case, Metric, VersionState
from regulars.rules.guarantees import (
    LIMITS,
    PERCENTS,
    GuaranteeState,
    ProposalKind,
    ProposalState,
    looser,
    permille,
    tighter,
)
from regulars.science.tightening import (
    DROP_SHARE,
    QUARTER_DAYS,
    covers_busy_and_slow,
    must_loosen,
    review,
)

YEAR_DAYS = 365
MOST_PERCENT, LEAST_PERCENT = 99, 50  # nothing is proven of all, and half is no promise


@dataclass(frozen=True, slots=True)
class Standing:
    """A promise as it stands, and since when it is measured as it is."""

    metric: Metric
    within: int | None
    percent: int
    since_on: date
    promise_kind: str = ""
    clause: CharterClause | None = None
    guarantee: Guarantee | None = None


@dataclass(frozen=True, slots=True)
class Drift:
    """What the record proposes, and the numbers that it leans on."""

    kind: ProposalKind
    within: int | None
    percent: int
    cases: int
    kept: int
    lower_permille: int


Promised = tuple[str, int | None, int | None, str]  # a promise, whichever row says it


def promised_by_clause(clause: CharterClause) -> Promised:
    return clause.metric, clause.within, clause.target_percent, ""


def promised_by_guarantee(one: Guarantee) -> Promised:
    return one.metric, one.within, one.promised_percent, f"guarantee {one.pk}"


def promised_in(proposal: CharterProposal) -> Promised:
    if proposal.clause is not None:
        return promised_by_clause(proposal.clause)
    assert proposal.guarantee is not None
    return promised_by_guarantee(proposal.guarantee)


def standings() -> list[Standing]:
    """Every promise that counts now. A decision begins a new stretch of the record, so that what
    was answered once is not asked again; so it is where the next version says the same."""
    rows = CharterProposal.objects.exclude(state=ProposalState.OPEN.value)
    latest: dict[Promised, date] = {}
    for one in rows.select_related("clause", "guarantee").order_by("decided_on"):
        if one.decided_on is not None:
            latest[promised_in(one)] = one.decided_on
    clauses = CharterClause.objects.filter(
        version__state=VersionState.PUBLISHED.value, is_published=True
    )
    found = [
        Standing(
            metric=Metric(one.metric),
            within=one.within,
            percent=min(one.target_percent or 0, MOST_PERCENT),
            since_on=max(one.since_on, latest.get(promised_by_clause(one), one.since_on)),
            clause=one,
        )
        for one in clauses
        if one.since_on is not None
    ]
    given = Guarantee.objects.filter(state=GuaranteeState.PUBLISHED.value)
    return found + [
        Standing(
            metric=Metric(one.metric),
            within=one.within,
            percent=one.promised_percent,
            since_on=max(one.published_on, latest.get(promised_by_guarantee(one), date.min)),
            promise_kind=one.promise_kind,
            guarantee=one,
        )
        for one in given
        if one.published_on is not None
    ]


def open_proposals() -> list[CharterProposal]:
    """Those that wait for a decision about a promise that still counts. While one slips, nobody is
    asked to promise more."""
    standing = standings()
    counts = {promised_by_clause(one.clause) for one in standing if one.clause is not None}
    counts |= {
        promised_by_guarantee(one.guarantee) for one in standing if one.guarantee is not None
    }
    rows = CharterProposal.objects.filter(state=ProposalState.OPEN.value)
    found = rows.select_related("clause", "guarantee").order_by("made_on", "pk")
    slipping = {promised_in(one) for one in found if one.kind == ProposalKind.PROTECT}
    return [
        one
        for one in found
        if promised_in(one) in counts
        and (one.kind == ProposalKind.PROTECT or promised_in(one) not in slipping)
    ]


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal as it is read: what for, and the limit that it proposes."""

    proposal: CharterProposal
    sentence: str
    limit: str  # "" where nothing is timed


def proposal_rows(proposals: Sequence[CharterProposal]) -> list[ProposalRow]:
    rows = []
    for one in proposals:
        of = one.clause or one.guarantee
        assert of is not None
        rows.append(ProposalRow(one, of.sentence, limit_words(of.metric, one.within)))
    return rows


def is_proposed(standing: Standing, kind: ProposalKind) -> bool:
    """Whether this stretch of the record has proposed it before, in whichever version."""
    of = CharterProposal.objects.filter(kind=kind.value, since_on=standing.since_on)
    if standing.guarantee is not None:
        return of.filter(guarantee=standing.guarantee).exists()
    assert standing.clause is not None
    return of.filter(
        clause__metric=standing.clause.metric,
        clause__within=standing.clause.within,
        clause__target_percent=standing.clause.target_percent,
    ).exists()


def drift_of(standing: Standing, today: date) -> Drift | None:
    """None while it stands as it should, or too little is known."""
    since_days = (today - standing.since_on).days
    if since_days < QUARTER_DAYS:
        return None
    cases = cases_of(
        standing.metric,
        today - timedelta(days=max(YEAR_DAYS, since_days)),
        today,
        promise_kind=standing.promise_kind,
    )
    own = [case for case in cases if case.day >= standing.since_on]
    return _slipping(standing, own, since_days) or _roomy(standing, own, cases, today)


def _slipping(standing: Standing, own: Sequence[Case], since_days: int) -> Drift | None:
    record = _decided(own, standing.within)
    promised = standing.percent / 100
    if not record or promised <= DROP_SHARE:
        return None
    flags = [float(kept) for _, kept in record]
    if not must_loosen(flags, since_change_days=since_days, promised_share=promised):
        return None
    within, percent = standing.within, standing.percent
    if within is not None:
        within = looser(LIMITS[UNITS[standing.metric]], within) or within
    else:
        percent = max((one for one in PERCENTS if one < percent), default=LEAST_PERCENT)
    kept = sum(one for _, one in record)
    return Drift(ProposalKind.PROTECT, within, percent, len(record), kept, 0)


def _roomy(
    standing: Standing, own: Sequence[Case], year: Sequence[Case], today: date
) -> Drift | None:
    """The tightest step that held at two reviews, a quarter apart, one after the other."""
    days = [float(case.day.toordinal()) for case in own]
    if not days or not covers_busy_and_slow(days, [float(one.day.toordinal()) for one in year]):
        return None
    found = None
    for within, percent in _steps(standing):
        drift = _held_twice(standing, own, within, percent, today)
        if drift is None:
            break
        found = drift
    return found


def _steps(standing: Standing) -> list[tuple[int | None, int]]:
    """From the nearest to the tightest: a shorter time, or more of 100 where nothing is timed."""
    if standing.within is not None:
        limits = LIMITS[UNITS[standing.metric]]
        return [(one, standing.percent) for one in tighter(limits, standing.within)]
    return [(None, one) for one in PERCENTS if one > standing.percent]


def _held_twice(
    standing: Standing, own: Sequence[Case], within: int | None, percent: int, today: date
) -> Drift | None:
    found = None
    for until in (today - timedelta(days=QUARTER_DAYS), today):
        record = _decided([case for case in own if case.day <= until], within)
        since_days = (until - standing.since_on).days
        if since_days < 0 or not record:
            return None
        seen = review(
            [float(kept) for _, kept in record],
            [float(day.toordinal()) for day, _ in record],
            since_change_days=since_days,
            promised_share=percent / 100,
        )
        if not seen.may_tighten:
            return None
        kept = sum(one for _, one in record)
        lower = permille(seen.lower_share)
        found = Drift(ProposalKind.TIGHTEN, within, percent, len(record), kept, lower)
    return found


def _decided(cases: Sequence[Case], within: int | None) -> list[tuple[date, bool]]:
    return [(case.day, kept) for case in cases if (kept := case.kept_within(within)) is not None]
