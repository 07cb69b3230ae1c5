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
        "absence.changed",
        "account.changed",
        "appointment.booked",
        "appointment.cancelled",
        "appointment.changed",
        "appointment.kept",
        "appointment.missed",
        "arrangement.changed",
        "batch.imported",
        "batch.previewed",
        "batch.queued",
        "batch.undone",
        "calendar.changed",
        "closure.changed",
        "complaint.closed",
        "complaint.opened",
        "concern.changed",
        "concern.noted",
        "connection.noted",
        "connection.removed",
        "consent.recorded",
        "contact.suppressed",
        "contact.unsuppressed",
        "customer.changed",
        "customer.created",
        "customer.erased",
        "customer.merged",
        "customer.paused",
        "customer.resumed",
        "customer.unmerged",
        "data.handed_over",
        "data.requested",
        "design.changed",
        "digest.sent",
        "doubles.wanted",
        "fact.changed",
        "fact.noted",
        "feed.created",
        "feed.revoked",
        "field.changed",
        "field.created",
        "gesture.changed",
        "gesture.closed",
        "gesture.suggested",
        "inbound.answered",
        "inbound.received",
        "interaction.recorded",
        "interaction.undone",
        "interval.changed",
        "manners.changed",
        "message.accepted",
        "message.bounced",
        "message.cancelled",
        "message.complained",
        "message.delivered",
        "message.drafted",
        "message.failed",
        "message.moved",
        "message.planned",
        "message.resolved",
        "message.returned",
        "message.unknown",
        "pair.decided",
        "paper.printed",
        "paper.wanted",
        "person.changed",
        "person.created",
        "playbook.changed",
        "playbook.switched_off",
        "playbook.switched_on",
        "probe.asked",
        "purchase.changed",
        "purchase.recorded",
        "purchase.removed",
        "run.started",
        "run.stopped",
        "sample.created",
        "sample.removed",
        "scores.stored",
        "sending.paused",
        "sending.released",
        "sending.resumed",
        "shop.changed",
        "shop.created",
        "sign.agreed",
        "sign.withdrawn",
        "tags.changed",
        "thing.changed",
        "thing.ended",
        "thing.noted",
        "thing.served",
        "touch.closed",
        "touch.handed",
        "touch.moved",
        "touch.planned",
        "touch.reopened",
        "touch.replanned",
        "webhook.changed",
        "webhook.stopped",
        "webhook.tested",
        "wish.changed",
        "wish.heard",
        "wording.changed",
    }
)
