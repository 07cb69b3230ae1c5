"""What a plan may hang on. Stored values are never renamed."""

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
