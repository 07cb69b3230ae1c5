from regulars.actions.calendar_feeds import create_feed, revoke_feed
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
