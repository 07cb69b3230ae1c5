"""Days that come back: birthdays, years with us, and days of people around somebody."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from django.db.models import F, Q

from regulars.models import Connection, Customer
from regulars.queries.asked import A_REGULAR_VISITS, Asked, Found
from regulars.queries.prepared import Prepared
from regulars.rules.care import Reason
from regulars.rules.kinds import TouchRule
from regulars.rules.occasions import first_days_of, open_days


def days_filter(pairs: Iterable[tuple[int, int]], month: str, day: str) -> Q:
    """Rows of these (month, day) pairs. Says what the index says of itself, or SQLite leaves it."""
    by_month: dict[int, list[int]] = defaultdict(list)
    for of_year, of_month in sorted(pairs):
        by_month[of_year].append(of_month)
    matching = Q(pk__in=())
    for of_year, numbers in by_month.items():
        matching |= Q(**{month: of_year, f"{day}__in": numbers})
    return matching & ~Q(**{month: None})


@lru_cache
def _birthdays_of(asked: Asked) -> Prepared:
    customers = (
        Customer.objects.filter(
            days_filter(open_days(asked.day, asked.leap_day), "birthday_month", "birthday_day"),
            asked.customers(),
        )
        .order_by(F("rhythm__care_weight").desc(nulls_last=True), "pk")
        .values_list("pk", "rhythm__care_weight", "birthday_month", "birthday_day", "birthday_year")
    )
    return Prepared(customers[: asked.limit])


def birthdays(asked: Asked, only: int | None) -> Iterator[Found]:
    kept = open_days(asked.day, asked.leap_day)
    for pk, weight, month, number, born in _birthdays_of(asked).ask(only=only):
        on = kept[month, number]
        years = on.year - born if born else None
        reason = Reason(TouchRule.BIRTHDAY, occurrence=str(on.year), due_on=on, years=years)
        yield pk, weight or 0.0, reason


@lru_cache
def _anniversaries_of(asked: Asked) -> Prepared:
    rhythms = (
        asked.rhythms()
        .filter(first_on__in=first_days_of(asked.day, asked.leap_day), visits__gte=A_REGULAR_VISITS)
        .exclude(lost_from__lte=asked.day)
        .order_by("-care_weight", "customer")
        .values_list("customer_id", "care_weight", "first_on")
    )
    return Prepared(rhythms[: asked.limit])


def anniversaries(asked: Asked, only: int | None) -> Iterator[Found]:
    """Years since the first purchase of somebody who still comes."""
    kept = first_days_of(asked.day, asked.leap_day)
    for customer_id, weight, first_on in _anniversaries_of(asked).ask(only=only):
        on = kept[first_on]
        years = on.year - first_on.year
        reason = Reason(TouchRule.ANNIVERSARY, occurrence=str(years), due_on=on, years=years)
        yield customer_id, weight, reason


@lru_cache
def _occasions_of(asked: Asked) -> Prepared:
    connections = (
        Connection.objects.filter(
            days_filter(open_days(asked.day, asked.leap_day), "month", "day"), is_not_for_use=False
        )
        .filter(asked.customers("customer__"))
        .order_by("pk")
        .values_list(
            "pk", "customer_id", "customer__rhythm__care_weight", "name", "month", "day", "year"
        )
    )
    return Prepared(connections[: asked.limit])


def occasions(asked: Asked, only: int | None) -> Iterator[Found]:
    """Days of people around the customer, where they may be mentioned."""
    kept = open_days(asked.day, asked.leap_day)
    rows = _occasions_of(asked).ask(only=only)
    for pk, customer_id, weight, name, month, number, year in rows:
        on = kept[month, number]
        reason = Reason(
            TouchRule.OCCASION,
            occurrence=f"{pk}:{on.year}",
            due_on=on,
            note=name,
            years=on.year - year if year else None,
            subject_id=pk,
        )
        yield customer_id, weight or 0.0, reason
