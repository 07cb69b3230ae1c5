from datetime import timedelta

import pytest
from django.utils import timezone

from regulars.models import MailAccount, Message, Shop
from regulars.queries.message_pages import messages_page


@pytest.fixture
def make(customer, ana):
    def one(state="planned", **changed):
        told = {
            "customer": customer,
            "rule": "written",
            "occurrence": str(Message.objects.count()),
            "channel": "email",
            "purpose": "service",
            "state": state,
            "due_at": timezone.now() + timedelta(hours=2),
            "message_id": f"<{Message.objects.count()}@us.example>",
        }
        return Message.objects.create(**told | changed)

    return one


def test_each_state_has_its_place_and_the_cancelled_none(make):
    now = timezone.now()
    done = {"accepted_at": now, "handed_at": now, "ended_at": now}
    make("planned")
    make("draft")
    make("unknown", handed_at=now)
    make("bounced", **done)
    make("failed", reason="refused", ended_at=now)
    make("accepted", **done)
    make("cancelled", reason="by_hand", ended_at=now)
    page = messages_page(now)
    counts = [page.planned, page.drafts, page.unknown, page.back, page.lately]
    assert [len(lines) for lines in counts] == [1, 1, 1, 2, 1]


def test_what_lies_far_ahead_is_counted_and_what_came_back_long_ago_is_over(make):
    now = timezone.now()
    make(due_at=now + timedelta(days=40))
    make("failed", reason="refused", ended_at=now - timedelta(days=40))
    page = messages_page(now)
    assert (page.planned, page.later, page.back) == ([], 1, [])


def test_whoever_was_erased_has_no_name(make):
    make(customer=None, occurrence="x")
    assert messages_page().planned[0].name == "Somebody who was erased"


def test_each_thing_in_the_way_is_said(make, shop):
    Shop.objects.update(is_sending_held=True)
    MailAccount.objects.create(
        from_address="us@a.example", is_on=True, trouble="no", imap_trouble="timeout"
    )
    words = " ".join(stop.words for stop in messages_page().stops)
    for part in ("restored copy", "cannot be reached", "cannot be read"):
        assert part in words
