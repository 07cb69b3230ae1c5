"""What other programs hear, and when it is tried again."""

from datetime import UTC, datetime, timedelta

import pytest

from regulars.actions.events import KINDS
from regulars.rules.webhooks import TEST, TOLD, WAITS, Ended, ended_by, next_try, payload

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_everything_that_is_told_is_a_kind_of_event():
    assert set(TOLD) | {TEST} <= KINDS


@pytest.mark.parametrize(
    ("status", "ended"),
    [
        (200, Ended.DELIVERED),
        (204, Ended.DELIVERED),
        (301, Ended.MOVED),
        (307, Ended.MOVED),
        (400, Ended.ANSWERED_NO),
        (410, Ended.GONE),
        (500, Ended.ANSWERED_NO),
        (503, Ended.ANSWERED_NO),
    ],
)
def test_a_status_says_how_it_ended(status, ended):
    assert ended_by(status) is ended


def test_the_waits_grow_and_come_to_an_end():
    tries, moment = 0, NOW
    while moment is not None:
        tries += 1
        following = next_try(Ended.TIMEOUT, tries, moment)
        assert following is None or following > moment
        last, moment = moment, following
    assert tries == len(WAITS) + 1
    assert timedelta(hours=24) < last - NOW < timedelta(hours=48)
    assert list(WAITS) == sorted(WAITS)


@pytest.mark.parametrize("ended", [Ended.DELIVERED, Ended.GONE])
def test_what_is_settled_is_not_tried_again(ended):
    assert next_try(ended, 1, NOW) is None


def test_the_payload_holds_ids_and_no_word_of_anybody():
    facts = {"purchase": 7, "note": "likes fruit", "before": "[1]", "touch": "x", "message": True}
    told = payload(event=3, kind="purchase.recorded", happened_at=NOW, customer=5, facts=facts)
    assert told == {
        "type": "purchase.recorded",
        "timestamp": "2026-11-23T09:00:00+00:00",
        "data": {"event": 3, "customer": 5, "purchase": 7},
    }
