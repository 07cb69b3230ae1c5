"""What the pages of the charter show, complete."""

from dataclasses import dataclass, field
from datetime import date

from regulars.models import (
    CharterClause,
    CharterPrint,
    CharterReading,
    CharterRemark,
    CharterVersion,
    Person,
    RivalPromise,
    ServiceLevel,
)
from regulars.queries.charter_figures import (
    Baseline,
    Figure,
    baselines,
    figures_for,
    limit_words,
)
from regulars.queries.charter_labels import SOURCES
from regulars.queries.charters import (
    Reader,
    in_the_making,
    is_public,
    lacking,
    published,
    readers_of,
    remarks_of,
    rivals,
)
from regulars.queries.drifts import ProposalRow, open_proposals, proposal_rows
from regulars.queries.service_levels import kept_levels
from regulars.rules.charters import Missing, VersionState


@dataclass(frozen=True, slots=True)
class ClauseRow:
    clause: CharterClause
    limit: str
    source: str
    figure: Figure | None
    rivals: list[RivalPromise] = field(default_factory=list)
    lacks: list[Missing] = field(default_factory=list)
    remarks: list[CharterRemark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CharterPage:
    """The published charter, and what is going on around it."""

    version: CharterVersion | None
    rows: list[ClauseRow]
    readers: list[Reader]
    mine: CharterReading | None  # None: not agreed to yet
    making: CharterVersion | None
    versions: list[CharterVersion]  # all that were ever published, the newest first
    proposals: list[ProposalRow]
    is_public: bool
    wall: CharterPrint | None  # the latest sheet for the wall
    levels: list[ServiceLevel]  # for those who want more, at a price

    @property
    def unread(self) -> int:
        return sum(one.reading is None for one in self.readers)


@dataclass(frozen=True, slots=True)
class VersionPage:
    version: CharterVersion
    rows: list[ClauseRow]
    remarks: list[CharterRemark]  # to the whole
    unanswered: int
    readers: list[Reader]
    baselines: list[Baseline]

    @property
    def is_writable(self) -> bool:
        return self.version.state in {VersionState.DRAFT, VersionState.DISCUSSION}

    @property
    def is_talked_over(self) -> bool:
        return self.version.state == VersionState.DISCUSSION

    @property
    def lacks(self) -> bool:
        return not self.rows or any(row.lacks for row in self.rows)


def charter_page(today: date, *, person: Person) -> CharterPage:
    version = published()
    readers = readers_of(version) if version else []
    mine = [one.reading for one in readers if one.person.pk == person.pk]
    kept = [VersionState.PUBLISHED.value, VersionState.REPLACED.value]
    return CharterPage(
        version=version,
        rows=clause_rows(version, today) if version else [],
        readers=readers,
        mine=mine[0] if mine else None,
        making=in_the_making(),
        versions=list(CharterVersion.objects.filter(state__in=kept)),
        proposals=proposal_rows(open_proposals()),
        is_public=is_public(),
        wall=version.prints.first() if version else None,
        levels=kept_levels(),
    )


def version_page(version: CharterVersion, today: date) -> VersionPage:
    remarks = remarks_of(version)
    is_over = version.state in {VersionState.PUBLISHED, VersionState.REPLACED}
    return VersionPage(
        version=version,
        rows=clause_rows(version, today, remarks=remarks),
        remarks=[one for one in remarks if one.clause_id is None],
        unanswered=sum(one.answered_at is None for one in remarks),
        readers=readers_of(version) if is_over else [],
        baselines=[] if is_over else baselines(today),
    )


def clause_rows(
    version: CharterVersion, today: date, *, remarks: list[CharterRemark] | None = None
) -> list[ClauseRow]:
    clauses = list(version.clauses.all())
    figures = figures_for(clauses, today)
    others = rivals()
    return [
        ClauseRow(
            clause=clause,
            limit=limit_words(clause.metric, clause.within),
            source=str(SOURCES.get(clause.metric, "")),
            figure=figures.get(clause.pk),
            rivals=others.get(clause.metric, []) if clause.metric else [],
            lacks=lacking(clause),
            remarks=[one for one in remarks or [] if one.clause_id == clause.pk],
        )
        for clause in clauses
    ]


@dataclass(frozen=True, slots=True)
class PublicCharter:
    """What the wall and the public page say: nothing of anybody."""

    version: CharterVersion
    rows: list[ClauseRow]
    levels: list[ServiceLevel]


def public_charter(today: date) -> PublicCharter | None:
    """None where nothing is published, or the owner shows it to nobody."""
    version = published()
    if version is None or not is_public():
        return None
    return PublicCharter(version, clause_rows(version, today), kept_levels())
