"""Private addresses that calendar programs read: made and revoked by the person they are about."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from regulars.actions.events import record
from regulars.models import CalendarFeed, Person
from regulars.queries.calendar_feeds import hash_of
from regulars.rules.calendars import EntryKind

ONCE = timedelta(days=1)


@transaction.atomic
def create_feed(
    *, person: Person, kinds: Iterable[EntryKind] = (), has_reasons: bool = False
) -> tuple[CalendarFeed, str]:
    """A new feed and the secret of its address. The secret is told this once and kept nowhere."""
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(
        person=person,
        token_hash=hash_of(token),
        kinds=sorted(kind.value for kind in kinds),
        has_reasons=has_reasons,
    )
    record("feed.created", person=person, feed=feed.pk)
    return feed, token


@transaction.atomic
def note_read(*, feed: CalendarFeed, at: datetime) -> bool:
    """A calendar program has read it. Written down once a day, and no event: nothing follows."""
    if feed.read_at is not None and feed.read_at > at - ONCE:
        return False
    stale = Q(read_at=None) | Q(read_at__lte=at - ONCE)
    return bool(CalendarFeed.objects.filter(stale, pk=feed.pk).update(read_at=at))


@transaction.atomic
def revoke_feed(*, feed: CalendarFeed, person: Person) -> bool:
    """From now on the address answers as if it never was. False if it was revoked before."""
    if not CalendarFeed.objects.filter(pk=feed.pk, revoked_at=None).update(
        revoked_at=timezone.now()
    ):
        return False
    record("feed.revoked", person=person, feed=feed.pk)
    return True
