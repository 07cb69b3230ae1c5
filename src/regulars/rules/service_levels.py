"""A service level that some gladly pay for: tried with a small group, then kept or dropped (E18).

Plain counts of answers and money. Nobody is ranked, and whoever runs the business decides.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from regulars.rules.channels import Channel
from regulars.rules.consents import Standing
from regulars.rules.messages import Topic

LEAST_GROUP = 5
MOST_GROUP = 30
USUAL_GROUP = 10
ENOUGH_ANSWERS = 5  # below, nothing is read out of them


class LevelState(StrEnum):
    DRAFT = "draft"
    TRYING = "trying"
    KEPT = "kept"
    DROPPED = "dropped"


class Per(StrEnum):
    """What the price is for."""

    ONCE = "once"
    MONTH = "month"
    YEAR = "year"


class OfferAnswer(StrEnum):
    OPEN = "open"
    TAKEN = "taken"
    DECLINED = "declined"


class WhyNotOffered(StrEnum):
    """Why somebody is not offered something to pay for, for now."""

    PAUSED = "paused"
    COMPLAINT = "complaint"
    OWED = "owed"
    QUIET = "quiet"


class Reading(StrEnum):
    """What the answers so far say."""

    TOO_FEW = "too_few"
    NOBODY = "nobody"
    COST_UNKNOWN = "cost_unknown"
    LOSES = "loses"
    PAYS = "pays"


@dataclass(frozen=True, slots=True)
class Said:
    """One offer, without whose. Money is in the minor unit of the level's currency."""

    answer: OfferAnswer
    cost_minor: int | None = None  # what giving it cost, for as long as one price pays for


@dataclass(frozen=True, slots=True)
class Trial:
    """The counts of one trial. Costs count of those who took it, where they were noted."""

    price_minor: int
    offered: int
    taken: int
    declined: int
    costed: int
    cost_minor: int

    @property
    def answered(self) -> int:
        return self.taken + self.declined

    @property
    def income_minor(self) -> int:
        return self.taken * self.price_minor

    @property
    def is_too_few(self) -> bool:
        return self.answered < ENOUGH_ANSWERS

    @property
    def margin_minor(self) -> int | None:
        """Of one who takes it; rounded down, so that it is never better than it was. None: no
        cost was noted."""
        if not self.costed:
            return None
        return (self.costed * self.price_minor - self.cost_minor) // self.costed

    @property
    def reading(self) -> Reading:
        if self.is_too_few:
            return Reading.TOO_FEW
        if not self.taken:
            return Reading.NOBODY
        margin = self.margin_minor
        if margin is None:
            return Reading.COST_UNKNOWN
        return Reading.LOSES if margin < 0 else Reading.PAYS


def trial_of(said: Sequence[Said], *, price_minor: int) -> Trial:
    taken = [one for one in said if one.answer is OfferAnswer.TAKEN]
    costs = [one.cost_minor for one in taken if one.cost_minor is not None]
    return Trial(
        price_minor=price_minor,
        offered=len(said),
        taken=len(taken),
        declined=sum(one.answer is OfferAnswer.DECLINED for one in said),
        costed=len(costs),
        cost_minor=sum(costs),
    )


def of_hundred_minor(margin_minor: int, percent: int) -> int:
    """What a hundred like those who were asked would leave, if so many of them take it."""
    return margin_minor * percent


def why_not_offered(
    *,
    is_paused: bool,
    has_complaint: bool,
    is_owed: bool,
    answers: Standing,
    reached_by: Collection[Channel],
) -> WhyNotOffered | None:
    """None where it may be offered, in person. `reached_by` are the ways of which we know an
    address."""
    if is_paused:
        return WhyNotOffered.PAUSED
    if has_complaint:
        return WhyNotOffered.COMPLAINT
    if is_owed:
        return WhyNotOffered.OWED
    return WhyNotOffered.QUIET if wants_quiet(answers, reached_by) else None


def wants_quiet(answers: Standing, reached_by: Collection[Channel]) -> bool:
    """They said no to offers and nowhere yes to them, or no to every way by which we reach them."""
    of_offers = {said for (_channel, topic), said in answers.items() if topic is Topic.OFFERS}
    if of_offers == {False}:
        return True
    refused = {channel for (channel, topic), said in answers.items() if topic is None and not said}
    return bool(refused) and refused >= set(reached_by)
