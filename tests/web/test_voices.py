"""The pages for complaints, wishes and ideas, and the question at the end of a purchase."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from regulars.actions.amends import ask_for_amends
from regulars.actions.complaints import open_complaint, sort_out
from regulars.actions.ideas import note_friction, think_up
from regulars.actions.wishes import put_into, record_wish, take_up
from regulars.models import (
    AdvertisingMonth,
    Amends,
    Cause,
    Complaint,
    Customer,
    Friction,
    Idea,
    InboundMessage,
    Interaction,
    Message,
    Touch,
    WhatElse,
    Wish,
    WishGroup,
)
from tests.messaging import ready_to_send, with_address


@pytest.fixture
def cause(shop) -> Cause:
    return Cause.objects.create(name="Too slow")


@pytest.fixture
def complaint(customer, ben) -> Complaint:
    return open_complaint(customer=customer, text="The coffee was cold", person=ben)


def do(client, address, *where, **data):
    return client.post(reverse(f"voices:{address}", args=where), data, follow=True)


def test_a_complaint_goes_its_whole_way_on_its_page(staff, complaint, cause):
    pk = complaint.pk
    assert "Waits for a first word" in staff.get(reverse("voices:complaint", args=[pk])).text
    assert "the first word" in do(staff, "spoken", pk, channel="phone", note="Angry").text
    assert Interaction.objects.get().note == "Angry"
    page = do(staff, "close", pk, words="Done").text
    assert "Before it is closed it needs: the cause, what was done to put it right." in page

    do(staff, "review", pk, cause=cause.pk, words="One grinder for all")
    page = do(staff, "mend", pk, words="A new cup", what="Two coffees", cost="7").text
    assert "Two coffees, €7.00" in page
    do(staff, "close", pk, words="With a smile")
    page = do(staff, "said", pk, said="recovered", words="All well").text

    complaint.refresh_from_db()
    assert (complaint.step, complaint.outcome) == ("settled", "recovered")
    assert "They said so" in page
    assert "All well" in page


@pytest.mark.parametrize("name", ["complaint", "wish"])
def test_no_two_fields_of_a_page_share_an_id(owner, complaint, ana, name):
    do(owner, "spoken", complaint.pk, channel="phone")
    group = take_up(wish=wish(complaint.customer, ana), person=ana)
    do(owner, "decide_wish", group.pk, decision="will_do", answer="Soon")
    pk = complaint.pk if name == "complaint" else group.pk

    ids = re.findall(r' id="([^"]+)"', owner.get(reverse(f"voices:{name}", args=[pk])).text)

    assert len(ids) == len(set(ids))


def test_above_the_limit_the_owner_says_yes_or_no(owner, staff, complaint, ben):
    do(staff, "spoken", complaint.pk, channel="visit")
    page = do(staff, "mend", complaint.pk, words="A grinder", what="A grinder", cost="90").text
    assert "above your limit" in page
    asked = Amends.objects.get()
    assert asked.state == "asked"

    assert "A grinder" in owner.get(reverse("voices:complaints")).text
    assert "Say why not" in do(owner, "decide_amends", asked.pk, answer="no").text
    do(owner, "decide_amends", asked.pk, answer="yes")
    assert Amends.objects.get().state == "given"
    assert "decided already" in do(owner, "decide_amends", asked.pk, answer="yes").text

    more = ask_for_amends(
        customer=complaint.customer, what="A trip", cost_minor=90_000, currency="EUR", person=ben
    )
    do(owner, "decide_amends", more.pk, answer="no", because="Too much")
    more.refresh_from_db()
    assert more.refused_because == "Too much"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("review", {"cause": ""}),
        ("mend", {"words": ""}),
        ("mend", {"words": "x", "what": "A cake"}),
        ("mend", {"words": "x", "cost": "5"}),
        ("close", {"words": ""}),
        ("hand_over", {"to": ""}),
    ],
)
def test_what_is_missing_is_asked_for_again(staff, complaint, name, data):
    do(staff, "spoken", complaint.pk, channel="phone")
    assert do(staff, name, complaint.pk, **data).status_code == 422


def test_a_review_that_names_somebody_is_refused(staff, complaint, cause):
    answer = do(staff, "review", complaint.pk, cause=cause.pk, words="Ben was late")
    assert answer.status_code == 422
    assert "name nobody" in answer.text


def test_what_makes_no_sense_now_changes_nothing(staff, complaint, cause, ben):
    for name, data in (
        ("said", {"said": "recovered"}),
        ("said", {"said": "odd"}),
        ("reopen", {}),
        ("mend", {"words": "x"}),
        ("spoken", {"channel": "odd"}),
    ):
        assert do(staff, name, complaint.pk, **data).status_code == 200
    assert Complaint.objects.get().step == "heard"

    sort_out(complaint=complaint, words="A cup", cause=cause, person=ben)
    assert "closed it already" in do(staff, "close", complaint.pk, words="Again").text
    assert "two days" in do(staff, "said", complaint.pk, said="unknown").text
    do(staff, "reopen", complaint.pk)
    assert "say why" in do(staff, "close", complaint.pk, words="Another shop", how="none").text


def test_it_is_handed_over_and_calm_words_wait_and_are_taken_back(owner, complaint, ana, ben):
    with_address(complaint.customer)
    ready_to_send()
    assert "Ana Torres looks after it now" in do(owner, "hand_over", complaint.pk, to=ana.pk).text
    address = reverse("voices:words", args=[complaint.pk])
    page = owner.get(f"{address}?draft=sorry").text
    assert "I apologise" in page
    told = {"subject": "Sorry", "body": "I am sorry.", "key": "abc"}
    told["to_address"] = f"c{complaint.customer_id}@example.com"
    assert owner.post(address, told | {"body": ""}).status_code == 422

    page = owner.post(address, told, follow=True).text
    assert "They wait 30 minutes" in page
    message = Message.objects.get()
    page = do(owner, "take_back", complaint.pk, message.pk).text
    assert "They do not leave" in page
    assert "left already" in do(owner, "take_back", complaint.pk, message.pk).text


def test_where_nothing_can_be_sent_the_words_may_be_taken_along(staff, complaint):
    page = staff.get(reverse("voices:words", args=[complaint.pk])).text
    assert "Take the words along" in page


def test_a_message_of_theirs_becomes_a_complaint_with_one_press(staff, customer):
    inbound = InboundMessage.objects.create(
        customer=customer, channel="email", body="Never again", message_id="m", received_at=now()
    )
    assert (
        "Yes, it is a complaint" in staff.get(reverse("messages:inbound", args=[inbound.pk])).text
    )

    page = staff.post(
        reverse("customers:complain", args=[customer.pk]),
        {"text": "Never again", "channel": "email", "inbound": inbound.pk},
        follow=True,
    ).text

    assert Complaint.objects.get().inbound == inbound
    assert "What they wrote" in page


def now():
    return timezone.now()


def test_two_taps_on_the_phone_write_a_complaint_down(staff, customer):
    page = staff.get(reverse("customers:show", args=[customer.pk])).text
    assert "On the phone" in page
    staff.post(
        reverse("customers:complain", args=[customer.pk]),
        {"text": "Cold", "channel": "phone", "wants": "A new one", "how_bad": "grave"},
    )
    row = Complaint.objects.get()
    assert (row.channel, row.wants, row.how_bad) == ("phone", "A new one", "grave")


def test_the_owner_keeps_the_causes_and_what_advertising_cost(owner, ana, cause):
    do(owner, "new_cause", name="Not clear before")
    assert Cause.objects.filter(name="Not clear before", is_on=True).exists()
    assert do(owner, "new_cause", name="Ana forgot").status_code == 422
    do(owner, "take_off_cause", cause.pk)
    cause.refresh_from_db()
    assert not cause.is_on

    assert do(owner, "advertising", month_on="2026-11", amount="120").status_code == 200
    assert AdvertisingMonth.objects.get().amount_minor == 12_000
    assert do(owner, "advertising", month_on="", amount="").status_code == 422


@pytest.mark.parametrize("count", [1, 3])
def test_complaints_cost_the_same_for_any_number(
    owner, ana, cause, count, django_assert_max_num_queries
):
    for number in range(count):
        customer = Customer.objects.create(name=f"Guest {number}")
        row = open_complaint(customer=customer, text="Cold", person=ana)
        open_complaint(customer=customer, text="Open", person=ana)
        sort_out(complaint=row, words="A cup", cause=cause, person=ana)
        Complaint.objects.filter(pk=row.pk).update(
            step="settled", outcome="recovered", evidence="said", settled_on="2026-11-02"
        )

    with django_assert_max_num_queries(22):
        page = owner.get(reverse("voices:complaints"))

    assert page.text.count("Guest") >= 2 * count


# --- wishes ---


def wish(customer, ana, text="Decaf in small bags") -> Wish:
    return record_wish(customer=customer, said=text, heard_by=ana)


def test_a_wish_is_grouped_decided_and_told(owner, customer, ana):
    first = wish(customer, ana)
    wish(None, ana, "small bags of decaf")
    page = owner.get(reverse("voices:wishes")).text
    assert "2 wishes wait for an answer" in page
    assert "Together with" in page

    do(owner, "group_wish", first.pk, other=Wish.objects.latest("pk").pk)
    group = WishGroup.objects.get()
    assert group.wishes.count() == 2
    assert do(owner, "decide_wish", group.pk, decision="will_do", answer="").status_code == 422
    assert (
        do(owner, "decide_wish", group.pk, decision="another_firm", answer="x").status_code == 422
    )
    do(owner, "decide_wish", group.pk, decision="will_do", answer="In spring")
    assert "1 person is told" in do(owner, "answer_wish", group.pk).text
    assert do(owner, "wish_done", group.pk, answer="").status_code == 422
    page = do(owner, "wish_done", group.pk, answer="It is there").text

    assert "1 person is told" in page
    assert Touch.objects.filter(rule="wish").count() == 2  # the yes, and that it is there
    assert "knows it already" in do(owner, "answer_wish", group.pk).text
    assert "done already" in do(owner, "wish_done", group.pk, answer="Again").text


def test_wishes_are_put_apart_and_together_by_hand(owner, customer, ana):
    first, second = wish(customer, ana), wish(None, ana, "Parking")
    group = take_up(wish=first, person=ana)
    do(owner, "group_wish", second.pk, into=group.pk)
    assert "Tick some" in do(owner, "split_wishes", group.pk).text
    do(owner, "split_wishes", group.pk, wish=second.pk, title="A place to park")
    other = WishGroup.objects.get(title="A place to park")
    assert "First decide" in do(owner, "answer_wish", other.pk).text
    do(owner, "merge_wishes", group.pk, other=other.pk)
    assert group.wishes.count() == 2
    assert (
        owner.post(reverse("voices:merge_wishes", args=[group.pk]), {"other": "x"}).status_code
        == 404
    )
    do(owner, "wish_idea", group.pk)
    assert Idea.objects.get().wish_group == group


def test_a_wish_of_nobody_known_is_kept(staff):
    do(staff, "new_wish", text="Open on Mondays", certainty="implied")
    assert (Wish.objects.get().customer, Wish.objects.get().certainty) == (None, "implied")
    assert do(staff, "new_wish", text="", certainty="implied").status_code == 422


def test_who_waits_for_an_answer_stands_on_the_radar_until_told(owner, customer, ana):
    heard = wish(customer, ana)
    Wish.objects.update(heard_at=timezone.now() - timedelta(days=20))
    page = owner.get(reverse("radar:show")).text
    assert "They wished for something, and know nothing yet" in page
    assert "Decaf in small bags" in page

    group = take_up(wish=heard, person=ana)
    do(owner, "decide_wish", group.pk, decision="cannot", answer="No room")
    do(owner, "answer_wish", group.pk)

    assert "Decaf in small bags" not in owner.get(reverse("radar:show")).text


@pytest.mark.parametrize("count", [1, 3])
def test_wishes_cost_the_same_for_any_number(owner, ana, count, django_assert_max_num_queries):
    for number in range(count):
        customer = Customer.objects.create(name=f"Guest {number}")
        wish(customer, ana, f"Alone {number}")
        group = take_up(wish=wish(customer, ana, f"Group {number}"), person=ana)
        put_into(wish=wish(customer, ana, f"More {number}"), group=group, person=ana)

    with django_assert_max_num_queries(20):
        page = owner.get(reverse("voices:wishes"))

    assert page.text.count("Group") >= count


# --- ideas ---


def test_an_idea_is_voted_on_tried_and_kept(owner, staff, ana, ben):
    do(staff, "new_idea", title="Water for dogs", cost="5", effort="small")
    idea = Idea.objects.get()
    do(owner, "vote", idea.pk)
    assert idea.votes.count() == 2
    do(owner, "vote", idea.pk, **{"for": "no"})
    assert idea.votes.count() == 1
    do(owner, "edit_idea", idea.pk, title="Water for dogs", text="At the door")
    assert do(owner, "edit_idea", idea.pk, title="").status_code == 422
    do(owner, "try_idea", idea.pk, owner=ben.pk)
    assert "decided about it already" in do(owner, "try_idea", idea.pk, owner=ben.pk).text
    assert do(owner, "end_idea", idea.pk, how="kept").status_code == 422
    assert "Nine dogs" in do(owner, "end_idea", idea.pk, how="kept", result="Nine dogs").text
    assert "decided about it already" in do(owner, "end_idea", idea.pk, how="x", result="y").text
    do(owner, "end_idea", idea.pk, how="again")  # what is kept stays
    assert Idea.objects.get().state == "kept"
    assert do(owner, "new_idea", title="").status_code == 422


def test_what_gets_in_the_way_is_noted_and_ends(staff):
    do(staff, "new_friction", place="Till", what="No card", times_a_month=20, minutes_lost=3)
    friction = Friction.objects.get()
    assert "60 minutes" in staff.get(reverse("voices:ideas")).text
    do(staff, "new_idea", title="Buy a reader", friction=friction.pk)
    assert Idea.objects.get().friction == friction
    do(staff, "close_friction", friction.pk, words="")
    assert Friction.objects.get().state == "open"
    do(staff, "close_friction", friction.pk, words="Bought", how="gone")
    assert Friction.objects.get().state == "done"
    assert do(staff, "new_friction", place="").status_code == 422


@pytest.mark.parametrize("count", [1, 3])
def test_ideas_cost_the_same_for_any_number(owner, ana, count, django_assert_max_num_queries):
    for number in range(count):
        think_up(title=f"Idea no. {number}", person=ana)
        note_friction(place="Till", what="x", times_a_month=1, minutes_lost=1, person=ana)

    with django_assert_max_num_queries(10):
        page = owner.get(reverse("voices:ideas"))

    assert page.text.count("Idea no. ") >= count


# --- what else ---


def test_after_a_purchase_one_tap_says_asked_and_two_more_bring_the_answer(staff, customer):
    staff.post(reverse("customers:new_purchase", args=[customer.pk]), {"amount": "8"})
    page = staff.get(reverse("customers:show", args=[customer.pk])).text
    assert "Did you ask" in page
    about = f"purchase-{customer.purchases.get().pk}"

    assert (
        "What did they say?" in do(staff, "what_else", customer.pk, about=about, asked="yes").text
    )
    assert (
        "Write down what they said"
        in do(staff, "what_else", customer.pk, about=about, asked="yes", route="quote").text
    )
    page = do(
        staff, "what_else", customer.pk, about=about, asked="yes", route="quote", answer="A shelf"
    ).text

    assert "Did you ask" not in page
    assert Touch.objects.filter(note="Make a quote: A shelf").count() == 1
    assert (
        "said it already"
        in do(staff, "what_else", customer.pk, about=about, asked="yes", route="nothing").text
    )
    assert WhatElse.objects.count() == 1
    assert "1 of 1" in staff.get(reverse("voices:wishes")).text


def test_what_is_of_somebody_else_is_not_found(staff, customer, ana):
    other = Customer.objects.create(name="Other")
    address = reverse("voices:what_else", args=[other.pk])
    staff.post(reverse("customers:new_purchase", args=[customer.pk]), {"amount": "8"})
    about = f"purchase-{customer.purchases.get().pk}"
    assert staff.post(address, {"about": about, "asked": "yes"}).status_code == 404
    assert staff.post(address, {"about": "appointment-9", "asked": "no"}).status_code == 404
