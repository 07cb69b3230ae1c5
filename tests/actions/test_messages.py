from datetime import timedelta

import pytest
from django.utils import timezone

from regulars.actions.messages import (
    MessageHasLeft,
    NotReady,
    NotUnknown,
    SellsInBadNews,
    approve_draft,
    cancel_messages,
    hand_to_person,
    move_message,
    note_contact,
    resolve_unknown,
)
from regulars.actions.rhythms import refresh_rhythms
from regulars.models import (
    Customer,
    Event,
    Interaction,
    MailAccount,
    Message,
    Person,
    Rhythm,
    Touch,
)
from regulars.queries.local_days import shop_today
from regulars.rules.messages import Purpose, Reason
from tests.messaging import plan


@pytest.fixture
def touch(customer, monday) -> Touch:
    return Touch.objects.create(
        customer=customer, rule="playbook", occurrence="2026", due_on=monday, how="message"
    )


def kinds() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("kind", flat=True))


def leave(message: Message, state: str) -> None:
    now = timezone.now()
    Message.objects.filter(pk=message.pk).update(
        state=state, owner="w", handed_at=now, accepted_at=now if state == "accepted" else None
    )


def test_the_second_plan_of_an_occurrence_changes_nothing(customer):
    first = plan(customer, subject="First")
    second = plan(customer, subject="Second", is_draft=True)

    assert second == first
    assert Message.objects.get().subject == "First"
    assert kinds() == ["message.planned"]


def test_a_message_id_is_made_once_and_of_the_sender_s_own_domain(customer):
    before = plan(customer, "1")
    MailAccount.objects.create(from_address="ana@aurora.example")
    after = plan(customer, "2")

    assert before.message_id.endswith("@regulars.invalid>")
    assert after.message_id.endswith("@aurora.example>")
    assert plan(customer, "2").message_id == after.message_id


def test_a_draft_leaves_only_when_somebody_approved_it(customer, ana):
    message = plan(customer, is_draft=True)

    approve_draft(message, person=ana, body="My own words")

    message.refresh_from_db()
    assert (message.state, message.body) == ("planned", "My own words")
    assert message.is_handwritten
    assert message.subject == "Your grinder"
    with pytest.raises(MessageHasLeft):
        approve_draft(message, person=ana)


def test_a_draft_that_is_approved_as_it_stands_is_nobodys_handwriting(customer, ana):
    message = plan(customer, is_draft=True)

    approve_draft(message, person=ana, subject=message.subject, body=message.body)

    message.refresh_from_db()
    assert not message.is_handwritten


def test_words_with_a_gap_stay_a_draft_until_somebody_fills_it(customer, ana):
    message = plan(customer, body="Thank you for {item}.")
    assert (message.state, message.reason) == ("draft", "unfilled")

    with pytest.raises(NotReady) as refused:
        approve_draft(message, person=ana)
    assert refused.value.reason is Reason.UNFILLED

    approve_draft(message, person=ana, body="Thank you for the grinder.")
    message.refresh_from_db()
    assert (message.state, message.reason) == ("planned", "")


def test_the_same_words_to_one_person_become_a_draft(customer, ana):
    plan(customer, "1", body="How are you?")

    again = plan(customer, "2", body="How  are you?")

    assert (again.state, again.reason) == ("draft", "same_words")
    with pytest.raises(NotReady):
        approve_draft(again, person=ana)
    approve_draft(again, person=ana, body="How was the wedding?")
    again.refresh_from_db()
    assert again.state == "planned"


def test_the_same_thanks_to_two_people_on_one_day_become_a_draft(customer):
    other = Customer.objects.create(name="Mei Chen", given_name="Mei")
    plan(customer, body="Thank you for Monday.", purpose=Purpose.THANKS)

    same = plan(other, body="Thank you for Monday.", purpose=Purpose.THANKS)
    later = plan(
        other,
        "next",
        body="Thank you for Monday.",
        purpose=Purpose.THANKS,
        composed_on=shop_today() + timedelta(days=1),
    )

    assert (same.state, same.reason) == ("draft", "same_words")
    assert later.state == "planned"


def test_a_notice_may_be_said_again(customer):
    plan(customer, "1", body="We are closed.", purpose=Purpose.NOTICE)

    assert plan(customer, "2", body="We are closed.", purpose=Purpose.NOTICE).state == "planned"


def test_a_plan_s_notice_that_sells_waits_until_it_does_not(customer, ana):
    message = plan(customer, body="We are closed. Use the voucher.", purpose=Purpose.NOTICE)
    assert message.state == "draft"

    with pytest.raises(SellsInBadNews) as refused:
        approve_draft(message, person=ana)
    assert refused.value.word == "voucher"
    approve_draft(message, person=ana, body="We are closed.")
    message.refresh_from_db()
    assert message.state == "planned"


def test_thanks_without_anything_true_need_a_sentence_by_hand(customer, ana):
    message = plan(customer, body="Thank you.", problem=Reason.NO_DETAIL, purpose=Purpose.THANKS)
    assert message.state == "draft"

    with pytest.raises(NotReady):
        approve_draft(message, person=ana)
    approve_draft(message, person=ana, body="Thank you. Your daughter's drawing still hangs here.")
    message.refresh_from_db()
    assert message.is_handwritten


def test_a_draft_does_not_leave_in_the_name_of_somebody_who_has_not_agreed(customer, ana, ben):
    message = plan(customer, is_draft=True, signed_by=ben)

    with pytest.raises(NotReady) as refused:
        approve_draft(message, person=ana)
    assert refused.value.reason is Reason.NO_SENDER

    Person.objects.filter(pk=ben.pk).update(agreed_to_sign_at=timezone.now())
    message.refresh_from_db()
    approve_draft(message, person=ana)


@pytest.mark.parametrize("state", ["planned", "claimed"])
def test_a_moved_message_waits_and_is_held_by_nobody(customer, state):
    message = plan(customer)
    due_at = message.due_at
    if state == "claimed":
        leave(message, "claimed")
    later = due_at + timedelta(days=1)

    move_message(message, due_at=later, reason=Reason.QUIET_HOURS)
    move_message(message, due_at=later + timedelta(days=1), reason=Reason.BUDGET)

    message.refresh_from_db()
    assert (message.state, message.owner, message.reason) == ("planned", "", "budget")
    assert message.moved_from_at == due_at
    assert kinds()[-1] == "message.moved"


@pytest.mark.parametrize("state", ["handing", "accepted", "unknown"])
def test_what_has_left_is_neither_moved_nor_cancelled_nor_handed(customer, state):
    message = plan(customer)
    leave(message, state)

    with pytest.raises(MessageHasLeft):
        move_message(message, due_at=timezone.now(), reason=Reason.BUDGET)
    with pytest.raises(MessageHasLeft):
        hand_to_person(message, reason=Reason.BUDGET)
    assert cancel_messages(Message.objects.all(), reason=Reason.BY_HAND) == 0
    message.refresh_from_db()
    assert message.state == state
    assert not Touch.objects.exists()


def test_a_cancelled_message_says_why_and_so_does_what_was_owed(customer, ana, touch):
    message = plan(customer, touch=touch)

    assert cancel_messages(Message.objects.all(), reason=Reason.PLAYBOOK_OFF, person=ana) == 1
    assert cancel_messages(Message.objects.all(), reason=Reason.BY_HAND, person=ana) == 0

    message.refresh_from_db()
    touch.refresh_from_db()
    assert (message.state, message.reason) == ("cancelled", "playbook_off")
    assert (touch.state, touch.dropped_because) == ("dropped", "The plan was switched off")
    assert kinds().count("message.cancelled") == 1


def test_what_cannot_go_becomes_a_task_with_its_words(customer, ana, touch):
    message = plan(customer, touch=touch, signed_by=ana)

    task = hand_to_person(message, reason=Reason.NO_CONSENT)

    assert (task.pk, task.how, task.state) == (touch.pk, "task", "open")
    assert (task.handed_because, task.assigned_to) == ("no_consent", ana)
    assert task.script == message.body
    message.refresh_from_db()
    assert (message.state, message.reason) == ("cancelled", "no_consent")
    assert kinds()[-2:] == ["touch.handed", "message.cancelled"]


def test_a_task_is_made_where_nothing_was_owed_before(customer):
    message = plan(customer, "x" * 120)

    task = hand_to_person(message, reason=Reason.NO_ADDRESS)

    message.refresh_from_db()
    assert message.touch == task
    assert task.how == "task"


@pytest.mark.parametrize("was_sent", [True, False])
def test_an_unknown_message_is_settled_once_by_a_person(customer, ana, was_sent):
    message = plan(customer)
    leave(message, "unknown")

    resolve_unknown(message, was_sent=was_sent, person=ana)
    with pytest.raises(NotUnknown):
        resolve_unknown(message, was_sent=not was_sent, person=ana)

    message.refresh_from_db()
    assert message.state == ("accepted" if was_sent else "planned")
    assert kinds().count("message.accepted") == was_sent


def test_an_accepted_message_is_one_talk_however_often_it_is_told(customer, ana, touch):
    refresh_rhythms([customer.pk], today=shop_today())
    message = plan(customer, touch=touch, signed_by=ana)
    leave(message, "accepted")
    event = Event.objects.create(kind="message.accepted", facts={"message": message.pk})

    note_contact(event)
    note_contact(event)

    talk = Interaction.objects.get()
    touch.refresh_from_db()
    assert (talk.message, talk.touch, talk.person) == (message, touch, ana)
    assert (talk.outcome, talk.purpose, talk.words) == ("sent", "service", message.body)
    assert touch.state == "done"
    assert Rhythm.objects.get().last_contact_on == talk.happened_on


def test_a_message_of_somebody_erased_is_no_talk(customer):
    message = plan(customer)
    leave(message, "accepted")
    Message.objects.update(customer=None)

    note_contact(Event.objects.create(kind="message.accepted", facts={"message": message.pk}))

    assert not Interaction.objects.exists()
