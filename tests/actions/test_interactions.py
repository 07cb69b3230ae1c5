from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from regulars.actions.interactions import NextStep, Talk, record_interaction, undo_interaction
from regulars.actions.rhythms import refresh_rhythms
from regulars.actions.touches import CannotReopen, TouchAlreadyClosed, plan_follow_up
from regulars.models import Event, Interaction, Rhythm, Touch
from regulars.queries.local_days import shop_today
from regulars.rules.channels import Channel
from regulars.rules.kinds import Outcome, TouchRule
from tests.conftest import at

OVERDUE = (TouchRule.OVERDUE, "2026-09-01")
BIRTHDAY = (TouchRule.BIRTHDAY, "2026")
REACHED = Talk(Channel.PHONE, Outcome.REACHED, note="wants a darker blend")
NOBODY = Talk(Channel.PHONE, Outcome.NO_ANSWER)


def test_a_talk_settles_what_it_was_for_and_plans_the_next_step(customer, ana, monday):
    event = record_interaction(
        customer=customer,
        person=ana,
        talk=REACHED,
        reasons=[OVERDUE, BIRTHDAY],
        next_step=NextStep(monday, "darker blend there?"),
    )

    talk = Interaction.objects.get()
    assert (talk.person, talk.touch.rule, talk.note) == (ana, "overdue", "wants a darker blend")
    assert set(Touch.objects.values_list("rule", "state")) == {
        ("overdue", "done"),
        ("birthday", "done"),
        ("follow_up", "open"),
    }
    assert Event.objects.last() == event
    assert event.kind == "interaction.recorded"


def test_a_talk_belongs_to_the_local_day_of_the_business(customer, ana, monday):
    just_after_midnight = at(monday, 0)  # still Sunday in UTC

    record_interaction(
        customer=customer,
        person=ana,
        talk=Talk(Channel.SMS, Outcome.SENT, happened_at=just_after_midnight),
    )

    assert Interaction.objects.get().happened_on == monday


def test_the_silence_ends_with_a_talk_and_not_with_a_call_nobody_took(customer, ana):
    refresh_rhythms([customer.pk])

    record_interaction(customer=customer, person=ana, talk=NOBODY)
    assert Rhythm.objects.get().last_contact_on is None
    record_interaction(customer=customer, person=ana, talk=REACHED)
    assert Rhythm.objects.get().last_contact_on == shop_today()


def test_where_nobody_answered_it_stays_owed_until_tomorrow_or_the_chosen_day(customer, ana):
    today = shop_today()
    record_interaction(customer=customer, person=ana, talk=NOBODY, reasons=[OVERDUE])
    record_interaction(
        customer=customer,
        person=ana,
        talk=NOBODY,
        reasons=[BIRTHDAY],
        next_step=NextStep(today + timedelta(days=3)),
    )

    assert set(Touch.objects.values_list("rule", "state", "due_on")) == {
        ("overdue", "open", today + timedelta(days=1)),
        ("birthday", "open", today + timedelta(days=3)),
    }


def test_undo_leaves_no_trace_but_the_events(customer, ana, monday):
    refresh_rhythms([customer.pk])
    missed = plan_follow_up(customer=customer, due_on=monday, person=ana)
    event = record_interaction(
        customer=customer,
        person=ana,
        talk=REACHED,
        reasons=[(TouchRule.FOLLOW_UP, missed.occurrence), OVERDUE],
        next_step=NextStep(monday + timedelta(days=9)),
    )

    undo_interaction(event, person=ana)

    touch = Touch.objects.get()
    assert (touch.pk, touch.state, touch.due_on) == (missed.pk, "open", monday)
    assert not Interaction.objects.exists()
    assert Rhythm.objects.get().last_contact_on is None
    assert Event.objects.last().kind == "interaction.undone"


def test_undo_is_refused_after_a_while_and_changes_nothing(customer, ana):
    event = record_interaction(customer=customer, person=ana, talk=REACHED, reasons=[OVERDUE])

    with pytest.raises(CannotReopen):
        undo_interaction(event, person=ana, at=timezone.now() + timedelta(minutes=11))

    assert Interaction.objects.count() == 1
    assert Touch.objects.get().state == "done"


def test_the_second_of_two_hands_writes_nothing(customer, ana, ben):
    record_interaction(customer=customer, person=ana, talk=REACHED, reasons=[OVERDUE])

    with pytest.raises(TouchAlreadyClosed):
        record_interaction(
            customer=customer,
            person=ben,
            talk=REACHED,
            reasons=[OVERDUE],
            next_step=NextStep(shop_today()),
        )

    assert Interaction.objects.get().person == ana
    assert not Touch.objects.filter(rule="follow_up").exists()


@pytest.mark.django_db(transaction=True)
def test_two_people_press_at_once_and_one_talk_is_written(customer, ana, ben):
    together = Barrier(2)

    def press(person) -> bool:
        together.wait()
        try:
            record_interaction(customer=customer, person=person, talk=REACHED, reasons=[OVERDUE])
        except TouchAlreadyClosed:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as hands:
        wrote = list(hands.map(press, [ana, ben]))

    assert sorted(wrote) == [False, True]
    assert Interaction.objects.count() == 1
    assert Touch.objects.get().state == "done"
