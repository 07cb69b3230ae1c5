"""Cards and letters: sheets are made in a batch, and then posted by a person, one by one.

Printing sends nothing. A message was sent when somebody says that it lies in the letter box.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import now

from regulars.actions.events import record
from regulars.actions.messages import MessageHasLeft
from regulars.actions.reports import suppress
from regulars.actions.rhythms import refresh_contact
from regulars.models import CardDesign, Interaction, Message, Person, PrintBatch, Shop, Touch
from regulars.queries.manners import bounds_at, weigh_message
from regulars.queries.paper_files import batch_path
from regulars.queries.post import address_key, address_of, pieces_of, waiting_messages
from regulars.rules.channels import Channel
from regulars.rules.kinds import OpenState, PaperKind
from regulars.rules.manners import Kind, Verdict
from regulars.rules.messages import MessageState, Reason, SuppressedFor
from regulars.rules.postal_addresses import lines

KEEP_SHEETS = timedelta(days=30)
LONGEST_ADDRESS = 300
POST = Channel.POST.value
PLANNED = MessageState.PLANNED.value
ACCEPTED = MessageState.ACCEPTED.value
# A card is prepared by day and arrives days later: the hour, the weekday and the numbers of a day
# do not hold it up.
OF_THE_HOUR = frozenset({Reason.QUIET_HOURS, Reason.HOLIDAY, Reason.CAPACITY})


class NothingToPrint(Exception):
    """None of what was chosen can be printed now. Says why for each: [(message, reason)]."""

    def __init__(self, held: Sequence[tuple[Message, Reason | None]]) -> None:
        super().__init__("nothing to print")
        self.held = held


@transaction.atomic
def make_batch(
    messages: Iterable[Message], *, design: CardDesign, person: Person
) -> tuple[PrintBatch, list[tuple[Message, Reason | None]]]:
    """Have sheets made of these. Returns the batch, and what was held back with the reason (None:
    somebody else was quicker, or the address is not whole).

    What each customer allows is weighed here as in every hand-over. Raises NothingToPrint.
    """
    chosen = [one.pk for one in messages]
    shop = Shop.objects.get(pk=Shop.ONLY)
    moment, bounds = now(), bounds_at(now())
    batch = PrintBatch.objects.create(kind=design.kind, design=design, made_by=person)
    held: list[tuple[Message, Reason | None]] = []
    rows = waiting_messages().filter(pk__in=chosen).select_related("customer").order_by("pk")
    count = 0
    for piece in pieces_of(rows, shop):
        # As it stands there today, whatever it was when the card was planned.
        piece.message.to_address = "\n".join(piece.lines)[:LONGEST_ADDRESS]
        verdict = weigh_message(piece.message, moment, bounds=bounds)
        if not piece.is_ready or not _may_go(verdict):
            held.append((piece.message, verdict.reason))
            continue
        free = waiting_messages().filter(pk=piece.message.pk)
        count += free.update(print_batch=batch, to_address=piece.message.to_address)
    if not count:
        raise NothingToPrint(held)
    record("paper.wanted", person=person, batch=batch.pk)
    return batch, held


def _may_go(verdict: Verdict) -> bool:
    if verdict.kind is Kind.GO:
        return True
    return verdict.kind is Kind.MOVE and verdict.reason in OF_THE_HOUR


@transaction.atomic
def make_envelopes(batch: PrintBatch, *, design: CardDesign, person: Person) -> PrintBatch:
    """Envelopes for the letters or cards of a batch, in the same order. The second press returns
    the first ones."""
    PrintBatch.objects.select_for_update().get(pk=batch.pk)
    there = batch.envelopes.first()
    if there is not None:
        return there
    envelopes = PrintBatch.objects.create(
        kind=PaperKind.ENVELOPE.value, design=design, envelopes_for=batch, made_by=person
    )
    record("paper.wanted", person=person, batch=envelopes.pk)
    return envelopes


@transaction.atomic
def note_sheets(
    batch: PrintBatch, *, stored_as: str, sheets: int, left_out: Sequence[tuple[int, str]]
) -> bool:
    """The file is whole. Who could not be printed goes back into the queue, with the reason. False
    where another try was quicker."""
    changed = PrintBatch.objects.filter(pk=batch.pk, ready_at=None).update(
        ready_at=now(), stored_as=stored_as, sheets=sheets, left_out=[list(one) for one in left_out]
    )
    if changed and batch.envelopes_for_id is None:
        keys = [key for key, _why in left_out]
        Message.objects.filter(print_batch=batch, pk__in=keys, state=PLANNED).update(
            print_batch=None
        )
    return bool(changed)


@transaction.atomic
def remake_sheets(batch: PrintBatch, *, person: Person) -> bool:
    """The file was cleared away and something still waits: the sheets are made anew, of whoever is
    in the batch now. False where they are being made already."""
    changed = PrintBatch.objects.filter(pk=batch.pk).exclude(ready_at=None)
    if changed.update(ready_at=None, printed_at=None, stored_as=""):
        record("paper.wanted", person=person, batch=batch.pk)
        return True
    return False


@transaction.atomic
def note_printed(batch: PrintBatch, *, person: Person) -> bool:
    """The sheets came out of the printer. Nothing is sent by that."""
    changed = PrintBatch.objects.filter(pk=batch.pk, printed_at=None).exclude(ready_at=None)
    if changed.update(printed_at=now()):
        record("paper.printed", person=person, batch=batch.pk)
        return True
    return False


@transaction.atomic
def mark_posted(
    messages: Iterable[Message], *, person: Person, posted_at: datetime | None = None
) -> int:
    """These lie in the letter box. Returns how many; what was ticked before stays as it is."""
    moment = posted_at or now()
    return sum(_mark_posted(message, moment, person) for message in messages)


def _mark_posted(message: Message, moment: datetime, person: Person) -> bool:
    changed = Message.objects.filter(pk=message.pk, channel=POST, state=PLANNED).update(
        state=ACCEPTED, handed_at=moment, accepted_at=moment, reason=""
    )
    if not changed:
        return False
    customer = message.customer
    if customer is not None and not message.to_address:  # written and addressed by hand
        shop = Shop.objects.get(pk=Shop.ONLY)
        written = lines(address_of(customer), home=shop.country, language=shop.language)
        Message.objects.filter(pk=message.pk).update(
            to_address="\n".join(written)[:LONGEST_ADDRESS]
        )
    record("message.accepted", customer, person=person, message=message.pk)
    return True


@transaction.atomic
def take_back_posted(message: Message, *, person: Person) -> None:
    """It was ticked by mistake and lies on the table still. Raises MessageHasLeft."""
    changed = Message.objects.filter(pk=message.pk, channel=POST, state=ACCEPTED).update(
        state=PLANNED, handed_at=None, accepted_at=None
    )
    if not changed:
        raise MessageHasLeft(str(message))
    Interaction.objects.filter(message=message).delete()
    if message.touch_id is not None:
        Touch.objects.filter(pk=message.touch_id, state=OpenState.DONE.value).update(
            state=OpenState.OPEN.value, closed_at=None, closed_by=None
        )
    if message.customer_id is not None:
        refresh_contact(message.customer_id)
    record("message.planned", message.customer, person=person, message=message.pk)


@transaction.atomic
def put_back(message: Message, *, person: Person) -> None:
    """Not posted: out of its batch and into the queue again. Raises MessageHasLeft."""
    waiting = Message.objects.filter(pk=message.pk, channel=POST, state=PLANNED)
    if not waiting.exclude(print_batch=None).update(print_batch=None):
        raise MessageHasLeft(str(message))
    record("message.moved", message.customer, person=person, message=message.pk, batch=None)


@transaction.atomic
def drop_piece(message: Message, *, person: Person) -> None:
    """Nobody will post this one. Raises MessageHasLeft."""
    changed = Message.objects.filter(pk=message.pk, channel=POST, state=PLANNED).update(
        state=MessageState.CANCELLED.value, reason=Reason.BY_HAND.value, ended_at=now()
    )
    if not changed:
        raise MessageHasLeft(str(message))
    record("message.cancelled", message.customer, person=person, message=message.pk)


@transaction.atomic
def note_returned(message: Message, *, person: Person) -> None:
    """It came back undelivered: nothing more goes to this address until somebody has looked at it.
    Raises MessageHasLeft."""
    changed = Message.objects.filter(pk=message.pk, channel=POST, state=ACCEPTED).update(
        state=MessageState.BOUNCED.value, reason=Reason.NO_ADDRESS.value, ended_at=now()
    )
    if not changed:
        raise MessageHasLeft(str(message))
    customer = message.customer
    if customer is not None:
        for address in {address_key(customer), message.to_address} - {""}:
            suppress(
                channel=Channel.POST, address=address, reason=SuppressedFor.BOUNCE, person=person
            )
    record("message.returned", customer, person=person, message=message.pk)


def clear_sheets(*, before: datetime) -> int:
    """Files with people's addresses go some weeks after their sheets were posted. Returns how many.

    A batch of which something still waits keeps its file, so that it can be printed again.
    """
    waiting = Message.objects.filter(state=PLANNED).exclude(print_batch=None)
    held = set(waiting.values_list("print_batch_id", flat=True))
    gone = 0
    for batch in PrintBatch.objects.exclude(stored_as="").filter(made_at__lt=before - KEEP_SHEETS):
        if (batch.envelopes_for_id or batch.pk) not in held:
            batch_path(batch).unlink(missing_ok=True)
            gone += PrintBatch.objects.filter(pk=batch.pk).update(stored_as="")
    return gone
