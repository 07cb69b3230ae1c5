from datetime import UTC, datetime, timedelta

from regulars.actions.calendar_feeds import create_feed, note_read, revoke_feed
from regulars.models import CalendarFeed, Event
from regulars.queries.calendar_feeds import feed_by_token
from regulars.rules.calendars import EntryKind


def test_the_secret_is_told_once_and_kept_nowhere(ana):
    feed, token = create_feed(person=ana, kinds=[EntryKind.APPOINTMENT])

    assert len(token) >= 40
    assert token not in str(CalendarFeed.objects.values().get())
    assert token not in str(list(Event.objects.values()))
    assert feed_by_token(token) == feed
    assert feed.kinds == ["appointment"]


def test_a_revoked_address_is_gone_once(ana):
    feed, token = create_feed(person=ana)
    _other, other_token = create_feed(person=ana)

    assert [revoke_feed(feed=feed, person=ana) for _ in range(2)] == [True, False]
    assert feed_by_token(token) is None
    assert feed_by_token(other_token) is not None
    assert Event.objects.filter(kind="feed.revoked").count() == 1


def test_that_it_was_read_is_written_down_once_a_day(ana):
    feed, _token = create_feed(person=ana)
    first = datetime(2026, 11, 23, 9, tzinfo=UTC)
    written = []
    for hours in (0, 1, 23, 24, 30):
        feed.refresh_from_db()
        written.append(note_read(feed=feed, at=first + timedelta(hours=hours)))

    feed.refresh_from_db()
    assert written == [True, False, False, True, False]
    assert feed.read_at == first + timedelta(hours=24)
    assert note_read(feed=CalendarFeed(pk=feed.pk), at=first) is False  # another hand was first
