"""What the pages of imports show: a file in words, how a batch stands, what it would do or did."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from regulars.models import ImportBatch, RefusedRow
from regulars.queries.import_looks import kind_words
from regulars.queries.import_words import (
    refusal_words,
)
from regulars.rules.kinds import BatchKind, BatchState

SHOWN_REFUSED = 20
SHOWN_BATCHES = 50
AT_WORK = {BatchState.PREVIEWING.value, BatchState.RUNNING.value, BatchState.UNDOING.value}


@dataclass(frozen=True, slots=True)
class Money:
    currency: str
    gross_minor: int
    refunded_minor: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a batch would do or has done."""

    rows: int
    people_new: int
    people_updated: int
    people_unchanged: int
    people: int
    buyers: int
    repeat: int
    sales_new: int
    sales_updated: int
    sales_unchanged: int
    sales: int
    refused: int
    money: tuple[Money, ...]
    first_on: date | None
    last_on: date | None
    remarks: tuple[str, ...]

    @property
    def changes_nothing(self) -> bool:
        return not (self.people_new or self.people_updated or self.sales_new or self.sales_updated)


@dataclass(frozen=True, slots=True)
class Progress:
    done: int
    total: int  # 0: not known
    percent: int
    minutes_left: int | None


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A batch in the list of all."""

    id: int
    name: str
    title: str
    state: str
    at: datetime
    by: str
    words: str
    may_undo: bool
    is_at_work: bool


def batches() -> list[BatchLine]:
    """The latest first, in one query."""
    rows = ImportBatch.objects.filter(kind=BatchKind.FILE.value).select_related("created_by")
    return [_line(batch) for batch in rows.order_by("-pk")[:SHOWN_BATCHES]]


def _line(batch: ImportBatch) -> BatchLine:
    return BatchLine(
        id=batch.pk,
        name=batch.file_name,
        title=kind_words(batch.format),
        state=batch.state,
        at=batch.created_at,
        by=batch.created_by.display_name if batch.created_by else "",
        words=state_words(batch),
        may_undo=batch.state == BatchState.DONE.value,
        is_at_work=batch.state in AT_WORK,
    )


def state_words(batch: ImportBatch) -> str:
    """How it stands with a file, in a sentence."""
    if batch.state == BatchState.DONE.value:
        told = outcome(batch.counts)
        if told.changes_nothing:
            return _("Nothing in it was new.")
        people = ngettext("%(n)d person", "%(n)d people", told.people) % {"n": told.people}
        sales = ngettext("%(n)d purchase", "%(n)d purchases", told.sales) % {"n": told.sales}
        return _("Brought in: %(people)s, %(sales)s.") % {"people": people, "sales": sales}
    return str(
        {
            BatchState.EXAMINED.value: _("Looked at, not brought in."),
            BatchState.PREVIEWING.value: _("Being tried."),
            BatchState.PREVIEWED.value: _("Tried, not brought in."),
            BatchState.RUNNING.value: _("Being brought in."),
            BatchState.FAILED.value: _("Could not be brought in."),
            BatchState.UNDOING.value: _("Being taken back."),
            BatchState.UNDONE.value: _("Taken back."),
        }[batch.state]
    )


# --- what it would do, or did ---


def outcome(counts: Mapping[str, Any]) -> Outcome:
    people = counts.get("people", {})
    new, updated, same = (people.get(name, 0) for name in ("created", "updated", "unchanged"))
    sales = [counts.get(name, 0) for name in ("created", "updated", "unchanged")]
    gross, refunded = counts.get("gross_minor", {}), counts.get("refunded_minor", {})
    return Outcome(
        rows=counts.get("rows", 0),
        people_new=new,
        people_updated=updated,
        people_unchanged=same,
        people=new + updated + same,
        buyers=people.get("with_purchases", 0),
        repeat=people.get("repeat", 0),
        sales_new=sales[0],
        sales_updated=sales[1],
        sales_unchanged=sales[2],
        sales=sum(sales),
        refused=counts.get("refused", 0),
        money=tuple(
            Money(code, gross.get(code, 0), refunded.get(code, 0))
            for code in sorted({*gross, *refunded})
        ),
        first_on=_day(counts.get("first_on")),
        last_on=_day(counts.get("last_on")),
        remarks=tuple(_remarks(counts)),
    )


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


REMARKS = {
    "unattributed": ngettext_lazy(
        "%(n)d purchase names nobody: it counts for the business, for no person.",
        "%(n)d purchases name nobody: they count for the business, for no person.",
        "n",
    ),
    "forgotten": ngettext_lazy(
        "%(n)d purchase is of somebody who wished to be forgotten: it counts for the business, and"
        " nothing about the person is taken.",
        "%(n)d purchases are of people who wished to be forgotten: they count for the business, and"
        " nothing about the people is taken.",
        "n",
    ),
    "cancelled": ngettext_lazy(
        "%(n)d that was cancelled, failed or still pending is left out.",
        "%(n)d that were cancelled, failed or still pending are left out.",
        "n",
    ),
    "kept_refusals": ngettext_lazy(
        "%(n)d yes in the file meets a no that somebody has said to us. The no stays.",
        "%(n)d yeses in the file meet a no that somebody has said to us. The no stays.",
        "n",
    ),
    "doubts": ngettext_lazy(
        "%(n)d pair may be one person twice. You decide on the page of doubles.",
        "%(n)d pairs may be one person twice. You decide on the page of doubles.",
        "n",
    ),
    "refunds_waiting": ngettext_lazy(
        "%(n)d refund belongs to a purchase that is not here yet. It waits for it.",
        "%(n)d refunds belong to purchases that are not here yet. They wait for them.",
        "n",
    ),
    "refunds_beyond": ngettext_lazy(
        "%(n)d refund gives back more than was paid: the purchase counts as fully refunded.",
        "%(n)d refunds give back more than was paid: the purchases count as fully refunded.",
        "n",
    ),
}
KEPT = {
    "kept_people": ngettext_lazy(
        "%(n)d person stays, because somebody has worked with them since.",
        "%(n)d people stay, because somebody has worked with them since.",
        "n",
    ),
    "kept_changes": ngettext_lazy(
        "%(n)d value stays, because somebody has changed it since.",
        "%(n)d values stay, because somebody has changed them since.",
        "n",
    ),
}


def _remarks(counts: Mapping[str, Any]) -> Iterator[str]:
    """Worth knowing, beside the numbers."""
    yield from _said(REMARKS, counts)
    for source, n in counts.get("alike", {}).items():
        yield ngettext(
            "%(n)d purchase looks like one that you have from %(source)s.",
            "%(n)d purchases look like ones that you have from %(source)s.",
            n,
        ) % {"n": n, "source": source.capitalize() or _("Regulars")}


def kept_words(counts: Mapping[str, Any]) -> list[str]:
    """What stayed when a batch was taken back, since people have worked on it."""
    return list(_said(KEPT, counts))


def _said(words: Mapping[str, Any], counts: Mapping[str, Any]) -> Iterator[str]:
    return (str(words[name] % {"n": counts[name]}) for name in words if counts.get(name))


def refused_rows(batch: ImportBatch, *, limit: int | None = None) -> list[tuple[int, str]]:
    """(row number, why in words)."""
    rows = RefusedRow.objects.filter(batch=batch).order_by("row", "pk")
    told = rows.values_list("row", "reason", "facts")[: limit or None]
    return [(row, refusal_words(reason, facts)) for row, reason, facts in told]


def progress(batch: ImportBatch, now: datetime) -> Progress:
    """How far background work is. The rest is told from the pace so far."""
    done, total = batch.cursor, batch.total
    left = None
    if total and done and batch.started_at:
        pace_seconds = (now - batch.started_at).total_seconds() / done
        left = max(1, round(pace_seconds * (total - done) / 60))
    percent = min(100, 100 * done // total) if total else 0
    return Progress(done, total, percent, left)
