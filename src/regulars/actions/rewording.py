"""A message that waits longer than it was written for gets its words anew."""

from datetime import date

from django.db import IntegrityError, transaction

from regulars.actions.events import record
from regulars.actions.messages import sold_in
from regulars.models import Event, Message, SurveyInvitation
from regulars.queries import release
from regulars.queries.composing import compose, digest_for
from regulars.queries.links import survey_url
from regulars.queries.local_days import shop_zone
from regulars.rules.channels import Channel
from regulars.rules.composing import Composed, gaps_in
from regulars.rules.kinds import TouchRule
from regulars.rules.messages import MessageState, Purpose, Reason


@transaction.atomic
def compose_anew(event: Event) -> None:
    """ "Yesterday" is another day by then. What a person wrote or chose stays as it is, and so does
    a card, which speaks of the day it arrives. Words that cannot be said that day wait for a
    person, as a draft."""
    message = (
        Message.objects.select_related(
            "customer", "signed_by", "touch__run__playbook", "touch__step__wording"
        )
        .filter(pk=event.facts["message"], rule=TouchRule.PLAYBOOK.value, is_handwritten=False)
        .filter(state=MessageState.PLANNED.value, created_by=None)
        .exclude(channel=Channel.POST.value)
        .first()
    )
    if message is None or message.customer is None:
        return
    day = message.due_at.astimezone(shop_zone()).date()
    touch = message.touch
    if day == message.composed_on or touch is None or touch.run is None or touch.step is None:
        return
    planned = Message.objects.filter(
        pk=message.pk,
        state=MessageState.PLANNED.value,
        due_at=message.due_at,
        is_handwritten=False,
    )
    if not planned.update(state=MessageState.DRAFT.value):  # its own words are not "said already"
        return
    words = _words(message, day)
    if sold_in(Purpose(message.purpose), words.subject, words.body):
        Message.objects.filter(pk=message.pk).update(state=MessageState.PLANNED.value)
        return  # as it was looked at, for what it is
    problem = _problem(words)
    if not _write(message, words, day, problem):
        problem = Reason.SAME_WORDS
        _write(message, words, day, problem)
    if problem is not None:
        record("message.drafted", message.customer, message=message.pk, reason=problem.value)


def _words(message: Message, day: date) -> Composed:
    touch, customer = message.touch, message.customer
    assert touch is not None
    assert touch.run is not None
    assert touch.step is not None
    assert customer is not None
    asked = SurveyInvitation.objects.filter(message=message).first()
    return compose(
        customer=customer,
        purpose=Purpose(message.purpose),
        rule=TouchRule.PLAYBOOK,
        occurrence=message.occurrence,
        wording=touch.step.wording,
        signer=release.signer_for(touch.run.playbook, customer),
        day=day,
        subject_id=touch.run.pk,
        survey_link=survey_url(asked) if asked is not None else "",
    )


def _problem(words: Composed) -> Reason | None:
    if words.problems:
        return words.problems[0]
    return Reason.UNFILLED if gaps_in(f"{words.subject}\n{words.body}") else None


def _write(message: Message, words: Composed, day: date, problem: Reason | None) -> bool:
    """False: somebody has these words already."""
    message.subject, message.body = words.subject, words.body
    message.language, message.tone = words.language, words.tone.value
    changes: dict[str, object] = {
        "subject": message.subject,
        "body": message.body,
        "language": message.language,
        "tone": message.tone,
        "composed_on": day,
        "words_digest": digest_for(message),
    }
    if problem is None:
        changes["state"] = MessageState.PLANNED.value
    else:
        changes["reason"] = problem.value
    try:
        with transaction.atomic():
            Message.objects.filter(pk=message.pk).update(**changes)
    except IntegrityError:
        return False
    return True
