"""The charter as its pages show it: what is promised, what is being made, who has read it."""

from collections import defaultdict
from dataclasses import dataclass

from regulars.models import (
    CharterClause,
    CharterPage,
    CharterReading,
    CharterRemark,
    CharterVersion,
    HeardAnswer,
    Person,
    RivalPromise,
    VisionPoint,
)
from regulars.queries.survey_results import what_the_best_call_excellent
from regulars.rules.charters import IN_THE_MAKING, Missing, VersionState, missing_in

LONGEST = 500  # as HeardAnswer.text holds


def published() -> CharterVersion | None:
    return CharterVersion.objects.filter(state=VersionState.PUBLISHED.value).first()


def in_the_making() -> CharterVersion | None:
    states = [state.value for state in IN_THE_MAKING]
    return CharterVersion.objects.filter(state__in=states).first()


def is_public() -> bool:
    return CharterPage.objects.filter(is_public=True).exists()


def clauses_lacking(version: CharterVersion) -> list[tuple[CharterClause, list[Missing]]]:
    """The clauses that could not be published as they are, and why."""
    found = []
    for clause in version.clauses.all():
        lacks = lacking(clause)
        if lacks:
            found.append((clause, lacks))
    return found


def lacking(clause: CharterClause) -> list[Missing]:
    return missing_in(
        sentence=clause.sentence,
        metric=clause.metric,
        within=clause.within,
        target_percent=clause.target_percent,
    )


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who works here, and whether they agreed to keep the version."""

    person: Person
    reading: CharterReading | None


def readers_of(version: CharterVersion) -> list[Reader]:
    """Everybody who works here now: whoever has not read it first."""
    readings = {one.person_id: one for one in version.readings.all()}
    people = Person.objects.filter(is_active=True).order_by("display_name", "pk")
    readers = [Reader(person, readings.get(person.pk)) for person in people]
    return sorted(readers, key=lambda one: one.reading is not None)


def remarks_of(version: CharterVersion) -> list[CharterRemark]:
    """Those that wait for an answer first."""
    remarks = version.remarks.select_related("person", "answered_by", "clause")
    return sorted(remarks, key=lambda one: one.answered_at is not None)


def rivals() -> dict[str, list[RivalPromise]]:
    """What others promise, by the metric it stands beside."""
    found: dict[str, list[RivalPromise]] = defaultdict(list)
    for one in RivalPromise.objects.filter(put_away_at=None):
        found[one.metric].append(one)
    return dict(found)


@dataclass(frozen=True, slots=True)
class Side:
    """A sentence of the vision and what was said to it."""

    point: VisionPoint
    answers: list[HeardAnswer]


@dataclass(frozen=True, slots=True)
class VisionPage:
    sides: list[Side]
    unmatched: list[HeardAnswer]  # customers want it, and the vision does not say it
    surveyed: list[str]  # said in the survey of ideal customers, and not taken up yet

    @property
    def unheard(self) -> int:
        """Sentences that no customer has spoken of."""
        return sum(not side.answers for side in self.sides)


def vision_page() -> VisionPage:
    answers: dict[int | None, list[HeardAnswer]] = defaultdict(list)
    for answer in HeardAnswer.objects.filter(put_away_at=None):
        answers[answer.point_id].append(answer)
    points = VisionPoint.objects.filter(put_away_at=None)
    taken = set(HeardAnswer.objects.values_list("text", flat=True))
    said = dict.fromkeys(one.words.strip()[:LONGEST] for one in what_the_best_call_excellent())
    return VisionPage(
        sides=[Side(one, answers.get(one.pk, [])) for one in points],
        unmatched=answers[None],
        surveyed=[words for words in said if words not in taken],
    )
