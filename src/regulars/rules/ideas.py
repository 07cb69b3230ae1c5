"""The team's ideas: where they come from, what they ask for, and how a trial ends."""

from enum import StrEnum


class IdeaOrigin(StrEnum):
    TEAM = "team"
    COMPLAINTS = "complaints"  # the same cause again and again
    WISHES = "wishes"
    FRICTION = "friction"
    ANSWER = "answer"  # to "What else can we do for you?"


class Effort(StrEnum):
    SMALL = "small"
    MIDDLING = "middling"
    LARGE = "large"


class IdeaState(StrEnum):
    NEW = "new"
    TRYING = "trying"
    KEPT = "kept"
    DROPPED = "dropped"


STILL_OPEN = frozenset({IdeaState.NEW, IdeaState.TRYING})

NEXT: dict[IdeaState, frozenset[IdeaState]] = {
    IdeaState.NEW: frozenset({IdeaState.TRYING, IdeaState.KEPT, IdeaState.DROPPED}),
    IdeaState.TRYING: frozenset({IdeaState.KEPT, IdeaState.DROPPED}),
    IdeaState.KEPT: frozenset(),
    IdeaState.DROPPED: frozenset({IdeaState.NEW}),
}


def may_become(now: IdeaState, then: IdeaState) -> bool:
    return then in NEXT[now]


def minutes_a_month(times_a_month: int, minutes: int) -> int:
    """What a friction costs all of us together."""
    return times_a_month * minutes
