"""Everything that happened with one customer, newest first, over years and staff changes (A3)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
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


Source = Callable[[Customer], tuple[str, QuerySet[Any], str, str]]


def _purchases(customer: Customer) -> tuple[str, QuerySet[Any], str, str]:
    lines = Purchase.objects.filter(customer=customer).prefetch_related("lines", "refunds")
    return "purchase", lines, "bought_at", "recorded_by"


def _refunds(customer: Customer) -> tuple[str, QuerySet[Any], str, str]:
    """Those whose purchase nobody knows; the others stand with their purchase."""
    return "refund", Refund.objects.filter(customer=customer, purchase=None), "refunded_on", ""


def _talks(customer: Customer) -> tuple[str, QuerySet[Any], str, str]:
    talks = Interaction.objects.filter(customer=customer).select_related("touch")
    return "talk", talks, "happened_at", "person"


def _touches(customer: Customer) -> tuple[str, QuerySet[Any], str, str]:
    """Contacts that ended without a talk; the others stand with their talk."""
    ended = Q(state=OpenState.DROPPED.value) | Q(state=OpenState.DONE.value, interactions=None)
    return "touch", Touch.objects.filter(ended, customer=customer), "closed_at", "closed_by"


def _facts(customer: Customer) -> tuple[str, QuerySet[Any], str, str]:
    return "fact", Fact.objects.filter(customer=customer), "noticed_at", "noticed_by"


def _wishes(customer: Customer) -> tuple[str, QuerySet[Any], str, str]:
    return "wish", Wish.objects.filter(customer=customer), "heard_at", "heard_by"


def _concerns(customer: Customer) -> tuple[str, QuerySet[Any], str, str]:
    return "concern", Concern.objects.filter(customer=customer), "noticed_at", "owner"


def _consents(customer: Customer) -> tuple[str, QuerySet[Any], str, str]:
    return "consent", Consent.objects.filter(customer=customer), "answered_at", "recorded_by"


def _merges(customer: Customer) -> tuple[str, QuerySet[Any], str, str]:
    return "merge", Merge.objects.filter(kept=customer), "merged_at", "merged_by"


def _events(customer: Customer) -> tuple[str, QuerySet[Any], str, str]:
    told = Event.objects.filter(customer=customer, kind__in=TOLD_EVENTS)
    return "event", told, "happened_at", "person"


def _arrivals(customer: Customer) -> tuple[str, QuerySet[Any], str, str]:
    """With which file the customer came."""
    came = Customer.objects.filter(pk=customer.pk, batch__isnull=False).select_related("batch")
    return "arrival", came, "created_at", ""


SOURCES: dict[str, tuple[Source, ...]] = {
    "everything": (
        _purchases,
        _refunds,
        _talks,
        _touches,
        _facts,
        _wishes,
        _concerns,
        _consents,
        _merges,
        _events,
        _arrivals,
    ),
    "purchases": (_purchases, _refunds),
    "talks": (_talks, _touches),
    "notes": (_facts, _wishes, _concerns),
}


def timeline_of(
    customer: Customer, *, show: str = "everything", place: Place | None = None, size: int = PAGE
) -> Timeline:
    """A page of the story. `show` is a key of SOURCES."""
    zone = shop_zone()
    skip = place.skip if place else 0
    limit = size + skip + 1
    entries = sorted(
        (
            entry
            for source in SOURCES[show]
            for entry in _entries(source(customer), place, limit, zone)
        ),
        key=lambda entry: entry.key,
        reverse=True,
    )[skip:]
    shown = entries[:size]
    if len(entries) <= size:
        return Timeline(shown, None)
    at = entries[size].at
    same = sum(entry.at == at for entry in shown)
    if place and place.at == at:
        same += skip
    return Timeline(shown, Place(at, same))


def _entries(
    source: tuple[str, QuerySet[Any], str, str], place: Place | None, limit: int, zone: ZoneInfo
) -> Iterator[Entry]:
    kind, rows, moment, person = source
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
            words=_words(kind, row),
        )


ICONS = {"purchase": "heart", "refund": "undo", "touch": "done", "merge": "merge"}


def _icon(kind: str, row: Any) -> str:
    if kind in {"talk", "consent"}:
        return "call" if row.channel == Channel.PHONE else str(row.channel)
    return "import" if kind == "arrival" else ICONS.get(kind, "note")


def _words(kind: str, row: Any) -> str:
    if kind == "arrival":
        return gettext("Came with the file “%(name)s”") % {"name": row.batch.file_name}
    return event_words(row) if kind == "event" else ""


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
