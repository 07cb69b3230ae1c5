"""Yes and no, as customers say them."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from regulars.actions.events import record
from regulars.models import Consent, Customer, Person
from regulars.rules.channels import Channel


@transaction.atomic
def record_consent(
    *,
    customer: Customer,
    channel: Channel,
    is_given: bool,
    words: str,
    came_from: str,
    person: Person | None,
    answered_at: datetime | None = None,
) -> Consent:
    """Write down one answer, now unless told when. Raises ValueError on a yes without its words:
    nobody could prove it later."""
    if is_given and not words.strip():
        raise ValueError("a yes needs the exact words it was given in")
    consent = Consent.objects.create(
        customer=customer,
        channel=channel.value,
        is_given=is_given,
        words=words.strip(),
        came_from=came_from,
        answered_at=answered_at or timezone.now(),
        recorded_by=person,
    )
    record("consent.recorded", customer, person=person, channel=channel.value, is_given=is_given)
    return consent
