"""Writing down what happened."""

import json
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.timezone import now

from regulars.actions.import_tables import Cells, insert
from regulars.models import Customer, Event, Person

Fact = int | str | bool | None
Facts = Mapping[str, Fact]


def record(
    kind: str,
    customer: Customer | None = None,
    *,
    person: Person | None = None,
    **facts: Fact,
) -> Event:
    """Write down what just happened. Call it last, in the same transaction.

    `kind` is noun.past ("purchase.recorded") and one of actions.events.KINDS. Raises RuntimeError
    outside a transaction, since the event must live or die with its rows.
    """
    _check(kind)
    return Event.objects.create(kind=kind, customer=customer, person=person, facts=facts)


def record_all(kind: str, about: Iterable[tuple[int | None, Facts]]) -> None:
    """The same for many customers at once, each by their number and with facts of their own."""
    _check(kind)
    moment = Cells().moment(now())
    rows = [(kind, customer, json.dumps(facts), moment) for customer, facts in about]
    insert(Event, ("kind", "customer_id", "facts", "happened_at"), rows)


def _check(kind: str) -> None:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{kind!r} must be recorded in the transaction that made it happen")
    if kind not in KINDS:
        raise RuntimeError(f"{kind!r} is not among the kinds of events")


# Stored in every install: never rename one, only add.
KINDS = frozenset(
    {
        "absence.changed",
        "account.changed",
        "answer.heard",
        "amends.asked",
        "amends.given",
        "amends.refused",
        "appointment.booked",
        "appointment.cancelled",
        "appointment.changed",
        "appointment.kept",
        "appointment.missed",
        "arrangement.changed",
        "asking.changed",
        "batch.imported",
        "batch.previewed",
        "batch.queued",
        "batch.undone",
        "calendar.changed",
        "charter.agreed",
        "charter.changed",
        "charter.discussed",
        "charter.dropped",
        "charter.published",
        "charter.read",
        "charter.revised",
        "charter.shown",
        "charter.started",
        "charter.wanted",
        "cause.changed",
        "closure.changed",
        "complaint.answered",
        "complaint.changed",
        "complaint.closed",
        "complaint.mended",
        "complaint.opened",
        "complaint.reopened",
        "complaint.settled",
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
        "else.told",
        "fact.changed",
        "fact.noted",
        "feed.created",
        "feed.revoked",
        "field.changed",
        "field.created",
        "finding.changed",
        "finding.noted",
        "gesture.changed",
        "gesture.closed",
        "gesture.suggested",
        "guarantee.changed",
        "guarantee.ended",
        "guarantee.published",
        "guarantee.valued",
        "friction.closed",
        "friction.noted",
        "idea.changed",
        "idea.opened",
        "idea.voted",
        "inbound.answered",
        "inbound.received",
        "interaction.recorded",
        "interaction.undone",
        "interval.changed",
        "look.done",
        "level.answered",
        "level.begun",
        "level.changed",
        "level.corrected",
        "level.costed",
        "level.dropped",
        "level.kept",
        "level.offered",
        "limits.changed",
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
        "notice.asked",
        "notice.begun",
        "notice.spared",
        "notice.told",
        "pair.decided",
        "paper.printed",
        "paper.wanted",
        "person.changed",
        "person.created",
        "playbook.changed",
        "playbook.switched_off",
        "playbook.switched_on",
        "probe.asked",
        "promise.broken",
        "promise.kept",
        "promise.made",
        "promise.released",
        "promise.reopened",
        "promise.told",
        "promises.imported",
        "proposal.decided",
        "proposal.made",
        "purchase.changed",
        "purchase.delivered",
        "purchase.recorded",
        "purchase.removed",
        "remark.answered",
        "remark.made",
        "rival.noted",
        "rival.put_away",
        "response.corrected",
        "response.counted",
        "response.received",
        "response.settled",
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
        "survey.asked",
        "survey.changed",
        "survey.printed",
        "survey.refused",
        "survey.wanted",
        "spend.noted",
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
        "vision.changed",
        "webhook.changed",
        "webhook.stopped",
        "webhook.tested",
        "wish.changed",
        "wish.decided",
        "wish.done",
        "wish.grouped",
        "wish.heard",
        "wording.changed",
    }
)
