import time

import pytest

from regulars.jobs import beats
from regulars.models import WorkerBeat

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_holder_beats_until_it_lets_go(monkeypatch):
    monkeypatch.setattr(beats, "BEAT_SECONDS", 0.02)
    with beats.beating("one"):
        first = WorkerBeat.objects.get(worker_id="one").beat_at
        until = time.monotonic() + 30
        while WorkerBeat.objects.get(worker_id="one").beat_at == first:
            assert time.monotonic() < until, "it never beat again"
            time.sleep(0.02)
    assert not WorkerBeat.objects.exists()


def test_whoever_breaks_off_lets_go_too():
    with pytest.raises(ZeroDivisionError), beats.beating("one"):
        _ = 1 / 0
    assert not WorkerBeat.objects.exists()
