"""Whose name may stand under messages. Nothing carries one without its bearer's yes (N9, B16)."""

from django.db import transaction
from django.utils import timezone

from regulars.actions.events import record
from regulars.models import Message, Person
from regulars.rules.messages import MessageState, Reason

ON_THE_WAY = (MessageState.PLANNED.value, MessageState.CLAIMED.value)


@transaction.atomic
def agree_to_sign(*, person: Person) -> bool:
    """From now on messages may carry this person's name. False where they had agreed already."""
    changed = Person.objects.filter(pk=person.pk, agreed_to_sign_at=None).update(
        agreed_to_sign_at=timezone.now()
    )
    if changed:
        record("sign.agreed", person=person)
    return bool(changed)


@transaction.atomic
def withdraw_agreement(*, person: Person) -> int:
    """No longer. What has not left yet waits for another name. Returns how many that are."""
    changed = Person.objects.filter(pk=person.pk).exclude(agreed_to_sign_at=None)
    if not changed.update(agreed_to_sign_at=None):
        return 0
    held = hold_back_signed(person)
    record("sign.withdrawn", person=person, held_back=held)
    return held


def hold_back_signed(person: Person) -> int:
    """What is on its way in this name becomes a draft. Inside a transaction."""
    return Message.objects.filter(signed_by=person, state__in=ON_THE_WAY).update(
        state=MessageState.DRAFT.value,
        reason=Reason.NO_SENDER.value,
        owner="",
        lease_until=None,
        next_try_at=None,
    )
