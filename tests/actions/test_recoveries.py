"""What became of a customer, read off what they did, and words that can be taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from regulars.actions.complaints import ComplaintClosed, open_complaint, sort_out
from regulars.actions.messages import MessageHasLeft
from regulars.actions.purchases import record_purchase
from regulars.actions.recoveries import (
    settle_after_purchase,
    settle_by_signs,
    take_back_words,
    write_words,
)
from regulars.actions.shops import change_limits
from regulars.actions.writing import Letter
from regulars.jobs.react import react_to_all
from regulars.jobs.reactions import REACTIONS
from regulars.models import Cause, Complaint, Event, Message, Rhythm, Touch
from regulars.queries.local_days import noon_of, shop_today
from tests.messaging import with_address


@pytest.fixture
def closed(customer, ana) -> Complaint:
    complaint = open_complaint(customer=customer, text="Cold", person=ana)
    cause = Cause.objects.create(name="Too slow")
    sort_out(complaint=complaint, words="A new cup", cause=cause, person=ana)
    Complaint.objects.update(closed_on=shop_today() - timedelta(days=3))
    complaint.refresh_from_db()
    return complaint


def buy(customer, days_ago, ana):
    day = shop_today() - timedelta(days=days_ago)
    return record_purchase(
        customer=customer,
        bought_at=noon_of(day),
        is_time_known=False,
        total_minor=900,
        currency="EUR",
        person=ana,
    )


def test_who_buys_again_is_won_back_and_the_day_is_kept(closed, customer, ana):
    buy(customer, 1, ana)
    react_to_all(REACTIONS, timezone.now())

    closed.refresh_from_db()
    assert (closed.step, closed.outcome, closed.evidence) == ("settled", "recovered", "bought")
    assert closed.evidence_on == shop_today() - timedelta(days=1)
    assert not Touch.objects.open().exists()


def test_what_was_bought_before_it_was_closed_says_nothing(closed, customer, ana):
    buy(customer, 3, ana)

    assert settle_by_signs() == 0
    settle_after_purchase(Event.objects.create(kind="purchase.recorded"))
    assert Complaint.objects.get().step == "closed"


def test_who_stays_away_beyond_their_own_rhythm_is_not(closed, customer):
    Rhythm.objects.update_or_create(
        customer=customer, defaults={"lost_from": shop_today() - timedelta(days=1)}
    )

    assert settle_by_signs() == 1
    assert settle_by_signs() == 0
    closed.refresh_from_db()
    assert (closed.outcome, closed.evidence) == ("not", "left")


def test_of_whom_nothing_is_heard_nobody_knows(closed):
    late = closed.check_back_on + timedelta(days=31)

    assert settle_by_signs(day=late - timedelta(days=1)) == 0
    assert settle_by_signs(day=late) == 1
    closed.refresh_from_db()
    assert (closed.outcome, closed.evidence) == ("unknown", "silent")


def letter(key="one", body="I am sorry.") -> Letter:
    return Letter(subject="What you told us", body=body, to_address="c@example.com", key=key)


@pytest.fixture
def complaint(customer, ana) -> Complaint:
    with_address(customer)
    return open_complaint(customer=customer, text="Cold", person=ana)


def test_words_wait_before_they_leave_and_the_same_form_is_one_message(complaint, ana):
    change_limits(fields={"cool_off_minutes": 45}, person=ana)
    before = timezone.now()

    message = write_words(complaint=complaint, letter=letter(), person=ana, language="en")

    assert message.due_at >= before + timedelta(minutes=45)
    assert (message.purpose, message.state, message.rule) == ("recovery", "planned", "complaint")
    assert Touch.objects.open().get().how == "message"


def test_they_are_taken_back_and_the_complaint_leads_the_day_again(complaint, ana):
    message = write_words(complaint=complaint, letter=letter(), person=ana, language="en")

    take_back_words(complaint=complaint, message=message, person=ana)
    with pytest.raises(MessageHasLeft):
        take_back_words(complaint=complaint, message=message, person=ana)

    assert Message.objects.get().state == "cancelled"
    task = Touch.objects.open().get()
    assert (task.how, task.due_on) == ("task", shop_today())
    again = write_words(complaint=complaint, letter=letter("two"), person=ana, language="en")
    assert again.pk != message.pk


def test_about_a_closed_one_no_such_words_are_written(closed, ana):
    with pytest.raises(ComplaintClosed):
        write_words(complaint=closed, letter=letter(), person=ana, language="en")
