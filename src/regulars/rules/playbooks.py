"""What a plan may hang on, and what may end it. Stored values are never renamed."""

from enum import StrEnum


class Trigger(StrEnum):
    """What happened, or comes round, that starts a plan for somebody."""

    PURCHASE = "purchase"  # of anything, or of a product or category
    NTH_PURCHASE = "nth_purchase"  # the first, second, tenth …
    BOOKING = "booking"
    COMPLETION = "completion"  # an appointment was kept, a job was finished
    STAGE = "stage"  # a stage was reached
    OVERDUE = "overdue"
    BIRTHDAY = "birthday"
    OCCASION = "occasion"
    ANNIVERSARY = "anniversary"
    SERVICE_DUE = "service_due"
    RUN_OUT = "run_out"
    COMPLAINT_CLOSED = "complaint_closed"
    NO_CONTACT = "no_contact"  # for so many days


class Trade(StrEnum):
    """Whom a ready-made plan suits."""

    ANY = "any"
    SALON = "salon"
    WORKSHOP = "workshop"
    TRADES = "trades"
    SHOP = "shop"
    CONSULTANT = "consultant"


class StopReason(StrEnum):
    """Why a plan ended for somebody before its last step."""

    GONE = "gone"  # what started it is no longer so: taken back, cancelled, the date removed
    CAME_BACK = "came_back"
    SPOKEN = "spoken"  # somebody has had word from them meanwhile
    SERVED = "served"  # the service was done, the thing bought again
    PASSED = "passed"  # its date was moved to a day that is over
    COMPLAINT = "complaint"
    LEFT_IN_PEACE = "left_in_peace"
    REFUSED_ALL = "refused_all"
    NO_FIT = "no_fit"  # the plan's conditions no longer hold
    SWITCHED_OFF = "switched_off"
    BY_HAND = "by_hand"


# Known before they come, so that a step may lie before the day: its card is printed in time.
COMING = frozenset(
    {
        Trigger.BOOKING,
        Trigger.BIRTHDAY,
        Trigger.OCCASION,
        Trigger.ANNIVERSARY,
        Trigger.SERVICE_DUE,
        Trigger.RUN_OUT,
    }
)
# A greeting that is later than this is one taken amiss.
_DAYS_OF_THE_YEAR = frozenset({Trigger.BIRTHDAY, Trigger.OCCASION, Trigger.ANNIVERSARY})
# What brings a run back that was stopped, if it comes to be so again before anything was done.
MAY_RESUME = frozenset(
    {StopReason.GONE, StopReason.PASSED, StopReason.NO_FIT, StopReason.SWITCHED_OFF}
)

AHEAD_DAYS = 14  # so far ahead contacts are laid on the calendar
GREETING_GRACE_DAYS = 2
GRACE_DAYS = 14  # so late a missed contact is still made up for

WENT_AWAY: dict[Trigger, StopReason] = {
    Trigger.STAGE: StopReason.CAME_BACK,
    Trigger.OVERDUE: StopReason.CAME_BACK,
    Trigger.NO_CONTACT: StopReason.SPOKEN,
    Trigger.SERVICE_DUE: StopReason.SERVED,
    Trigger.RUN_OUT: StopReason.SERVED,
}


def grace_days(trigger: Trigger, *, after_days: int = 0) -> int:
    """For how many days after its day a contact that was missed still makes sense."""
    if trigger in _DAYS_OF_THE_YEAR:
        return GREETING_GRACE_DAYS
    if trigger is Trigger.BOOKING and after_days < 0:
        return min(GRACE_DAYS, -after_days - 1)  # "see you tomorrow" is nothing for the day itself
    return GRACE_DAYS


def went_away(trigger: Trigger) -> StopReason:
    """The reason to give where what started a plan is no longer so."""
    return WENT_AWAY.get(trigger, StopReason.GONE)
