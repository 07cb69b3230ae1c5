"""Cards are in a batch once, are sent when somebody says so, and come back into view."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from regulars.actions import post
from regulars.actions.messages import MessageHasLeft, note_contact
from regulars.models import (
    Complaint,
    Event,
    Interaction,
    Manners,
    Message,
    PrintBatch,
    Shop,
    Suppression,
    Touch,
)
from regulars.queries.paper_files import batch_path
from regulars.queries.post import address_key
from regulars.rules.messages import Purpose, Reason
from tests.posting import make_design, make_reader, plan_card

pytestmark = pytest.mark.django_db


@pytest.fixture
def design(shop):
    return make_design()


@pytest.fixture
def card(ana):
    return plan_card(make_reader())


def state_of(message):
    return Message.objects.get(pk=message.pk).state


def test_a_card_is_in_one_batch_however_often_somebody_presses(card, design, ana):
    batch, held = post.make_batch([card], design=design, person=ana)
    with pytest.raises(post.NothingToPrint):
        post.make_batch([card], design=design, person=ana)
    card.refresh_from_db()
    assert (card.print_batch, held) == (batch, [])
    assert card.to_address == "Mara Lindqvist\nLange Straße 5\n20095 Hamburg"
    assert PrintBatch.objects.count() == 1
    assert Event.objects.filter(kind="paper.wanted").count() == 1


def test_what_has_no_whole_address_stays_in_the_queue(card, design, ana):
    odd = plan_card(make_reader("Ben Odd", postcode="12"))
    batch, held = post.make_batch([card, odd], design=design, person=ana)
    assert [one.pk for one, _ in held] == [odd.pk]
    assert list(batch.messages.all()) == [card]


def test_what_a_customer_does_not_allow_is_held_with_the_reason(design, ana, shop):
    reader = make_reader()
    offer = plan_card(reader, purpose=Purpose.SURVEY)
    Complaint.objects.create(customer=reader, text="cold coffee", heard_at=now())
    with pytest.raises(post.NothingToPrint) as nothing:
        post.make_batch([offer], design=design, person=ana)
    assert [reason for _, reason in nothing.value.held] == [Reason.COMPLAINT]
    offer.refresh_from_db()
    assert offer.print_batch is None
    assert not PrintBatch.objects.exists()


def test_pause_everything_holds_the_printer_too(card, design, ana):
    Manners.objects.create(is_paused=True)
    with pytest.raises(post.NothingToPrint) as nothing:
        post.make_batch([card], design=design, person=ana)
    assert [reason for _, reason in nothing.value.held] == [Reason.PAUSED]


def test_printing_sends_nothing_posting_does(card, design, ana):
    batch, _ = post.make_batch([card], design=design, person=ana)
    post.note_sheets(batch, stored_as="1.pdf", sheets=1, left_out=[])
    assert post.note_printed(batch, person=ana)
    assert not post.note_printed(batch, person=ana)
    assert state_of(card) == "planned"
    assert not Interaction.objects.exists()

    assert post.mark_posted([card], person=ana) == 1
    assert post.mark_posted([card], person=ana) == 0

    assert state_of(card) == "accepted"
    (event,) = Event.objects.filter(kind="message.accepted")
    note_contact(event)
    note_contact(event)
    talk = Interaction.objects.get()
    assert (talk.channel, talk.outcome, talk.message) == ("post", "sent", card)


def test_a_card_written_by_hand_is_ticked_off_without_a_sheet(ana):
    card = plan_card(make_reader(), body="")
    assert post.mark_posted([card], person=ana) == 1
    card.refresh_from_db()
    assert card.to_address.startswith("Mara Lindqvist\n")


def test_only_post_is_ticked_off(card, ana):
    Message.objects.update(channel="email")
    assert post.mark_posted([card], person=ana) == 0


def test_a_tick_by_mistake_is_taken_back_with_all_that_followed(card, ana):
    touch = Touch.objects.create(
        customer=card.customer, rule="written", occurrence="1", due_on="2026-11-23", how="card"
    )
    Message.objects.update(touch=touch)
    card.refresh_from_db()
    post.mark_posted([card], person=ana)
    note_contact(Event.objects.get(kind="message.accepted"))
    touch.refresh_from_db()
    assert touch.state == "done"

    post.take_back_posted(card, person=ana)

    touch.refresh_from_db()
    assert (state_of(card), touch.state) == ("planned", "open")
    assert not Interaction.objects.exists()
    with pytest.raises(MessageHasLeft):
        post.take_back_posted(card, person=ana)


def test_not_posted_goes_back_into_the_queue(card, design, ana):
    post.make_batch([card], design=design, person=ana)
    post.put_back(card, person=ana)
    with pytest.raises(MessageHasLeft):
        post.put_back(card, person=ana)
    batch, _ = post.make_batch([card], design=design, person=ana)
    assert batch.messages.count() == 1


def test_dropped_is_dropped_once(card, ana):
    post.drop_piece(card, person=ana)
    assert state_of(card) == "cancelled"
    with pytest.raises(MessageHasLeft):
        post.drop_piece(card, person=ana)
    assert post.mark_posted([card], person=ana) == 0


def test_what_came_back_marks_the_address_until_it_changes(card, design, ana):
    post.mark_posted([card], person=ana)
    post.note_returned(card, person=ana)
    assert state_of(card) == "bounced"
    assert Suppression.objects.filter(channel="post", address=address_key(card.customer)).exists()
    with pytest.raises(MessageHasLeft):
        post.note_returned(card, person=ana)

    second = plan_card(card.customer)
    with pytest.raises(post.NothingToPrint):
        post.make_batch([second], design=design, person=ana)
    card.customer.street = "Neue Straße 9"
    card.customer.save()
    assert post.make_batch([second], design=design, person=ana)


def test_what_was_never_posted_cannot_come_back(card, ana):
    with pytest.raises(MessageHasLeft):
        post.note_returned(card, person=ana)


def test_whoever_could_not_be_printed_is_in_the_queue_again(card, design, ana):
    other = plan_card(make_reader("木村 優希"))
    batch, _ = post.make_batch([card, other], design=design, person=ana)
    assert post.note_sheets(batch, stored_as="1.pdf", sheets=1, left_out=[(other.pk, "letters")])
    assert not post.note_sheets(batch, stored_as="2.pdf", sheets=2, left_out=[])
    other.refresh_from_db()
    batch.refresh_from_db()
    assert other.print_batch is None
    assert (batch.sheets, batch.left_out) == (1, [[other.pk, "letters"]])


def test_envelopes_are_made_once_for_a_batch(card, design, ana):
    batch, _ = post.make_batch([card], design=design, person=ana)
    envelope = make_design("envelope", "dl")
    first = post.make_envelopes(batch, design=envelope, person=ana)
    assert post.make_envelopes(batch, design=envelope, person=ana) == first
    card.refresh_from_db()
    assert card.print_batch == batch


def test_files_with_addresses_go_when_all_was_posted(card, design, ana):
    batch, _ = post.make_batch([card], design=design, person=ana)
    post.note_sheets(batch, stored_as=batch_path(batch).name, sheets=1, left_out=[])
    batch_path(batch).parent.mkdir(parents=True, exist_ok=True)
    batch_path(batch).write_bytes(b"%PDF")
    later = now() + timedelta(days=40)
    assert post.clear_sheets(before=later) == 0
    post.mark_posted([card], person=ana)
    assert post.clear_sheets(before=now()) == 0
    assert post.clear_sheets(before=later) == 1
    assert not batch_path(batch).exists()


def test_sheets_that_were_cleared_away_are_made_again_once(card, design, ana):
    batch, _ = post.make_batch([card], design=design, person=ana)
    assert not post.remake_sheets(batch, person=ana), "they are being made"
    post.note_sheets(batch, stored_as="1.pdf", sheets=1, left_out=[])
    assert post.remake_sheets(batch, person=ana)
    assert not post.remake_sheets(batch, person=ana)
    assert Event.objects.filter(kind="paper.wanted").count() == 2


def test_a_restored_copy_makes_no_sheets(card, design, ana):
    Shop.objects.update(is_sending_held=True)
    with pytest.raises(post.NothingToPrint) as nothing:
        post.make_batch([card], design=design, person=ana)
    assert [reason for _, reason in nothing.value.held] == [Reason.HELD]
