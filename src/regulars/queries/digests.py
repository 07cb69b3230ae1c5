"""What the morning's list and the evening's rest say, and to whom they are due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.models import Digest, Person, Shop
from regulars.queries import formats
from regulars.queries.today import Row, Today, today_for
from regulars.rules.digests import Window, window_of
from regulars.rules.kinds import DigestKind


@dataclass(frozen=True, slots=True)
class Words:
    subject: str
    body: str
    language: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A digest that its time has come for."""

    person: Person
    kind: DigestKind
    day: date
    window: Window


def readers() -> QuerySet[Person]:
    """Whoever wants to be told by mail."""
    wants = ~Q(morning_at=None) | ~Q(evening_at=None)
    return Person.objects.filter(wants, is_active=True).exclude(email="").order_by("pk")


def wants_digests() -> bool:
    return readers().exists()


def turns_at(now: datetime, shop: Shop) -> Iterator[Turn]:
    """Those of today, by the clock on the wall of the shop, that have begun and have no row yet."""
    zone = ZoneInfo(shop.time_zone)
    day = now.astimezone(zone).date()
    there = set(Digest.objects.filter(day=day).values_list("person", "kind"))
    for person in readers():
        times = ((DigestKind.MORNING, person.morning_at), (DigestKind.EVENING, person.evening_at))
        for kind, at in times:
            if at is None or (person.pk, kind.value) in there:
                continue
            window = window_of(kind, day, at, zone)
            if window.opens_at <= now:
                yield Turn(person, kind, day, window)


def window_for(digest: Digest, shop: Shop) -> Window | None:
    """None where the person wants none any more."""
    is_morning = digest.kind == DigestKind.MORNING
    at = digest.person.morning_at if is_morning else digest.person.evening_at
    if at is None or not digest.person.email or not digest.person.is_active:
        return None
    return window_of(DigestKind(digest.kind), digest.day, at, ZoneInfo(shop.time_zone))


def words_for(person: Person, kind: DigestKind, day: date, shop: Shop) -> Words | None:
    """Names and reasons, and nothing else of anybody; None where nobody and nothing is waiting."""
    language = person.language or shop.language
    with translation.override(language):
        today = today_for(person, day=day)
        if not today.rows and not today.duties:
            return None
        lines = [_greeting(kind, person, today), "", *map(_line, today.rows)]
        if today.waiting > 0:
            more = ngettext(
                "%(count)d more could wait.", "%(count)d more could wait.", today.waiting
            )
            lines += ["", more % {"count": today.waiting}]
        if today.duties:
            lines += ["", _("For the business:")] if today.rows else []
            lines += [f"• {duty.words}" for duty in today.duties]
        lines += ["", _("The whole list: %(address)s") % {"address": _address()}]
        return Words(_subject(kind, today, language), "\n".join(lines), language)


def _subject(kind: DigestKind, today: Today, language: str) -> str:
    count = len(today.rows) or len(today.duties)
    if not today.rows:
        said = ngettext(
            "%(count)d thing to do for the business, %(day)s",
            "%(count)d things to do for the business, %(day)s",
            count,
        )
    elif kind is DigestKind.MORNING:
        said = ngettext(
            "%(count)d person to care for, %(day)s", "%(count)d people to care for, %(day)s", count
        )
    else:
        said = ngettext(
            "%(count)d person left over, %(day)s", "%(count)d people left over, %(day)s", count
        )
    return said % {"count": count, "day": formats.full_day(today.day, language)}


def _greeting(kind: DigestKind, person: Person, today: Today) -> str:
    is_morning = kind is DigestKind.MORNING
    if not today.rows:
        said = (
            _("Good morning, %(name)s. Nobody is waiting for you; this is to do for the business:")
            if is_morning
            else _("Good evening, %(name)s. This is still to do for the business:")
        )
    elif is_morning:
        said = _("Good morning, %(name)s. These people are worth a word today:")
    else:
        said = _("Good evening, %(name)s. This was left over; it comes up again tomorrow:")
    return said % {"name": person.display_name}


def _line(row: Row) -> str:
    reasons = ", ".join(one.chip for one in row.reasons)
    return f"• {row.customer.name}: {reasons}"


def _address() -> str:
    return settings.ADDRESS + reverse("today:show")
