"""The box of ideas and what gets in the way, the weightiest first."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from regulars.models import Friction, Idea, IdeaVote, Person
from regulars.rules.ideas import IdeaState, minutes_a_month
from regulars.rules.kinds import OpenState

SHOWN = 100


@dataclass(frozen=True, slots=True)
class FrictionRow:
    friction: Friction

    @property
    def minutes(self) -> int:
        """Lost in a month."""
        return minutes_a_month(self.friction.times_a_month, self.friction.minutes_lost)


@dataclass(frozen=True, slots=True)
class IdeaBox:
    new: list[Idea]  # the most votes first
    trying: list[Idea]
    ended: list[Idea]
    frictions: list[FrictionRow]  # what costs most first

    @property
    def minutes(self) -> int:
        return sum(row.minutes for row in self.frictions)


def ideas_for(reader: Person) -> QuerySet[Any]:
    """Each with its votes, and whether the reader's is among them."""
    mine = IdeaVote.objects.filter(idea=OuterRef("pk"), person=reader)
    return Idea.objects.select_related("owner", "thought_by", "cause", "friction").annotate(
        number=Count("votes"), is_mine=Exists(mine)
    )


def idea_box(reader: Person) -> IdeaBox:
    ideas = list(ideas_for(reader).order_by("-number", "-thought_at", "-pk")[: SHOWN * 2])
    frictions = Friction.objects.filter(state=OpenState.OPEN.value).order_by(
        -F("times_a_month") * F("minutes_lost"), "-pk"
    )
    ended = {IdeaState.KEPT, IdeaState.DROPPED}
    return IdeaBox(
        new=[one for one in ideas if one.state == IdeaState.NEW],
        trying=[one for one in ideas if one.state == IdeaState.TRYING],
        ended=[one for one in ideas if one.state in ended],
        frictions=[FrictionRow(one) for one in frictions[:SHOWN]],
    )
