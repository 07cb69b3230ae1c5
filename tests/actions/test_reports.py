import pytest
from django.utils import timezone

from regulars.actions.messages import note_contact
from regulars.actions.reports import apply_reports, lift_suppression, note_report, suppress
from regulars.models import DeliveryReport, Event, Interaction, Message, Suppression, Touch
from regulars.rules.channels import Channel
from regulars.rules.messages import ReportKind, SuppressedFor
from tests.messaging import plan


@pytest.fixture
def message(customer) -> Message:
    message = plan(customer)
    now = timezone.now()
    Message.objects.update(state="accepted", accepted_at=now, handed_at=now, provider_id="SM1")
    Message.objects.update(provider="fake")
    message.refresh_from_db()
    return message


def report(kind: ReportKind, provider_id: str = "SM1") -> DeliveryReport:
    return note_report(provider="fake", provider_id=provider_id, kind=kind, said="550 5.1.1 no")


def test_the_same_report_twice_is_one(message):
    report(ReportKind.DELIVERED)
    report(ReportKind.DELIVERED)

    message.refresh_from_db()
    assert message.state == "delivered"
    assert DeliveryReport.objects.get().message == message
    assert Event.objects.filter(kind="message.delivered").count() == 1


@pytest.mark.parametrize("first", list(ReportKind))
def test_a_late_delivered_does_not_undo_worse_news(message, first):
    report(first)
    report(ReportKind.DELIVERED)

    message.refresh_from_db()
    assert message.state == {"failed": "bounced"}.get(first.value, first.value)


def test_a_report_by_our_own_message_id_is_matched(message):
    report(ReportKind.DELIVERED, message.message_id)

    message.refresh_from_db()
    assert message.state == "delivered"


def test_a_report_before_our_own_commit_waits_for_it(customer):
    message = plan(customer)
    Message.objects.update(state="handing", owner="w")

    early = note_report(provider="fake", provider_id="SM9", kind=ReportKind.DELIVERED)
    assert early.message is None

    Message.objects.update(
        state="accepted", accepted_at=timezone.now(), provider="fake", provider_id="SM9"
    )
    message.refresh_from_db()
    apply_reports(message)
    message.refresh_from_db()
    assert message.state == "delivered"


def test_a_report_settles_an_unknown_message(message):
    Message.objects.update(state="unknown", accepted_at=None)
    message.refresh_from_db()

    report(ReportKind.DELIVERED)

    message.refresh_from_db()
    assert message.state == "delivered"
    assert Event.objects.filter(kind="message.accepted").count() == 1


def test_a_bounce_is_no_contact_suppresses_the_address_and_becomes_a_task(message):
    note_contact(Event.objects.create(kind="message.accepted", facts={"message": message.pk}))

    report(ReportKind.BOUNCED)

    assert Suppression.objects.get().address == message.to_address
    assert Interaction.objects.get().outcome == "no_answer"
    assert Touch.objects.get().handed_because == "suppressed"


def test_a_bounced_offer_is_no_task(message):
    Message.objects.update(purpose="offer")

    report(ReportKind.BOUNCED)

    assert not Touch.objects.exists()


def test_an_address_is_suppressed_once_and_can_be_lifted(shop, ana):
    for _ in range(2):
        suppress(channel=Channel.EMAIL, address="A@b.example ", reason=SuppressedFor.BY_HAND)

    suppression = Suppression.objects.get()
    assert suppression.address == "a@b.example"
    assert lift_suppression(suppression, person=ana)
    assert not lift_suppression(suppression, person=ana)
    again = suppress(channel=Channel.EMAIL, address="a@b.example", reason=SuppressedFor.BOUNCE)
    assert again.pk != suppression.pk
