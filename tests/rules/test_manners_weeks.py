"""Weeks of a business at random (N10, K4): whatever happens, nobody hears too much, notices always
pass, nothing is asked before it was earned, and all that is displaced ends with a reason.

A small scheduler does what production does: at its moment each contact is weighed with the facts as
they are then, and goes, moves, becomes a person's or ends. The judge does not use the rules: it
looks at what happened. REGULARS_CHAOS_ROUNDS=1 makes it 10,000 weeks.
"""

import os
import random
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from regulars.rules.channels import Channel
from regulars.rules.consents import Answer, may_write, standing
from regulars.rules.manners import (
    Bounds,
    Contact,
    Facts,
    Kind,
    Load,
    Pause,
    Wanted,
    use_by,
    weigh,
)
from regulars.rules.messages import ASKS, TOPIC_OF, Purpose, Reason, Topic
from regulars.rules.open_days import OpenDays

WEEKS_A_RUN = 12
WEEKS = 10_000 if os.environ.get("REGULARS_CHAOS_ROUNDS") else 240
PLACES = ("Europe/Berlin", "America/New_York", "Asia/Tokyo", "Pacific/Auckland", "Asia/Kolkata")
BEGIN = datetime(2026, 2, 2, tzinfo=UTC)  # over the changes of clocks in March and April
CHANNELS = (Channel.EMAIL, Channel.SMS, Channel.WHATSAPP, Channel.POST, Channel.PHONE)
MAY_HOLD_A_NOTICE = {Reason.QUIET_HOURS, Reason.PAUSED}
MAY_HAND_A_NOTICE = {
    Reason.NO_CONSENT,
    Reason.NO_ADDRESS,
    Reason.SUPPRESSED,
    Reason.LEFT_IN_PEACE,
    Reason.QUIET_HOURS,
    Reason.CHAT_CLOSED,
    Reason.EXPIRED,  # everything was paused, or the computer out, for too long
}


@dataclass
class Item:
    person: "Somebody"
    wanted: Wanted
    next_at: datetime
    ended: Kind | None = None
    reason: Reason | None = None
    at: datetime | None = None
    moves: list[Reason] = field(default_factory=list)


@dataclass
class Span:
    """From one moment to another, something held."""

    begins: datetime
    ends: datetime

    def __contains__(self, at: datetime) -> bool:
        return self.begins <= at < self.ends


@dataclass
class Somebody:
    zones: tuple[ZoneInfo, ...]
    addresses: dict[Channel, str]
    suppressed: set[tuple[Channel, str]]
    answers: list[tuple[datetime, Answer]]
    complaints: list[Span]
    let_down: list[Span]
    pause: tuple[Span, Pause] | None
    chats: list[Span]  # they wrote to us: so long a machine may answer there
    contacts: list[Contact] = field(default_factory=list)

    def held_at(self, at: datetime):
        return standing(answer for when, answer in self.answers if when <= at)

    def pause_at(self, at: datetime) -> Pause | None:
        return self.pause[1] if self.pause and at in self.pause[0] else None

    def chat_open_until(self, at: datetime) -> datetime | None:
        return max((span.ends for span in self.chats if at in span), default=None)


@dataclass
class House:
    bounds: Bounds
    paused: list[Span]
    off: list[Span]  # the computer was out
    people: list[Somebody]
    items: list[Item] = field(default_factory=list)

    def bounds_at(self, at: datetime) -> Bounds:
        return replace(self.bounds, is_paused=any(at in span for span in self.paused))

    def day(self, at: datetime) -> date:
        return at.astimezone(self.bounds.shop_zone).date()


# --- a business at random ---


def some_house(chance: random.Random) -> House:
    zone = ZoneInfo(chance.choice(PLACES))
    closed = {(BEGIN + timedelta(days=chance.randrange(84))).date() for _ in range(4)}
    week = chance.randint(1, 3)
    bounds = Bounds(
        shop_zone=zone,
        writes_from=time(chance.choice((0, 8, 9))),
        writes_until=time(chance.choice((18, 19, 23))),
        days=OpenDays(frozenset(chance.sample(range(7), chance.randint(0, 2))), closed),
        most_a_week=week,
        most_a_month=week + chance.randint(0, 4),
        gives_before_ask=chance.randint(0, 3),
        calls_a_day=chance.randint(1, 3),
        messages_a_day=chance.randint(1, 4),
    )
    people = [somebody(chance, zone) for _ in range(4)]
    paused = [some_span(chance, 4) for _ in range(chance.randint(0, 2))]
    house = House(bounds, paused, [some_span(chance, 9)], people)
    house.items = [some_item(chance, chance.choice(people)) for _ in range(WEEKS_A_RUN * 7)]
    return house


def some_moment(chance: random.Random) -> datetime:
    return BEGIN + timedelta(minutes=chance.randrange(WEEKS_A_RUN * 7 * 24 * 60))


def some_span(chance: random.Random, days: int) -> Span:
    begins = some_moment(chance)
    return Span(begins, begins + timedelta(hours=chance.randrange(1, days * 24)))


def somebody(chance: random.Random, shop: ZoneInfo) -> Somebody:
    known = {channel: channel.value for channel in CHANNELS if chance.random() < 0.85}
    zones = {
        0: (ZoneInfo(chance.choice(PLACES)),),
        1: tuple(dict.fromkeys((shop, ZoneInfo(chance.choice(PLACES))))),
        2: (shop,),
    }[chance.randrange(3)]
    pause = None
    if chance.random() < 0.25:
        span = some_span(chance, 20)
        ends = span.ends.astimezone(shop).date()
        pause = chance.choice(
            ((span, Pause(ends)), (span, Pause()), (span, Pause(is_for_ever=True)))
        )
    return Somebody(
        zones=zones,
        addresses=known,
        suppressed={(one, one.value) for one in CHANNELS if chance.random() < 0.08},
        answers=sorted((some_answer(chance) for _ in range(chance.randrange(9))), key=str),
        complaints=[some_span(chance, 20) for _ in range(chance.randrange(3))],
        let_down=[some_span(chance, 20) for _ in range(chance.randrange(2))],
        pause=pause,
        chats=[some_span(chance, 20) for _ in range(chance.randrange(4))],
    )


def some_answer(chance: random.Random) -> tuple[datetime, Answer]:
    topic = chance.choice((None, *Topic, Topic.OFFERS))
    answer = Answer(chance.choice(CHANNELS), topic, chance.random() < 0.65, chance.random() < 0.2)
    return some_moment(chance), answer


def some_item(chance: random.Random, person: Somebody) -> Item:
    channel = chance.choice(CHANNELS)
    due_at = some_moment(chance)
    last = due_at + timedelta(hours=chance.randrange(1, 24 * 30))
    wanted = Wanted(
        purpose=chance.choice((*Purpose, Purpose.NOTICE)),
        channel=channel,
        due_at=due_at,
        use_by_at=last if chance.random() < 0.4 else None,
        address=person.addresses.get(channel, ""),
        is_task=channel is Channel.PHONE,
    )
    return Item(person, wanted, due_at)


# --- the scheduler ---


def live(house: House) -> None:
    """Until nothing waits any more."""
    for _ in range(200_000):
        waiting = [item for item in house.items if item.ended is None]
        if not waiting:
            return
        step(house, min(waiting, key=lambda item: (item.next_at, item.wanted.due_at)), waiting)
    raise AssertionError("something was moved for ever")


def step(house: House, item: Item, waiting: list[Item]) -> None:
    at = item.next_at
    for span in house.off:
        if at in span:
            item.next_at = span.ends
            return
    verdict = weigh(item.wanted, facts_at(house, item, waiting, at), at)
    if verdict.kind is Kind.MOVE:
        assert verdict.until_at is not None
        assert verdict.until_at > at, "a move goes forward"
        assert verdict.reason is not None
        item.moves.append(verdict.reason)
        item.next_at = verdict.until_at
        return
    item.ended, item.reason, item.at = verdict.kind, verdict.reason, at
    if verdict.kind is Kind.GO:
        contact = Contact(at, item.wanted.channel, item.wanted.purpose)
        item.person.contacts.append(contact)


def facts_at(house: House, item: Item, waiting: list[Item], at: datetime) -> Facts:
    person = item.person
    return Facts(
        bounds=house.bounds_at(at),
        zones=person.zones,
        contacts=tuple(person.contacts),
        waiting=tuple(
            other.wanted.purpose
            for other in waiting
            if other.person is person and other is not item and other.next_at <= at
        ),
        answers=person.held_at(at),
        addresses=person.addresses,
        chats={Channel.WHATSAPP},
        chat_open_until=person.chat_open_until(at),
        suppressed=person.suppressed,
        pause=person.pause_at(at),
        has_complaint=any(at in span for span in person.complaints),
        is_let_down=any(at in span for span in person.let_down),
        load=load_of(house, item, waiting, at),
    )


def load_of(house: House, item: Item, waiting: list[Item], at: datetime) -> Load:
    calls, messages = Counter[date](), Counter[date]()
    for one in house.items:
        if one.wanted.channel is Channel.POST or one is item:
            continue
        counted = calls if one.wanted.channel is Channel.PHONE else messages
        if one.ended is Kind.GO and one.at is not None:
            counted[house.day(one.at)] += 1
        elif one.ended is None and house.day(one.next_at) > house.day(at):
            counted[house.day(one.next_at)] += 1
    return Load(calls=calls, messages=messages)


# --- the judge ---


def judge(house: House) -> None:
    for person in house.people:
        judge_budget(house.bounds, person)
        judge_asking(house.bounds, person)
    for item in house.items:
        judge_end(item)
        if item.wanted.purpose is Purpose.NOTICE:
            judge_notice(item)
        if item.ended is Kind.GO:
            judge_sent(house, item)
    judge_capacity(house)


def judge_budget(bounds: Bounds, person: Somebody) -> None:
    counted = sorted(c.at for c in person.contacts if c.purpose is not Purpose.NOTICE)
    for window, most in ((7, bounds.most_a_week), (30, bounds.most_a_month)):
        for at in counted:
            inside = [one for one in counted if at <= one < at + timedelta(days=window)]
            assert len(inside) <= most, "somebody heard too much"


def judge_asking(bounds: Bounds, person: Somebody) -> None:
    gifts = 0
    for contact in sorted(person.contacts, key=lambda one: one.at):
        if contact.purpose in ASKS:
            assert gifts >= bounds.gives_before_ask, "asked before it was earned"
            assert not any(contact.at in span for span in person.complaints + person.let_down)
            gifts = 0
        elif contact.purpose is not Purpose.NOTICE:
            gifts += 1


def judge_end(item: Item) -> None:
    assert item.ended in {Kind.GO, Kind.HAND, Kind.END}
    if item.ended is not Kind.GO:
        assert item.reason is not None, "displaced without a reason"
    if item.ended is Kind.GO:
        assert item.at is not None
        assert item.wanted.due_at <= item.at <= use_by(item.wanted)


def judge_notice(item: Item) -> None:
    assert set(item.moves) <= MAY_HOLD_A_NOTICE
    if item.wanted.is_task:
        return
    assert item.ended is not Kind.END, "a notice was lost"
    if item.ended is Kind.HAND:
        assert item.reason in MAY_HAND_A_NOTICE


def judge_sent(house: House, item: Item) -> None:
    person, wanted, at = item.person, item.wanted, item.at
    assert at is not None
    assert may_write(wanted.channel, TOPIC_OF[wanted.purpose], person.held_at(at))
    if not wanted.is_task:
        assert not any(at in span for span in house.paused), "sent while everything was paused"
        assert wanted.address
        assert (wanted.channel, wanted.address) not in person.suppressed
        if wanted.channel is Channel.WHATSAPP:
            assert person.chat_open_until(at), "written into a closed chat"
    if wanted.purpose is Purpose.NOTICE:
        return
    pause = person.pause_at(at)
    is_over = pause is not None and pause.until_on is not None and house.day(at) >= pause.until_on
    assert pause is None or is_over, "somebody was to be left in peace"
    if not wanted.is_task and wanted.channel is not Channel.POST:
        judge_hours(house.bounds, person, at)


def judge_hours(bounds: Bounds, person: Somebody, at: datetime) -> None:
    def is_open(zone: ZoneInfo) -> bool:
        local = at.astimezone(zone)
        is_day = local.weekday() not in bounds.days.quiet_weekdays
        is_day = is_day and local.date() not in bounds.days.closed
        return is_day and bounds.writes_from <= local.time() < bounds.writes_until

    assert is_open(person.zones[-1]), "written at night"


def judge_capacity(house: House) -> None:
    limits = {True: house.bounds.calls_a_day, False: house.bounds.messages_a_day}
    days: Counter[tuple[bool, date]] = Counter()
    for item in house.items:
        is_limited = item.wanted.purpose is not Purpose.NOTICE
        if item.ended is Kind.GO and is_limited and item.wanted.channel is not Channel.POST:
            assert item.at is not None
            days[item.wanted.channel is Channel.PHONE, house.day(item.at)] += 1
    for (is_call, day), count in days.items():
        assert count <= limits[is_call], f"{day} held too much"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(WEEKS // WEEKS_A_RUN + 1))
def test_in_any_weeks_nobody_hears_too_much_and_nothing_is_lost(seed):
    house = some_house(random.Random(seed))

    live(house)

    judge(house)


def test_the_weeks_are_full_enough_to_prove_something():
    """Every way to end and every reason comes up, so that the judge has seen it."""
    ends, reasons = Counter[Kind](), Counter[Reason]()
    for seed in range(20):
        house = some_house(random.Random(seed))
        live(house)
        ends.update(item.ended for item in house.items if item.ended)
        reasons.update(reason for item in house.items for reason in item.moves)
        reasons.update(item.reason for item in house.items if item.reason)

    assert min(ends[kind] for kind in (Kind.GO, Kind.HAND, Kind.END)) > 100
    assert {
        Reason.BUDGET,
        Reason.CAPACITY,
        Reason.CHAT_CLOSED,
        Reason.COMPLAINT,
        Reason.GIVE_FIRST,
        Reason.HOLIDAY,
        Reason.LEFT_IN_PEACE,
        Reason.NO_ADDRESS,
        Reason.NO_CONSENT,
        Reason.PAUSED,
        Reason.QUIET_HOURS,
        Reason.SUPPRESSED,
        Reason.EXPIRED,
    } <= set(reasons)
