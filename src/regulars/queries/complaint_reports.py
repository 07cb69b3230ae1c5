"""What complaints say of how we work: how soon we spoke, whom we won back, why, what it cost."""

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from django.db.models import Count, OuterRef, Q, Subquery, Sum

from regulars.models import AdvertisingMonth, Amends, Cause, Complaint, GestureSuggestion, Idea
from regulars.queries.local_days import noon_of
from regulars.queries.shops import the_shop
from regulars.rules.amends import AmendsState
from regulars.rules.complaints import Recovery, Step
from regulars.rules.kinds import OpenState
from regulars.science.guarantees import kept_share_bound

DAYS = 365
FEWEST = 5  # below that a share says nothing
EACH_SIDE = 0.975  # two-sided 95 %
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class OfCause:
    cause: Cause
    count: int
    cost_minor: int
    improvement: int | None  # the latest idea it has opened


@dataclass(frozen=True, slots=True)
class ComplaintReport:
    heard: int  # in the last DAYS days, without those that were none
    spoken: int  # of these, those that got a first word
    in_time: int  # by the moment that was promised
    due: int  # those whose moment has come or that were spoken about
    median_hours: float | None
    recovered: int
    not_recovered: int
    unknown: int
    waiting: int  # closed, not known yet
    lowest_share: float | None  # of those of whom one knows; 95 times of 100 the truth lies between
    highest_share: float | None
    causes: list[OfCause]
    cost_minor: int

    @property
    def known(self) -> int:
        return self.recovered + self.not_recovered


def complaint_report(day: date) -> ComplaintReport:
    """Of the DAYS days up to that one."""
    since = noon_of(day - timedelta(days=DAYS))
    until = noon_of(day + timedelta(days=1))
    rows = list(
        Complaint.objects.filter(heard_at__gte=since, heard_at__lt=until)
        .exclude(step=Step.NONE.value)
        .values_list("step", "heard_at", "first_word_at", "first_word_by_at", "outcome")
    )
    words = [(first - heard) / HOUR for _, heard, first, _, _ in rows if first is not None]
    measured = [(first, by) for _, _, first, by, _ in rows if by is not None]
    due = [(first, by) for first, by in measured if first is not None or by < noon_of(day)]
    outcomes = [outcome for _, _, _, _, outcome in rows]
    recovered = outcomes.count(Recovery.RECOVERED)
    not_recovered = outcomes.count(Recovery.NOT_RECOVERED)
    low, high = interval(recovered, recovered + not_recovered)
    return ComplaintReport(
        heard=len(rows),
        spoken=len(words),
        in_time=sum(first is not None and first <= by for first, by in due),
        due=len(due),
        median_hours=median(words) if words else None,
        recovered=recovered,
        not_recovered=not_recovered,
        unknown=outcomes.count(Recovery.UNKNOWN),
        waiting=sum(step == Step.CLOSED for step, *_rest in rows),
        lowest_share=low,
        highest_share=high,
        causes=_causes(day),
        cost_minor=_given(day - timedelta(days=DAYS), day),
    )


def interval(count: int, of: int) -> tuple[float | None, float | None]:
    """Between which shares the true one lies, 95 times of 100; nothing under FEWEST cases."""
    if of < FEWEST:
        return None, None
    low = kept_share_bound(count, of, confidence=EACH_SIDE)
    return low, 1 - kept_share_bound(of - count, of, confidence=EACH_SIDE)


def _causes(day: date) -> list[OfCause]:
    since = noon_of(day - timedelta(days=DAYS))
    heard = Q(complaints__heard_at__gte=since) & ~Q(complaints__step=Step.NONE.value)
    given = Amends.objects.filter(
        state=AmendsState.GIVEN.value, given_on__gt=day - timedelta(days=DAYS)
    )
    costs: dict[int | None, int] = dict(
        given.order_by().values_list("complaint__cause").annotate(cost=Sum("cost_minor"))
    )
    latest = Idea.objects.filter(cause=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    causes = (
        Cause.objects.annotate(number=Count("complaints", filter=heard))
        .filter(number__gt=0)
        .annotate(improvement=Subquery(latest))
        .order_by("-number", "name")
    )
    return [
        OfCause(
            cause,
            cause.number,
            costs.get(cause.pk, 0),
            cause.improvement,
        )
        for cause in causes
    ]


def _given(after: date, day: date) -> int:
    shop = the_shop()
    rows = Amends.objects.filter(
        state=AmendsState.GIVEN.value, given_on__gt=after, given_on__lte=day
    )
    if shop is not None:
        rows = rows.filter(currency=shop.currency)
    return int(rows.aggregate(sum=Sum("cost_minor"))["sum"] or 0)


@dataclass(frozen=True, slots=True)
class MonthOfSpending:
    month_on: date
    service_minor: int  # what was given to put things right, and small things nobody expects
    advertising_minor: int | None  # None: nobody has said


def spending(day: date, months: int = 6) -> list[MonthOfSpending]:
    """Service beside advertising, the latest month first (G3)."""
    starts = []
    first = day.replace(day=1)
    for _ in range(months):
        starts.append(first)
        first = (first - timedelta(days=1)).replace(day=1)
    told = dict(AdvertisingMonth.objects.values_list("month_on", "amount_minor"))
    found = []
    for start in starts:
        end = (start + timedelta(days=32)).replace(day=1)
        gestures = GestureSuggestion.objects.filter(
            state=OpenState.DONE.value, closed_on__gte=start, closed_on__lt=end
        ).aggregate(sum=Sum("cost_minor"))["sum"]
        service = _given(start - timedelta(days=1), end - timedelta(days=1)) + (gestures or 0)
        found.append(MonthOfSpending(start, service, told.get(start)))
    return found
