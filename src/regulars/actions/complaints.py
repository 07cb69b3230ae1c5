"""What customers are displeased with: heard, answered by a person, put right, and asked about
again. rules/complaints.py says what may follow what; the database holds it.

An open complaint leads Today as a touch of its own. Where that touch is dealt with and the
complaint is still open, the next one is owed some days later.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from regulars.actions.events import record
from regulars.actions.ideas import open_improvement
from regulars.models import (
    Cause,
    Complaint,
    Customer,
    Event,
    InboundMessage,
    Interaction,
    Message,
    Person,
    Touch,
)
from regulars.models.touches import TouchQuerySet
from regulars.queries.local_days import shop_today
from regulars.queries.people import names_of_people
from regulars.queries.recovery import case_of, check_back_days, first_word_hours
from regulars.rules.channels import Channel
from regulars.rules.complaints import (
    STATE_OF,
    Act,
    Evidence,
    HowBad,
    NotNow,
    Recovery,
    Step,
    after,
    first_word_by,
    names_somebody,
)
from regulars.rules.kinds import Direction, OpenState, Outcome, TouchRule
from regulars.rules.messages import How, Purpose

ASK_AGAIN_DAYS = 2
LONGEST_NOTE = 500
A_WORD = frozenset({Outcome.REACHED.value, Outcome.SENT.value, Outcome.LEFT_MESSAGE.value})


class ComplaintClosed(Exception):
    """Somebody closed it first."""


class BlamesSomebody(ValueError):
    """A review looks for what in our way of working let it happen, not for who."""


@transaction.atomic
def open_complaint(  # noqa: PLR0913  # the columns of one row, each by its name
    *,
    customer: Customer,
    text: str,
    person: Person | None,
    channel: Channel | None = None,
    heard_at: datetime | None = None,
    how_bad: HowBad = HowBad.SPOILED,
    wants: str = "",
    owner: Person | None = None,
    inbound: InboundMessage | None = None,
) -> Complaint:
    """Write it down. From this commit on nothing commercial reaches the customer.

    `owner` looks after it: without one whoever cares for the customer, else who heard it.
    """
    held = Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
    heard_at = heard_at or timezone.now()
    complaint = Complaint.objects.create(
        customer=held,
        text=text.strip(),
        how_bad=how_bad.value,
        wants=wants.strip(),
        channel=channel.value if channel else "",
        inbound=inbound,
        heard_at=heard_at,
        heard_by=person,
        owner=owner or held.carer or person,
        first_word_by_at=first_word_by(heard_at, first_word_hours()),
    )
    _owe(complaint, person=person)
    record("complaint.opened", customer, person=person, complaint=complaint.pk)
    return complaint


@transaction.atomic
def say_first_word(
    *, complaint: Complaint, person: Person | None, at: datetime | None = None
) -> bool:
    """A person has spoken with them. Only the first one counts: False for any other."""
    held = held_complaint(complaint)
    if held.first_word_at is not None or held.step != Step.HEARD:
        return False
    moment = max(at or timezone.now(), held.heard_at)
    _go(held, Act.FIRST_WORD, first_word_at=moment, first_word_from=person)
    record("complaint.answered", held.customer, person=person, complaint=held.pk)
    return True


@transaction.atomic
def review_cause(
    *, complaint: Complaint, cause: Cause, words: str = "", person: Person | None
) -> None:
    """What let it happen. The same cause for the third time opens an improvement, once.

    Raises BlamesSomebody where the words name a person who works here, and NotNow.
    """
    if names_somebody(words, names_of_people()):
        raise BlamesSomebody(words)
    held = held_complaint(complaint)
    _go(held, Act.REVIEW, cause=cause, cause_words=words.strip())
    record("complaint.changed", held.customer, person=person, complaint=held.pk, cause=cause.pk)
    open_improvement(cause=cause, person=person)


@transaction.atomic
def put_right(*, complaint: Complaint, words: str, person: Person | None) -> None:
    """What was done about it. Raises NotNow before the first word, ValueError without words."""
    if not words.strip():
        raise ValueError("say what was done to put it right")
    held = held_complaint(complaint)
    _go(held, Act.MEND, mended_at=timezone.now(), mended_words=words.strip())
    record("complaint.mended", held.customer, person=person, complaint=held.pk)


@transaction.atomic
def close_complaint(*, complaint: Complaint, words: str, person: Person | None) -> Touch:
    """Done on our side. Returns the touch by which somebody asks again, some days later.

    Raises ComplaintClosed for the second of two, NotNow with what is lacking, ValueError without
    words: whoever reads it later must know.
    """
    if not words.strip():
        raise ValueError("a complaint is closed with words")
    held = held_complaint(complaint)
    if held.state != OpenState.OPEN:
        raise ComplaintClosed(str(complaint))
    today = shop_today()
    ask_on = today + timedelta(days=check_back_days())
    _go(
        held,
        Act.CLOSE,
        closed_on=today,
        closed_by=person,
        closing_words=words.strip(),
        check_back_on=ask_on,
    )
    _end_touches(held, TouchRule.COMPLAINT, person)
    asking = _owe_check_back(held, person=person)
    record("complaint.closed", held.customer, person=person, complaint=held.pk, state="done")
    return asking


@transaction.atomic
def sort_out(*, complaint: Complaint, words: str, cause: Cause, person: Person) -> Touch:
    """Spoken about and put right on the spot: the whole way in one. Raises as its parts do."""
    say_first_word(complaint=complaint, person=person)
    review_cause(complaint=complaint, cause=cause, person=person)
    put_right(complaint=complaint, words=words, person=person)
    return close_complaint(complaint=complaint, words=words, person=person)


@transaction.atomic
def dismiss_complaint(*, complaint: Complaint, words: str, person: Person | None) -> None:
    """It was none; `words` say why. Raises as close_complaint does."""
    if not words.strip():
        raise ValueError("a complaint is closed with words")
    held = held_complaint(complaint)
    if held.state != OpenState.OPEN:
        raise ComplaintClosed(str(complaint))
    _go(
        held,
        Act.DISMISS,
        closed_on=shop_today(),
        closed_by=person,
        closing_words=words.strip(),
    )
    _end_touches(held, TouchRule.COMPLAINT, person)
    record("complaint.closed", held.customer, person=person, complaint=held.pk, state="dropped")


@transaction.atomic
def reopen_complaint(*, complaint: Complaint, person: Person | None) -> None:
    """It is not put right after all: it leads Today again, and is asked about again later."""
    held = held_complaint(complaint)
    _go(held, Act.REOPEN, **_AS_OPEN)
    _end_touches(held, TouchRule.CHECK_BACK, person)
    _owe(held, person=person)
    record("complaint.reopened", held.customer, person=person, complaint=held.pk)


_AS_OPEN: dict[str, Any] = {
    "closed_on": None,
    "closed_by": None,
    "closing_words": "",
    "check_back_on": None,
    "mended_at": None,
    "mended_words": "",
    "outcome": "",
    "evidence": "",
    "evidence_words": "",
    "evidence_on": None,
    "settled_on": None,
}


@transaction.atomic
def note_what_they_said(
    *, complaint: Complaint, said: Recovery, words: str, person: Person | None
) -> None:
    """The answer to "is it put right?". Where they could not be asked, it is tried again in
    ASK_AGAIN_DAYS. What they say counts more than what was concluded before. Raises NotNow."""
    held = held_complaint(complaint)
    if said is Recovery.UNKNOWN:
        if held.step != Step.CLOSED:
            raise NotNow(Act.SETTLE)
        _touches(held, TouchRule.CHECK_BACK).open().update(
            due_on=shop_today() + timedelta(days=ASK_AGAIN_DAYS)
        )
        record("complaint.changed", held.customer, person=person, complaint=held.pk)
        return
    settle(held, said, Evidence.SAID, words=words.strip(), person=person)


def settle(
    held: Complaint,
    outcome: Recovery,
    evidence: Evidence,
    *,
    words: str = "",
    on: date | None = None,
    person: Person | None = None,
) -> None:
    """What became of the customer, and what that rests on. Inside the caller's transaction, on a
    row that is locked. Raises NotNow."""
    _go(
        held,
        Act.SETTLE,
        recovery=outcome,
        outcome=outcome.value,
        evidence=evidence.value,
        evidence_words=words,
        evidence_on=on or shop_today(),
        settled_on=shop_today(),
    )
    _end_touches(held, TouchRule.CHECK_BACK, person)
    record(
        "complaint.settled",
        held.customer,
        person=person,
        complaint=held.pk,
        outcome=outcome.value,
        evidence=evidence.value,
    )


@transaction.atomic
def hand_over(*, complaint: Complaint, to: Person, person: Person | None) -> None:
    """Somebody else looks after it from now on, with what is owed: a fresh voice calms."""
    held = held_complaint(complaint)
    Complaint.objects.filter(pk=held.pk).update(owner=to)
    for rule in (TouchRule.COMPLAINT, TouchRule.CHECK_BACK):
        _touches(held, rule).open().update(assigned_to=to)
    record("complaint.changed", held.customer, person=person, complaint=held.pk, owner=to.pk)


# --- reactions ---


@transaction.atomic
def ask_again(event: Event) -> None:
    """Something was done about it, and it is still open. It comes back."""
    if event.customer_id is None:
        return
    theirs = Complaint.objects.select_for_update(of=("self",)).filter(
        customer_id=event.customer_id, state=OpenState.OPEN.value
    )
    for complaint in theirs:
        touches = _touches(complaint, TouchRule.COMPLAINT)
        if not touches.open().exists():
            _owe(complaint, person=None)


@transaction.atomic
def first_word_by_talk(event: Event) -> None:
    """Somebody here has talked with them since it was heard: that was the first word."""
    talk = (
        Interaction.objects.filter(pk=event.facts.get("interaction"), message=None)
        .filter(outcome__in=sorted(A_WORD))
        .exclude(person=None)
        .select_related("person")
        .first()
    )
    if talk is None:
        return
    if talk.direction != Direction.OUTGOING and talk.outcome != Outcome.REACHED:
        return
    _first_words(talk.customer_id, talk.person, talk.happened_at)


@transaction.atomic
def first_word_by_message(event: Event) -> None:
    """Words that a person wrote have left. What a plan sends by itself is nobody's word."""
    message = (
        Message.objects.filter(pk=event.facts.get("message"), is_handwritten=True)
        .exclude(accepted_at=None)
        .exclude(customer=None)
        .select_related("signed_by")
        .first()
    )
    if message is None:
        return
    assert message.customer_id is not None
    assert message.accepted_at is not None
    _first_words(message.customer_id, message.signed_by, message.accepted_at)


def _first_words(customer_id: int, person: Person | None, moment: datetime) -> None:
    waiting = Complaint.objects.filter(
        customer_id=customer_id, step=Step.HEARD.value, heard_at__lte=moment
    )
    for complaint in waiting.order_by("pk"):
        say_first_word(complaint=complaint, person=person, at=moment)


# --- parts ---


def owe_word(complaint: Complaint, *, person: Person | None) -> Touch:
    """The open task about it, made where there is none. Inside the caller's transaction."""
    there = _touches(complaint, TouchRule.COMPLAINT).open().filter(how=How.TASK.value).first()
    return there or _owe(complaint, person=person, is_now=True)


def held_complaint(complaint: Complaint) -> Complaint:
    """The row as it stands, locked until the transaction ends."""
    rows = Complaint.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("customer").get(pk=complaint.pk)


def _go(held: Complaint, act: Act, *, recovery: Recovery | None = None, **columns: Any) -> None:
    """Take the step that the rules allow, with the columns that belong to it. Raises NotNow."""
    then = after(case_of(held), act, recovery)
    changed = Complaint.objects.filter(pk=held.pk, step=held.step).update(
        step=then.step.value, state=STATE_OF[then.step].value, **columns
    )
    if not changed:
        raise ComplaintClosed(str(held))
    held.refresh_from_db()


def _touches(complaint: Complaint, rule: TouchRule) -> TouchQuerySet:
    return Touch.objects.filter(
        customer_id=complaint.customer_id,
        rule=rule.value,
        occurrence__startswith=f"{complaint.pk}-",
    )


def _end_touches(complaint: Complaint, rule: TouchRule, person: Person | None) -> None:
    _touches(complaint, rule).open().update(
        state=OpenState.DONE.value, closed_by=person, closed_at=timezone.now()
    )


def _owe(complaint: Complaint, *, person: Person | None, is_now: bool = False) -> Touch:
    """The next task about it: the first at once, a further one some days later."""
    number = _touches(complaint, TouchRule.COMPLAINT).count() + 1
    days = 0 if is_now or number == 1 else ASK_AGAIN_DAYS
    due_on = shop_today() + timedelta(days=days)
    return _task(complaint, TouchRule.COMPLAINT, number, due_on, complaint.text, person)


def _owe_check_back(complaint: Complaint, *, person: Person | None) -> Touch:
    number = _touches(complaint, TouchRule.CHECK_BACK).count() + 1
    assert complaint.check_back_on is not None
    due_on = complaint.check_back_on
    return _task(complaint, TouchRule.CHECK_BACK, number, due_on, complaint.text, person)


def _task(
    complaint: Complaint,
    rule: TouchRule,
    number: int,
    due_on: date,
    note: str,
    person: Person | None,
) -> Touch:
    touch, _ = Touch.objects.get_or_create(
        customer_id=complaint.customer_id,
        rule=rule.value,
        occurrence=f"{complaint.pk}-{number}",
        defaults={
            "due_on": due_on,
            "how": How.TASK.value,
            "purpose": Purpose.RECOVERY.value,
            "note": note[:LONGEST_NOTE],
            "assigned_to": complaint.owner or complaint.customer.carer or person,
            "created_by": person,
        },
    )
    return touch
