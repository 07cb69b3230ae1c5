"""Where we look indifferent, from our own conduct alone, and how many sales were followed up."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulars.models import Customer, Interaction, Purchase, Rhythm, Touch, Wish
from regulars.queries.asked import FETCHED_ALL
from regulars.queries.due import due_for
from regulars.queries.local_days import shop_zone
from regulars.queries.manners import the_manners
from regulars.queries.today import Row, order_of, rows_for
from regulars.queries.wishes import unanswered
from regulars.rules.kinds import Direction, OpenState, Outcome
from regulars.rules.radar import Signal, signal_of, signals_of

SHOWN = 12
WEEKS = 8
IN_TIME_DAYS = 1  # a contact that comes a day later still feels as if it had been meant
WEEK = timedelta(days=7)

NAMES = {
    Signal.UNANSWERED: _("They wrote, and nobody has answered"),
    Signal.UNTHANKED: _("They bought, and nobody has said thank you"),
    Signal.SILENCE: _("Nobody has spoken with them for too long"),
    Signal.PROMISE: _("You promised it, and the day has passed"),
    Signal.WISH: _("They wished for something, and know nothing yet"),
    Signal.MISSED: _("You meant to get in touch, and the day has passed"),
}
SHORT = {
    Signal.UNANSWERED: _("waits for an answer"),
    Signal.UNTHANKED: _("not thanked"),
    Signal.SILENCE: _("no word for too long"),
    Signal.PROMISE: _("a promise is late"),
    Signal.WISH: _("a wish without an answer"),
    Signal.MISSED: _("a day missed"),
}
FIXES = {
    Signal.UNANSWERED: _("Answer them, or say why it needs no answer."),
    Signal.UNTHANKED: _("Thank them; any word since the purchase counts."),
    Signal.SILENCE: _("Say hello: a talk, a message, a card."),
    Signal.PROMISE: _("Keep it now, or tell them the truth and agree on a new day."),
    Signal.WISH: _("Decide it and tell them: yes, no, or who does it instead."),
    Signal.MISSED: _("Do it now, move it to a day that holds, or drop it with a reason."),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One person under one signal: what it is about, and what else they wait for from us."""

    row: Row
    line: str
    others: list[str]


@dataclass(frozen=True, slots=True)
class WishRow:
    """Somebody whose wish nobody has answered; the list of the day need not name them."""

    customer: Customer
    line: str
    others: tuple[str, ...] = ()

    @property
    def row(self) -> "WishRow":
        return self


@dataclass(frozen=True, slots=True)
class Found:
    signal: Signal
    name: str
    fix: str
    count: int
    rows: Sequence[Shown | WishRow]  # the first few, the most important first


@dataclass(frozen=True, slots=True)
class Week:
    """The sales of one week that had a follow-up planned, and those that got it in time."""

    monday: date
    planned: int
    in_time: int

    @property
    def share(self) -> int:
        """In tenths, as a bar shows it."""
        return round(self.in_time * 10 / self.planned) if self.planned else 0


@dataclass(frozen=True, slots=True)
class Radar:
    found: list[Found]
    people: int
    at_once: int  # people with two signals or more
    is_cut: bool
    weeks: list[Week]  # the latest first

    @property
    def planned(self) -> int:
        return sum(week.planned for week in self.weeks)

    @property
    def in_time(self) -> int:
        return sum(week.in_time for week in self.weeks)


def radar(day: date) -> Radar:
    """Everybody towards whom we look indifferent on that day, whoever cares for them."""
    due = due_for(None, day, everybody=True, limit=FETCHED_ALL, is_whole=True)
    by_signal: dict[Signal, list[int]] = defaultdict(list)
    wishing = unanswered(day)
    at_once = 0
    people = 0
    for customer_id in order_of(due, day):
        reasons = due.reasons[customer_id]
        signals = signals_of(reasons, day, thanks_within_days=due.thanks_within_days)
        number = len(signals) + (customer_id in wishing)
        people += bool(number)
        at_once += number > 1
        for signal in signals:
            by_signal[signal].append(customer_id)
    people += len(wishing.keys() - due.reasons.keys())
    shown = {pk for ids in by_signal.values() for pk in ids[:SHOWN]}
    rows = {row.customer.pk: row for row in rows_for(due, shown, day)}
    found = [
        Found(
            signal,
            str(NAMES[signal]),
            str(FIXES[signal]),
            len(by_signal[signal]),
            [
                _shown(rows[pk], signal, day, due.thanks_within_days)
                for pk in by_signal[signal][:SHOWN]
                if pk in rows
            ],
        )
        for signal in NAMES
    ]
    for at, one in enumerate(found):
        if one.signal is Signal.WISH:
            found[at] = replace(one, count=len(wishing), rows=_wishing(wishing))
    return Radar(found, people, at_once, due.is_cut, coverage(day))


def _shown(row: Row, signal: Signal, day: date, thanks_within_days: int) -> Shown:
    lines: dict[Signal, str] = {}
    for one in row.reasons:
        found = signal_of(one.reason, day, thanks_within_days=thanks_within_days)
        if found is not None:
            lines.setdefault(found, one.line)
    others = [str(SHORT[other]) for other in NAMES if other in lines and other is not signal]
    return Shown(row, lines[signal], others)


def _wishing(wishing: dict[int, int]) -> list[WishRow]:
    """The first few, those who wait longest first, with what they wished for."""
    wishes = (
        Wish.objects.filter(
            customer__in=list(wishing),
            state=OpenState.OPEN.value,
            told_answer_on=None,
            told_done_on=None,
        )
        .select_related("customer")
        .order_by("heard_at", "pk")
    )
    rows: dict[int, WishRow] = {}
    for wish in wishes[: SHOWN * 3]:
        if wish.customer is not None and len(rows) < SHOWN:
            rows.setdefault(wish.customer.pk, WishRow(wish.customer, wish.text))
    return list(rows.values())


def coverage(day: date, weeks: int = WEEKS) -> list[Week]:
    """For the weeks up to that day: of the sales with a follow-up that was due by then, how many
    got it in time (C19).

    Planned are the steps of plans that the sale started, and thanks for a first purchase within
    the days that the owner set. A sale counts as followed up where each of them was done by its
    first day, or IN_TIME_DAYS later. Sales without a planned follow-up are no part of it.
    """
    monday = day - timedelta(days=day.weekday())
    planned: dict[date, int] = defaultdict(int)
    in_time: dict[date, int] = defaultdict(int)
    for bought_on, is_in_time in followed_up(monday - WEEK * (weeks - 1), day):
        begins = bought_on - timedelta(days=bought_on.weekday())
        planned[begins] += 1
        in_time[begins] += is_in_time
    mondays = [monday - WEEK * back for back in range(weeks)]
    return [Week(one, planned[one], in_time[one]) for one in mondays]


def followed_up(first: date, day: date) -> list[tuple[date, bool]]:
    """Each sale since the first day whose follow-up was due before the other one: its day, and
    whether all that was planned for it came in time."""
    sales: dict[int, list[bool]] = defaultdict(list)
    for purchase, is_in_time in [*_of_plans(first, day), *_of_first_purchases(first, day)]:
        sales[purchase].append(is_in_time)
    days = Purchase.objects.filter(bought_on__range=(first, day), pk__in=list(sales))
    return [(bought_on, all(sales[pk])) for pk, bought_on in days.values_list("pk", "bought_on")]


def _of_plans(first: date, day: date) -> list[tuple[int, bool]]:
    touches = Touch.objects.filter(
        run__facts__has_key="purchase", run__base_on__gte=first, due_on__lt=day
    )
    zone = shop_zone()
    found = []
    for facts, state, due_on, moved_on, closed_at in touches.values_list(
        "run__facts", "state", "due_on", "moved_from_on", "closed_at"
    ):
        purchase = facts.get("purchase")
        if not isinstance(purchase, int) or state == OpenState.DROPPED:
            continue
        latest = min(due_on, moved_on or due_on) + timedelta(days=IN_TIME_DAYS)
        closed_on = timezone.localdate(closed_at, timezone=zone) if closed_at else None
        found.append((purchase, closed_on is not None and closed_on <= latest))
    return found


def _of_first_purchases(first: date, day: date) -> list[tuple[int, bool]]:
    within = timedelta(days=the_manners().thanks_within_days)
    rhythms = Rhythm.objects.filter(first_on__gte=first, first_on__lt=day - within)
    firsts = {
        customer: on
        for customer, on in rhythms.values_list("customer_id", "first_on")
        if on is not None
    }
    spoken: dict[int, date] = {}
    talks = (
        Interaction.objects.filter(
            Q(direction=Direction.OUTGOING.value) | Q(outcome=Outcome.REACHED.value),
            happened_on__gte=F("customer__rhythm__first_on"),
            customer__rhythm__first_on__gte=first,
        )
        .exclude(outcome=Outcome.NO_ANSWER.value)
        .order_by("-happened_on")
    )
    for customer, on in talks.values_list("customer_id", "happened_on"):
        spoken[customer] = on  # the earliest one stays
    sales = Purchase.objects.filter(
        bought_on=F("customer__rhythm__first_on"), bought_on__gte=first
    ).order_by("-bought_at", "-pk")
    ids = dict(sales.values_list("customer_id", "pk"))
    return [
        (ids[customer], customer in spoken and spoken[customer] <= on + within)
        for customer, on in firsts.items()
        if customer in ids
    ]
