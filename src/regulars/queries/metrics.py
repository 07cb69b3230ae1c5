"""What each promise is measured by: from what is recorded to cases, day by day.

The registry MEASURES is the data source that a clause needs. Nothing is stored for it: a past event
that changes changes the figure.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils import timezone

from regulars.models import (
    Complaint,
    InboundMessage,
    Interaction,
    NoticeContact,
    Promise,
    Purchase,
)
from regulars.models.promises import PromiseQuerySet
from regulars.queries.local_days import shop_zone
from regulars.queries.manners import open_days_between
from regulars.queries.radar import followed_up
from regulars.rules.charters import Case, Metric, open_hours
from regulars.rules.complaints import Recovery, Step
from regulars.rules.kinds import Direction, Outcome
from regulars.rules.messages import InboundKind
from regulars.rules.promises import PromiseState

NEVER = 10_000.0  # waited so long it is not coming: beyond every limit


@dataclass(frozen=True, slots=True)
class Window:
    """Local days, both included, and the moment until which open cases have waited."""

    first: date
    last: date
    now: datetime
    zone: ZoneInfo
    promise_kind: str = ""  # of promises: only this kind; "" is all

    @property
    def moments(self) -> tuple[datetime, datetime]:
        begins = datetime.combine(self.first, time(), self.zone)
        ends = datetime.combine(self.last + timedelta(days=1), time(), self.zone)
        return begins, ends - timedelta(microseconds=1)

    @property
    def today(self) -> date:
        return timezone.localdate(self.now, timezone=self.zone)


Measure = Callable[[Window], list[Case]]


def cases_of(metric: str, first: date, last: date, *, promise_kind: str = "") -> list[Case]:
    """All cases that began on these days, the oldest first. Raises KeyError without a source."""
    window = Window(first, last, timezone.now(), shop_zone(), promise_kind)
    return sorted(MEASURES[Metric(metric)](window), key=lambda case: case.day)


def has_source(metric: str) -> bool:
    return metric in MEASURES


def _answered(window: Window) -> list[Case]:
    """Whoever wrote and needed an answer, in hours of open days."""
    rows = InboundMessage.objects.filter(
        kind=InboundKind.MESSAGE.value, received_at__range=window.moments, no_answer_because=""
    ).exclude(customer=None)
    return _in_open_hours(list(rows.values_list("received_at", "answered_at")), window)


def _thanked(window: Window) -> list[Case]:
    """Each purchase, to the first word of ours from its day on."""
    bought = Purchase.objects.filter(bought_on__range=(window.first, window.last)).exclude(
        customer=None
    )
    spoken = _days_of_words(window)
    cases = []
    for customer, bought_on in bought.values_list("customer_id", "bought_on"):
        days = spoken.get(customer, [])
        at = bisect_left(days, bought_on)
        until = days[at] if at < len(days) else window.today
        cases.append(
            Case(
                bought_on,
                waited=float(max((until - bought_on).days, 0)),
                is_open=at == len(days),
            )
        )
    return cases


def _days_of_words(window: Window) -> dict[int, list[date]]:
    """On which days each customer heard from us since the first day, in order."""
    talks = (
        Interaction.objects.filter(
            Q(direction=Direction.OUTGOING.value) | Q(outcome=Outcome.REACHED.value),
            happened_on__gte=window.first,
        )
        .exclude(outcome=Outcome.NO_ANSWER.value)
        .order_by("happened_on")
    )
    spoken: dict[int, list[date]] = defaultdict(list)
    for customer, day in talks.values_list("customer_id", "happened_on"):
        spoken[customer].append(day)
    return spoken


def _followed_up(window: Window) -> list[Case]:
    sales = followed_up(window.first, min(window.last, window.today))
    return [Case(day, is_kept=is_in_time) for day, is_in_time in sales]


def _first_word(window: Window) -> list[Case]:
    """Each complaint, to the first word of a person."""
    rows = _complaints(window).values_list("heard_at", "first_word_at")
    return _in_open_hours(list(rows), window)


def _recovered(window: Window) -> list[Case]:
    """Each complaint, to the day it was put right, where they then said or showed that it is well.
    Until they have, nothing is decided unless it took too long already."""
    cases = []
    rows = _complaints(window).values_list("heard_at", "mended_at", "outcome")
    for heard_at, mended_at, outcome in rows:
        day = timezone.localdate(heard_at, timezone=window.zone)
        until = timezone.localdate(mended_at or window.now, timezone=window.zone)
        waited = float(max((until - day).days, 0))
        if outcome and outcome != Recovery.RECOVERED:
            waited = NEVER
        cases.append(Case(day, waited=waited, is_open=not outcome))
    return cases


def _complaints(window: Window) -> QuerySet[Complaint]:
    """Without those that were none, and those closed when less was written down."""
    rows = Complaint.objects.filter(heard_at__range=window.moments, is_from_before=False)
    return rows.exclude(step=Step.NONE.value).order_by()


def _kept_on_day(window: Window) -> list[Case]:
    """Promises by the day they were due. An open one is broken once its day has passed."""
    rows = _promises(window).filter(due_on__range=(window.first, window.last))
    return [
        Case(
            due_on,
            is_kept=state == PromiseState.KEPT,
            is_open=state == PromiseState.OPEN and due_on >= window.today,
        )
        for state, due_on in rows.values_list("state", "due_on")
    ]


def _done_in(window: Window) -> list[Case]:
    """Promises from the day they were made; one that was broken is never done."""
    rows = _promises(window).filter(made_on__range=(window.first, window.last))
    cases = []
    for state, made_on, kept_on in rows.values_list("state", "made_on", "kept_on"):
        is_open = state == PromiseState.OPEN
        waited = float(max(((kept_on or window.today) - made_on).days, 0))
        if kept_on is None and not is_open:
            waited = NEVER
        cases.append(Case(made_on, waited=waited, is_open=is_open))
    return cases


def _promises(window: Window) -> PromiseQuerySet:
    """Without those that a customer released us from: they count for nothing."""
    rows = Promise.objects.exclude(state=PromiseState.RELEASED.value).order_by()
    return rows.filter(kind=window.promise_kind) if window.promise_kind else rows


def _told_first(window: Window) -> list[Case]:
    """Everybody whom bad news concerned; not decided while they neither heard nor asked."""
    rows = NoticeContact.objects.filter(
        notice__known_at__range=window.moments, spared_because=""
    ).order_by()
    return [
        Case(
            timezone.localdate(known_at, timezone=window.zone),
            is_kept=asked_first_at is None,
            is_open=told_at is None and asked_first_at is None,
        )
        for known_at, told_at, asked_first_at in rows.values_list(
            "notice__known_at", "told_at", "asked_first_at"
        )
    ]


def _in_open_hours(spans: list[tuple[datetime, datetime | None]], window: Window) -> list[Case]:
    """From a moment to another one, or to now, in hours of open days."""
    if not spans:
        return []
    open_days = open_days_between(window.first, max(window.last, window.today))
    return [
        Case(
            timezone.localdate(start, timezone=window.zone),
            waited=open_hours(start, end or window.now, zone=window.zone, open_days=open_days),
            is_open=end is None,
        )
        for start, end in spans
    ]


MEASURES: dict[Metric, Measure] = {
    Metric.ANSWERED: _answered,
    Metric.THANKED: _thanked,
    Metric.FOLLOWED_UP: _followed_up,
    Metric.KEPT_ON_DAY: _kept_on_day,
    Metric.DONE_IN: _done_in,
    Metric.TOLD_FIRST: _told_first,
    Metric.FIRST_WORD: _first_word,
    Metric.RECOVERED: _recovered,
}
