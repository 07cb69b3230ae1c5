"""Surveys, invitations and answers, for tests of what becomes of them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from regulars.actions.surveys import install_ready_surveys
from regulars.actions.wordings import install_ready_wordings
from regulars.models import (
    Answer,
    ContactPoint,
    Customer,
    Interaction,
    Person,
    Question,
    Response,
    Survey,
    SurveyInvitation,
)
from tests.making_messages import make_sent

NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)  # a Tuesday noon in Berlin
AGENT = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1"


def ready_survey(key: str = "after-job") -> Survey:
    install_ready_surveys()
    install_ready_wordings()
    return Survey.objects.get(key=key)


def reachable(customer: Customer, *, gives: int = 2, at: datetime = NOON) -> Customer:
    """With an address, and given to often enough that something may be asked."""
    address = f"person{customer.pk}@example.com"
    ContactPoint.objects.create(customer=customer, kind="email", value=address)
    for number in range(gives):
        when = at - timedelta(days=100 + number)
        Interaction.objects.create(
            customer=customer,
            happened_at=when,
            happened_on=when.date(),
            channel="visit",
            outcome="reached",
            purpose="thanks",
        )
    return customer


def signs(person: Person, at: datetime = NOON) -> Person:
    Person.objects.filter(pk=person.pk).update(agreed_to_sign_at=at)
    person.refresh_from_db()
    return person


def invited(customer: Customer, survey: Survey, *, days: int = 1, **facts: Any) -> SurveyInvitation:
    """Asked so many days ago by a mail that arrived."""
    message = make_sent(customer, days=days, purpose="survey", rule="survey", now=NOON)
    asked_on = (NOON - timedelta(days=days)).date()
    columns: dict[str, Any] = {
        "occurrence": f"made-{SurveyInvitation.objects.count()}",
        "channel": "email",
        "asked_on": asked_on,
        "expires_on": asked_on + timedelta(days=365 * 20),
        "message": message,
    }
    return SurveyInvitation.objects.create(survey=survey, customer=customer, **columns | facts)


def answered(
    survey: Survey,
    marks: dict[int, int | str],
    *,
    customer: Customer | None = None,
    at: datetime = NOON,
    **facts: Any,
) -> Response:
    """An answer as it is stored: marks and choices by number, words as text."""
    response = Response.objects.create(
        survey=survey,
        customer=customer,
        answered_at=at,
        correct_until_at=at + timedelta(days=1),
        **facts,
    )
    for position, mark in marks.items():
        question = Question.objects.get(survey=survey, position=position)
        told: dict[str, Any] = {"words": mark} if isinstance(mark, str) else {}
        if not told:
            told = {question.kind: mark}
        Answer.objects.create(response=response, question=question, **told)
    return response
