import pytest
from django.utils import timezone

from regulars.actions.complaints import (
    ComplaintClosed,
    ask_again,
    close_complaint,
    open_complaint,
)
from regulars.actions.touches import complete_touches, key_of
from regulars.jobs.react import react_to_all
from regulars.jobs.reactions import REACTIONS
from regulars.models import Complaint, Event, Touch
from regulars.queries.due import due_for
from regulars.queries.local_days import shop_today
from regulars.queries.manners import facts_for
from regulars.rules.channels import Channel
from regulars.rules.kinds import OpenState, TouchRule


@pytest.fixture
def complaint(customer, ana) -> Complaint:
    return open_complaint(
        customer=customer, text=" The coffee was cold. ", channel=Channel.PHONE, person=ana
    )


def has_complaint(customer) -> bool:
    return facts_for(customer.pk, at=timezone.now(), channel=Channel.EMAIL).has_complaint


def test_what_was_heard_is_owed_an_answer_today_and_stops_everything_commercial(
    customer, complaint, ana
):
    touch = Touch.objects.get()

    assert complaint.text == "The coffee was cold."
    assert (touch.rule, touch.note, touch.assigned_to) == ("complaint", complaint.text, ana)
    assert touch.due_on == shop_today()
    assert has_complaint(customer)
    assert Event.objects.filter(kind="complaint.opened").count() == 1


def test_it_leads_today(customer, complaint):
    reasons = due_for(None, shop_today()).reasons[customer.pk]

    assert reasons[0].rule is TouchRule.COMPLAINT


def test_it_is_closed_once_and_with_words(customer, complaint, ana):
    with pytest.raises(ValueError, match="words"):
        close_complaint(complaint=complaint, words=" ", person=ana)

    close_complaint(complaint=complaint, words="A new cup, and sorry.", person=ana)
    with pytest.raises(ComplaintClosed):
        close_complaint(complaint=complaint, words="Again", person=ana)

    complaint.refresh_from_db()
    assert (complaint.state, complaint.closing_words) == ("done", "A new cup, and sorry.")
    assert not Touch.objects.open().exists()
    assert not has_complaint(customer)
    assert Event.objects.filter(kind="complaint.closed").count() == 1


def test_it_may_turn_out_to_be_none(complaint, ana):
    close_complaint(complaint=complaint, words="Another shop.", person=ana, state=OpenState.DROPPED)

    assert Complaint.objects.get().state == "dropped"


def test_while_it_is_open_a_settled_task_comes_back(customer, complaint, ana):
    for _ in range(2):
        touch = Touch.objects.open().get()
        complete_touches(customer=customer, reasons=[key_of(touch)], person=ana)
        react_to_all(REACTIONS, timezone.now())
        react_to_all(REACTIONS, timezone.now())

    assert list(Touch.objects.order_by("pk").values_list("occurrence", flat=True)) == [
        f"{complaint.pk}-1",
        f"{complaint.pk}-2",
        f"{complaint.pk}-3",
    ]
    assert Touch.objects.open().get().due_on > shop_today()


def test_an_event_of_nobody_asks_nothing(db):
    ask_again(Event.objects.create(kind="touch.closed"))

    assert not Touch.objects.exists()
