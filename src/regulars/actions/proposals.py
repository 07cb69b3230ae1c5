"""What the record proposes for a promise, and what the owner decides. Nothing changes by itself."""

from datetime import date

from django.db import transaction

from regulars.actions.charters import keep_clause, start_version
from regulars.actions.events import record
from regulars.actions.guarantees import keep_guarantee
from regulars.models import (
    CharterClause,
    CharterProposal,
    CharterVersion,
    Guarantee,
    Person,
    Shop,
)
from regulars.queries.charters import in_the_making
from regulars.queries.drifts import Drift, Standing, drift_of, is_proposed, standings
from regulars.queries.local_days import shop_today
from regulars.rules.guarantees import ProposalState

CARRIED = (
    "sentence",
    "gives",
    "metric",
    "promise_kind",
    "compensation_minor",
    "makes_promises",
    "measured_from_on",
)


class AlreadyDecided(Exception):
    """Somebody was quicker."""


def look_over(*, day: date) -> int:
    """One look at every promise that counts. Returns how many proposals are new.

    Look as often as you like: a proposal is one row for its promise and stretch of the record.
    """
    return sum(_propose(one, drift, day) for one in standings() if (drift := drift_of(one, day)))


@transaction.atomic
def _propose(standing: Standing, drift: Drift, day: date) -> bool:
    Shop.objects.select_for_update().get(pk=Shop.ONLY)
    if is_proposed(standing, drift.kind):
        return False
    proposal = CharterProposal.objects.create(
        clause=standing.clause,
        guarantee=standing.guarantee,
        kind=drift.kind.value,
        since_on=standing.since_on,
        made_on=day,
        within=drift.within,
        percent=drift.percent,
        cases=drift.cases,
        kept=drift.kept,
        lower_permille=drift.lower_permille,
    )
    record("proposal.made", proposal=proposal.pk, what=drift.kind.value)
    return True


@transaction.atomic
def approve_proposal(
    *, proposal: CharterProposal, person: Person, because: str = ""
) -> CharterVersion | Guarantee:
    """Take it up: as a draft of the charter, or as a guarantee that is measured first. Neither
    counts before it has gone its own way. Raises AlreadyDecided, and WrongStep where the version
    in the making is agreed already."""
    _decide(proposal, ProposalState.APPROVED, person, because)
    if proposal.clause is not None:
        return _into_draft(proposal, proposal.clause, person, because)
    assert proposal.guarantee is not None
    told = {name: getattr(proposal.guarantee, name) for name in CARRIED}
    told |= {"within": proposal.within, "promised_percent": proposal.percent}
    return keep_guarantee(told=told, person=person)


@transaction.atomic
def decline_proposal(*, proposal: CharterProposal, person: Person, because: str) -> None:
    """It stays as it is; the record begins anew. Raises AlreadyDecided."""
    _decide(proposal, ProposalState.DECLINED, person, because)


def _decide(proposal: CharterProposal, state: ProposalState, person: Person, because: str) -> None:
    mine = CharterProposal.objects.filter(pk=proposal.pk, state=ProposalState.OPEN.value)
    if not mine.update(
        state=state.value, decided_by=person, decided_on=shop_today(), because=because.strip()
    ):
        raise AlreadyDecided(str(proposal))
    record("proposal.decided", person=person, proposal=proposal.pk, state=state.value)


def _into_draft(
    proposal: CharterProposal, clause: CharterClause, person: Person, because: str
) -> CharterVersion:
    """The clause as proposed. Its sentence stays: only a person finds the words."""
    version = in_the_making() or start_version(person=person, because=because)
    same = version.clauses.filter(
        metric=clause.metric, within=clause.within, target_percent=clause.target_percent
    ).first()
    keep_clause(
        version=version,
        clause=same,
        sentence=same.sentence if same else clause.sentence,
        who_for=same.who_for if same else clause.who_for,
        metric=clause.metric,
        within=proposal.within,
        target_percent=proposal.percent,
        person=person,
    )
    return version
