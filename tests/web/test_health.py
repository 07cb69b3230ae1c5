import pytest
from django.test import Client
from django.utils.timezone import now

from regulars.jobs import queue


@pytest.mark.django_db
def test_a_monitor_is_told_no_more_than_whether_it_works(shop):
    down = Client().get("/health")
    assert (down.status_code, down.json()) == (503, {"ok": False})
    queue.beat("one", now())
    well = Client().get("/health")
    assert (well.status_code, well.json()) == (200, {"ok": True})
    assert Client().post("/health").status_code == 405
