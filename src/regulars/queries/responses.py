"""Answers as people here read them, and what they ask of us."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from regulars.models import Answer, ContactPoint, Customer, Response
from regulars.queries.local_days import shop_zone
from regulars.queries.surveys import ShownQuestion, asked_by, shown_in
from regulars.rules.fields import moment_said
from regulars.rules.kinds import ContactKind, Tone
from regulars.rules.surveys import (
    Asked,
    Opens,
    QuestionKind,
    Said,
    correct_until,
    is_bad,
    opened_by,
)
from regulars.rules.zones import zones_for


def zones_of(customer: Customer | None) -> tuple[ZoneInfo, ...]:
    """On whose clock the day of a correction runs: the shop's where nobody knows who it is."""
    shop = shop_zone()
    if customer is None:
        return (shop,)
    phones = ContactPoint.objects.filter(customer=customer, kind=ContactKind.PHONE.value)
    return zones_for(
        country=customer.country, phones=phones.values_list("value", flat=True), shop=shop
    )


def said_in(answer: Answer) -> Said:
    return Said(answer.scale, answer.choice, answer.words)


def opens_of(response: Response, asked: Iterable[Asked]) -> set[Opens]:
    """What its answers open by themselves."""
    by_position = {question.position: question for question in asked}
    answers = response.answers.select_related("question")
    return {
        opened_by(by_position[answer.question.position], said_in(answer)) for answer in answers
    } - {Opens.NOTHING}


def wishes_of(response: Response, asked: Iterable[Asked]) -> list[str]:
    """Their words where wishes are asked for; else all their words."""
    wanted = {one.position for one in asked if one.opens is Opens.WISH}
    answers = response.answers.select_related("question").exclude(words="")
    told = {answer.question.position: answer.words for answer in answers}
    return [told[key] for key in sorted(told) if key in wanted] or [
        told[key] for key in sorted(told)
    ]


def lines_of(response: Response) -> list[tuple[ShownQuestion, Answer]]:
    """Each question that was answered, in the words the reader saw, with the answer."""
    shown = shown_in(response.survey, language=response.language, tone=Tone(response.tone))
    answers = {answer.question_id: answer for answer in response.answers.all()}
    return [
        (one, answers[one.question.pk]) for one in shown.questions if one.question.pk in answers
    ]


def as_words(question: ShownQuestion, answer: Answer) -> str:
    return question.words_of(scale=answer.scale, choice=answer.choice, words=answer.words)


def is_bad_answer(question: ShownQuestion, answer: Answer) -> bool:
    return is_bad(asked_by(question.question), said_in(answer))


def bad_words_of(response: Response) -> str:
    """For a complaint: what was answered badly, and all that they wrote."""
    told = []
    for question, answer in lines_of(response):
        is_worth = is_bad_answer(question, answer) or question.question.kind == QuestionKind.WORDS
        if is_worth:
            told.append(f"{question.text} {as_words(question, answer)}")
    if response.wants_call:
        told.append(_("They ask for a call."))
    name = response.survey.name
    return "\n".join(told) or _("A bad answer to “%(survey)s”.") % {"survey": name}


def call_note(response: Response) -> str:
    return _("Asked for a call in their answer to “%(survey)s”.") % {"survey": response.survey.name}


def until_words(response: Response, customer: Customer | None, language: str) -> str:
    """Until when it may be corrected, on the clock on which that day runs."""
    until = response.correct_until_at
    zones = zones_of(customer)
    zone = next((z for z in zones if correct_until(response.answered_at, [z]) == until), zones[0])
    return moment_said(until.astimezone(zone), language=language)
