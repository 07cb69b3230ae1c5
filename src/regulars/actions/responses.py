"""What customers answer: one answer for one invitation, open for a day, then fixed; and what
follows from it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone, translation

from regulars.actions.complaints import open_complaint
from regulars.actions.events import record
from regulars.actions.messages import cancel_messages
from regulars.actions.touches import plan_follow_up
from regulars.actions.wishes import record_wish
from regulars.models import (
    Answer,
    Complaint,
    Customer,
    Event,
    Message,
    Person,
    Response,
    Survey,
    SurveyInvitation,
)
from regulars.queries.local_days import shop_today
from regulars.queries.responses import bad_words_of, call_note, opens_of, wishes_of, zones_of
from regulars.queries.shops import the_shop
from regulars.queries.surveys import asked_of
from regulars.rules.kinds import Tone
from regulars.rules.messages import Reason
from regulars.rules.surveys import (
    LONGEST_CONTACT,
    Opens,
    Said,
    SetAside,
    correct_until,
    wants_call,
)

LONGEST_COMPLAINT = 1_000
LONGEST_WISH = 500


class NothingSaid(Exception):
    """Not one question is answered."""


class SurveyIsClosed(Exception):
    """Nobody is asked this any more."""


class ResponseIsFixed(Exception):
    """Its day is over."""


class CannotSettle(Exception):
    """Nobody knows who it is, or somebody did it already."""


@transaction.atomic
def record_response(  # noqa: PLR0913  # what one form says, each by its name
    *,
    survey: Survey,
    said: Mapping[int, Said],
    language: str,
    tone: Tone,
    at: datetime,
    invitation: SurveyInvitation | None = None,
    form_key: str = "",
    asks_for_call: bool = False,
    contact: str = "",
    is_machine: bool = False,
) -> Response:
    """The answer to an invitation, or of a form that everybody may fill in (`form_key`).

    The second time it corrects the first, within a day; raises ResponseIsFixed later. What a
    program seems to have sent is set aside and never stands in a person's way: theirs takes its
    place. Raises NothingSaid, and SurveyIsClosed.
    """
    if not said:
        raise NothingSaid
    if invitation is not None:  # whoever reminds holds this row too
        Customer.objects.select_for_update(no_key=True).get(pk=invitation.customer_id)
    held = Survey.objects.select_for_update(no_key=True).get(pk=survey.pk)
    if held.put_away_at is not None:
        raise SurveyIsClosed
    first = _first(invitation, form_key)
    values: dict[str, Any] = {
        "language": language,
        "tone": tone.value,
        "wants_call": asks_for_call or any(wants_call(one.words) for one in said.values()),
        "contact": " ".join(contact.split())[:LONGEST_CONTACT],
    }
    if first is not None:
        return _again(first, said, values, at=at, is_machine=is_machine)
    customer = invitation.customer if invitation else None
    values |= {
        "answered_at": at,
        "correct_until_at": correct_until(at, zones_of(customer)),
        "set_aside_because": SetAside.MACHINE.value if is_machine else "",
    }
    try:
        with transaction.atomic():
            response = Response.objects.create(
                survey=survey,
                invitation=invitation,
                customer=customer,
                form_key=None if invitation else form_key,
                **values,
            )
    except IntegrityError:  # pressed twice at the same moment
        first = _first(invitation, form_key)
        if first is None:
            raise
        return _again(first, said, values, at=at, is_machine=is_machine)
    _write(response, said)
    _received(response)
    return response


def _first(invitation: SurveyInvitation | None, form_key: str) -> Response | None:
    answers = Response.objects.select_for_update(of=("self",))
    if invitation is not None:
        return answers.filter(invitation=invitation).first()
    return answers.filter(form_key=form_key).first() if form_key else None


def _again(
    first: Response,
    said: Mapping[int, Said],
    values: dict[str, Any],
    *,
    at: datetime,
    is_machine: bool,
) -> Response:
    theirs = Response.objects.filter(pk=first.pk)
    if is_machine:
        return first
    if first.set_aside_because and first.counted_by_id is None:
        theirs.update(
            **values
            | {
                "answered_at": at,
                "correct_until_at": correct_until(at, zones_of(first.customer)),
                "set_aside_because": "",
            }
        )
        first.refresh_from_db()
        first.answers.all().delete()
        _write(first, said)
        _received(first)
        return first
    changes = {name: values[name] for name in ("language", "tone", "wants_call", "contact")}
    if not theirs.filter(correct_until_at__gt=at).update(corrected_at=at, **changes):
        raise ResponseIsFixed(str(first))
    _write(first, said)
    first.refresh_from_db()
    record("response.corrected", first.customer, response=first.pk)
    return first


def _write(response: Response, said: Mapping[int, Said]) -> None:
    """Marks and choices become these; words that are not said anew stay."""
    questions = {question.position: question for question in response.survey.questions.all()}
    kept = [questions[position].pk for position in said if position in questions]
    response.answers.exclude(question__in=kept).filter(words="").delete()
    for position, one in said.items():
        if position in questions:
            Answer.objects.update_or_create(
                response=response,
                question=questions[position],
                defaults={"scale": one.scale, "choice": one.choice, "words": one.words},
            )


def _received(response: Response) -> None:
    """Nobody is reminded any more of what they have answered."""
    if response.invitation_id is not None and not response.set_aside_because:
        theirs = Q(survey_invitation=response.invitation_id)
        theirs |= Q(reminded_invitation=response.invitation_id)
        cancel_messages(Message.objects.filter(theirs), reason=Reason.ANSWERED)
    record(
        "response.received",
        response.customer,
        response=response.pk,
        is_set_aside=bool(response.set_aside_because),
    )


# --- what follows ---


@transaction.atomic
def follow_up(event: Event) -> None:
    """A reaction: what the question says that its answer opens, and a call that was asked for."""
    response = (
        Response.objects.select_related("customer", "survey")
        .filter(pk=event.facts["response"], set_aside_because="")
        .first()
    )
    if response is None:
        return
    opened = opens_of(response, asked_of(response.survey))
    if response.customer is not None:
        if Opens.COMPLAINT in opened and response.complaint_id is None:
            complain(response=response, person=None)
        elif response.wants_call:
            call_back(response=response, person=None)
    if Opens.WISH in opened and response.wish_noted_at is None:
        wish(response=response, person=None)


@transaction.atomic
def complain(*, response: Response, person: Person | None) -> Complaint:
    """What they answered becomes a complaint, once, with its task. Raises CannotSettle."""
    held = _held(response)
    if held.complaint_id is not None:
        raise CannotSettle(str(response))
    assert held.customer is not None
    with translation.override(_language()):
        text = bad_words_of(held)
    complaint = open_complaint(
        customer=held.customer,
        text=text[:LONGEST_COMPLAINT],
        person=person,
        heard_at=held.answered_at,
    )
    Response.objects.filter(pk=held.pk).update(complaint=complaint)
    _settled(held, "complaint", person)
    return complaint


@transaction.atomic
def wish(*, response: Response, person: Person | None) -> int:
    """Their words become wishes, once, also where nobody knows whose they are. Returns how many.
    Raises CannotSettle."""
    held = _held(response, is_known=False)
    marked = Response.objects.filter(pk=held.pk, wish_noted_at=None)
    if not marked.update(wish_noted_at=timezone.now()):
        raise CannotSettle(str(response))
    said = wishes_of(held, asked_of(held.survey))
    for words in said:
        record_wish(
            customer=held.customer,
            said=words[:LONGEST_WISH],
            heard_by=person,
            heard_at=held.answered_at,
        )
    _settled(held, "wish", person)
    return len(said)


@transaction.atomic
def call_back(*, response: Response, person: Person | None) -> None:
    """Somebody rings them: a task for today, once. Raises CannotSettle."""
    held = _held(response)
    customer = held.customer
    assert customer is not None
    with translation.override(_language()):
        note = call_note(held)
    plan_follow_up(
        customer=customer,
        due_on=shop_today(),
        note=note,
        assigned_to=customer.carer,
        person=person,
    )
    _settled(held, "call", person)


def _held(response: Response, *, is_known: bool = True) -> Response:
    held = Response.objects.select_for_update(of=("self",)).get(pk=response.pk)
    if is_known and held.customer_id is None:
        raise CannotSettle(str(response))
    return held


def _settled(response: Response, what: str, person: Person | None) -> None:
    if person is not None:
        see(response=response, person=person)
    record("response.settled", response.customer, person=person, response=response.pk, what=what)


def _language() -> str:
    shop = the_shop()
    return shop.language if shop else "en"


@transaction.atomic
def see(*, response: Response, person: Person) -> bool:
    """Somebody here has read it. False: another one had."""
    return bool(
        Response.objects.filter(pk=response.pk, seen_at=None).update(
            seen_at=timezone.now(), seen_by=person
        )
    )


@transaction.atomic
def count_after_all(*, response: Response, person: Person) -> bool:
    """A person says that no program sent it. False: it counted already."""
    changed = Response.objects.filter(
        pk=response.pk, set_aside_because=SetAside.MACHINE.value
    ).update(set_aside_because="", counted_by=person)
    if changed:
        record("response.counted", response.customer, person=person, response=response.pk)
    return bool(changed)


@transaction.atomic
def say_who(*, response: Response, customer: Customer, person: Person) -> bool:
    """An answer from a poster is this customer's. False where it is somebody's already."""
    changed = Response.objects.filter(pk=response.pk, customer=None, invitation=None).update(
        customer=customer
    )
    if changed:
        record("response.settled", customer, person=person, response=response.pk, what="who")
    return bool(changed)
