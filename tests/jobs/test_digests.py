"""The morning's list through a real mail server, however often and late somebody looks."""

import threading
import zoneinfo
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connections

from regulars.actions.touches import plan_follow_up
from regulars.jobs.digests import send_digests
from regulars.models import Digest, Event, MailAccount, Manners, Shop
from tests.channels.sinks import Fault, Sink, free_port
from tests.messaging import ready_to_send

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 11, 23)
BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return datetime.combine(day, time(hour, minute), BERLIN).astimezone(UTC)


@pytest.fixture
def reader(ana, customer):
    ana.email, ana.morning_at, ana.evening_at = "ana@home.example", time(7, 30), time(18)
    ana.save()
    plan_follow_up(customer=customer, due_on=DAY, note="a secret worry", person=ana)
    return ana


def sending_to(port: int) -> None:
    MailAccount.objects.all().delete()
    Manners.objects.all().delete()
    ready_to_send(port=port)


def states() -> dict[str, str]:
    return dict(Digest.objects.values_list("kind", "state"))


def test_a_day_looked_at_every_ten_minutes_sends_each_once(reader):
    with Sink() as sink:
        sending_to(sink.port)
        for minutes in range(0, 24 * 60, 10):
            send_digests(at(0) + timedelta(minutes=minutes))

    assert [one.recipient for one in sink.taken] == ["ana@home.example"] * 2
    assert states() == {"morning": "accepted", "evening": "accepted"}
    morning, evening = (one.mail for one in sink.taken)
    assert morning["Subject"] == "1 person to care for, Monday, 23 November 2026"
    assert "left over" in evening["Subject"]
    words = morning.get_body(("plain",)).get_content()
    assert "Tomás Ferreira: Follow-up today" in words
    assert "a secret worry" not in words
    assert morning.get_body(("html",)) is not None
    assert "http" in words
    assert Event.objects.filter(kind="digest.sent").count() == 2


@pytest.mark.parametrize(("hour", "state"), [(11, "accepted"), (12, "cancelled")])
def test_a_missed_morning_is_made_up_for_until_noon(reader, hour, state):
    with Sink() as sink:
        sending_to(sink.port)
        send_digests(at(hour))

    assert states() == {"morning": state}
    assert len(sink.taken) == (state == "accepted")
    if state == "cancelled":
        assert "missed" in Digest.objects.get().said


def test_a_busy_server_is_asked_again_later_and_gets_one(reader):
    answers = iter([Fault.BUSY_AT_RECIPIENT, Fault.BUSY_AFTER_DATA, Fault.NONE])
    with Sink(lambda _: next(answers)) as sink:
        sending_to(sink.port)
        for minutes in range(30):
            send_digests(at(7, 30) + timedelta(minutes=minutes))

    assert len(sink.taken) == 1
    assert states() == {"morning": "accepted"}


def test_a_server_that_is_away_all_morning_ends_with_its_words(reader):
    sending_to(free_port())
    for minutes in range(0, 300, 20):
        send_digests(at(7, 30) + timedelta(minutes=minutes))

    digest = Digest.objects.get()
    assert digest.state == "cancelled"
    assert digest.said
    assert digest.tries > 1


@pytest.mark.parametrize("fault", [Fault.LOST_ACCEPTED, Fault.LOST_NOT_ACCEPTED])
def test_a_lost_answer_is_unknown_and_never_sent_again(reader, fault):
    with Sink(lambda _: fault) as sink:
        sending_to(sink.port)
        for minutes in range(0, 120, 5):
            send_digests(at(7, 30) + timedelta(minutes=minutes))

    assert states() == {"morning": "unknown"}
    assert len(sink.taken) == (fault is Fault.LOST_ACCEPTED)


def test_a_worker_that_was_killed_in_the_hand_over_leaves_an_unknown_one(reader):
    with Sink() as sink:
        sending_to(sink.port)
        Digest.objects.create(
            person=reader,
            kind="morning",
            day=DAY,
            state="handing",
            message_id="<x@y>",
            owner="gone",
            lease_until=at(7, 45),
        )
        send_digests(at(7, 40))
        assert states() == {"morning": "handing"}
        send_digests(at(7, 50))

    assert states() == {"morning": "unknown"}
    assert sink.taken == []


def test_two_workers_at_once_send_one(reader):
    def look() -> None:
        try:
            send_digests(at(8))
        finally:
            connections.close_all()

    with Sink(delay=0.05) as sink:
        sending_to(sink.port)
        workers = [threading.Thread(target=look) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

    assert len(sink.taken) == 1
    assert states() == {"morning": "accepted"}


def test_held_and_paused_send_nothing_to_anybody(reader):
    with Sink() as sink:
        sending_to(sink.port)
        Shop.objects.update(is_sending_held=True)
        send_digests(at(8))
        Shop.objects.update(is_sending_held=False)
        Manners.objects.update(is_paused=True)
        send_digests(at(8, 10))

    assert sink.taken == []
    assert states() == {"morning": "planned"}


def test_where_nobody_is_waiting_nobody_is_written_to(reader):
    reader.touches.all().delete()
    with Sink() as sink:
        sending_to(sink.port)
        send_digests(at(8))
        send_digests(at(9))

    assert sink.taken == []
    assert states() == {"morning": "cancelled"}


def test_without_an_account_the_row_waits_for_one(reader):
    send_digests(at(8))
    assert states() == {"morning": "planned"}
