"""Asking: one by one, a group, on paper; remembered once.

Before a question reaches anybody there is an invitation, unique for (survey, customer,
occurrence); it is made under the customer's lock, so that two surveys at the same moment keep
their rest too.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from regulars.actions.events import record
from regulars.actions.messages import plan_message
from regulars.models import (
    Customer,
    Message,
    Person,
    Survey,
    SurveyInvitation,
    SurveyRound,
    SurveySheet,
    Wording,
)
from regulars.queries.composing import compose, may_sign
from regulars.queries.links import survey_url
from regulars.queries.local_days import shop_today, shop_zone
from regulars.queries.manners import facts_for
from regulars.queries.paper_files import survey_sheets
from regulars.queries.segments import segment
from regulars.queries.surveys import Candidate, candidates, survey_owner, to_remind
from regulars.rules.channels import Channel
from regulars.rules.conditions import Conditions, conditions
from regulars.rules.kinds import TouchRule
from regulars.rules.manners import Kind, Wanted, weigh
from regulars.rules.messages import Purpose, Reason
from regulars.rules.ready_surveys import BY_KEY
from regulars.rules.surveys import AGAIN, LINK_DAYS, SheetKind, WhyNot

ASK = "survey-ask"  # the text that carries the link of a survey of one's own
REMINDER = "survey-again"
KEEP_SLIPS = timedelta(days=30)
NO_MATTER_ON_PAPER = frozenset({Reason.NO_ADDRESS, Reason.SUPPRESSED, Reason.CHAT_CLOSED})


class NotInvited(Exception):
    """This customer is not asked, and why."""

    def __init__(self, why: WhyNot | Reason) -> None:
        super().__init__(why.value)
        self.why = why


@transaction.atomic
def reserve(  # noqa: PLR0913  # the columns of one row, each by its name
    *,
    customer: Customer,
    survey: Survey,
    occurrence: str,
    channel: Channel,
    at: datetime,
    person: Person | None = None,
    made: SurveyRound | None = None,
    sheet: SurveySheet | None = None,
    ignoring: Collection[Reason] = (),
) -> SurveyInvitation:
    """The row by which somebody is asked, once for the occasion. Raises NotInvited where another
    survey asked not long ago, somebody here said no, or the manners do. `ignoring` are reasons of
    the manners that do not count here: the caller weighed them, or it is no message."""
    Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
    there = SurveyInvitation.objects.filter(
        survey=survey, customer=customer, occurrence=occurrence
    ).first()
    if there is not None:
        return there
    found = candidates([customer], at=at, survey=survey, occurrence=occurrence)[0]
    is_ignored = isinstance(found.why_not, Reason) and found.why_not in ignoring
    if found.why_not is not None and not is_ignored:
        raise NotInvited(found.why_not)
    asked_on = at.astimezone(shop_zone()).date()
    return SurveyInvitation.objects.create(
        survey=survey,
        customer=customer,
        occurrence=occurrence,
        channel=channel.value,
        asked_on=asked_on,
        expires_on=asked_on + timedelta(days=LINK_DAYS),
        round=made,
        sheet=sheet,
        created_by=person,
    )


@transaction.atomic
def invite(
    *,
    customer: Customer,
    survey: Survey,
    occurrence: str,
    at: datetime,
    person: Person | None = None,
    made: SurveyRound | None = None,
) -> SurveyInvitation:
    """Ask one customer by a message of their preferred way. Raises NotInvited."""
    Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
    found = candidates([customer], at=at, survey=survey, occurrence=occurrence)[0]
    if found.why_not is WhyNot.ASKED:
        return SurveyInvitation.objects.get(survey=survey, customer=customer, occurrence=occurrence)
    if found.why_not is not None:
        raise NotInvited(found.why_not)
    invitation = reserve(
        customer=customer,
        survey=survey,
        occurrence=occurrence,
        channel=found.channel,
        at=at,
        person=person,
        made=made,
        ignoring=frozenset(Reason),
    )
    message = _message(invitation, found, at, person)
    carry(invitation, message)
    record("survey.asked", customer, person=person, survey=survey.pk, invitation=invitation.pk)
    return invitation


def carry(invitation: SurveyInvitation, message: Message) -> None:
    """This message carries the link. Inside the transaction of the two rows."""
    SurveyInvitation.objects.filter(pk=invitation.pk, message=None).update(message=message)
    invitation.message = message


def _message(
    invitation: SurveyInvitation, found: Candidate, at: datetime, person: Person | None
) -> Message:
    survey, customer = invitation.survey, invitation.customer
    ready = BY_KEY.get(survey.key or "")
    wording = Wording.objects.filter(key=ready.wording if ready else ASK).first()
    signer = signer_for(customer)
    today, link = at.astimezone(shop_zone()).date(), survey_url(invitation)
    words = compose(
        customer=customer,
        purpose=Purpose.SURVEY,
        rule=TouchRule.SURVEY,
        occurrence=str(invitation.pk),
        wording=wording,
        signer=signer,
        day=today,
        survey_link=link,
    )
    problems = words.problems or ([] if link in words.body else [Reason.UNFILLED])
    return plan_message(
        customer=customer,
        rule=TouchRule.SURVEY,
        occurrence=str(invitation.pk),
        channel=found.channel,
        purpose=Purpose.SURVEY,
        subject=words.subject,
        body=words.body,
        language=words.language,
        tone=words.tone,
        to_address=found.address,
        signed_by=signer,
        due_at=found.goes_at or at,
        composed_on=today,
        problem=problems[0] if problems else None,
        created_by=person,
        person=person,
    )


def signer_for(customer: Customer) -> Person | None:
    """In whose name a question is put: who looks after them, else who is responsible for asking."""
    carer = customer.carer
    return carer if may_sign(carer) else survey_owner()


@transaction.atomic
def want_round(*, survey: Survey, wanted: Conditions, person: Person) -> SurveyRound:
    """Everybody of a group who may be asked is to be asked. A job does it."""
    Survey.objects.select_for_update(no_key=True).get(pk=survey.pk)
    rounds = SurveyRound.objects.filter(survey=survey)
    last = rounds.aggregate(last=Max("number"))["last"] or 0
    made = SurveyRound.objects.create(
        survey=survey, number=last + 1, conditions=wanted.as_json(), wanted_by=person
    )
    record("survey.wanted", person=person, survey=survey.pk, round=made.pk)
    return made


def work_round(made: SurveyRound, *, at: datetime) -> int:
    """Ask a group; each of them in a transaction, so that a killed one goes on. Returns how many
    have been invited by it in all."""
    if made.done_at is None and made.survey.put_away_at is None:
        whom = segment(conditions(made.conditions), at.astimezone(shop_zone()).date())
        left_out: dict[str, int] = {}
        occurrence = f"round-{made.number}"
        for customer in list(whom.select_related("carer").order_by("pk")):
            try:
                invite(
                    customer=customer,
                    survey=made.survey,
                    occurrence=occurrence,
                    at=at,
                    person=made.wanted_by,
                    made=made,
                )
            except NotInvited as refused:
                left_out[refused.why.value] = left_out.get(refused.why.value, 0) + 1
        _end_round(made, left_out)
    return made.invitations.count()


@transaction.atomic
def _end_round(made: SurveyRound, left_out: Mapping[str, int]) -> None:
    changed = SurveyRound.objects.filter(pk=made.pk, done_at=None).update(
        done_at=timezone.now(), invited=made.invitations.count(), left_out=dict(left_out)
    )
    if changed:
        record("survey.asked", person=made.wanted_by, survey=made.survey_id, round=made.pk)


# --- remembered, once ---


def remind(*, at: datetime) -> int:
    """One gentle reminder for each invitation that is not answered, where the manners have room
    for it now. Returns how many were planned."""
    return sum(_remind_one(invitation, at) for invitation in to_remind(at))


@transaction.atomic
def _remind_one(invitation: SurveyInvitation, at: datetime) -> bool:
    customer, first = invitation.customer, invitation.message
    assert first is not None
    channel = Channel(first.channel)
    facts = facts_for(customer.pk, at=at, channel=channel, is_locked=True)
    still = SurveyInvitation.objects.filter(pk=invitation.pk, reminder=None, response=None)
    wanted = Wanted(Purpose.SURVEY, channel, at, address=first.to_address, is_reminder=True)
    verdict = weigh(wanted, facts, at)
    is_soon = verdict.kind is Kind.MOVE and verdict.reason in {Reason.QUIET_HOURS, Reason.HOLIDAY}
    if not still.exists() or not (verdict.kind is Kind.GO or is_soon):
        return False
    today: date = shop_today()
    signer = first.signed_by if may_sign(first.signed_by) else signer_for(customer)
    link = survey_url(invitation)
    words = compose(
        customer=customer,
        purpose=Purpose.SURVEY,
        rule=TouchRule.SURVEY,
        occurrence=f"{invitation.pk}{AGAIN}",
        wording=Wording.objects.filter(key=REMINDER).first(),
        signer=signer,
        day=today,
        survey_link=link,
    )
    problems = words.problems or ([] if link in words.body else [Reason.UNFILLED])
    message = plan_message(
        customer=customer,
        rule=TouchRule.SURVEY,
        occurrence=f"{invitation.pk}{AGAIN}",
        channel=channel,
        purpose=Purpose.SURVEY,
        subject=words.subject,
        body=words.body,
        language=words.language,
        tone=words.tone,
        to_address=first.to_address,
        signed_by=signer,
        due_at=verdict.until_at or at,
        composed_on=today,
        problem=problems[0] if problems else None,
    )
    return bool(still.update(reminder=message))


# --- on paper ---


@transaction.atomic
def want_sheet(
    *,
    survey: Survey,
    kind: SheetKind,
    language: str,
    customers: Sequence[Customer],
    person: Person,
    at: datetime,
) -> tuple[SurveySheet, list[Candidate]]:
    """A poster, or a slip for each of these people. Handing a slip over is asking: the rest over
    all surveys holds for it too. Returns the sheet and who got none, with why; a job draws it."""
    sheet = SurveySheet.objects.create(
        survey=survey, kind=kind.value, language=language, made_by=person
    )
    left_out = []
    for customer in customers if kind is SheetKind.SLIPS else []:
        try:
            reserve(
                customer=customer,
                survey=survey,
                occurrence=f"sheet-{sheet.pk}",
                channel=Channel.VISIT,
                at=at,
                person=person,
                sheet=sheet,
                ignoring=NO_MATTER_ON_PAPER,
            )
        except NotInvited as refused:
            left_out.append(Candidate(customer, why_not=refused.why))
    record("survey.printed", person=person, survey=survey.pk, sheet=sheet.pk)
    return sheet, left_out


def clear_survey_sheets(*, before: datetime) -> int:
    """Files of slips with people's names go after some weeks, and at once where somebody on them
    was forgotten. Returns how many."""
    old = SurveySheet.objects.exclude(stored_as="").filter(kind=SheetKind.SLIPS.value)
    old.filter(made_at__lt=before - KEEP_SLIPS).update(stored_as="")
    kept = set(SurveySheet.objects.exclude(stored_as="").values_list("stored_as", flat=True))
    gone = 0
    for path in survey_sheets():
        if f"files/surveys/{path.name}" not in kept:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


@transaction.atomic
def note_sheet(sheet: SurveySheet, *, stored_as: str, sheets: int, trouble: str = "") -> bool:
    """The file is there, or cannot be made, and why."""
    changed = SurveySheet.objects.filter(pk=sheet.pk, ready_at=None).update(
        stored_as=stored_as, sheets=sheets, trouble=trouble, ready_at=timezone.now()
    )
    if changed:
        record("survey.printed", survey=sheet.survey_id, sheet=sheet.pk, is_ready=True)
    return bool(changed)
