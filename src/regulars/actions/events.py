"""Writing down what happened."""

from django.db import transaction

from regulars.models import Customer, Event, Person


def record(
    kind: str,
    customer: Customer | None = None,
    *,
    person: Person | None = None,
    **facts: int | str | bool | None,
) -> Event:
    """Write down what just happened. Call it last, in the same transaction.

    `kind` is noun.past ("purchase.recorded") and one of actions.events.KINDS. Raises RuntimeError
    outside a transaction, since the event must live or die with its rows.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{kind!r} must be recorded in the transaction that made it happen")
    if kind not in KINDS:
        raise RuntimeError(f"{kind!r} is not among the kinds of events")
    return Event.objects.create(kind=kind, customer=customer, person=person, facts=facts)


# Stored in every install: never rename one, only add.
KINDS = frozenset(
    {
        "arrangement.changed",
        "batch.imported",
        "batch.previewed",
        "batch.queued",
        "batch.undone",
        "concern.changed",
        "concern.noted",
        "connection.noted",
        "connection.removed",
        "consent.recorded",
        "customer.changed",
        "customer.created",
        "customer.erased",
        "customer.merged",
        "customer.paused",
        "customer.resumed",
        "customer.unmerged",
        "doubles.wanted",
        "fact.changed",
        "fact.noted",
        "field.changed",
        "field.created",
        "interaction.recorded",
        "interaction.undone",
        "pair.decided",
        "person.changed",
        "person.created",
        "purchase.changed",
        "purchase.recorded",
        "purchase.removed",
        "sample.created",
        "sample.removed",
        "scores.stored",
        "sending.released",
        "shop.changed",
        "shop.created",
        "tags.changed",
        "touch.closed",
        "touch.moved",
        "touch.planned",
        "touch.reopened",
        "wish.changed",
        "wish.heard",
    }
)
