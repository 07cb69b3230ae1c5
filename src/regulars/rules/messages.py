"""What a message is for, and how far it has come. Stored values are never renamed."""

from enum import StrEnum


class MessageState(StrEnum):
    """The way of a message out of the house (docs/run/sending.md).

    planned -> claimed -> handing -> accepted -> delivered | bounced | complained
    """

    DRAFT = "draft"  # a person has to look at it first
    PLANNED = "planned"
    CLAIMED = "claimed"  # a worker holds it for the length of a lease
    HANDING = "handing"  # the hand-over is committed; the answer is not known yet
    ACCEPTED = "accepted"  # the next server, the provider or the post has it
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    COMPLAINED = "complained"  # the reader called it spam
    FAILED = "failed"  # refused for good; nobody got it
    CANCELLED = "cancelled"  # nobody will get it, for a reason that is kept
    UNKNOWN = "unknown"  # handed over, and no answer came: never sent again by itself


UNSENT = frozenset({MessageState.DRAFT, MessageState.PLANNED, MessageState.CLAIMED})
GONE_OUT = frozenset(
    {
        MessageState.HANDING,
        MessageState.ACCEPTED,
        MessageState.DELIVERED,
        MessageState.BOUNCED,
        MessageState.COMPLAINED,
        MessageState.UNKNOWN,
    }
)


class Purpose(StrEnum):
    """What a contact is for, the one that may wait least first (N10)."""

    NOTICE = "notice"  # bad news, a delay, a change: always passes
    PROMISE = "promise"
    RECOVERY = "recovery"  # after a complaint
    SERVICE = "service"  # an appointment, a service that falls due, an answer
    THANKS = "thanks"
    GREETING = "greeting"
    TIP = "tip"  # something useful for what they have
    SURVEY = "survey"
    REVIEW = "review"
    REFERRAL = "referral"
    OFFER = "offer"


class Stance(StrEnum):
    """Whether a contact gives or asks (A11)."""

    GIVE = "give"
    ASK = "ask"


ASKS = frozenset({Purpose.SURVEY, Purpose.REVIEW, Purpose.REFERRAL, Purpose.OFFER})
# Stops while a complaint is open.
COMMERCIAL = ASKS
# What a person does by hand when the message cannot get there.
MUST_REACH = frozenset({Purpose.NOTICE, Purpose.PROMISE, Purpose.RECOVERY, Purpose.SERVICE})
# Never counted against the contact budget, and never held back by it.
UNBUDGETED = frozenset({Purpose.NOTICE})


class Topic(StrEnum):
    """What a consent is about. "" in a row is everything on that channel."""

    CARE = "care"  # about what they bought, booked or asked
    GREETINGS = "greetings"
    FEEDBACK = "feedback"  # surveys and reviews
    OFFERS = "offers"  # advertising: needs a yes


TOPIC_OF: dict[Purpose, Topic] = {
    Purpose.NOTICE: Topic.CARE,
    Purpose.PROMISE: Topic.CARE,
    Purpose.RECOVERY: Topic.CARE,
    Purpose.SERVICE: Topic.CARE,
    Purpose.THANKS: Topic.CARE,
    Purpose.GREETING: Topic.GREETINGS,
    Purpose.TIP: Topic.CARE,
    Purpose.SURVEY: Topic.FEEDBACK,
    Purpose.REVIEW: Topic.FEEDBACK,
    Purpose.REFERRAL: Topic.OFFERS,
    Purpose.OFFER: Topic.OFFERS,
}


class Reason(StrEnum):
    """Why a message was moved, handed to a person, cancelled or failed."""

    NO_CONSENT = "no_consent"
    SUPPRESSED = "suppressed"  # the address bounced or said stop
    NO_ADDRESS = "no_address"
    QUIET_HOURS = "quiet_hours"
    HOLIDAY = "holiday"
    BUDGET = "budget"
    CAPACITY = "capacity"
    GIVE_FIRST = "give_first"
    COMPLAINT = "complaint"
    LEFT_IN_PEACE = "left_in_peace"  # the person is paused
    PAUSED = "paused"  # the owner stopped everything
    HELD = "held"  # a restored copy
    PLAYBOOK_OFF = "playbook_off"
    EXPIRED = "expired"
    MERGED = "merged"
    ERASED = "erased"
    NO_SENDER = "no_sender"
    NO_DETAIL = "no_detail"  # nothing true to say
    SAME_WORDS = "same_words"
    UNFILLED = "unfilled"  # a field of the text has no value
    BUSY = "busy"  # the server asked to come back later
    UNREACHABLE = "unreachable"
    REFUSED = "refused"  # the server said no for good
    LOST_ANSWER = "lost_answer"
    ANSWERED = "answered"  # it was settled in another way
    BY_HAND = "by_hand"  # a person decided it
    INVENTED = "invented"  # somebody of the sample business
    MOVED_DATE = "moved_date"  # what it hangs on was moved
    CHAT_CLOSED = "chat_closed"  # free words reach a chat only for a day after they wrote
    NO_PROVIDER = "no_provider"  # nothing is set up that could carry it
    RESTING = "resting"  # another survey asked them not long ago


class How(StrEnum):
    """How an owed contact is made."""

    TASK = "task"  # a person does it
    MESSAGE = "message"
    CARD = "card"  # on paper


class InboundKind(StrEnum):
    MESSAGE = "message"
    BOUNCE = "bounce"
    AUTO_REPLY = "auto_reply"
    STOP = "stop"


class ReportKind(StrEnum):
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    FAILED = "failed"


class SuppressedFor(StrEnum):
    BOUNCE = "bounce"
    COMPLAINT = "complaint"
    STOP = "stop"
    BY_HAND = "by_hand"


def stance_of(purpose: Purpose) -> Stance:
    return Stance.ASK if purpose in ASKS else Stance.GIVE


def priority_of(purpose: Purpose) -> int:
    """0 is the one that may wait least."""
    return list(Purpose).index(purpose)
