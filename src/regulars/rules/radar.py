"""What in our own conduct looks like indifference (N6). Nothing here comes from opens or clicks."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from regulars.rules.care import Reason
from regulars.rules.kinds import TouchRule

THANKED_FOR_DAYS = 90  # a regular is thanked about four times a year, not for every purchase
THANKS_COUNT_FOR_DAYS = 14  # after the day by which they were due; later ones sound hollow


class Signal(StrEnum):
    """One way of looking indifferent. Each is cleared by the act that was missing, not by a tick:
    an answer, a talk, thanks, the follow-up."""

    UNANSWERED = "unanswered"  # they wrote, and nobody has answered
    SILENCE = "silence"  # nobody has spoken with them for longer than their stage bears
    UNTHANKED = "unthanked"  # they bought, and nobody has thanked them in time
    MISSED = "missed"  # we meant to get in touch, and the day has passed


def signals_of(reasons: Iterable[Reason], day: date, *, thanks_within_days: int) -> set[Signal]:
    """Which signals one customer's reasons are, on that day."""
    found = (_signal(reason, day, thanks_within_days) for reason in reasons)
    return {signal for signal in found if signal is not None}


def _signal(reason: Reason, day: date, thanks_within_days: int) -> Signal | None:
    rule = reason.rule
    if rule is TouchRule.ANSWER:
        return Signal.UNANSWERED
    if rule is TouchRule.SILENCE:
        return Signal.SILENCE
    if rule is TouchRule.UNTHANKED:
        return Signal.UNTHANKED
    if rule is TouchRule.THANKS:
        is_late = day > reason.due_on + timedelta(days=thanks_within_days)
        return Signal.UNTHANKED if is_late else None
    if rule in MISSABLE and day > reason.due_on:
        return Signal.MISSED
    return None


# What somebody here, or a plan, meant to do on a day.
MISSABLE = frozenset(
    {
        TouchRule.FOLLOW_UP,
        TouchRule.PLAYBOOK,
        TouchRule.SERVICE,
        TouchRule.RUN_OUT,
        TouchRule.APPOINTMENT,
        TouchRule.COMPLAINT,
        TouchRule.WRITTEN,
    }
)
