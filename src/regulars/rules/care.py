"""Whom a word from us is worth most to, and how long it takes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from regulars.rules.channels import Channel
from regulars.rules.kinds import TouchRule

# What a usual contact takes, the thinking before and the note after included.
MINUTES: dict[Channel, int] = {
    Channel.PHONE: 8,
    Channel.WHATSAPP: 4,
    Channel.SMS: 3,
    Channel.EMAIL: 6,
    Channel.POST: 10,
    Channel.VISIT: 5,  # a word when they come in
    Channel.SOCIAL: 4,
}

# How pressing a reason is by itself. What somebody counts on or waits for stands above all of
# these (LEADING).
URGENCY: dict[TouchRule, float] = {
    TouchRule.BIRTHDAY: 12,  # tomorrow it would be late
    TouchRule.THANKS: 11,
    TouchRule.OVERDUE: 10,
    TouchRule.OCCASION: 9,
    TouchRule.ANNIVERSARY: 6,
    TouchRule.SILENCE: 4,
    TouchRule.APPOINTMENT: 14,
    TouchRule.SERVICE: 11,
    TouchRule.PLAYBOOK: 11,
    TouchRule.RUN_OUT: 9,
    TouchRule.UNTHANKED: 8,
    TouchRule.GESTURE: 5,
    TouchRule.WRITTEN: 5,
    TouchRule.SURVEY: 5,
    TouchRule.CHECK_BACK: 20,  # whether it is put right only they can say
    TouchRule.WISH: 10,
}
# Owed as rows from the start: they stay until somebody does, moves or drops them with a reason.
KEPT_AS_ROWS = frozenset(
    {
        TouchRule.FOLLOW_UP,
        TouchRule.PLAYBOOK,
        TouchRule.SERVICE,
        TouchRule.RUN_OUT,
        TouchRule.APPOINTMENT,
        TouchRule.ANSWER,
        TouchRule.COMPLAINT,
        TouchRule.GESTURE,
        TouchRule.PROMISE,
        TouchRule.NOTICE,
        TouchRule.SURVEY,
        TouchRule.CHECK_BACK,
        TouchRule.WISH,
    }
)
# The day begins with what somebody counts on or waits for: bad news that they have not heard, our
# own word, a complaint, an answer. Then come people towards whom we look indifferent twice at once
# (N6), then follow-ups and what was missed. So far apart that no lateness leads across.
PROMISED = 1_000.0
SEEMS_INDIFFERENT = 100_000.0
MORE_OF_THE_SAME = 0.15  # so much less each further one of a kind counts, that a day stays mixed
LEADING: dict[TouchRule, float] = {
    TouchRule.NOTICE: 5 * SEEMS_INDIFFERENT,
    TouchRule.PROMISE: 4 * SEEMS_INDIFFERENT,
    TouchRule.COMPLAINT: 3 * SEEMS_INDIFFERENT,
    TouchRule.ANSWER: 2 * SEEMS_INDIFFERENT,
    TouchRule.FOLLOW_UP: PROMISED,
}
NEVER_PUSHED_BACK = frozenset(LEADING)
MIDDLING_WEIGHT = 5.0  # of science.gaps.care_weight, which has no upper end


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one customer is to be cared for. (customer, rule, occurrence) is unique for ever."""

    rule: TouchRule
    occurrence: str  # a year, a sequence number, a purchase, the day a silence began
    due_on: date
    note: str = ""  # of a follow-up: what was promised; of an occasion: whose day it is
    days: int = 0  # of a silence: how long
    years: int | None = None  # of a day that comes back: how often by now, where that is known
    subject_id: int | None = None  # the purchase, the connection or the touch it comes from


def importance(reason: Reason, *, weight: float, day: date) -> float:
    """How far up a reason belongs; higher is first. What somebody counts on or waits for leads the
    list in the order of LEADING, with what was missed beside the follow-ups.

    `weight` is what the bond is worth (Rhythm.care_weight, >= 0). It counts with a ceiling, so
    that no amount of money makes a small occasion pressing.
    """
    worth = weight / (weight + MIDDLING_WEIGHT)
    late_days = max(0, (day - reason.due_on).days)
    if reason.rule in LEADING:
        return LEADING[reason.rule] + late_days + worth
    if late_days and reason.rule in KEPT_AS_ROWS:
        return PROMISED + late_days + worth
    return URGENCY[reason.rule] * (0.5 + worth)


def standing(first: float, *, signals: int) -> float:
    """How far up a customer stands whose first reason is this important, towards whom so many
    signals of the radar say that we look indifferent. Two at once lead what was promised, and
    never a complaint or a waiting answer."""
    return first + SEEMS_INDIFFERENT if signals > 1 and first < SEEMS_INDIFFERENT else first


def ordered(reasons: Iterable[Reason], *, weight: float, day: date) -> list[Reason]:
    """One customer's reasons, the most important first, the same order each time."""
    return sorted(
        reasons,
        key=lambda reason: (
            -importance(reason, weight=weight, day=day),
            reason.due_on,
            reason.rule,
            reason.occurrence,
        ),
    )


def mixed(scored: Iterable[tuple[float, TouchRule, int]]) -> list[int]:
    """The ids of customers in the order of a good day.

    Each comes as (importance, rule of the first reason, id). Many of one kind make room for
    others: each further one counts a little less. What is promised or missed is never pushed
    back.
    """
    seen: Counter[TouchRule] = Counter()
    placed = []
    for score, rule, customer_id in sorted(scored, key=lambda one: (-one[0], one[2])):
        is_first = rule in NEVER_PUSHED_BACK or score >= PROMISED
        less = 0 if is_first else MORE_OF_THE_SAME * seen[rule]
        seen[rule] += 1
        placed.append((-score / (1 + less), customer_id))
    return [customer_id for _, customer_id in sorted(placed)]


def how_many_fit(minutes: Iterable[int], *, budget: int) -> int:
    """How many of the first ones fit the time; the first always does, however long it takes."""
    used = 0
    count = 0
    for needed in minutes:
        used += needed
        if count and used > budget:
            break
        count += 1
    return count
