"""Words after a complaint that wait a while before they leave, and what becomes of the customer
read off what they did."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from regulars.actions.complaints import ComplaintClosed, held_complaint, owe_word, settle
from regulars.actions.events import record
from regulars.actions.messages import MessageHasLeft, cancel_messages
from regulars.actions.writing import Letter, write_to_customer
from regulars.models import Complaint, Event, Message, Person
from regulars.queries.local_days import shop_today
from regulars.queries.recovery import cool_off_minutes, signs_of
from regulars.rules.complaints import Step, outcome_by
from regulars.rules.kinds import OpenState, TouchRule
from regulars.rules.messages import Reason


@transaction.atomic
def write_words(*, complaint: Complaint, letter: Letter, person: Person, language: str) -> Message:
    """Words by a person, for later: so long as the owner decided they can be taken back. The first
    ones that leave are the first word. Raises ComplaintClosed, and WrittenAlready."""
    held = held_complaint(complaint)
    if held.state != OpenState.OPEN:
        raise ComplaintClosed(str(held))
    touch = owe_word(held, person=person)
    return write_to_customer(
        customer=held.customer,
        letter=letter,
        reason=(TouchRule.COMPLAINT, touch.occurrence),
        person=person,
        language=language,
        at=timezone.now() + timedelta(minutes=cool_off_minutes()),
    )


@transaction.atomic
def take_back_words(*, complaint: Complaint, message: Message, person: Person) -> None:
    """They do not leave, and the complaint leads Today again. Raises MessageHasLeft."""
    held = held_complaint(complaint)
    own = Message.objects.filter(pk=message.pk, customer=held.customer)
    if not cancel_messages(own, reason=Reason.BY_HAND, person=person):
        raise MessageHasLeft(str(message))
    if held.state == OpenState.OPEN:
        owe_word(held, person=person)
    record("complaint.changed", held.customer, person=person, complaint=held.pk)


@transaction.atomic
def settle_by_signs(*, day: date | None = None, customer_id: int | None = None) -> int:
    """Of whom one knows by now, by what they did or because nothing came. Returns how many."""
    day = day or shop_today()
    closed = Complaint.objects.filter(step=Step.CLOSED.value)
    if customer_id is not None:
        closed = closed.filter(customer_id=customer_id)
    settled = 0
    signs = signs_of(closed, day)
    for pk in sorted(signs):
        held = held_complaint(Complaint(pk=pk))
        if held.step != Step.CLOSED or held.closed_on is None or held.check_back_on is None:
            continue
        found = outcome_by(
            signs[pk], closed_on=held.closed_on, check_back_on=held.check_back_on, day=day
        )
        if found is not None:
            settle(held, *found, on=signs[pk].bought_on or day)
            settled += 1
    return settled


@transaction.atomic
def settle_after_purchase(event: Event) -> None:
    """A reaction: they bought again."""
    if event.customer_id is not None:
        settle_by_signs(customer_id=event.customer_id)
