"""Messages in numbers, for tests of what leaves the house."""

from datetime import time, timedelta

from django.utils import timezone

from regulars.actions.messages import plan_message
from regulars.models import ContactPoint, Customer, MailAccount, Manners, Message
from regulars.rules.channels import Channel
from regulars.rules.kinds import Tone, TouchRule
from regulars.rules.messages import Purpose


def plan(customer: Customer, occurrence: str = "2026", **changes) -> Message:
    """One message to this customer, due since a minute unless told otherwise. Each occurrence has
    words of its own, as everything that leaves the house."""
    which = "" if occurrence == "2026" else f" ({occurrence})"
    told = {
        "rule": TouchRule.PLAYBOOK,
        "channel": Channel.EMAIL,
        "purpose": Purpose.SERVICE,
        "subject": "Your grinder",
        "body": f"Hello Tomás,\n\nyour grinder is ready{which}.\n\nAna",
        "language": "en",
        "tone": Tone.FRIENDLY,
        "to_address": f"c{customer.pk}@example.com",
        "signed_by": None,
        "due_at": timezone.now() - timedelta(minutes=1),
    } | changes
    return plan_message(customer=customer, occurrence=occurrence, **told)


def with_address(customer: Customer) -> Customer:
    """The customer with the address that `plan` writes to."""
    ContactPoint.objects.create(
        customer=customer, kind="email", value=f"c{customer.pk}@example.com"
    )
    return customer


def ready_to_send(**changes) -> MailAccount:
    """A mail account that is on, and a business that may write at any hour, to anybody, as often
    as it likes."""
    Manners.objects.create(
        writes_from=time(0),
        writes_until=time(23, 59, 59, 999_999),
        quiet_weekdays=[],
        keeps_holidays=False,
        most_a_week=1000,
        most_a_month=1000,
        gives_before_ask=0,
        messages_a_day=100_000,
    )
    told = {
        "from_address": "ana@aurora.example",
        "host": "127.0.0.1",
        "security": "none",
        "connections": 4,
        "most_a_second": 1000,
        "most_a_day": 100_000,
    }
    return MailAccount.objects.create(is_on=True, **(told | changes))
