"""Forgetting somebody for good (G2).

Everything that points at the customer goes, read off the models, so that a new table is not
forgotten. What stays names nobody: sums of purchases for the books, marks on a scale, what happened
without whose, and of messages that went out their state, occurrence and a keyed hash.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Q, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from regulars.actions.events import record
from regulars.models import (
    Answer,
    Attempt,
    Connection,
    ContactPoint,
    Customer,
    DeliveryReport,
    Erasure,
    Event,
    ImportChange,
    InboundMessage,
    Line,
    Merge,
    Message,
    Person,
    Purchase,
    Refund,
    RefusedRow,
    Response,
    StuckReaction,
    Suppression,
    SurveyInvitation,
    SurveySheet,
    WebhookDelivery,
)
from regulars.queries.customer_export import rows_of
from regulars.queries.erasure_marks import marks_of, who_hash_of
from regulars.rules.messages import UNSENT, MessageState, Reason

# What a message keeps is what is not named here.
EMPTY_MESSAGE = {
    "subject": "",
    "body": "",
    "to_address": "",
    "said": "",
    "provider_id": "",
    "words_digest": "",
    "print_batch": None,
}
AT_ONCE = 500


@transaction.atomic
def erase_customer(
    *, customer: Customer, person: Person | None, erased_at: datetime | None = None
) -> Erasure:
    """Remove the person from every table. Raises Customer.DoesNotExist for the second of two hands.

    The row is locked first: a message of theirs that is being handed over at this moment goes, or
    does not, before anything is removed (S14).
    """
    held = Customer.objects.select_for_update(of=("self",)).get(pk=customer.pk)
    marks = marks_of(held)
    known = _known_by(held)
    batches, sheets = _files_of(held)
    _forget_changes(held)
    _forget_events(held)
    _strip_messages(held)
    _keep_sums(held)
    _keep_marks(held)
    _forget_elsewhere(held, known)
    held.delete()
    erasure = Erasure.objects.create(
        gone_id=customer.pk,
        hashes=marks,
        erased_at=erased_at or timezone.now(),
        erased_by=person,
    )
    record("customer.erased", person=person, erasure=erasure.pk, batches=batches, sheets=sheets)
    return erasure


def _known_by(customer: Customer) -> list[str]:
    """What names the person where no key leads: addresses and numbers, and the name itself."""
    values = list(ContactPoint.objects.filter(customer=customer).values_list("value", flat=True))
    return [value for value in (*values, customer.name) if value]


def _files_of(customer: Customer) -> tuple[str, str]:
    """The files in which they stand, for the worker to remove: imports and printed sheets."""
    rows = list(rows_of(customer, {}))
    return _numbers(rows, "batch_id"), _numbers(rows, "print_batch_id")


def _numbers(rows: list[models.Model], column: str) -> str:
    found = {getattr(row, column, None) or 0 for row in rows} - {0}
    return ",".join(str(number) for number in sorted(found))


def _forget_changes(customer: Customer) -> None:
    seen: dict[type[models.Model], set[Any]] = {}
    for _ in rows_of(customer, seen):
        pass
    for model, pks in seen.items():
        table = str(model._meta.model_name)
        numbers = [pk for pk in pks if isinstance(pk, int)]
        for start in range(0, len(numbers), AT_ONCE):
            some = numbers[start : start + AT_ONCE]
            ImportChange.objects.filter(table=table, row_id__in=some).delete()


def _forget_events(customer: Customer) -> None:
    """That something happened stays; to whom and what does not. Nothing follows from it now."""
    events = Event.objects.filter(customer=customer)
    StuckReaction.objects.filter(event__in=events).delete()
    WebhookDelivery.objects.filter(event__in=events).update(said="")
    events.filter(handled_at=None).update(handled_at=timezone.now())
    events.update(facts={}, customer=None)
    # Merges that were undone name the other record, too.
    Merge.objects.filter(gone_id=customer.pk).delete()
    Event.objects.filter(
        kind__in=("customer.merged", "customer.unmerged"), facts__gone=customer.pk
    ).update(facts={})


def _strip_messages(customer: Customer) -> None:
    theirs = Message.objects.filter(customer=customer)
    Attempt.objects.filter(message__in=theirs).update(said="")
    DeliveryReport.objects.filter(message__in=theirs).update(
        said="", provider_id=Concat(Value("erased-"), Cast("pk", TextField()))
    )
    theirs.filter(state__in=[state.value for state in UNSENT]).update(
        state=MessageState.CANCELLED.value,
        reason=Reason.ERASED.value,
        ended_at=timezone.now(),
        owner="",
        lease_until=None,
        next_try_at=None,
    )
    theirs.update(who_hash=who_hash_of(customer.pk), **EMPTY_MESSAGE)
    theirs.update(customer=None)


def _keep_sums(customer: Customer) -> None:
    """Purchases count for the business, as sales of nobody: the day and the amount."""
    erased = Concat(Value("erased-"), Cast("pk", TextField()))
    purchases = Purchase.objects.filter(customer=customer)
    Line.objects.filter(purchase__in=purchases).delete()
    refunds = Refund.objects.filter(Q(customer=customer) | Q(purchase__in=purchases))
    refunds.update(key=erased, purchase_key="", customer=None)
    purchases.update(key=erased, note="", what_for="", customer=None)


def _keep_marks(customer: Customer) -> None:
    """What they marked on a scale counts for the business, as somebody's; their words go."""
    sheets = SurveyInvitation.objects.filter(customer=customer).values("sheet")
    SurveySheet.objects.filter(pk__in=sheets).update(stored_as="")  # a task removes the files
    theirs = Response.objects.filter(customer=customer)
    Answer.objects.filter(response__in=theirs).update(words="")
    theirs.update(customer=None, invitation=None, form_key=None, contact="", wants_call=False)


def _forget_elsewhere(customer: Customer, known: Iterable[str]) -> None:
    Connection.objects.filter(other=customer).delete()
    addresses = set(known) - {customer.name}
    shared = set(
        ContactPoint.objects.filter(value__in=addresses)
        .exclude(customer=customer)
        .values_list("value", flat=True)
    )
    alone = addresses - shared
    Suppression.objects.filter(address__in=alone).delete()
    InboundMessage.objects.filter(customer=None, from_address__in=alone).delete()
    told = Q()
    for value in known:
        for written in {
            value,
            json.dumps(value)[1:-1],
        }:  # as JSON writes it, and as PostgreSQL does
            told |= Q(text__contains=written)
    if told:
        rows = RefusedRow.objects.annotate(text=Cast("facts", TextField())).filter(told)
        RefusedRow.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(facts={})
