"""Whom the records say we owe a word, and for which reasons. Derived anew for any day."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from regulars.models import Person, Touch
from regulars.models.touches import settled_for
from regulars.queries.asked import FETCHED, Asked, Found
from regulars.queries.cover import covers_on
from regulars.queries.due_days import anniversaries, birthdays, occasions
from regulars.queries.due_promises import promises
from regulars.queries.due_silences import overdue, silences
from regulars.queries.due_thanks import first_purchases, unthanked
from regulars.queries.due_touches import planned
from regulars.queries.manners import the_manners
from regulars.rules.care import Reason
from regulars.rules.kinds import LeapDay, TouchRule


@dataclass(slots=True)
class Due:
    """Every customer who is due, with all reasons and what the bond is worth."""

    reasons: dict[int, list[Reason]] = field(default_factory=lambda: defaultdict(list))
    weights: dict[int, float] = field(default_factory=dict)
    is_cut: bool = False  # there are more of some kind than were looked at
    thanks_within_days: int = 7
    leap_day: LeapDay = LeapDay.BEFORE  # where the owner keeps 29 February


def due_for(
    person: Person | None,
    day: date,
    *,
    everybody: bool = False,
    only: int | None = None,
    limit: int = FETCHED,
    colleagues: tuple[int, ...] | None = None,
    is_whole: bool = False,
) -> Due:
    """All that is due on that day for this person; `only` asks about one customer, whoever's.

    `colleagues` are those of colleagues_of, where they are known already.
    """
    others: tuple[int, ...] = ()
    if only is None and person is not None and not everybody:
        others = colleagues_of(person, day) if colleagues is None else colleagues
    manners = the_manners()
    within_days, leap_day = manners.thanks_within_days, LeapDay(manners.leap_day)
    asked = Asked(day, others, only is not None, limit, within_days, is_whole, leap_day)
    kinds = [list(source(asked, only)) for source in SOURCES]
    due = _without_settled(chain.from_iterable(kinds), day)
    due.is_cut = any(len(found) >= limit for found in kinds)
    due.thanks_within_days = within_days
    due.leap_day = leap_day
    return due


def colleagues_of(person: Person, day: date) -> tuple[int, ...]:
    """Those who look after their own on that day; whose work falls to this person is not one."""
    covering = covers_on(day)
    return tuple(pk for pk, cover in covering.items() if person.pk not in {pk, cover})


def _without_settled(found: Iterable[Found], day: date) -> Due:
    """Leaves out what somebody has dealt with, and doubles of a moved occasion."""
    due = Due()
    found = list(found)
    settled = set(
        Touch.objects.filter(customer_id__in={customer_id for customer_id, _, _ in found})
        .filter(settled_for(day))
        .exclude(rule=TouchRule.FOLLOW_UP.value)
        .values_list("customer_id", "rule", "occurrence")
    )
    for customer_id, weight, reason in found:
        key = (customer_id, reason.rule.value, reason.occurrence)
        if key in settled:
            continue
        if reason.rule is not TouchRule.FOLLOW_UP:
            settled.add(key)
        due.reasons[customer_id].append(reason)
        due.weights[customer_id] = weight
    return due


SOURCES: tuple[Callable[[Asked, int | None], Iterator[Found]], ...] = (
    promises,
    planned,
    first_purchases,
    overdue,
    birthdays,
    anniversaries,
    occasions,
    silences,
    unthanked,
)
