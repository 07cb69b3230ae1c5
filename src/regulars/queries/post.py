"""What is to be posted: the queue by the day it is prepared, and the batches of sheets."""

import importlib.util
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.models import CardDesign, Customer, Message, PrintBatch, Shop, Suppression
from regulars.queries.local_days import shop_zone
from regulars.rules.channels import Channel
from regulars.rules.messages import MessageState
from regulars.rules.postal_addresses import Address, Gap, gaps, lines
from regulars.rules.search import fold

POST = Channel.POST.value
WAITING = MessageState.PLANNED.value
POSTED = (MessageState.ACCEPTED.value, MessageState.BOUNCED.value)
WEEK = timedelta(days=7)
LATELY = timedelta(days=60)
PATIENCE = timedelta(minutes=1)  # as long their own task may take

GAP_WORDS = {
    Gap.NAME: gettext_lazy("the name is missing"),
    Gap.STREET: gettext_lazy("the street is missing"),
    Gap.POSTCODE: gettext_lazy("the postcode is missing"),
    Gap.CITY: gettext_lazy("the town is missing"),
    Gap.REGION: gettext_lazy("the state or region is missing"),
    Gap.COUNTRY: gettext_lazy("the country is missing"),
    Gap.ODD_POSTCODE: gettext_lazy("the postcode does not look like one of that country"),
    Gap.SPECK: gettext_lazy("it holds a character that cannot be printed"),
}


def can_print() -> bool:
    """Whether the extra `paper` is installed."""
    return importlib.util.find_spec("typst") is not None


def address_of(customer: Customer) -> Address:
    return Address(
        name=customer.name,
        company=customer.company,
        street=customer.street,
        postcode=customer.postcode,
        city=customer.city,
        region=customer.region,
        country=customer.country,
    )


def address_key(customer: Customer) -> str:
    """The place as one text that no spelling of it changes: what came back from there is kept
    under it."""
    parts = (customer.street, customer.postcode, customer.city, customer.country)
    return "|".join("".join(fold(part).split()) for part in parts)[:300]


@dataclass(frozen=True, slots=True)
class Piece:
    """One card or letter that is to be posted."""

    message: Message
    customer: Customer
    lines: list[str]
    troubles: list[str]  # why it cannot be printed as it is

    @property
    def is_ready(self) -> bool:
        return not self.troubles


@dataclass(frozen=True, slots=True)
class Day:
    """What is to be prepared by that day."""

    on: date
    is_late: bool
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Queue:
    days: list[Day]
    batches: list[PrintBatch]  # made, and not all of it posted
    lately: list[Piece] = field(default_factory=list)  # posted in the last weeks

    @property
    def count(self) -> int:
        return sum(len(day.pieces) for day in self.days)

    @property
    def unready(self) -> list[Piece]:
        return [piece for day in self.days for piece in day.pieces if not piece.is_ready]


def waiting_messages() -> "QuerySet[Message]":
    """Cards and letters that wait to be printed or written: in no batch yet."""
    return Message.objects.filter(
        channel=POST, state=WAITING, print_batch=None, customer__isnull=False
    )


def print_queue(shop: Shop, *, today: date) -> Queue:
    rows = waiting_messages().select_related("customer", "signed_by").order_by("due_at", "pk")
    zone = shop_zone()
    days: dict[date, list[Piece]] = defaultdict(list)
    for piece in pieces_of(rows, shop):
        days[localtime(piece.message.due_at, zone).date()].append(piece)
    return Queue(
        days=[Day(on, on < today, found) for on, found in sorted(days.items())],
        batches=open_batches(),
        lately=pieces_of(_posted_lately(today), shop),
    )


def _posted_lately(today: date) -> "QuerySet[Message]":
    posted = Message.objects.filter(channel=POST, state__in=POSTED, customer__isnull=False)
    since = posted.filter(accepted_at__date__gte=today - LATELY)
    return since.select_related("customer").order_by("-accepted_at", "-pk")[:50]


def pieces_of(messages: Iterable[Message], shop: Shop) -> list[Piece]:
    rows = list(messages)
    keys = {row.pk: address_key(row.customer) for row in rows if row.customer}
    returned = set(
        Suppression.objects.filter(
            channel=POST, address__in=set(keys.values()), lifted_at=None
        ).values_list("address", flat=True)
    )
    return [
        _piece(row, row.customer, shop, has_come_back=keys[row.pk] in returned)
        for row in rows
        if row.customer
    ]


def _piece(message: Message, customer: Customer, shop: Shop, *, has_come_back: bool) -> Piece:
    address = address_of(customer)
    troubles = [str(GAP_WORDS[gap]) for gap in gaps(address, home=shop.country)]
    if has_come_back:
        troubles.append(_("post to this address came back"))
    return Piece(
        message=message,
        customer=customer,
        lines=lines(address, home=shop.country, language=shop.language),
        troubles=troubles,
    )


def week_sheet(shop: Shop, *, today: date) -> list[Day]:
    """What is to be prepared within seven days, and what is late, for a list on paper."""
    last = today + WEEK
    return [day for day in print_queue(shop, today=today).days if day.on <= last]


def open_batches() -> list[PrintBatch]:
    """Batches of which something still waits to be posted, the newest first."""
    waiting = Count("messages", filter=Q(messages__state=WAITING))
    batches = PrintBatch.objects.filter(envelopes_for=None).annotate(waiting=waiting)
    return list(batches.filter(waiting__gt=0).select_related("design"))


@dataclass(frozen=True, slots=True)
class BatchPage:
    batch: PrintBatch
    pieces: list[Piece]
    left_out: list[tuple[str, str]]  # who, and why
    envelopes: PrintBatch | None

    @property
    def waiting(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.message.state == WAITING]

    @property
    def is_posted(self) -> bool:
        return bool(self.pieces) and not self.waiting


def batch_page(batch: PrintBatch, shop: Shop) -> BatchPage:
    rows = batch_messages(batch)
    keys = [key for key, _why in batch.left_out]
    names = dict(
        Message.objects.filter(pk__in=keys, customer__isnull=False).values_list(
            "pk", "customer__name"
        )
    )
    return BatchPage(
        batch=batch,
        pieces=pieces_of(rows, shop),
        left_out=[(names[key], why) for key, why in batch.left_out if key in names],
        envelopes=batch.envelopes.first(),
    )


def batch_messages(batch: PrintBatch) -> "QuerySet[Message]":
    """In the order of their sheets. Envelopes follow the letters they are for."""
    held = Message.objects.filter(
        print_batch=batch.envelopes_for_id or batch.pk, customer__isnull=False
    )
    return held.select_related("customer", "signed_by").order_by("pk")


def open_sheets() -> "QuerySet[PrintBatch]":
    """Batches whose file is not there yet, a while after it was wanted."""
    before = now() - PATIENCE
    return PrintBatch.objects.filter(ready_at=None, made_at__lt=before).select_related("design")


def are_sheets_open() -> bool:
    return open_sheets().exists()


def designs() -> list[CardDesign]:
    return list(CardDesign.objects.order_by("kind", "-is_usual", "name", "pk"))
