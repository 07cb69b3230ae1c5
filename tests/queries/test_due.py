from datetime import date, timedelta

import pytest

from regulars.actions.touches import plan_follow_up
from regulars.models import (
    Connection,
    Customer,
    Rhythm,
)
from regulars.queries.due import due_for
from regulars.rules.kinds import TouchRule

DAY = date(2026, 11, 23)


def ago(days: int, day: date = DAY) -> date:
    return day - timedelta(days=days)


def rhythm_of(customer: Customer, **changes: object) -> Rhythm:
    """A regular who comes every 31 days and is expected in a week, spoken with a month ago."""
    facts: dict[str, object] = {
        "visits": 19,
        "purchases": 19,
        "first_on": ago(620),
        "last_on": ago(24),
        "usual_gap_days": 31.0,
        "own_gaps": 18,
        "gap_spread": 0.1,
        "late_from": ago(-14),
        "slipping_from": ago(-30),
        "lapsed_from": ago(-60),
        "lost_from": ago(-90),
        "last_contact_on": ago(30),
        "care_weight": 6.0,
    }
    return Rhythm.objects.update_or_create(customer=customer, defaults={**facts, **changes})[0]


def late(customer: Customer, **changes: object) -> Rhythm:
    days = {"last_on": ago(58), "late_from": ago(11)}
    return rhythm_of(customer, **{**days, **changes})


def rules(person=None, day: date = DAY, **asked: object) -> dict[str, list[str]]:
    """Names with their rules, as they are due."""
    due = due_for(person, day, **asked)
    names = dict(Customer.objects.values_list("pk", "name"))
    return {names[pk]: [one.rule.value for one in found] for pk, found in due.reasons.items()}


def occurrences(rule: TouchRule, day: date = DAY) -> list[str]:
    due = due_for(None, day)
    return [one.occurrence for found in due.reasons.values() for one in found if one.rule is rule]


@pytest.fixture
def tomas(customer):
    rhythm_of(customer)
    return customer


def test_a_regular_in_time_and_in_touch_is_left_alone(tomas):
    assert rules() == {}


def everything_due(customer: Customer, ana, day: date) -> None:
    rhythm_of(
        customer,
        first_on=day.replace(year=2024),
        last_on=ago(58, day),
        late_from=ago(11, day),
        lost_from=ago(-90, day),
        last_contact_on=None,
    )
    Customer.objects.filter(pk=customer.pk).update(birthday_month=day.month, birthday_day=day.day)
    Connection.objects.create(customer=customer, name="Lena", month=day.month, day=day.day)
    plan_follow_up(customer=customer, due_on=day, person=ana)


def test_somebody_with_many_reasons_is_one_person(customer, ana):
    everything_due(customer, ana, DAY)

    assert {rule: sorted(found) for rule, found in rules(ana).items()} == {
        "Tomás Ferreira": ["anniversary", "birthday", "follow_up", "occasion", "overdue"]
    }
