"""What a calendar program is told that knows a private address."""

from datetime import date, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import translation

from regulars.models import CalendarFeed, Person, Shop
from regulars.queries.calendar_entries import Wanted, entries_for
from regulars.queries.ical import calendar_text
from regulars.rules.calendars import EntryKind

BACK_DAYS, AHEAD_DAYS = 60, 180
LONGEST_TOKEN = 100


def hash_of(token: str) -> str:
    """All that is kept of an address: whoever reads the database cannot read a calendar."""
    return sha256(token.encode()).hexdigest()


def feed_by_token(token: str) -> CalendarFeed | None:
    """The feed of an address that holds; None for a revoked one, and once its person has left."""
    if not 0 < len(token) <= LONGEST_TOKEN:
        return None
    feeds = CalendarFeed.objects.filter(
        token_hash=hash_of(token), revoked_at=None, person__is_active=True
    )
    return feeds.select_related("person").first()


def feed_text(feed: CalendarFeed, shop: Shop, today: date) -> bytes:
    """What this person has open, done ones gone, moved ones on their new day."""
    kinds = frozenset(EntryKind(kind) for kind in feed.kinds if kind in set(EntryKind))
    found = entries_for(
        Wanted(
            from_on=today - timedelta(days=BACK_DAYS),
            to_on=today + timedelta(days=AHEAD_DAYS),
            today=today,
            people=frozenset({feed.person_id}),
            kinds=kinds or frozenset(EntryKind),
        )
    )
    with translation.override(feed.person.language or shop.language):
        return calendar_text(
            found.entries,
            name=shop.name,
            zone=ZoneInfo(shop.time_zone),
            has_reasons=feed.has_reasons,
            mark=shop.mark,
        )


def feeds_of(person: Person) -> QuerySet[CalendarFeed]:
    return CalendarFeed.objects.filter(person=person, revoked_at=None).order_by("pk")
