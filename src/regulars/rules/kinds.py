"""Names of the field that tables store. Stored values are never renamed; words: labels.py."""

from enum import StrEnum


class Role(StrEnum):
    OWNER = "owner"
    STAFF = "staff"


class CustomerWord(StrEnum):
    """What this business calls the people it cares for (A4)."""

    CUSTOMER = "customer"
    CLIENT = "client"
    GUEST = "guest"
    PATIENT = "patient"
    MEMBER = "member"


class Theme(StrEnum):
    """How a person wants the screen."""

    DEVICE = "device"
    LIGHT = "light"
    DARK = "dark"


class Tone(StrEnum):
    UNDECIDED = "undecided"
    FRIENDLY = "friendly"
    FORMAL = "formal"


class PauseReason(StrEnum):
    """Why somebody is left in peace. A pause takes the person off every list at once."""

    HOLIDAY = "holiday"
    MOVED = "moved"
    DIED = "died"
    OTHER = "other"


class ContactKind(StrEnum):
    EMAIL = "email"
    PHONE = "phone"
    PROFILE = "profile"  # a public page of theirs, from which they wrote to us first


class FactKind(StrEnum):
    NOTICED = "noticed"  # "I noticed that …" (B8)
    INTEREST = "interest"  # (B11)
    GOAL = "goal"  # what the person wants to reach (A7)
    REASON = "reason"  # why the person buys (A8)
    ARRANGEMENT = "arrangement"  # a standing agreement (A9)


class FactState(StrEnum):
    HOLDS = "holds"
    REACHED = "reached"  # a goal that came true
    ENDED = "ended"


class WishCertainty(StrEnum):
    STATED = "stated"
    IMPLIED = "implied"
    CANNOT_SAY = "cannot_say"


class OpenState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class TouchRule(StrEnum):
    """Why a contact is owed."""

    THANKS = "thanks"  # a first purchase to thank for
    OVERDUE = "overdue"  # a regular who is silent beyond the usual gap
    BIRTHDAY = "birthday"
    ANNIVERSARY = "anniversary"  # of the first purchase
    OCCASION = "occasion"  # a day of somebody around the customer
    SILENCE = "silence"  # nobody of us has spoken with them for long
    FOLLOW_UP = "follow_up"  # a person promised it to themselves
    PLAYBOOK = "playbook"  # a step of a plan that the owner switched on
    SERVICE = "service"  # something they own is due for its service
    RUN_OUT = "run_out"  # what they use is running out
    APPOINTMENT = "appointment"
    ANSWER = "answer"  # they wrote, and nobody has answered
    UNTHANKED = "unthanked"  # a purchase without a word of thanks
    COMPLAINT = "complaint"  # something is to be put right
    GESTURE = "gesture"  # a small thing they do not expect
    WRITTEN = "written"  # somebody here simply wrote to them
    PROMISE = "promise"  # we said we would; derived from the promise, never a row
    CHECK_BACK = "check_back"  # a complaint is closed: is it really put right?
    WISH = "wish"  # they asked for something, and there is an answer
    NOTICE = "notice"  # bad news that they should hear from us first
    SURVEY = "survey"  # they are asked what they think


class Outcome(StrEnum):
    """How an attempt to reach somebody ended."""

    REACHED = "reached"
    SENT = "sent"
    LEFT_MESSAGE = "left_message"
    NO_ANSWER = "no_answer"


class Direction(StrEnum):
    OUTGOING = "outgoing"
    INCOMING = "incoming"


class FieldKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"


class BatchKind(StrEnum):
    FILE = "file"
    SAMPLE = "sample"


class BatchState(StrEnum):
    EXAMINED = "examined"  # looked at, questions may be open
    PREVIEWING = "previewing"
    PREVIEWED = "previewed"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    UNDOING = "undoing"
    UNDONE = "undone"


class PairState(StrEnum):
    """What people decided about two customers who may be one."""

    OPEN = "open"
    SAME = "same"
    DIFFERENT = "different"


class IntervalKind(StrEnum):
    """What comes round for a thing that somebody has."""

    SERVICE = "service"
    RUN_OUT = "run_out"


class AppointmentState(StrEnum):
    BOOKED = "booked"
    KEPT = "kept"
    MISSED = "missed"
    CANCELLED = "cancelled"


class RunState(StrEnum):
    """A plan for one customer and one occasion."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


class PaperKind(StrEnum):
    POSTCARD = "postcard"
    LETTER = "letter"
    ENVELOPE = "envelope"


class Paper(StrEnum):
    """Sizes that a printer or a stationer has."""

    A6 = "a6"  # a postcard
    A4 = "a4"
    US_LETTER = "us-letter"
    DL = "dl"  # envelopes
    C6 = "c6"
    US10 = "us10"


class DigestKind(StrEnum):
    MORNING = "morning"
    EVENING = "evening"


class DataRequestKind(StrEnum):
    ACCESS = "access"
    ERASURE = "erasure"


class LeapDay(StrEnum):
    """On which day 29 February is kept in common years."""

    BEFORE = "before"  # 28 February
    AFTER = "after"  # 1 March


class MailKind(StrEnum):
    """How mail leaves the house."""

    SMTP = "smtp"
    BREVO = "brevo"
    MAILGUN = "mailgun"
    MAILJET = "mailjet"
    POSTMARK = "postmark"
    RESEND = "resend"
    SENDGRID = "sendgrid"


class Security(StrEnum):
    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


class ProbeTrouble(StrEnum):
    """Why a test reminder came to no end."""

    NO_ADDRESS = "no_address"  # nobody wrote down where it should go
    NO_ACCOUNT = "no_account"
    ACCOUNT_OFF = "account_off"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    LOST_ANSWER = "lost_answer"
