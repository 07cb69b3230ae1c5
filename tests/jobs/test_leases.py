from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from regulars.jobs import leases
from regulars.jobs.leases import START, Watch, lease_until, owner_named, seconds_left
from regulars.models import Message
from tests.messaging import plan


@pytest.fixture
def held(customer) -> Message:
    message = plan(customer)
    hold(owner_named("w"), lease_until(30))
    return message


def hold(owner: str, until: datetime, state: str = "claimed") -> None:
    Message.objects.update(state=state, owner=owner, fence=1, lease_until=until)


def state() -> str:
    return Message.objects.get().state


def test_a_lease_is_told_by_the_clock_that_nobody_can_set():
    assert 29 < seconds_left(lease_until(30)) <= 30
    assert lease_until() < datetime.now(UTC)  # since the machine's start, not since 1970


def test_what_is_held_is_left_alone_whatever_the_clock_on_the_wall_shows(held):
    """S10."""
    for moved in (timedelta(0), timedelta(days=1), timedelta(days=-1)):
        assert Watch().look(timezone.now() + moved) == 0
    assert state() == "claimed"


@pytest.mark.parametrize(("was", "becomes"), [("claimed", "planned"), ("handing", "unknown")])
def test_a_lease_that_is_over_is_taken_back_at_once(held, was, becomes):
    hold(owner_named("w"), lease_until(-1), was)

    assert Watch().look(timezone.now()) == 1
    assert state() == becomes


def test_a_claim_of_another_machine_is_watched_and_taken_back_when_it_stands_still(held):
    hold("another-start/w", lease_until(-100))
    told = [0.0]
    watch = Watch(seconds=60, clock=lambda: told[0])

    assert watch.look(timezone.now()) == 0
    told[0] = 59
    assert watch.look(timezone.now()) == 0
    hold("another-start/w", lease_until(-50))  # it is alive
    told[0] = 100
    assert watch.look(timezone.now()) == 0
    told[0] = 161
    assert watch.look(timezone.now()) == 1
    assert state() == "planned"


def test_owners_of_this_start_are_known_by_their_name():
    assert owner_named("w").startswith(f"{START}/")
    assert len(owner_named("w" * 200)) <= 80
    assert leases.seconds_since_start() > 0
