"""Charters and the records behind them, for tests."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from regulars.actions import charters
from regulars.models import CharterClause, CharterVersion, Customer, InboundMessage, Person
from regulars.queries.local_days import shop_today
from regulars.rules.charters import Metric

ANSWER = {
    "sentence": "Whoever writes gets an answer within a day.",
    "metric": Metric.ANSWERED.value,
    "within": 24,
    "target_percent": 95,
}


def draft(person: Person, **clause: object) -> tuple[CharterVersion, CharterClause]:
    version = charters.start_version(person=person)
    version.clauses.all().delete()
    told = {**ANSWER, **clause}
    return version, charters.keep_clause(version=version, person=person, **told)


def publish(person: Person, version: CharterVersion, today: date | None = None) -> CharterVersion:
    charters.discuss_version(version=version, person=person)
    charters.agree_version(version=version, person=person)
    charters.publish_version(version=version, person=person, today=today)
    version.refresh_from_db()
    return version


def published(person: Person, today: date | None = None, **clause: object) -> CharterClause:
    version, made = draft(person, **clause)
    publish(person, version, today)
    made.refresh_from_db()
    return made


def wrote(
    customer: Customer, at: datetime, *, answered_after: timedelta | None, key: str
) -> InboundMessage:
    """Something a customer wrote, and when it was answered."""
    return InboundMessage.objects.create(
        customer=customer,
        channel="email",
        message_id=f"<{key}>",
        received_at=at,
        answered_at=None if answered_after is None else at + answered_after,
    )


def many_wrote(customer: Customer, *, kept: int, missed: int, hours: int = 24) -> None:
    """So many were answered within the hours, so many later; all in the last 90 days."""
    today = shop_today()
    for number in range(kept + missed):
        day = today - timedelta(days=10 + number % 60)
        at = datetime.combine(day, datetime.min.time(), timezone.get_current_timezone())
        late = timedelta(hours=hours * (3 if number >= kept else 0) + 2)
        wrote(customer, at + timedelta(hours=9), answered_after=late, key=f"{number}@x")
