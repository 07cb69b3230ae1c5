"""The area of the messages: what stands there, and what can be done."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from regulars.actions.accounts import begin_mail
from regulars.actions.inbound import Arrived, receive
from regulars.models import (
    Attempt,
    ContactPoint,
    Customer,
    Event,
    InboundMessage,
    MailAccount,
    Manners,
    Message,
    Person,
    Touch,
)
from regulars.rules.channels import Channel


@pytest.fixture
def account(ana):
    begin_mail(from_address="us@gmail.com", from_name="Us", person=ana)
    MailAccount.objects.update(is_on=True)


@pytest.fixture
def tomas(customer):
    ContactPoint.objects.create(customer=customer, kind="email", value="tomas@example.com")
    return customer


def at(name, pk=None):
    return reverse(f"messages:{name}", kwargs={"pk": pk} if pk else {})


def inbound(customer=None, **changed):
    told = {
        "channel": Channel.EMAIL,
        "message_id": f"m{InboundMessage.objects.count()}",
        "from_address": "tomas@example.com",
        "received_at": timezone.now() - timedelta(hours=1),
        "subject": "Re: Your grinder",
        "body": "Is it <ready>?\n\n> we will tell you",
        "customer": customer,
    }
    return receive(arrived=Arrived(**told | changed))


def message(customer, ana, number=1, **changed):
    now = timezone.now()
    told = {
        "customer": customer,
        "rule": "written",
        "occurrence": f"form-{number}",
        "channel": "email",
        "purpose": "service",
        "state": "planned",
        "subject": f"Subject {number}",
        "body": "Dear Tomás,\nthe grinder is ready.",
        "to_address": "tomas@example.com",
        "due_at": now + timedelta(hours=1),
        "message_id": f"<{number}@us.example>",
        "signed_by": ana,
        "created_by": ana,
        "is_handwritten": True,
    }
    if changed.get("state") in {"accepted", "delivered", "bounced", "unknown"}:
        told |= {"handed_at": now, "accepted_at": now, "ended_at": now}
    return Message.objects.create(**told | changed)


def test_an_empty_area_teaches_the_first_step(owner):
    page = owner.get(at("list")).text
    assert "Everything is out, and nobody waits" in page
    assert reverse("settings:mail") in page


def test_the_heading_answers_the_question(owner, tomas, ana):
    message(tomas, ana)
    assert "Nobody waits, and one message is planned" in owner.get(at("list")).text
    message(tomas, ana, 2, state="draft")
    assert "one draft is for you to look at" in owner.get(at("list")).text
    message(tomas, ana, 3, state="unknown")
    assert "nobody knows whether it arrived" in owner.get(at("list")).text
    inbound(tomas)
    inbound(tomas)
    assert "One person waits for your answer" in owner.get(at("list")).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number(
    owner, tomas, ana, account, count, django_assert_num_queries
):
    for number in range(count):
        inbound(tomas)
        for state in ("planned", "draft", "unknown", "bounced", "accepted"):
            message(tomas, ana, f"{number}-{state}", state=state)
    owner.get(at("list"))
    with django_assert_num_queries(15):
        page = owner.get(at("list")).text
    assert page.count("data-row>") == 6 * count


def test_what_stops_everything_is_said_with_a_way_there(owner, tomas, ana):
    message(tomas, ana)
    Manners.objects.create(is_paused=True)
    page = owner.get(at("list")).text
    assert "Everything is paused" in page
    assert "Mail is not switched on. What is planned waits." in page


def test_one_message_says_its_words_its_way_and_why(owner, tomas, ana):
    one = message(tomas, ana, state="bounced", said="550")
    Attempt.objects.create(
        message=one, fence=1, owner="w", handed_at=timezone.now(), said="250 <queued>"
    )
    Event.objects.create(kind="message.bounced", customer=tomas, facts={"message": one.pk})
    page = owner.get(at("show", one.pk)).text
    for words in (
        "the grinder is ready.",
        "Somebody here wrote it by hand.",
        "Signed by Ana Torres.",
        "Handed over to the server",
        "250 &lt;queued&gt;",
        "Came back",
    ):
        assert words in page


def test_a_planned_one_is_cancelled_or_becomes_a_task(owner, tomas, ana):
    first, second = message(tomas, ana), message(tomas, ana, 2)
    owner.post(at("cancel", first.pk), {"how": "nobody"})
    owner.post(at("cancel", second.pk), {"how": "myself"})
    assert set(Message.objects.values_list("state", flat=True)) == {"cancelled"}
    assert Touch.objects.get().script == second.body
    again = owner.post(at("cancel", first.pk), {"how": "nobody"}, follow=True)
    assert "It has left already, or is settled." in again.text


def test_a_draft_goes_with_the_words_as_changed(owner, tomas, ana):
    one = message(tomas, ana, state="draft", is_handwritten=False)
    refused = owner.post(at("approve", one.pk), {"subject": "New", "body": "Other words"})
    assert "agreed that it carries their name" in refused.text
    Person.objects.update(agreed_to_sign_at=timezone.now())
    assert owner.post(at("approve", one.pk), {"subject": "", "body": "x"}).status_code == 422
    owner.post(at("approve", one.pk), {"subject": "New", "body": "Other words"})
    one.refresh_from_db()
    assert (one.state, one.subject, one.body) == ("planned", "New", "Other words")


@pytest.mark.parametrize(
    ("how", "state"), [("arrived", "accepted"), ("again", "planned"), ("let_be", "cancelled")]
)
def test_an_unknown_one_is_settled_by_a_person_once(owner, tomas, ana, how, state):
    one = message(tomas, ana, state="unknown")
    owner.post(at("resolve", one.pk), {"how": how})
    one.refresh_from_db()
    assert one.state == state
    again = owner.post(at("resolve", one.pk), {"how": "again"}, follow=True)
    assert "A colleague was quicker" in again.text


def test_what_they_wrote_is_read_without_what_they_quoted(owner, tomas, account):
    row = inbound(tomas)
    page = owner.get(at("inbound", row.pk)).text
    assert "Tomás Ferreira waits for an answer" in page
    assert "Is it &lt;ready&gt;?" in page
    assert "With all that was quoted" in page
    assert 'value="Re: Your grinder"' in page


def test_an_answer_is_planned_in_the_thread(owner, tomas, account, ana):
    row = inbound(tomas)
    told = {"subject": "Re: Your grinder", "body": "Yes, it is.", "key": "k1"}
    owner.post(at("answer", row.pk), told)
    owner.post(at("answer", row.pk), told)
    one = Message.objects.get()
    assert (one.reply_to, one.to_address, one.signed_by) == (row, "tomas@example.com", ana)
    assert "An answer is on its way." in owner.get(at("list")).text


def test_needs_no_answer_wants_a_reason(owner, tomas):
    row = inbound(tomas)
    assert owner.post(at("no_answer", row.pk), {"because": " "}).status_code == 422
    owner.post(at("no_answer", row.pk), {"because": "says thank you"})
    row.refresh_from_db()
    assert row.no_answer_because == "says thank you"
    assert "says thank you" in owner.get(at("inbound", row.pk)).text


def test_a_stranger_is_given_to_whom_it_is(owner, tomas):
    other = Customer.objects.create(name="Ines Ferreira", search_text="ines ferreira")
    ContactPoint.objects.create(customer=other, kind="email", value="tomas@example.com")
    row = inbound()
    page = owner.get(at("inbound", row.pk)).text
    assert "Ines Ferreira" in page
    assert "Tomás Ferreira" in page
    owner.post(at("whose", row.pk), {"customer": other.pk})
    row.refresh_from_db()
    assert row.customer == other
    stranger = inbound(from_address="x@y.example")
    assert "Ines Ferreira" in owner.get(at("inbound", stranger.pk), {"q": "íne"}).text


def test_a_letter_begins_with_words_and_is_sent_once(owner, tomas, account):
    page = owner.get(at("write", tomas.pk)).text
    assert "tomas@example.com" in page
    told = {
        "send": "yes",
        "key": "k1",
        "to_address": "tomas@example.com",
        "subject": "Hello",
        "body": "Dear Tomás",
        "purpose": "service",
    }
    for _ in range(2):
        owner.post(at("write", tomas.pk), told)
    assert Message.objects.get().body == "Dear Tomás"
    foreign = owner.post(at("write", tomas.pk), told | {"to_address": "x@evil.example"})
    assert foreign.status_code == 422


def test_words_typed_on_today_come_along_with_their_reason(owner, tomas, account):
    told = {"words": "My own words", "reason": "follow_up:1-1"}
    page = owner.post(at("write", tomas.pk), told).text
    assert "My own words" in page
    assert 'value="follow_up:1-1"' in page
    assert not Message.objects.exists()


def test_whoever_waits_for_an_answer_is_answered_in_the_thread(owner, tomas, account):
    row = inbound(tomas)
    answer = owner.post(at("write", tomas.pk), {"reason": f"answer:{row.pk}"})
    assert answer["Location"] == at("inbound", row.pk)


def test_without_an_account_the_page_says_so_and_sends_nothing(owner, tomas):
    assert "Mail is not switched on" in owner.get(at("write", tomas.pk)).text
    told = {"send": "yes", "key": "k", "to_address": "tomas@example.com"}
    owner.post(at("write", tomas.pk), told | {"subject": "a", "body": "b"})
    assert not Message.objects.exists()


def test_the_pages_offer_a_mail_only_where_it_can_leave(owner, tomas, ana, account):
    page = reverse("customers:show", kwargs={"pk": tomas.pk})
    write = at("write", tomas.pk)
    assert write in owner.get(page).text
    assert write in owner.get(reverse("today:open", kwargs={"pk": tomas.pk})).text
    MailAccount.objects.update(is_on=False)
    assert write not in owner.get(page).text
    assert "mailto:" in owner.get(reverse("today:open", kwargs={"pk": tomas.pk})).text


def test_done_alone_settles_no_message(owner, tomas):
    row = inbound(tomas)
    touch = Touch.objects.get()
    settle = reverse("customers:settle", kwargs={"pk": tomas.pk, "touch": touch.pk})
    page = owner.post(settle, {"because": ""}, follow=True).text
    assert "say why it needs no answer" in page
    assert at("inbound", row.pk) in page
    touch.refresh_from_db()
    assert touch.state == "open"
    owner.post(settle, {"because": "spam"})
    touch.refresh_from_db()
    assert touch.state == "dropped"


def test_the_desk_for_thank_yous_is_one_step_away(staff):
    assert reverse("thanks:show") in staff.get(at("list")).text


def test_a_page_that_is_out_of_date_begins_without_a_reason(staff, tomas):
    answer = staff.post(at("write", tomas.pk), {"reason": "nonsense"})

    assert answer.status_code == 200


def test_a_letter_of_bad_news_that_sells_comes_back_with_the_word(owner, tomas, account):
    form = {
        "send": "1",
        "subject": "A delay",
        "body": "It comes later. Here is a voucher.",
        "to_address": "tomas@example.com",
        "purpose": "offer",
        "reason": "notice:3",
        "key": "a1",
    }

    page = owner.post(at("write", tomas.pk), form)

    assert page.status_code == 422
    assert "“voucher” sells something." in page.text
    assert not Message.objects.exists()
    assert owner.post(at("write", tomas.pk), form | {"body": "It comes later."}).status_code == 302
    assert Message.objects.get().purpose == "notice"


def test_a_draft_of_bad_news_that_sells_does_not_go(owner, tomas, ana):
    draft = message(tomas, ana, state="draft", purpose="notice")

    page = owner.post(
        at("approve", draft.pk), {"subject": "Closed", "body": "Closed. 10 % off on Monday."}
    )

    assert "“% off” sells something." in page.text
    assert Message.objects.get().state == "draft"
