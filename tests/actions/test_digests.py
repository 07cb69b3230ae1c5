from datetime import date, time, timedelta

import pytest

from regulars.actions.digests import (
    cancel_digest,
    give_up_lost,
    hand_over,
    plan_digest,
    settle_digest,
)
from regulars.models import Digest
from regulars.queries.digests import Turn
from regulars.rules.digests import Window
from regulars.rules.kinds import DigestKind
from regulars.rules.sending import Outcome, Result
from tests.conftest import at

DAY = date(2026, 11, 23)
NOW = at(DAY, 8)
A, B = "worker a", "worker b"


@pytest.fixture
def turn(ana) -> Turn:
    ana.email, ana.morning_at = "ana@home.example", time(7)
    ana.save()
    return Turn(ana, DigestKind.MORNING, DAY, Window(at(DAY, 7), at(DAY, 12)))


@pytest.fixture
def digest(turn) -> Digest:
    made = plan_digest(turn=turn, domain="aurora.example", now=NOW)
    assert made is not None
    return made


def settle(digest, result, owner):
    settle_digest(digest=digest, outcome=Outcome(result), owner=owner, now=NOW)
    digest.refresh_from_db()
    return digest.state


def test_a_person_a_kind_and_a_day_have_one_row(turn, digest):
    assert plan_digest(turn=turn, domain="other.example", now=NOW) is None
    assert Digest.objects.get().message_id == f"<morning-{turn.person.pk}-{DAY}@aurora.example>"


def test_the_word_is_given_once(digest):
    stale = Digest.objects.get()
    lease = NOW + timedelta(minutes=15)

    assert hand_over(digest=digest, owner=A, lease_until=lease)
    assert not hand_over(digest=stale, owner=B, lease_until=lease)
    assert not cancel_digest(digest=stale, said="too late")


def test_who_did_not_hand_it_over_cannot_put_it_back(digest):
    hand_over(digest=digest, owner=A, lease_until=NOW + timedelta(minutes=15))

    assert settle(digest, Result.UNREACHABLE, B) == "handing"
    assert settle(digest, Result.STOPPED, B) == "handing"
    assert settle(digest, Result.ACCEPTED, A) == "accepted"
    assert settle(digest, Result.UNREACHABLE, A) == "accepted"


def test_a_late_answer_settles_what_was_given_up(digest):
    hand_over(digest=digest, owner=A, lease_until=NOW)

    assert give_up_lost(now=NOW) == 0
    assert give_up_lost(now=NOW + timedelta(seconds=1)) == 1
    assert settle(digest, Result.ACCEPTED, A) == "accepted"
