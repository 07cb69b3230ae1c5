from datetime import date, timedelta

import pytest
from django.utils import timezone

from regulars.actions.manners import (
    change_manners,
    close_for,
    open_again,
    pause_everything,
    resume_everything,
)
from regulars.actions.messages import move_message
from regulars.models import Closure, Event, Manners
from regulars.queries.manners import the_manners, weigh_message
from regulars.rules.messages import Reason
from tests.making_messages import make_message

pytestmark = pytest.mark.django_db


def kinds() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("kind", flat=True))


def test_a_decision_is_kept_once(ana):
    assert change_manners(fields={"most_a_week": 1}, person=ana)
    assert not change_manners(fields={"most_a_week": 1}, person=ana)

    assert the_manners().most_a_week == 1
    assert the_manners().quiet_weekdays == [6]  # what nobody decided stays as it was
    assert kinds() == ["manners.changed"]


def test_pausing_is_done_by_the_first_of_two_hands_and_so_is_going_on(ana):
    assert pause_everything(person=ana)
    assert not pause_everything(person=ana)
    assert Manners.objects.get().paused_by == ana

    assert resume_everything(person=ana)
    assert not resume_everything(person=ana)
    assert kinds() == ["sending.paused", "sending.resumed"]


def test_a_pause_stops_what_is_in_line_and_going_on_makes_it_due_at_once(ana, customer):
    now = timezone.now()
    message = make_message(customer, due_at=now - timedelta(hours=1))
    pause_everything(person=ana)

    verdict = weigh_message(message, now)
    assert (verdict.reason, verdict.until_at is None) == (Reason.PAUSED, False)
    move_message(message, due_at=now + timedelta(hours=9), reason=Reason.PAUSED)
    other = make_message(customer, due_at=now + timedelta(days=3))

    resume_everything(person=ana)

    message.refresh_from_db()
    other.refresh_from_db()
    assert message.due_at <= timezone.now()
    assert message.reason == ""
    assert other.due_at == now + timedelta(days=3)


def test_closed_days_are_added_and_removed_once(ana):
    closure = close_for(
        from_on=date(2026, 12, 24), to_on=date(2027, 1, 2), name=" Winter ", person=ana
    )

    assert closure.name == "Winter"
    assert open_again(closure=closure, person=ana)
    assert not open_again(closure=Closure(pk=closure.pk), person=ana)
    assert kinds() == ["closure.changed", "closure.changed"]
