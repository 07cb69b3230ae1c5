"""Whom the records say we owe a word, and for which reasons. Derived anew for any day."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain

from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from regulars.models import (
    Concern,
    Connection,
    Customer,
    Interaction,
    Person,
    Purchase,
    Rhythm,
    Touch,
)
from regulars.models.rhythms import RhythmQuerySet
from regulars.models.touches import settled_for
from regulars.queries.cover import covers_on
from regulars.queries.manners import the_manners
from regulars.queries.prepared import Given, Prepared
from regulars.queries.rhythms import stage_of
from regulars.rules.care import KEPT_AS_ROWS, Reason
from regulars.rules.channels import Channel
from regulars.rules.kinds import Direction, LeapDay, OpenState, TouchRule
from regulars.rules.messages import Purpose
from regulars.rules.occasions import THANKS_DAYS, first_days_of, open_days
from regulars.rules.radar import THANKED_FOR_DAYS, THANKS_COUNT_FOR_DAYS
from regulars.rules.stages import MAX_SILENCE_DAYS

FETCHED = 60  # of a kind, the worthiest; a list that goes on asks for more
FETCHED_ALL = 200
SILENCES_A_DAY = 5  # unprompted words stay few and unhurried (C8)
UNTHANKED_A_DAY = 8  # as many as one writes in ten minutes
REST_DAYS = 14  # after a real contact, a silence is no reason for another one
SEEN_DAYS = 3  # who was here just now is not greeted out of the blue
A_REGULAR_VISITS = 3
MOVED_DAYS = 14  # how long a moved occasion still makes sense
SHORTEST_SILENCE_DAYS = min(MAX_SILENCE_DAYS.values())

WRITTEN = (Channel.EMAIL.value, Channel.SMS.value, Channel.WHATSAPP.value)

ONLY = Given("only", BigIntegerField())  # the one customer who is asked about

Found = tuple[int, float, Reason]  # customer, what the bond is worth, why


@dataclass(slots=True)
class Due:
    """Every customer who is due, with all reasons and what the bond is worth."""

    reasons: dict[int, list[Reason]] = field(default_factory=lambda: defaultdict(list))
    weights: dict[int, float] = field(default_factory=dict)
    is_cut: bool = False  # there are more of some kind than were looked at
    thanks_within_days: int = 7
    leap_day: LeapDay = LeapDay.BEFORE  # where the owner keeps 29 February


@dataclass(frozen=True, slots=True)
class _Asked:
    """For whom a list is made: one person's customers and those of nobody, or one customer.

    Each source writes its SQL once for each of these: on one day, the looks are alike.
    """

    day: date
    others: tuple[int, ...] = ()  # colleagues who care for their own
    is_one: bool = False
    limit: int = FETCHED
    thanks_within_days: int = 7
    is_whole: bool = False  # all of a kind, and not only what fits a day
    leap_day: LeapDay = LeapDay.BEFORE

    def before(self, days: int) -> date:
        return self.day - timedelta(days=days)

    def customers(self, prefix: str = "") -> Q:
        """Who may be on the list at all: not paused, not a colleague's, not spoken with today."""
        if self.is_one:
            return Q(**{f"{prefix}pk": ONLY})
        written_to_us = Q(direction=Direction.INCOMING.value, channel__in=WRITTEN)
        # What a plan sent by itself is no talk of ours: a promised call must not hide behind it.
        by_itself = Q(message__isnull=False, message__is_handwritten=False)
        spoken = (
            Interaction.objects.filter(~written_to_us, ~by_itself, happened_on=self.day)
            .order_by()
            .values("customer")
        )
        allowed = Q(**{f"{prefix}pause_reason": ""}) | Q(
            **{f"{prefix}paused_until_on__lte": self.day}
        )
        allowed &= ~Q(**{f"{prefix}pk__in": spoken})
        if self.others:
            mine = Q(**{f"{prefix}carer": None}) | ~Q(**{f"{prefix}carer__in": self.others})
            allowed &= mine
        return allowed

    def rhythms(self) -> RhythmQuerySet:
        return Rhythm.objects.filter(self.customers("customer__"))


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
    asked = _Asked(day, others, only is not None, limit, within_days, is_whole, leap_day)
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


TOUCH_FIELDS = ("customer_id", "rule", "occurrence", "due_on", "note")


@lru_cache
def _planned_of(asked: _Asked) -> Prepared:
    theirs = asked.customers("customer__")
    if not asked.is_one:  # whoever wrote waits for an answer, spoken with today or in peace or not
        theirs |= Q(rule=TouchRule.ANSWER.value)
    touches = Touch.objects.due_by(asked.day).by_hand().filter(theirs).order_by("due_on", "pk")
    if asked.others:
        touches = touches.exclude(assigned_to__in=asked.others)
    return Prepared(touches.values_list(*TOUCH_FIELDS)[: asked.limit * 2])


def _planned(asked: _Asked, only: int | None) -> Iterator[Found]:
    """What somebody promised to themselves, and occasions that were moved to a later day."""
    rows = _planned_of(asked).ask(only=only)
    found = [Touch(**dict(zip(TOUCH_FIELDS, row, strict=True))) for row in rows]
    rhythms = Rhythm.objects.in_bulk({touch.customer_id for touch in found})
    for touch in found:
        rhythm = rhythms.get(touch.customer_id)
        if _still_holds(touch, rhythm, asked.day):
            yield touch.customer_id, rhythm.care_weight if rhythm else 0.0, reason_of(touch)


def reason_of(touch: Touch) -> Reason:
    return Reason(
        rule=TouchRule(touch.rule),
        occurrence=touch.occurrence,
        due_on=touch.due_on,
        note=touch.note,
        subject_id=_subject_of(touch),
    )


def _subject_of(touch: Touch) -> int | None:
    head = touch.occurrence.split(":")[0]
    has_subject = touch.rule in {TouchRule.THANKS, TouchRule.UNTHANKED, TouchRule.OCCASION}
    return int(head) if has_subject and head.isdecimal() else None


def _still_holds(touch: Touch, rhythm: Rhythm | None, day: date) -> bool:
    """Whether a moved occasion is still one: a silence ends with a visit or a word."""
    rule = TouchRule(touch.rule)
    if rule in KEPT_AS_ROWS:
        return True
    if rule is TouchRule.OVERDUE:
        return rhythm is not None and str(rhythm.last_on) == touch.occurrence
    if rule is TouchRule.SILENCE:
        return rhythm is not None and touch.occurrence.startswith(str(silent_since(rhythm)))
    return touch.due_on >= day - timedelta(days=MOVED_DAYS)


def _is_settled(rule: TouchRule, day: date, **more: object) -> Exists:
    """Somebody has dealt with this rule for the customer of the outer row, or moved it on."""
    touches = Touch.objects.filter(
        settled_for(day),
        customer_id=OuterRef("customer_id"),
        rule=rule.value,
        **more,
    )
    return Exists(touches)


@lru_cache
def _first_purchases_of(asked: _Asked) -> Prepared:
    rhythms = (
        asked.rhythms()
        .filter(visits=1, first_on__gt=asked.before(THANKS_DAYS), first_on__lte=asked.day)
        .filter(Q(last_contact_on=None) | Q(last_contact_on__lt=F("first_on")))
        .exclude(_is_settled(TouchRule.THANKS, asked.day))
        .order_by("-care_weight", "customer")
    )
    return Prepared(rhythms.values_list("customer_id", "care_weight")[: asked.limit])


def _first_purchases(asked: _Asked, only: int | None) -> Iterator[Found]:
    """Somebody's first purchase, still fresh, and nobody has spoken with them since (A1, C6)."""
    weights: dict[int, float] = dict(_first_purchases_of(asked).ask(only=only))
    purchases = (
        Purchase.objects.filter(customer_id__in=weights, refunded_minor__lt=F("total_minor"))
        .order_by("-bought_at", "-pk")
        .values_list("customer_id", "pk", "bought_on")
    )
    first = {customer_id: (pk, on) for customer_id, pk, on in purchases if customer_id is not None}
    for customer_id, (pk, on) in first.items():
        reason = Reason(TouchRule.THANKS, occurrence=str(pk), due_on=on, subject_id=pk)
        yield customer_id, weights[customer_id], reason


def _known(name: str, otherwise: date) -> Coalesce:
    """A day for comparing. Hidden from the single-column indexes on purpose: the index that is
    in the order of the answer is walked instead, and left as soon as there are enough."""
    return Coalesce(F(name), Value(otherwise), output_field=DateField())


@lru_cache
def _overdue_of(asked: _Asked) -> Prepared:
    day = asked.day
    rhythms = (
        asked.rhythms()
        .alias(late=_known("late_from", date.max), spoken=_known("last_contact_on", date.min))
        .filter(late__lte=day, lost_from__gt=day, own_gaps__gte=1)
        .filter(spoken__lte=asked.before(REST_DAYS))
        .exclude(
            _is_settled(TouchRule.OVERDUE, day, occurrence=Cast(OuterRef("last_on"), CharField()))
        )
        .order_by("-care_weight", "customer")
        .values_list("customer_id", "care_weight", "last_on", "late_from")
    )
    return Prepared(rhythms[: asked.limit])


def _overdue(asked: _Asked, only: int | None) -> Iterator[Found]:
    """Regulars who are silent beyond their own usual gap, and not yet given up."""
    for customer_id, weight, last_on, late_from in _overdue_of(asked).ask(only=only):
        reason = Reason(
            TouchRule.OVERDUE,
            occurrence=last_on.isoformat(),
            due_on=late_from,
            days=(asked.day - last_on).days,
        )
        yield customer_id, weight, reason


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
def _birthdays_of(asked: _Asked) -> Prepared:
    customers = (
        Customer.objects.filter(
            days_filter(open_days(asked.day, asked.leap_day), "birthday_month", "birthday_day"),
            asked.customers(),
        )
        .order_by(F("rhythm__care_weight").desc(nulls_last=True), "pk")
        .values_list("pk", "rhythm__care_weight", "birthday_month", "birthday_day", "birthday_year")
    )
    return Prepared(customers[: asked.limit])


def _birthdays(asked: _Asked, only: int | None) -> Iterator[Found]:
    kept = open_days(asked.day, asked.leap_day)
    for pk, weight, month, number, born in _birthdays_of(asked).ask(only=only):
        on = kept[month, number]
        years = on.year - born if born else None
        reason = Reason(TouchRule.BIRTHDAY, occurrence=str(on.year), due_on=on, years=years)
        yield pk, weight or 0.0, reason


@lru_cache
def _anniversaries_of(asked: _Asked) -> Prepared:
    rhythms = (
        asked.rhythms()
        .filter(first_on__in=first_days_of(asked.day, asked.leap_day), visits__gte=A_REGULAR_VISITS)
        .exclude(lost_from__lte=asked.day)
        .order_by("-care_weight", "customer")
        .values_list("customer_id", "care_weight", "first_on")
    )
    return Prepared(rhythms[: asked.limit])


def _anniversaries(asked: _Asked, only: int | None) -> Iterator[Found]:
    """Years since the first purchase of somebody who still comes."""
    kept = first_days_of(asked.day, asked.leap_day)
    for customer_id, weight, first_on in _anniversaries_of(asked).ask(only=only):
        on = kept[first_on]
        years = on.year - first_on.year
        reason = Reason(TouchRule.ANNIVERSARY, occurrence=str(years), due_on=on, years=years)
        yield customer_id, weight, reason


@lru_cache
def _occasions_of(asked: _Asked) -> Prepared:
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


def _occasions(asked: _Asked, only: int | None) -> Iterator[Found]:
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


def silent_since(rhythm: Rhythm) -> date | None:
    """The day our silence began: the last talk, else the first purchase."""
    return rhythm.last_contact_on or rhythm.first_on


SILENCE_FIELDS = (
    "customer_id",
    "care_weight",
    "visits",
    "first_on",
    "slipping_from",
    "lapsed_from",
    "lost_from",
    "returned_on",
    "last_contact_on",
)


@lru_cache
def _silences_of(asked: _Asked) -> Prepared:
    cutoff = asked.before(SHORTEST_SILENCE_DAYS)
    concerns = Concern.objects.filter(
        customer_id=OuterRef("customer_id"), state=OpenState.OPEN.value
    )
    rhythms = (
        asked.rhythms()
        .alias(
            late=_known("late_from", date.min),
            since=Coalesce("last_contact_on", "first_on"),
        )
        .filter(late__gt=asked.day, visits__gte=A_REGULAR_VISITS, since__lte=cutoff)
        .filter(last_on__lte=asked.before(SEEN_DAYS))
        .exclude(_is_settled(TouchRule.SILENCE, asked.day, due_on__gte=cutoff))
        .exclude(Exists(concerns))
        .order_by("-care_weight", "customer")
    )
    most = asked.limit if asked.is_whole else SILENCES_A_DAY * 4
    return Prepared(rhythms.values_list(*SILENCE_FIELDS)[:most])


def _silences(asked: _Asked, only: int | None) -> Iterator[Found]:
    """Good customers, nothing wrong, and none of us has spoken with them for too long (B7)."""
    day = asked.day
    given = 0
    most_given = asked.limit if asked.is_whole else SILENCES_A_DAY
    for found in _silences_of(asked).ask(only=only):
        rhythm = Rhythm(**dict(zip(SILENCE_FIELDS, found, strict=True)))
        since = silent_since(rhythm)
        most = MAX_SILENCE_DAYS[stage_of(rhythm, day)]
        if since is None or (day - since).days < most or given == most_given:
            continue
        given += 1
        silent = (day - since).days
        yield (
            rhythm.customer_id,
            rhythm.care_weight,
            Reason(
                TouchRule.SILENCE,
                occurrence=f"{since}:{silent // most}",
                due_on=since + timedelta(days=most),
                days=silent,
            ),
        )


@lru_cache
def _unthanked_of(asked: _Asked) -> Prepared:
    latest = asked.before(asked.thanks_within_days)
    earliest = asked.before(asked.thanks_within_days + THANKS_COUNT_FOR_DAYS)
    bought = Purchase.objects.filter(
        customer=OuterRef("customer_id"),
        bought_on__gt=earliest,
        bought_on__lt=latest,
        refunded_minor__lt=F("total_minor"),
    )
    thanked = Touch.objects.filter(
        settled_for(asked.day),
        customer=OuterRef("customer_id"),
        rule__in=(TouchRule.THANKS.value, TouchRule.UNTHANKED.value),
        due_on__gt=asked.before(THANKED_FOR_DAYS),
    )
    said = Interaction.objects.filter(
        customer=OuterRef("customer_id"),
        purpose=Purpose.THANKS.value,
        happened_on__gt=asked.before(THANKED_FOR_DAYS),
    )
    newest = bought.order_by("-bought_on", "-pk")
    rhythms = (
        asked.rhythms()
        .alias(
            spoken=_known("last_contact_on", date.min),
            came=_known("last_on", date.min),
        )
        .annotate(bought_on=Subquery(newest.values("bought_on")[:1]))
        .filter(visits__gte=2, came__gt=earliest, spoken__lt=latest)
        .filter(spoken__lt=F("bought_on"))
        .exclude(Exists(thanked))
        .exclude(Exists(said))
        .order_by("-care_weight", "customer")
        .annotate(purchase=Subquery(newest.values("pk")[:1]))
    )
    most = asked.limit if asked.is_whole else min(asked.limit, UNTHANKED_A_DAY)
    return Prepared(
        rhythms.values_list("customer_id", "care_weight", "purchase", "bought_on")[:most]
    )


def _unthanked(asked: _Asked, only: int | None) -> Iterator[Found]:
    """They bought, and within the days that the owner set nobody has thanked them (N6).

    Not for each purchase of somebody who comes each week: thanks of the last THANKED_FOR_DAYS
    count, and so does any word since the purchase. A first purchase is a reason of its own.
    """
    for customer_id, weight, purchase, bought_on in _unthanked_of(asked).ask(only=only):
        reason = Reason(
            TouchRule.UNTHANKED,
            occurrence=str(purchase),
            due_on=bought_on + timedelta(days=asked.thanks_within_days),
            subject_id=purchase,
        )
        yield customer_id, weight, reason


SOURCES: tuple[Callable[[_Asked, int | None], Iterator[Found]], ...] = (
    _planned,
    _first_purchases,
    _overdue,
    _birthdays,
    _anniversaries,
    _occasions,
    _silences,
    _unthanked,
)
