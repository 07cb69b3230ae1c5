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
    PROMISE = "promise"  # we said we would, and the day has passed
    WISH = "wish"  # they wished for something, and nobody has said yes or no
    MISSED = "missed"  # we meant to get in touch, and the day has passed


def signals_of(reasons: Iterable[Reason], day: date, *, thanks_within_days: int) -> set[Signal]:
    """Which signals one customer's reasons are, on that day."""
    found = (signal_of(one, day, thanks_within_days=thanks_within_days) for one in reasons)
    return {signal for signal in found if signal is not None}


def signal_of(reason: Reason, day: date, *, thanks_within_days: int) -> Signal | None:
    """The signal that this one reason is on that day; None for what is no omission of ours."""
    rule = reason.rule
    if rule in AT_ONCE:
        return AT_ONCE[rule]
    if rule is TouchRule.THANKS:
        is_late = day > reason.due_on + timedelta(days=thanks_within_days)
        return Signal.UNTHANKED if is_late else None
    return MISSABLE.get(rule) if day > reason.due_on else None


# What is one by being there at all.
AT_ONCE = {
    TouchRule.ANSWER: Signal.UNANSWERED,
    TouchRule.SILENCE: Signal.SILENCE,
    TouchRule.UNTHANKED: Signal.UNTHANKED,
}


# What somebody here, or a plan, meant to do on a day.
MISSABLE = {TouchRule.PROMISE: Signal.PROMISE} | dict.fromkeys(
    (
        TouchRule.FOLLOW_UP,
        TouchRule.PLAYBOOK,
        TouchRule.SERVICE,
        TouchRule.RUN_OUT,
        TouchRule.APPOINTMENT,
        TouchRule.COMPLAINT,
        TouchRule.WRITTEN,
    ),
    Signal.MISSED,
)
