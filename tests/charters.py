"""Charters and the records behind them, for tests."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.utils import timezone

from regulars.actions import charters, visions
from regulars.models import (
    CharterClause,
    CharterProposal,
    CharterVersion,
    Customer,
    InboundMessage,
    Manners,
    Person,
    Promise,
)
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


def mended(
    customer: Customer, today: date, *, kept: int, late: int, kind: str = "repair"
) -> list[Promise]:
    """Promises of one kind over the last 340 days: done in 1 to 3 days, or after 8."""
    made = []
    for number in range(kept + late):
        took = 8 if number >= kept else 1 + number % 3
        made_on = today - timedelta(days=10 + number * 330 // (kept + late))
        made.append(
            Promise(
                customer=customer,
                kind=kind,
                what="Mended",
                made_on=made_on,
                due_on=made_on + timedelta(days=5),
                occurrence=f"{kind}-{number}",
                state="kept_late" if took > 5 else "kept",
                kept_on=made_on + timedelta(days=took),
                closed_at=timezone.now(),
            )
        )
    return Promise.objects.bulk_create(made)


def steady(
    customer: Customer,
    today: date,
    *,
    days: int,
    took: Callable[[int], int],
    kind: str = "repair",
) -> None:
    """A promise on each of the last days, done after `took(days ago)` days, promised within 5."""
    made = []
    for ago in range(days + 1):
        made_on, took_days = today - timedelta(days=ago), took(ago)
        made.append(
            Promise(
                customer=customer,
                kind=kind,
                what="Mended",
                made_on=made_on,
                due_on=made_on + timedelta(days=5),
                occurrence=f"{kind}-{ago}",
                state="kept_late" if took_days > 5 else "kept",
                kept_on=made_on + timedelta(days=took_days),
                closed_at=timezone.now(),
            )
        )
    Promise.objects.bulk_create(made)


def guaranteed(today: date, **told: object) -> dict[str, object]:
    """A guarantee as it is typed."""
    fields: dict[str, object] = {
        "sentence": "Mended within 5 days, or it costs you nothing.",
        "gives": "The repair is free.",
        "metric": "done_in",
        "promise_kind": "repair",
        "within": 5,
        "promised_percent": 90,
        "compensation_minor": 4_000,
        "makes_promises": False,
        "measured_from_on": today - timedelta(days=364),
    }
    return {**fields, **told}


MENDED = {
    "sentence": "What we mend is ready on the day we said.",
    "metric": "kept_on_day",
    "target_percent": 95,
}


def keep_a_charter(ana: Person, ben: Person, customer: Customer) -> CharterVersion:
    """A business with a charter, a record, a vision, and somebody else's promise."""
    today = shop_today()
    Manners.objects.create(quiet_weekdays=[], keeps_holidays=False)
    many_wrote(customer, kept=47, missed=2)
    mended(customer, today, kept=118, late=2)
    version = charters.start_version(person=ana)
    charters.write_version(
        version=version,
        opening="We are a small shop, and we mean it.",
        training_note="Look into the letter box at nine and at two.",
        person=ana,
    )
    charters.keep_clause(version=version, person=ana, **ANSWER)
    charters.keep_clause(version=version, person=ana, **MENDED)
    publish(ana, version, today - timedelta(days=200))
    visions.note_rival(
        who="Dreamy Beans",
        text="Answers within three days",
        seen_where="their window",
        seen_on=today,
        metric="answered",
        person=ben,
    )
    point = visions.keep_point(text="Nobody has to ask us twice.", person=ana)
    visions.hear_answer(
        text="You wrote back the same day.", heard_on=today, person=ben, point=point
    )
    visions.hear_answer(text="Tell me when it is late.", heard_on=today, person=ben)
    clause = version.clauses.get(metric="answered")
    CharterProposal.objects.create(
        clause=clause,
        kind="tighten",
        since_on=clause.since_on,
        made_on=today,
        within=12,
        percent=95,
        cases=180,
        kept=179,
        lower_permille=970,
    )
    return version
