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
from regulars.queries.today import Row, today_for
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
    """Names and reasons, and nothing else of anybody; None where nobody is waiting."""
    language = person.language or shop.language
    with translation.override(language):
        today = today_for(person, day=day)
        if not today.rows:
            return None
        count = len(today.rows)
        lines = [_greeting(kind, person), ""]
        lines += [_line(row) for row in today.rows]
        if today.waiting > 0:
            more = ngettext(
                "%(count)d more could wait.", "%(count)d more could wait.", today.waiting
            )
            lines += ["", more % {"count": today.waiting}]
        lines += ["", _("The whole list: %(address)s") % {"address": _address()}]
        said = {"day": formats.full_day(day, language), "count": count}
        subject = (
            ngettext(
                "%(count)d person to care for, %(day)s",
                "%(count)d people to care for, %(day)s",
                count,
            )
            if kind is DigestKind.MORNING
            else ngettext(
                "%(count)d person left over, %(day)s", "%(count)d people left over, %(day)s", count
            )
        )
        return Words(subject % said, "\n".join(lines), language)


def _greeting(kind: DigestKind, person: Person) -> str:
    name = {"name": person.display_name}
    if kind is DigestKind.MORNING:
        return _("Good morning, %(name)s. These people are worth a word today:") % name
    return _("Good evening, %(name)s. This was left over; it comes up again tomorrow:") % name


def _line(row: Row) -> str:
    reasons = ", ".join(one.chip for one in row.reasons)
    return f"• {row.customer.name}: {reasons}"


def _address() -> str:
    return settings.ADDRESS + reverse("today:show")
