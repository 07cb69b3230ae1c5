"""What customers are displeased with: written down at once, and open until it was put right.

An open complaint leads Today as a touch of its own. Where that touch is dealt with and the
complaint is still open, the next one is owed some days later.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from regulars.actions.events import record
from regulars.models import Complaint, Customer, Event, Person, Touch
from regulars.models.touches import TouchQuerySet
from regulars.queries.local_days import shop_today
from regulars.rules.channels import Channel
from regulars.rules.kinds import OpenState, TouchRule
from regulars.rules.messages import How, Purpose

ASK_AGAIN_DAYS = 2
LONGEST_NOTE = 500


class ComplaintClosed(Exception):
    """Somebody closed it first."""


@transaction.atomic
def open_complaint(
    *,
    customer: Customer,
    text: str,
    person: Person | None,
    channel: Channel | None = None,
    heard_at: datetime | None = None,
) -> Complaint:
    """Write it down. From this commit on nothing commercial reaches the customer."""
    Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
    complaint = Complaint.objects.create(
        customer=customer,
        text=text.strip(),
        channel=channel.value if channel else "",
        heard_at=heard_at or timezone.now(),
        heard_by=person,
    )
    _owe(complaint, number=1, person=person)
    record("complaint.opened", customer, person=person, complaint=complaint.pk)
    return complaint


@transaction.atomic
def close_complaint(
    *,
    complaint: Complaint,
    words: str,
    person: Person,
    state: OpenState = OpenState.DONE,
) -> None:
    """It was put right, or it was none; `words` say how it ended. Raises ComplaintClosed, and
    ValueError without words: whoever reads it later must know."""
    if not words.strip():
        raise ValueError("a complaint is closed with words")
    changed = Complaint.objects.filter(pk=complaint.pk, state=OpenState.OPEN.value).update(
        state=state.value,
        closed_on=shop_today(),
        closed_by=person,
        closing_words=words.strip(),
    )
    if not changed:
        raise ComplaintClosed(str(complaint))
    _touches(complaint).open().update(
        state=OpenState.DONE.value, closed_by=person, closed_at=timezone.now()
    )
    record(
        "complaint.closed",
        complaint.customer,
        person=person,
        complaint=complaint.pk,
        state=state.value,
    )


@transaction.atomic
def ask_again(event: Event) -> None:
    """A reaction: something was done about it, and it is still open. It comes back."""
    if event.customer_id is None:
        return
    still_open = Complaint.objects.select_for_update(of=("self",)).filter(
        customer_id=event.customer_id, state=OpenState.OPEN.value
    )
    for complaint in still_open:
        touches = _touches(complaint)
        if not touches.open().exists():
            _owe(complaint, number=touches.count() + 1, person=None)


def _touches(complaint: Complaint) -> TouchQuerySet:
    return Touch.objects.filter(
        customer_id=complaint.customer_id,
        rule=TouchRule.COMPLAINT.value,
        occurrence__startswith=f"{complaint.pk}-",
    )


def _owe(complaint: Complaint, *, number: int, person: Person | None) -> None:
    days = ASK_AGAIN_DAYS if number > 1 else 0
    Touch.objects.get_or_create(
        customer_id=complaint.customer_id,
        rule=TouchRule.COMPLAINT.value,
        occurrence=f"{complaint.pk}-{number}",
        defaults={
            "due_on": shop_today() + timedelta(days=days),
            "how": How.TASK.value,
            "purpose": Purpose.RECOVERY.value,
            "note": complaint.text[:LONGEST_NOTE],
            "assigned_to": complaint.customer.carer or person,
            "created_by": person,
        },
    )
