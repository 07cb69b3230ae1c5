"""Writes what the sample business promised: to one, to everybody, and with a price."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import models

from regulars.actions.charters import (
    agree_version,
    discuss_version,
    keep_clause,
    publish_version,
    start_version,
    write_version,
)
from regulars.actions.guarantees import hear_value, keep_guarantee
from regulars.actions.promises import make_promise
from regulars.actions.visions import hear_answer, keep_point, note_rival
from regulars.models import CharterVersion, Customer, Person, Promise, Shop
from regulars.queries import sample_voices as told
from regulars.rules.charters import Metric
from regulars.rules.promises import NOT_KEPT, PromiseState, ReadyKind

MomentOf = Callable[[date, int], datetime]  # an hour of a local day
Money = Callable[[int], int]  # whole units of the currency in its minor ones


def write_promises(
    customers: Mapping[str, Customer],
    *,
    shop: Shop,
    person: Person | None,
    today: date,
    moment_of: MomentOf,
    money: Money,
) -> list[models.Model]:
    """Returns the rows that belong to nobody. Inside the caller's transaction."""
    for one in told.OPEN:
        make_promise(
            customer=customers[one.name],
            kind=one.kind.value,
            what=str(one.what),
            made_on=today - timedelta(days=one.made_ago),
            due_on=today + timedelta(days=one.due_in),
            person=person,
            made_by=person,
        )
    _record(list(customers.values()), shop, person, today, moment_of, money)
    if CharterVersion.objects.exists():  # a real one stands; nothing is invented beside it
        return []
    return [
        _charter(person, today, moment_of),
        *_vision(person, today),
        _guarantee(shop, person, today, money),
    ]


def _record(
    people: Sequence[Customer],
    shop: Shop,
    person: Person | None,
    today: date,
    moment_of: MomentOf,
    money: Money,
) -> None:
    """A year that is over: written as it was, like the sales."""
    rows = []
    for number, one in enumerate(told.settled()):
        made_on = today - timedelta(days=one.made_ago)
        ended_on = made_on + timedelta(days=one.took_days)
        is_kept = one.state not in NOT_KEPT
        rows.append(
            Promise(
                customer=people[number * 7 % len(people)],
                kind=one.kind.value,
                what=str(one.what),
                made_on=made_on,
                due_on=made_on + timedelta(days=one.promised_days),
                person=person,
                made_by=person,
                occurrence=f"sample-{number}",
                state=one.state.value,
                kept_on=ended_on if is_kept else None,
                told_on=ended_on if one.state is PromiseState.BROKEN_TOLD else None,
                told_how="phone" if one.state is PromiseState.BROKEN_TOLD else "",
                reason=one.reason.value if one.reason else "",
                cost_minor=money(one.cost) if one.cost else None,
                currency=shop.currency if one.cost else "",
                closed_at=moment_of(ended_on, 16),
                closed_by=person,
            )
        )
    Promise.objects.bulk_create(rows)


def _charter(person: Person | None, today: date, moment_of: MomentOf) -> CharterVersion:
    since_on = today - timedelta(days=told.CHARTER_AGO)
    version = start_version(person=person)
    write_version(
        version=version,
        opening=str(told.OPENING),
        training_note=str(told.TRAINING),
        person=person,
    )
    for clause in told.CLAUSES:
        keep_clause(
            version=version,
            sentence=str(clause.sentence),
            metric=clause.metric.value,
            within=clause.within,
            target_percent=clause.target_percent,
            person=person,
        )
    discuss_version(version=version, person=person)
    agree_version(version=version, person=person)
    publish_version(version=version, person=person, today=since_on)
    moment = moment_of(since_on, 10)
    CharterVersion.objects.filter(pk=version.pk).update(created_at=moment, agreed_at=moment)
    return version


def _vision(person: Person | None, today: date) -> list[models.Model]:
    rows: list[models.Model] = []
    heard_on = today - timedelta(days=30)
    for text, answers in told.VISION:
        point = keep_point(text=str(text), person=person)
        rows.append(point)
        rows += [
            hear_answer(text=str(words), heard_on=heard_on, person=person, point=point)
            for words in answers
        ]
    rows.append(hear_answer(text=str(told.UNTHOUGHT), heard_on=heard_on, person=person))
    rows.append(
        note_rival(
            who=told.RIVAL,
            text=str(told.RIVAL_WORDS),
            seen_where=str(told.RIVAL_WHERE),
            seen_on=heard_on,
            metric=Metric.DONE_IN.value,
            person=person,
        )
    )
    return rows


def _guarantee(shop: Shop, person: Person | None, today: date, money: Money) -> models.Model:
    guarantee = keep_guarantee(
        told={
            "sentence": str(told.GUARANTEE),
            "gives": str(told.GIVES),
            "metric": Metric.DONE_IN.value,
            "promise_kind": ReadyKind.REPAIR.value,
            "within": told.PROMISED_DAYS,
            "promised_percent": told.GUARANTEE_PERCENT,
            "compensation_minor": money(told.GUARANTEE_COST),
            "makes_promises": False,
            "measured_from_on": today - timedelta(days=told.BACK_DAYS),
        },
        person=person,
    )
    for matters, is_expected in told.VALUED:
        hear_value(guarantee=guarantee, matters=matters, is_expected=is_expected, person=person)
    return guarantee
