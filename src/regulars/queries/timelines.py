"""Everything that happened with one customer, newest first, over years and staff changes (A3)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Model, Q, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext

from regulars.models import (
    Concern,
    Consent,
    Customer,
    Event,
    Fact,
    Interaction,
    Merge,
    Person,
    Purchase,
    Refund,
    Touch,
    Wish,
)
from regulars.queries import labels
from regulars.queries.customer_holdings import Holdings, holdings_of
from regulars.queries.local_days import NOON, shop_zone
from regulars.queries.merge_previews import COLUMNS
from regulars.rules.channels import Channel
from regulars.rules.kinds import OpenState, PauseReason

PAGE = 20
TOLD_EVENTS = (
    "customer.changed",
    "customer.created",
    "customer.paused",
    "customer.resumed",
    "customer.unmerged",
    "connection.noted",
    "connection.removed",
    "purchase.removed",
    "tags.changed",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. `kind` names the part of the template that tells it."""

    kind: str
    at: datetime
    on: date  # the shop's local day
    row: Any
    who: Person | None = None
    icon: str = "note"
    words: str = ""  # of what has no words of its own

    @property
    def key(self) -> tuple[datetime, str, int]:
        return self.at, self.kind, self.row.pk


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: at this moment, after so many entries of the very same moment."""

    at: datetime
    skip: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.skip}"

    @classmethod
    def parse(cls, text: str) -> "Place | None":
        """None for what is no place: then the story begins at its newest."""
        moment, _, skip = text.partition("~")
        try:
            at = parse_datetime(moment)
        except ValueError:
            return None
        if at is None or at.tzinfo is None or not skip.isdigit() or len(skip) > 6:
            return None
        return cls(at, int(skip))


@dataclass(frozen=True, slots=True)
class Timeline:
    entries: list[Entry]
    next_place: Place | None


@dataclass(frozen=True, slots=True)
class Source:
    """One table that tells a part of the story. `rows` are looked at where it holds any."""

    kind: str
    model: type[Model]
    moment: str  # the column that says when; a day where it ends on _on
    rows: Callable[[Customer], QuerySet[Any]]
    person: str = ""  # the column that says who


def _touches(customer: Customer) -> QuerySet[Touch]:
    """Contacts that ended without a talk; the others stand with their talk."""
    ended = Q(state=OpenState.DROPPED.value) | Q(state=OpenState.DONE.value, interactions=None)
    return Touch.objects.filter(ended, customer=customer)


def _events(customer: Customer) -> QuerySet[Event]:
    return Event.objects.filter(customer=customer, kind__in=TOLD_EVENTS)


def _loose_refunds(customer: Customer) -> QuerySet[Refund]:
    """Those whose purchase nobody knows; the others stand with their purchase."""
    return Refund.objects.filter(customer=customer, purchase=None)


PURCHASES = (
    Source(
        "purchase",
        Purchase,
        "bought_at",
        lambda customer: Purchase.objects.filter(customer=customer).prefetch_related("lines"),
    ),
    Source("refund", Refund, "refunded_on", _loose_refunds),
)
TALKS = (
    Source(
        "talk",
        Interaction,
        "happened_at",
        lambda customer: Interaction.objects.filter(customer=customer),
        "person",
    ),
    Source("touch", Touch, "closed_at", _touches, "closed_by"),
)
NOTES = (
    Source(
        "fact",
        Fact,
        "noticed_at",
        lambda customer: Fact.objects.filter(customer=customer),
        "noticed_by",
    ),
    Source(
        "wish",
        Wish,
        "heard_at",
        lambda customer: Wish.objects.filter(customer=customer),
        "heard_by",
    ),
    Source(
        "concern",
        Concern,
        "noticed_at",
        lambda customer: Concern.objects.filter(customer=customer),
        "owner",
    ),
)
OTHERS = (
    Source(
        "consent",
        Consent,
        "answered_at",
        lambda customer: Consent.objects.filter(customer=customer),
        "recorded_by",
    ),
    Source(
        "merge",
        Merge,
        "merged_at",
        lambda customer: Merge.objects.filter(kept=customer),
        "merged_by",
    ),
    Source("event", Event, "happened_at", _events, "person"),
)
SOURCES: dict[str, tuple[Source, ...]] = {
    "everything": (*PURCHASES, *TALKS, *NOTES, *OTHERS),
    "purchases": PURCHASES,
    "talks": TALKS,
    "notes": NOTES,
}
ARRIVAL_IN = "everything"


def timeline_of(
    customer: Customer,
    *,
    show: str = "everything",
    place: Place | None = None,
    size: int = PAGE,
    holdings: Holdings | None = None,
) -> Timeline:
    """A page of the story. `show` is a key of SOURCES."""
    zone = shop_zone()
    holdings = holdings or holdings_of(customer.pk)
    skip = place.skip if place else 0
    limit = size + skip + 1
    found = [
        entry
        for source in SOURCES[show]
        if source.model in holdings
        for entry in _entries(source, customer, place, limit, zone)
    ]
    if show == ARRIVAL_IN:
        found += _arrival(customer, place, zone)
    entries = sorted(found, key=lambda entry: entry.key, reverse=True)[skip:]
    shown = entries[:size]
    if len(entries) <= size:
        return Timeline(shown, None)
    at = entries[size].at
    same = sum(entry.at == at for entry in shown)
    if place and place.at == at:
        same += skip
    return Timeline(shown, Place(at, same))


def _arrival(customer: Customer, place: Place | None, zone: ZoneInfo) -> list[Entry]:
    """With which file the customer came."""
    at = customer.created_at
    if customer.batch is None or (place and at > place.at):
        return []
    words = gettext("Came with the file “%(name)s”") % {"name": customer.batch.file_name}
    return [Entry("arrival", at, at.astimezone(zone).date(), customer, icon="import", words=words)]


def _entries(
    source: Source, customer: Customer, place: Place | None, limit: int, zone: ZoneInfo
) -> Iterator[Entry]:
    kind, moment, person = source.kind, source.moment, source.person
    rows = source.rows(customer)
    is_day = moment.endswith("_on")
    if place:
        until: object = place.at.astimezone(zone).date() if is_day else place.at
        rows = rows.filter(**{f"{moment}__lte": until})
    if person:
        rows = rows.select_related(person)
    for row in rows.order_by(f"-{moment}", "-pk")[:limit]:
        at = getattr(row, moment)
        if is_day:
            at = datetime.combine(at, NOON, tzinfo=zone)
            if place and at > place.at:
                continue
        yield Entry(
            kind=kind,
            at=at,
            on=at.astimezone(zone).date(),
            row=row,
            who=getattr(row, person) if person else None,
            icon=_icon(kind, row),
            words=event_words(row) if kind == "event" else "",
        )


ICONS = {"purchase": "heart", "refund": "undo", "touch": "done", "merge": "merge"}


def _icon(kind: str, row: Any) -> str:
    if kind in {"talk", "consent"}:
        return "call" if row.channel == Channel.PHONE else str(row.channel)
    return ICONS.get(kind, "note")


def event_words(event: Event) -> str:
    """An entry of the record in words."""
    facts = event.facts
    if event.kind == "customer.changed":
        names = [str(COLUMNS.get(name, name)) for name in facts.get("fields", "").split(", ")]
        return gettext("Corrected: %(what)s") % {"what": ", ".join(dict.fromkeys(names))}
    if event.kind == "customer.paused":
        reason = labels.word(PauseReason, facts.get("reason", ""))
        return gettext("Left in peace: %(reason)s") % {"reason": reason}
    if event.kind == "tags.changed":
        return gettext("Tags: %(tags)s") % {"tags": facts.get("tags") or gettext("none")}
    return {
        "customer.created": gettext("First written down"),
        "customer.resumed": gettext("The pause is over"),
        "customer.unmerged": gettext("Parted from another record again"),
        "connection.noted": gettext("Somebody around them was written down"),
        "connection.removed": gettext("Somebody around them was taken off the record"),
        "purchase.removed": gettext("A purchase was taken off the record"),
    }[event.kind]
