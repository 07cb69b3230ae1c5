"""What comes back about a message that has left, and addresses that nothing is sent to any more."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from regulars.actions.events import record
from regulars.actions.messages import owe_by_hand
from regulars.actions.rhythms import refresh_contact
from regulars.models import DeliveryReport, Interaction, Message, Person, Suppression
from regulars.rules.channels import Channel
from regulars.rules.kinds import Outcome
from regulars.rules.messages import MUST_REACH, MessageState, Purpose, Reason, ReportKind
from regulars.rules.messages import SuppressedFor as Because

S = MessageState
# report -> the state it leads to, and from which. A later word of worse news wins.
LEADS_TO: dict[ReportKind, tuple[MessageState, frozenset[MessageState]]] = {
    ReportKind.DELIVERED: (S.DELIVERED, frozenset({S.ACCEPTED, S.UNKNOWN})),
    ReportKind.BOUNCED: (S.BOUNCED, frozenset({S.ACCEPTED, S.UNKNOWN, S.DELIVERED})),
    ReportKind.FAILED: (S.BOUNCED, frozenset({S.ACCEPTED, S.UNKNOWN})),
    ReportKind.COMPLAINED: (
        S.COMPLAINED,
        frozenset({S.ACCEPTED, S.UNKNOWN, S.DELIVERED, S.BOUNCED}),
    ),
}


@transaction.atomic
def note_report(
    *, provider: str, provider_id: str, kind: ReportKind, said: str = ""
) -> DeliveryReport:
    """What a provider or a bounce says, once. `provider_id` is the provider's own number or our
    Message-ID. It may come before our own commit: then it waits for the message (apply_reports)."""
    report, _ = DeliveryReport.objects.get_or_create(
        provider=provider,
        provider_id=provider_id,
        kind=kind.value,
        defaults={"said": said[:500], "received_at": timezone.now()},
    )
    if report.message_id is None:
        about = Q(message_id=provider_id) | Q(provider=provider, provider_id=provider_id)
        message = Message.objects.filter(about).select_for_update(no_key=True).first()
        if message is not None:
            _apply(report, message)
    return report


@transaction.atomic
def apply_reports(message: Message) -> None:
    """Reports that came before the message was known to have left (S16)."""
    about = Q(provider_id=message.message_id)
    if message.provider_id:
        about |= Q(provider=message.provider, provider_id=message.provider_id)
    for report in DeliveryReport.objects.filter(about, message=None).order_by("pk"):
        _apply(report, message)


def _apply(report: DeliveryReport, message: Message) -> None:
    state, before = LEADS_TO[ReportKind(report.kind)]
    now = timezone.now()
    fresh = Message.objects.filter(pk=message.pk, state__in=[one.value for one in before])
    was_unknown = message.state == S.UNKNOWN.value
    changed = fresh.update(
        state=state.value,
        accepted_at=message.accepted_at or message.handed_at or now,
        ended_at=now,
        said=report.said or message.said,
        owner="",
        lease_until=None,
    )
    if not changed:
        return  # still on its way; apply_reports looks again when it has left
    DeliveryReport.objects.filter(pk=report.pk).update(message=message)
    if was_unknown and state is S.DELIVERED:
        record("message.accepted", message.customer, message=message.pk)
    if state is not S.DELIVERED:
        _take_back_contact(message)
    record(f"message.{state.value}", message.customer, message=message.pk)
    if report.kind == ReportKind.BOUNCED:
        suppress(
            channel=Channel(message.channel), address=message.to_address, reason=Because.BOUNCE
        )
    if report.kind == ReportKind.COMPLAINED:
        suppress(
            channel=Channel(message.channel), address=message.to_address, reason=Because.COMPLAINT
        )
    may_hand = message.customer_id is not None and Purpose(message.purpose) in MUST_REACH
    if state is S.BOUNCED and may_hand:
        owe_by_hand(message, reason=Reason.SUPPRESSED)


def _take_back_contact(message: Message) -> None:
    """It reached nobody: it was an attempt."""
    Interaction.objects.filter(message=message).update(outcome=Outcome.NO_ANSWER.value)
    if message.customer_id is not None:
        refresh_contact(message.customer_id)


@transaction.atomic
def suppress(
    *, channel: Channel, address: str, reason: Because, person: Person | None = None
) -> Suppression:
    """Nothing goes to this address on this channel any more, until a person lifts it."""
    suppression, is_new = Suppression.objects.get_or_create(
        channel=channel.value,
        address=address.strip().lower(),
        lifted_at=None,
        defaults={"reason": reason.value, "since_at": timezone.now()},
    )
    if is_new:
        record("contact.suppressed", person=person, suppression=suppression.pk)
    return suppression


@transaction.atomic
def lift_suppression(suppression: Suppression, *, person: Person | None) -> bool:
    """The address works again. False if somebody lifted it before."""
    changed = Suppression.objects.filter(pk=suppression.pk, lifted_at=None).update(
        lifted_at=timezone.now(), lifted_by=person
    )
    if changed:
        record("contact.unsuppressed", person=person, suppression=suppression.pk)
    return bool(changed)
