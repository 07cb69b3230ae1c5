"""Whether a contact may go now, waits, becomes a person's task, or ends; each with its reason.

Planning asks, and the hand-over asks again with facts read there. What is kept, in this order: the
owner's pause, the pause of a person, their yes and no, an open complaint, giving before asking,
quiet hours and closed days at the reader's place, one budget of contacts over every channel, and
what the house can bear on a day. A notice waits for none of these but the pause and the night.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from regulars.rules.channels import Channel
from regulars.rules.consents import Standing, may_write
from regulars.rules.messages import (
    ASKS,
    COMMERCIAL,
    TOPIC_OF,
    UNBUDGETED,
    Purpose,
    Reason,
    priority_of,
)
from regulars.rules.moments import instant_of
from regulars.rules.open_days import OpenDays
from regulars.rules.reach import BY_NEARNESS

WEEK, MONTH = timedelta(days=7), timedelta(days=30)  # rolling, whatever the calendar says
LOOK_AGAIN = timedelta(minutes=15)  # while everything is paused
AFTER_COMPLAINT = timedelta(days=3)  # as often as an open complaint is looked at again
AFTER_GIVING = timedelta(days=7)
TOMORROW = timedelta(days=1)
FARTHEST = timedelta(days=75)  # no contact is moved beyond it
MOST_STEPS = 400

# How long a contact makes sense where nobody said until when.
PATIENCE_DAYS: dict[Purpose, int] = {
    Purpose.NOTICE: 7,
    Purpose.PROMISE: 7,
    Purpose.RECOVERY: 14,
    Purpose.SERVICE: 14,
    Purpose.THANKS: 21,
    Purpose.GREETING: 3,
    Purpose.TIP: 30,
    Purpose.SURVEY: 30,
    Purpose.REVIEW: 60,
    Purpose.REFERRAL: 60,
    Purpose.OFFER: 30,
}
# What somebody counts on: it never ends unseen, a person gets it instead.
COUNTED_ON = frozenset({Purpose.NOTICE, Purpose.PROMISE, Purpose.RECOVERY, Purpose.SERVICE})
# Worth a person's word where a message has no room.
WORTH_A_PERSON = COUNTED_ON | {Purpose.THANKS, Purpose.GREETING}
UNCOUNTED = frozenset({Channel.VISIT})  # a word when they come in is no contact of the budget
WITHOUT_HOURS = frozenset({Channel.POST})


class Kind(StrEnum):
    GO = "go"
    MOVE = "move"
    HAND = "hand"  # to a person
    END = "end"


@dataclass(frozen=True, slots=True)
class Verdict:
    kind: Kind
    reason: Reason | None = None
    until_at: datetime | None = None  # of a move: the first moment that fits, as known now
    by: Channel | None = None  # of what is handed over: a way that is open, where there is one


GO = Verdict(Kind.GO)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One contact that is to be made."""

    purpose: Purpose
    channel: Channel
    due_at: datetime  # when it was first meant to go
    use_by_at: datetime | None = None
    address: str = ""  # "" for what a person does by hand
    is_task: bool = False  # a person makes it: no machine has to keep quiet hours for them
    is_reminder: bool = False  # of something asked already: no new ask


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the owner decided (models/manners.py), for weighing."""

    shop_zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    writes_from: time = time(9)
    writes_until: time = time(19)
    days: OpenDays = field(default_factory=OpenDays)
    most_a_week: int = 2
    most_a_month: int = 4
    gives_before_ask: int = 2
    calls_a_day: int = 8
    messages_a_day: int = 200
    is_paused: bool = False
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """One that was made, or may have been."""

    at: datetime
    channel: Channel
    purpose: Purpose | None = None  # None: nobody said what for; a person's word is a gift
    has_arrived: bool = True  # False: nobody knows; it counts as a contact and not as a gift


@dataclass(frozen=True, slots=True)
class Pause:
    until_on: date | None = None  # the day it ends; None: for good
    is_for_ever: bool = False  # the person has died


@dataclass(frozen=True, slots=True)
class Load:
    """What a day of the business holds already, over all customers."""

    calls: Mapping[date, int] = field(default_factory=dict)
    messages: Mapping[date, int] = field(default_factory=dict)

    def on(self, channel: Channel, day: date) -> int:
        return (self.calls if channel is Channel.PHONE else self.messages).get(day, 0)


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of one customer and the house when a contact is weighed."""

    bounds: Bounds = field(default_factory=Bounds)
    zones: tuple[ZoneInfo, ...] = (ZoneInfo("UTC"),)  # all are kept; the shop's first if unknown
    contacts: tuple[Contact, ...] = ()  # of a year, in any order
    waiting: tuple[Purpose, ...] = ()  # what else is due for this person now
    answers: Standing = field(default_factory=dict)
    addresses: Mapping[Channel, str] = field(default_factory=dict)
    chats: Collection[Channel] = ()  # chats they used with us first (B5)
    chat_open_until: datetime | None = None  # so long a machine may write freely there
    suppressed: Collection[tuple[Channel, str]] = ()
    pause: Pause | None = None
    has_complaint: bool = False
    is_let_down: bool = False  # a promise or a delay is open beyond its day
    load: Load = field(default_factory=Load)

    def after(self, contact: Contact) -> "Facts":
        """The same once this contact was made too."""
        return replace(self, contacts=(*self.contacts, contact))


def weigh(wanted: Wanted, facts: Facts, at: datetime) -> Verdict:
    """What becomes of this contact at that moment. Pure: the same facts, the same verdict."""
    if not wanted.is_task and (facts.bounds.is_paused or facts.bounds.is_held):
        reason = Reason.PAUSED if facts.bounds.is_paused else Reason.HELD
        return Verdict(Kind.MOVE, reason, at + LOOK_AGAIN)
    if at > use_by(wanted):
        return _too_late(wanted, facts, Reason.EXPIRED, is_expired=True)
    for asked in (_left_in_peace, _no_way, _not_the_time):
        if verdict := asked(wanted, facts, at):
            return verdict
    moment, why = _first_moment(wanted, facts, at)
    if moment == at:
        return GO
    return _move(wanted, facts, moment, why or Reason.QUIET_HOURS)


def use_by(wanted: Wanted) -> datetime:
    """The last moment at which the contact makes sense."""
    return wanted.use_by_at or wanted.due_at + timedelta(days=PATIENCE_DAYS[wanted.purpose])


def _too_late(wanted: Wanted, facts: Facts, reason: Reason, *, is_expired: bool = False) -> Verdict:
    kept = COUNTED_ON if is_expired else WORTH_A_PERSON
    if wanted.purpose in kept and not wanted.is_task:
        return _hand(wanted, facts, reason)
    return Verdict(Kind.END, reason)


def _hand(wanted: Wanted, facts: Facts, reason: Reason) -> Verdict:
    return Verdict(Kind.HAND, reason, by=open_way(wanted, facts))


def _move(wanted: Wanted, facts: Facts, moment: datetime | None, reason: Reason) -> Verdict:
    if moment is None or moment > use_by(wanted):
        return _too_late(wanted, facts, reason)
    return Verdict(Kind.MOVE, reason, moment)


def open_way(wanted: Wanted, facts: Facts) -> Channel | None:
    """The nearest way by which a person may do it instead; None: when they meet."""
    topic = TOPIC_OF[wanted.purpose]
    for channel in BY_NEARNESS:
        address = facts.addresses.get(channel, "")
        if not address or (channel, address) in facts.suppressed:
            continue
        if channel is Channel.WHATSAPP and channel not in facts.chats:
            continue
        if may_write(channel, topic, facts.answers):
            return channel
    return None


def _left_in_peace(wanted: Wanted, facts: Facts, at: datetime) -> Verdict | None:
    pause = facts.pause
    if pause is None:
        return None
    if wanted.purpose is Purpose.NOTICE:
        return _hand(wanted, facts, Reason.LEFT_IN_PEACE) if pause.is_for_ever else None
    if pause.until_on is None:
        return Verdict(Kind.END, Reason.LEFT_IN_PEACE)
    bounds = facts.bounds
    ends = instant_of(pause.until_on, bounds.writes_from, bounds.shop_zone)
    if ends <= at:
        return None
    moment, _ = _first_moment(wanted, facts, ends)
    return _move(wanted, facts, moment, Reason.LEFT_IN_PEACE)


def _no_way(wanted: Wanted, facts: Facts, at: datetime) -> Verdict | None:
    """Where this channel is closed a person takes another one. What asks for something the
    person has refused, or an offer nobody said yes to, ends instead."""
    reason: Reason | None = None
    if not may_write(wanted.channel, TOPIC_OF[wanted.purpose], facts.answers):
        if wanted.purpose in COMMERCIAL and open_way(wanted, facts) is None:
            return Verdict(Kind.END, Reason.NO_CONSENT)
        reason = Reason.NO_CONSENT
    elif wanted.channel is Channel.WHATSAPP and wanted.channel not in facts.chats:
        reason = Reason.NO_CONSENT  # a chat is theirs to begin (B5)
    elif wanted.is_task:
        reason = None  # whoever does it finds the address
    elif wanted.channel is Channel.WHATSAPP and not _is_chat_open(facts, at):
        reason = Reason.CHAT_CLOSED
    elif not wanted.address:
        reason = Reason.NO_ADDRESS
    elif (wanted.channel, wanted.address) in facts.suppressed:
        reason = Reason.SUPPRESSED
    return _hand(wanted, facts, reason) if reason else None


def _is_chat_open(facts: Facts, at: datetime) -> bool:
    return facts.chat_open_until is not None and at < facts.chat_open_until


def _not_the_time(wanted: Wanted, facts: Facts, at: datetime) -> Verdict | None:
    """Nothing is asked of somebody who waits for us, nor before we gave often enough (A11)."""
    wait, reason = AFTER_COMPLAINT, Reason.COMPLAINT
    if wanted.purpose in COMMERCIAL and facts.has_complaint:
        pass
    elif wanted.is_reminder and not facts.is_let_down:
        return None
    elif wanted.purpose in ASKS and not may_ask(facts):
        wait, reason = AFTER_GIVING, Reason.GIVE_FIRST
    else:
        return None
    moment, _ = _first_moment(wanted, facts, at + wait)
    return _move(wanted, facts, moment, reason)


def may_ask(facts: Facts) -> bool:
    """Whether we have given often enough since we last asked, and owe nothing overdue."""
    if facts.is_let_down:
        return False
    asked = [contact.at for contact in facts.contacts if contact.purpose in ASKS]
    last = max(asked, default=None)
    given = sum(
        contact.has_arrived
        and contact.purpose not in ASKS
        and contact.purpose not in UNBUDGETED  # bad news is no gift
        and (last is None or contact.at > last)
        for contact in facts.contacts
    )
    return given >= facts.bounds.gives_before_ask


# --- when ---


def _first_moment(
    wanted: Wanted, facts: Facts, at: datetime
) -> tuple[datetime | None, Reason | None]:
    """The first moment from `at` on that fits everything, and what stood in the way first."""
    moment = at
    reason: Reason | None = None
    for _ in range(MOST_STEPS):
        before = moment
        for asked in (_open_from, _budget_from, _capacity_from):
            later, why = asked(wanted, facts, moment)
            if later is None:
                return None, reason or why
            if later > moment:
                moment, reason = later, reason or why
        if moment == before:
            return moment, reason
        if moment - at > FARTHEST:
            break
    return None, reason


Later = tuple[datetime | None, Reason]


def _open_from(wanted: Wanted, facts: Facts, at: datetime) -> Later:
    bounds = facts.bounds
    if wanted.is_task or wanted.channel in WITHOUT_HOURS:
        if wanted.purpose is Purpose.NOTICE:
            return at, Reason.HOLIDAY
        return open_from(at, (bounds.shop_zone,), (time.min, time.max), bounds.days)
    days = EVERY_DAY if wanted.purpose is Purpose.NOTICE else bounds.days
    hours = (bounds.writes_from, bounds.writes_until)
    later, reason = open_from(at, facts.zones, hours, days)
    if later is None and len(facts.zones) > 1:
        # No hour suits the shop and all of these places: where the person may be counts.
        return open_from(at, facts.zones[1:], hours, days)
    return later, reason


EVERY_DAY = OpenDays(quiet_weekdays=frozenset())


def open_from(
    at: datetime, zones: tuple[ZoneInfo, ...], hours: tuple[time, time], days: OpenDays
) -> Later:
    """The first moment from `at` on that is open in all of the zones; None where none is."""
    begins, ends = hours
    moment = at
    reason: Reason | None = None
    while moment - at <= FARTHEST:
        before = moment
        for zone in zones:
            local = moment.astimezone(zone)
            if local.date() not in days:
                reason = reason or Reason.HOLIDAY
                moment = instant_of(local.date() + TOMORROW, begins, zone)
            elif local.time() < begins:
                reason = reason or Reason.QUIET_HOURS
                moment = instant_of(local.date(), begins, zone)
            elif local.time() >= ends:
                reason = reason or Reason.QUIET_HOURS
                moment = instant_of(local.date() + TOMORROW, begins, zone)
        if moment == before:
            return moment, reason or Reason.QUIET_HOURS
    return None, reason or Reason.QUIET_HOURS


def is_counted(contact: Contact) -> bool:
    """Whether it takes a place in the budget."""
    return contact.purpose not in UNBUDGETED and contact.channel not in UNCOUNTED


def _budget_from(wanted: Wanted, facts: Facts, at: datetime) -> Later:
    if wanted.purpose in UNBUDGETED or wanted.channel in UNCOUNTED:
        return at, Reason.BUDGET
    made = sorted(contact.at for contact in facts.contacts if is_counted(contact))
    ahead = sum(
        priority_of(other) < priority_of(wanted.purpose)
        for other in facts.waiting
        if other not in UNBUDGETED
    )
    moment = at
    for window, most in ((WEEK, facts.bounds.most_a_week), (MONTH, facts.bounds.most_a_month)):
        if not most:
            return None, Reason.BUDGET
        recent = [one for one in made if one > at - window]
        over = len(recent) + ahead - most
        if over < 0:
            continue
        leaves = recent[over] + window if over < len(recent) else at + TOMORROW
        moment = max(moment, leaves)
    return moment, Reason.BUDGET


def _capacity_from(wanted: Wanted, facts: Facts, at: datetime) -> Later:
    bounds = facts.bounds
    if wanted.purpose is Purpose.NOTICE or wanted.channel in {Channel.POST, Channel.VISIT}:
        return at, Reason.CAPACITY
    if wanted.is_task and wanted.channel is not Channel.PHONE:
        return at, Reason.CAPACITY
    most = bounds.calls_a_day if wanted.channel is Channel.PHONE else bounds.messages_a_day
    if not most:
        return None, Reason.CAPACITY
    day = at.astimezone(bounds.shop_zone).date()
    if facts.load.on(wanted.channel, day) < most:
        return at, Reason.CAPACITY
    following = instant_of(day + TOMORROW, bounds.writes_from, bounds.shop_zone)
    return max(following, at).astimezone(UTC), Reason.CAPACITY
