"""Promises: what our record says of a kind, the open ones in their order, how they came out.

Counted per kind and never per person: the figure is about how we work.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from babel.dates import format_date
from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

from regulars.models import Amends, Customer, Person, Promise, Shop
from regulars.queries import formats, labels
from regulars.queries.amends import limits_now
from regulars.queries.cover import covers_on
from regulars.queries.ways_in import ways_in
from regulars.rules.amends import AmendsState, limit_of
from regulars.rules.channels import Channel
from regulars.rules.one_tap import OneTap, one_tap
from regulars.rules.promises import (
    DONE_AS_SAID,
    FEW_CASES,
    IN_A_WEEK_DAYS,
    LOOK_BACK_DAYS,
    Case,
    PromiseState,
    ReadyKind,
    Tally,
    quick_days,
    tally_of,
    ways_to_tell,
)
from regulars.rules.reach import address_for
from regulars.science.guarantees import kept_share_bound

TAIL = 0.975  # each side: the share lies within in 19 of 20 such records
MOST_OPEN = 200
MOST_SETTLED = 40
MOST_TOLD = 5  # on the page of a customer
MOST_KINDS = 8  # beside the ready ones
SETTLED_DAYS = 60
COST_DAYS = 365

Cost = tuple[str, int, int]  # currency, minor units, how many promises


@dataclass(frozen=True, slots=True)
class Record:
    """How promises of one kind came out."""

    kind: str
    name: str
    tally: Tally
    low_share: float | None = None  # where the true share lies, as far as so few cases can tell
    high_share: float | None = None

    @property
    def is_little(self) -> bool:
        return self.tally.cases < FEW_CASES

    @property
    def sentence(self) -> str:
        """You kept 6 of 9 of this kind; usually after 4 days."""
        kept, cases = self.tally.kept, self.tally.cases
        if not cases:
            return gettext("No promise of this kind has come due yet.")
        said = ngettext(
            "You kept %(kept)d of %(cases)d of this kind by its day.",
            "You kept %(kept)d of %(cases)d of this kind by their day.",
            cases,
        ) % {"kept": kept, "cases": cases}
        return f"{said} {usually(self.tally.usual_days)}".strip()

    @property
    def short(self) -> str:
        """6 of 9, 4 days: beside the name of a kind."""
        if not self.tally.cases:
            return ""
        said = gettext("%(kept)d of %(cases)d")
        said %= {"kept": self.tally.kept, "cases": self.tally.cases}
        days = self.tally.usual_days
        return said if days is None else f"{said} · {in_days(days)}"

    @property
    def uncertainty(self) -> str:
        """Between 35 % and 88 %: where so few cases leave it."""
        if self.low_share is None or self.high_share is None:
            return gettext("Cannot tell yet.")
        language = get_language() or "en"
        return gettext("The true share lies between %(low)s and %(high)s.") % {
            "low": formats.share(self.low_share, language),
            "high": formats.share(self.high_share, language),
        }


@dataclass(frozen=True, slots=True)
class DayChoice:
    """A big button: the day, and what speaks for or against it before it is promised."""

    day: date
    name: str  # Today, Tomorrow, Friday, In a week
    load: int  # promised for that day already, by whoever would keep it
    is_sooner: bool  # than such a promise usually takes


@dataclass(frozen=True, slots=True)
class Breaking:
    """What is needed to tell somebody that it will not hold."""

    ways: list[Channel]  # personally first
    taps: list[OneTap]
    words: str  # to begin with; whoever tells them says it in their own
    is_over: bool  # its day has passed, and nobody has told them
    record: Record
    limit_words: str  # how much this person may give to make up for it


@dataclass(frozen=True, slots=True)
class OpenPromise:
    promise: Promise
    keeper: str
    covers_for: str  # who is away
    late_days: int


@dataclass(frozen=True, slots=True)
class PromisesToOne:
    """On the page of a customer."""

    open: list[OpenPromise]
    settled: list[Promise]  # the latest
    tally: Tally

    @property
    def sentence(self) -> str:
        """You kept 3 of 4 by their day."""
        if not self.tally.cases:
            return ""
        said = ngettext(
            "You kept %(kept)d of %(cases)d promise to them by its day.",
            "You kept %(kept)d of %(cases)d promises to them by their day.",
            self.tally.cases,
        )
        return said % {"kept": self.tally.kept, "cases": self.tally.cases}


@dataclass(frozen=True, slots=True)
class Ledger:
    """The page of promises."""

    due: list[OpenPromise]  # today or overdue
    coming: list[OpenPromise]
    settled: list[Promise]
    records: list[Record]
    cost: list[Cost]  # of keeping them
    mending: list[Cost]  # of making up for those that did not hold
    is_cut: bool


def kind_name(kind: str) -> str:
    """The words of a ready kind; an owner's own words as they are."""
    return labels.word(ReadyKind, kind)


def usually(days: float | None) -> str:
    if days is None:
        return ""
    if not days:
        return gettext("Usually on the same day.")
    whole = round(days)
    said = ngettext("Usually after %(days)d day.", "Usually after %(days)d days.", whole)
    return said % {"days": whole}


def in_days(days: float) -> str:
    whole = round(days)
    return ngettext("%(days)d day", "%(days)d days", whole) % {"days": whole}


def records_by_kind(today: date, kinds: Iterable[str] | None = None) -> dict[str, Record]:
    """What two years say of each kind. One query."""
    rows = Promise.objects.filter(made_on__gt=today - timedelta(days=LOOK_BACK_DAYS)).order_by()
    if kinds is not None:
        rows = rows.filter(kind__in=list(kinds))
    cases: dict[str, list[Case]] = defaultdict(list)
    for kind, state, made_on, due_on, kept_on in rows.values_list(
        "kind", "state", "made_on", "due_on", "kept_on"
    ):
        cases[kind].append(Case(PromiseState(state), made_on, due_on, kept_on))
    return {kind: _record(kind, tally_of(some, today=today)) for kind, some in cases.items()}


def record_of(kind: str, today: date) -> Record:
    return records_by_kind(today, [kind]).get(kind) or _record(kind, Tally())


def _record(kind: str, tally: Tally) -> Record:
    cases = tally.cases
    if cases < FEW_CASES:
        return Record(kind, kind_name(kind), tally)
    low = kept_share_bound(tally.kept, cases, confidence=TAIL)
    high = 1 - kept_share_bound(cases - tally.kept, cases, confidence=TAIL)
    return Record(kind, kind_name(kind), tally, low, high)


def kinds_to_choose(today: date) -> list[Record]:
    """The kinds to promise, each with its record: the own ones used most, then the ready ones."""
    since = today - timedelta(days=LOOK_BACK_DAYS)
    used = (
        Promise.objects.filter(made_on__gt=since)
        .order_by()
        .values_list("kind")
        .annotate(count=Count("pk"))
        .order_by("-count", "kind")
    )
    ready = [kind.value for kind in ReadyKind]
    counts = dict(used[: MOST_KINDS + len(ready)])
    own = [kind for kind in counts if kind not in ready]
    order = sorted([*ready, *own[:MOST_KINDS]], key=lambda kind: -counts.get(kind, 0))
    records = records_by_kind(today, order)
    return [records.get(kind) or _record(kind, Tally()) for kind in order]


def days_to_choose(today: date, *, keeper: Person | None, record: Record | None) -> list[DayChoice]:
    """Each with what is promised for it already (E2), and whether it is sooner than usual."""
    days = quick_days(today)
    open_then = Promise.objects.open().filter(due_on__in=days).order_by()
    if keeper is not None:
        open_then = open_then.filter(person=keeper)
    load = Counter(open_then.values_list("due_on", flat=True))
    usual = record.tally.usual_days if record else None
    return [
        DayChoice(
            day,
            _day_name((day - today).days, day),
            load[day],
            is_sooner=usual is not None and (day - today).days < usual,
        )
        for day in days
    ]


def _day_name(away_days: int, day: date) -> str:
    names = {0: gettext("Today"), 1: gettext("Tomorrow"), IN_A_WEEK_DAYS: gettext("In a week")}
    known = names.get(away_days)
    return known or format_date(day, "EEEE", locale=formats.locale_of(get_language() or "en"))


def breaking_of(promise: Promise, today: date, *, person: Person, shop: Shop) -> Breaking:
    """`promise` comes with its customer."""
    ways = ways_in([promise.customer])[promise.customer_id]
    to_tell = ways_to_tell(ways)
    language = get_language() or "en"
    words = gettext(
        "This is %(person)s of %(shop)s. I promised you: %(what)s, for %(day)s. It will not be"
        " ready by then, and I want you to hear it from me."
    )
    told = {
        "person": person.display_name,
        "shop": shop.name,
        "what": promise.what,
        "day": formats.full_day(promise.due_on, language),
    }
    taps = [one_tap(way, address_for(way, ways), words="") for way in to_tell]
    return Breaking(
        ways=to_tell,
        taps=[tap for tap in taps if tap.url],
        words=words % told,
        is_over=promise.due_on < today,
        record=record_of(promise.kind, today),
        limit_words=_limit_words(person, shop),
    )


def _limit_words(person: Person, shop: Shop) -> str:
    limit = limit_of(person.role, limits_now())
    if limit is None:
        return gettext("Make up for it as you see fit.")
    amount = formats.money(limit, shop.currency, get_language() or "en")
    return gettext("You may give up to %(amount)s by yourself; above that you ask.") % {
        "amount": amount
    }


def ledger(today: date, *, person: Person | None = None) -> Ledger:
    """`person` sees their own promises, those they cover and those of nobody; None: all."""
    covers = covers_on(today)
    rows = list(_open(covers, person)[: MOST_OPEN + 1])
    names = dict(Person.objects.values_list("pk", "display_name"))
    shown = [_shown(promise, today, covers, names) for promise in rows[:MOST_OPEN]]
    records = sorted(
        records_by_kind(today).values(), key=lambda one: (-one.tally.cases, one.name.casefold())
    )
    return Ledger(
        due=[one for one in shown if one.promise.due_on <= today],
        coming=[one for one in shown if one.promise.due_on > today],
        settled=list(_settled()[:MOST_SETTLED]),
        records=records,
        cost=cost_of_keeping(today),
        mending=cost_of_mending(today),
        is_cut=len(rows) > MOST_OPEN,
    )


def _open(covers: dict[int, int], person: Person | None) -> QuerySet[Promise]:
    rows = Promise.objects.open().select_related("customer", "person").order_by("due_on", "pk")
    if person is None:
        return rows
    theirs = [pk for pk, cover in covers.items() if cover == person.pk]
    return rows.alias(doer=Coalesce("person", "customer__carer")).filter(
        Q(doer=None) | Q(doer__in=theirs)
    )


def _shown(
    promise: Promise, today: date, covers: dict[int, int], names: dict[int, str]
) -> OpenPromise:
    keeper = promise.person_id or promise.customer.carer_id
    cover = covers.get(keeper, keeper) if keeper else None
    return OpenPromise(
        promise=promise,
        keeper=names.get(cover, "") if cover else "",
        covers_for=names.get(keeper, "") if keeper and cover != keeper else "",
        late_days=max(0, (today - promise.due_on).days),
    )


def _settled() -> QuerySet[Promise]:
    return (
        Promise.objects.exclude(state=PromiseState.OPEN.value)
        .filter(closed_at__gt=timezone.now() - timedelta(days=SETTLED_DAYS))
        .select_related("customer", "closed_by", "replaced_by")
        .order_by("-closed_at", "-pk")
    )


def cost_of_keeping(today: date) -> list[Cost]:
    """What it cost to keep our word in the last year, per currency (E3). Not a reproach."""
    kept = [state.value for state in DONE_AS_SAID]
    since = today - timedelta(days=COST_DAYS)
    return _summed(Promise.objects.filter(state__in=kept, kept_on__gt=since, cost_minor__gt=0))


def cost_of_mending(today: date) -> list[Cost]:
    """What was given in the last year for promises that did not hold (E4)."""
    since = today - timedelta(days=COST_DAYS)
    given = Amends.objects.filter(state=AmendsState.GIVEN.value, given_on__gt=since)
    return _summed(given.exclude(promise=None).filter(cost_minor__gt=0))


def _summed(rows: "QuerySet[Any]") -> list[Cost]:
    sums = rows.order_by().values("currency").annotate(sum=Sum("cost_minor"), count=Count("pk"))
    return [(row["currency"], row["sum"], row["count"]) for row in sums.order_by("currency")]


def promises_to(customer: Customer, today: date) -> PromisesToOne:
    """What one customer was promised: the open ones by their day, how the latest came out, and all
    of them counted. One query."""
    rows = list(
        customer.promises.select_related("person", "replaced_by").order_by(
            F("closed_at").desc(nulls_first=True), "-pk"
        )[:MOST_OPEN]
    )
    is_open = PromiseState.OPEN.value
    waiting = sorted(
        (one for one in rows if one.state == is_open), key=lambda one: (one.due_on, one.pk)
    )
    settled = [one for one in rows if one.state != is_open]
    cases = [Case(PromiseState(one.state), one.made_on, one.due_on, one.kept_on) for one in rows]
    return PromisesToOne(
        open=[
            OpenPromise(
                promise=one,
                keeper=one.person.display_name if one.person else "",
                covers_for="",
                late_days=max(0, (today - one.due_on).days),
            )
            for one in waiting
        ],
        settled=settled[:MOST_TOLD],
        tally=tally_of(cases, today=today),
    )
