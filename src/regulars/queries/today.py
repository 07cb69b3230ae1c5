"""Today: the people to care for, most important first, within the time there is."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.db.models import Count, F, Q

from regulars.models import Connection, Customer, Line, Person, Rhythm, Touch
from regulars.queries import labels
from regulars.queries.asked import FETCHED, FETCHED_ALL
from regulars.queries.due import Due, colleagues_of, due_for
from regulars.queries.due_days import days_filter
from regulars.queries.duties import Duty, duties_for
from regulars.queries.number_words import people_to_care_for
from regulars.queries.prepared import Prepared
from regulars.queries.reason_words import SaidReason, rhythm_of, said
from regulars.queries.ways_in import ways_in
from regulars.rules.care import (
    MINUTES,
    Reason,
    how_many_fit,
    importance,
    mixed,
    ordered,
    standing,
)
from regulars.rules.channels import Channel
from regulars.rules.kinds import LeapDay, TouchRule
from regulars.rules.occasions import kept_on
from regulars.rules.radar import signals_of
from regulars.rules.reach import WaysIn, address_for, has_said_no_to_all, offered, readable

MOST_SHOWN = 100
MARGIN = 4  # for those at the top who want to be left in peace
DAYS_AHEAD = 4
USUAL_MINUTES = 45
FULL_DAY = 12  # so many follow-ups and occasions fill a day's bar
STILL_STANDS = frozenset({TouchRule.FOLLOW_UP, TouchRule.PROMISE, TouchRule.NOTICE})
SHORTEST = min(MINUTES.values())


@dataclass(frozen=True, slots=True)
class Row:
    """One person on the list."""

    customer: Customer
    rhythm: Rhythm
    reasons: list[SaidReason]  # the most important first
    channels: list[Channel]  # the one they like best first; may be empty
    ways: WaysIn
    minutes: int

    def address(self, channel: Channel) -> str:
        """The number or address of a channel, as one reads it."""
        address = address_for(channel, self.ways)
        is_number = channel in {Channel.PHONE, Channel.WHATSAPP, Channel.SMS}
        return readable(address) if is_number else address

    @property
    def addresses(self) -> list[tuple[str, str]]:
        """What stands on paper: the name of each channel and its address, each address once."""
        found = {self.address(channel): channel for channel in reversed(self.channels)}
        return [
            (labels.word(Channel, found[address]), address) for address in reversed(list(found))
        ]

    @property
    def main(self) -> SaidReason:
        return self.reasons[0]

    @property
    def promises(self) -> list[SaidReason]:
        """What we said would be done: settled by its own acts, and not by a talk."""
        return [one for one in self.reasons if one.reason.rule is TouchRule.PROMISE]

    @property
    def news(self) -> list[SaidReason]:
        """Bad news that they should hear from us first."""
        return [one for one in self.reasons if one.reason.rule is TouchRule.NOTICE]

    @property
    def settled_here(self) -> list[SaidReason]:
        """What a talk settles, or somebody moves or drops."""
        return [one for one in self.reasons if one.reason.rule is not TouchRule.PROMISE]

    @property
    def wants_peace(self) -> bool:
        """They refused every way we have. Only a promise of ours, and bad news, still stand."""
        is_promised = self.reasons[:1] and self.main.reason.rule in STILL_STANDS
        return has_said_no_to_all(self.ways) and not is_promised

    @property
    def others(self) -> list[SaidReason]:
        return self.reasons[1:]


@dataclass(frozen=True, slots=True)
class DayLoad:
    day: date
    count: int  # follow-ups and occasions that are already known
    is_shown: bool

    @property
    def share(self) -> int:
        """How full, in tenths: what a bar of one of eleven lengths can say."""
        return min(10, -(-self.count * 10 // FULL_DAY))


@dataclass(frozen=True, slots=True)
class Today:
    day: date
    is_today: bool
    rows: list[Row]
    duties: list[Duty]  # for the business, beside the people
    waiting: int  # people who are due as well and would not fit the time
    is_waiting_more: bool  # more than that: nobody counted further
    minutes: int
    budget_minutes: int
    days: list[DayLoad]
    has_customers: bool
    has_colleagues: bool
    is_everybody: bool

    @property
    def heading(self) -> str:
        return people_to_care_for(len(self.rows), is_today=self.is_today) if self.rows else ""


def today_for(
    person: Person | None,
    *,
    day: date,
    today: date | None = None,
    everybody: bool = False,
    show_all: bool = False,
) -> Today:
    """The list of one person for a day, of the whole business for nobody in particular. The page,
    the list on paper, the mails and the command all show this one.

    `today` is the local day it is looked at from.

    `everybody` adds the customers of colleagues; `show_all` goes beyond the time there is.
    """
    today = today or day
    everybody = everybody or person is None
    care_minutes = person.care_minutes if person is not None else USUAL_MINUTES
    limit = FETCHED_ALL if show_all or care_minutes > 2 * USUAL_MINUTES else FETCHED
    colleagues = colleagues_of(person, day) if person is not None else ()
    due = due_for(person, day, everybody=everybody, limit=limit, colleagues=colleagues)
    order = order_of(due, day)
    most = MOST_SHOWN if show_all else min(MOST_SHOWN, care_minutes // SHORTEST + 1)
    near = rows_for(due, order[: most + MARGIN], day)
    rows = [row for row in near if not row.wants_peace]
    budget = sum(row.minutes for row in rows) if show_all else care_minutes
    fitting = rows[: how_many_fit((row.minutes for row in rows), budget=budget)][:most]
    return Today(
        day=day,
        is_today=day == today,
        rows=fitting,
        duties=duties_for(None if everybody else person, day),
        waiting=len(order) - len(fitting) - (len(near) - len(rows)),
        is_waiting_more=due.is_cut,
        minutes=sum(row.minutes for row in fitting),
        budget_minutes=care_minutes,
        days=days_ahead(person, day=day, today=today, leap_day=due.leap_day, everybody=everybody),
        has_customers=bool(order) or Customer.objects.exists(),
        has_colleagues=bool(colleagues),
        is_everybody=everybody,
    )


def order_of(due: Due, day: date) -> list[int]:
    """Customer ids in the order of the day."""
    scored = []
    for customer_id, reasons in due.reasons.items():
        weight = due.weights[customer_id]
        first = ordered(reasons, weight=weight, day=day)[0]
        score = importance(first, weight=weight, day=day)
        signals = signals_of(reasons, day, thanks_within_days=due.thanks_within_days)
        scored.append((standing(score, signals=len(signals)), first.rule, customer_id))
    return mixed(scored)


def rows_for(due: Due, customer_ids: Iterable[int], day: date) -> list[Row]:
    """The rows of these customers in this order, with or without a reason."""
    ids = list(customer_ids)
    customers = Customer.objects.select_related("rhythm", "carer").in_bulk(ids)
    there = [customers[pk] for pk in ids if pk in customers]
    ways = ways_in(there)
    items = _items(due.reasons[customer.pk] for customer in there)
    rows = []
    for customer in there:
        reasons = ordered(
            due.reasons[customer.pk], weight=due.weights.get(customer.pk, 0.0), day=day
        )
        channels = offered(ways[customer.pk])
        rows.append(
            Row(
                customer=customer,
                rhythm=rhythm_of(customer),
                reasons=[
                    said(one, customer, item=items.get(one.subject_id or 0, ""), day=day)
                    for one in reasons
                ],
                channels=channels,
                ways=ways[customer.pk],
                minutes=MINUTES[channels[0] if channels else Channel.VISIT],
            )
        )
    return rows


def _items(reasons: Iterable[Iterable[Reason]]) -> dict[int, str]:
    """What the purchases were that are to be thanked for, by purchase."""
    ids = {
        reason.subject_id
        for of_one in reasons
        for reason in of_one
        if reason.rule in {TouchRule.THANKS, TouchRule.UNTHANKED} and reason.subject_id
    }
    lines = Line.objects.filter(purchase_id__in=ids).order_by("-position")
    return dict(lines.values_list("purchase_id", "name"))


def days_ahead(
    person: Person | None, *, day: date, today: date, leap_day: LeapDay, everybody: bool = False
) -> list[DayLoad]:
    """Today and the coming days, each with what is already known of it."""
    days = [today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD + 1)]
    if not today <= day <= days[-1]:
        days = [day, *days[:-1]] if day < today else [*days[:-1], day]
    whose = None if everybody or person is None else person.pk
    counts: Counter[date] = Counter(dict(_planned_on(tuple(days), whose).ask()))
    for on, count in _occasions_on(days, leap_day):
        counts[on] += count
    return [DayLoad(one, counts[one], is_shown=one == day) for one in days]


@lru_cache
def _planned_on(days: tuple[date, ...], person_id: int | None) -> Prepared:
    """Promises per day: of one person and of nobody in particular; for None, of everybody."""
    touches = Touch.objects.open().filter(due_on__in=days)
    if person_id is not None:
        touches = touches.filter(Q(assigned_to=person_id) | Q(assigned_to=None))
    return Prepared(touches.values_list("due_on").annotate(count=Count("pk")).order_by())


def _occasions_on(days: Iterable[date], leap_day: LeapDay) -> Iterable[tuple[date, int]]:
    """Birthdays and special days, counted per day, without anybody who is paused."""
    dates = {pair: on for on in days for pair in kept_on(on, leap_day)}
    for counted in _counted_on(frozenset(dates)):
        for month, number, count in counted.ask():
            yield dates[month, number], count


@lru_cache
def _counted_on(pairs: frozenset[tuple[int, int]]) -> tuple[Prepared, Prepared]:
    birthdays = Customer.objects.filter(
        days_filter(pairs, "birthday_month", "birthday_day"), pause_reason=""
    )
    special = Connection.objects.filter(
        days_filter(pairs, "month", "day"), is_not_for_use=False, customer__pause_reason=""
    )
    count = Count("pk")
    return (
        Prepared(
            birthdays.values_list("birthday_month", "birthday_day").annotate(count=count).order_by()
        ),
        Prepared(special.values_list("month", "day").annotate(count=count).order_by()),
    )


def next_follow_ups(customer: Customer, day: date) -> list[Touch]:
    """What is planned with somebody after that day, the nearest first."""
    return list(
        customer.touches.open()
        .filter(rule=TouchRule.FOLLOW_UP.value, due_on__gt=day)
        .order_by(F("due_on"), "pk")[:3]
    )
