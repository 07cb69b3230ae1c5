import argparse
from datetime import timedelta

import pytest
from django.utils import timezone

from regulars.management import tick
from regulars.models import Message
from tests.channels.sinks import Sink
from tests.messaging import plan, ready_to_send, with_address

pytestmark = pytest.mark.django_db(transaction=True)


def look(at: str | None) -> None:
    tick.run(argparse.Namespace(at=at, again=False))


def test_looking_ahead_sends_nothing_early_and_ends_nothing(customer, capsys):
    """Only the present sends: a look at tomorrow must not congratulate anybody today."""
    tomorrow = timezone.now() + timedelta(days=1)
    with Sink() as sink:
        ready_to_send(port=sink.port)
        early = plan(with_address(customer), "1", due_at=tomorrow - timedelta(hours=1))
        ending = plan(customer, "2", use_by_at=tomorrow - timedelta(hours=2))

        look(tomorrow.isoformat())

        assert sink.taken == []
        assert set(Message.objects.values_list("state", flat=True)) == {"planned"}

        look(None)

        assert len(sink.taken) == 1
    early.refresh_from_db()
    ending.refresh_from_db()
    assert (early.state, ending.state) == ("planned", "accepted")
