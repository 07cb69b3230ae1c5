"""Paid service on its way through the pages: draft, trial, decision, and who sees it then."""

import pytest

from regulars.actions import charters
from regulars.actions.complaints import open_complaint
from regulars.actions.service_levels import answer_offer, decide_level, note_cost, offer_level
from regulars.models import Customer, Event, ServiceLevel, ServiceOffer
from tests.charters import published
from tests.levels import answered, drafted, tried

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "Express repair",
    "adds": "Ready on the next working day.",
    "price": "9.00",
    "per": "once",
    "group_size": "10",
}


def test_an_empty_list_teaches_the_first_step(owner, staff):
    page = owner.get("/paid-service/").text

    assert "How it comes about" in page
    assert "/paid-service/new" in page
    assert "/paid-service/new" not in staff.get("/paid-service/").text


def test_from_a_draft_to_what_the_charter_says(owner, staff, ana, customer):
    published(ana)
    owner.post("/paid-service/new", TYPED)
    level = ServiceLevel.objects.get()
    assert (level.price_minor, level.currency, level.state) == (900, "EUR", "draft")
    at = f"/paid-service/{level.pk}"
    assert "9.00" in owner.get(f"{at}/edit").text
    owner.post(f"{at}/edit", {**TYPED, "price": "12"})
    assert "Begin to try it" not in staff.get(at).text
    owner.post(f"{at}/begin")
    assert "This is how it stands now" in owner.post(f"{at}/begin", follow=True).text
    assert "This is how it stands now" in owner.post(f"{at}/edit", TYPED, follow=True).text

    offered = staff.post(f"{at}/offer", {"customer": customer.pk}, follow=True).text
    assert "Write down what they say" in offered
    again = staff.post(f"{at}/offer", {"customer": customer.pk}, follow=True).text
    assert "was asked already" in again
    offer = ServiceOffer.objects.get()
    staff.post(f"/paid-service/offers/{offer.pk}/answer", {"answer": "taken", "why": "At last."})
    staff.post(f"/paid-service/offers/{offer.pk}/cost", {"cost": "4.50"})
    page = owner.get(at).text
    assert "At last." in page
    assert "noted: €4.50" in page
    assert "Too few answers yet" in page
    assert "Takes: Express repair" in owner.get(f"/customers/{customer.pk}").text

    unsaid = owner.post(f"{at}/decide", {"do": "keep", "because": " "}, follow=True).text
    assert "Write down why" in unsaid
    owner.post(f"{at}/decide", {"do": "keep", "because": "They ask for it."})
    assert "They ask for it." in owner.get(at).text
    charter = owner.get("/charter/").text
    assert "For those who want more" in charter
    assert "€12.00" in charter


def test_the_public_charter_says_it_in_the_language_of_the_business(owner, ana, shop, client):
    published(ana)
    charters.show_to_everybody(is_public=True, person=ana)
    level = tried(ana)
    assert "Express repair" not in client.get("/p/charter").text
    decide_level(level=level, is_kept=True, because="Works.", person=ana)

    assert "For those who want more" in client.get("/p/charter").text
    shop.language = "de"
    type(shop).objects.update(language="de")
    german = client.get("/p/charter").text
    assert "Für alle, die mehr möchten" in german
    assert "je Mal" in german


@pytest.mark.parametrize(
    "told",
    [{"price": "0"}, {"price": "0.001"}, {"price": ""}, {"group_size": "31"}, {"group_size": "4"}],
)
def test_what_cannot_be_is_asked_again(owner, told):
    answer = owner.post("/paid-service/new", {**TYPED, **told})

    assert answer.status_code == 422
    assert "Ready on the next working day." in answer.text
    assert not ServiceLevel.objects.exists()


def test_whoever_complains_is_not_asked_and_the_reason_is_said(staff, ana, customer):
    level = tried(ana)
    open_complaint(customer=customer, text="Bent.", person=ana)

    answer = staff.post(f"/paid-service/{level.pk}/offer", {"customer": customer.pk}, follow=True)

    assert "is not asked now: A complaint is not settled" in answer.text
    assert not ServiceOffer.objects.exists()


def test_nobody_is_asked_beyond_the_group_before_it_begins_or_who_is_not_there(
    staff, ana, customer
):
    level = tried(ana)
    answered(level, ana, taken=1, declined=4)
    full = staff.post(f"/paid-service/{level.pk}/offer", {"customer": customer.pk}, follow=True)
    assert "The group is full." in full.text
    draft = drafted(ana)
    early = staff.post(f"/paid-service/{draft.pk}/offer", {"customer": customer.pk}, follow=True)
    assert "This is how it stands now" in early.text

    assert staff.post(f"/paid-service/{level.pk}/offer", {"customer": "x"}).status_code == 404
    assert level.offers.count() == 5


def test_an_answer_is_corrected_by_what_was_seen(staff, ana, customer):
    offer = offer_level(level=tried(ana), customer=customer, person=ana)
    at = f"/paid-service/offers/{offer.pk}"
    staff.post(f"{at}/answer", {"answer": "nonsense"})
    assert not Event.objects.filter(kind="level.answered").exists()
    staff.post(f"{at}/answer", {"answer": "taken"})
    twice = staff.post(f"{at}/answer", {"answer": "declined"}, follow=True)
    assert "Somebody was quicker" in twice.text

    right = staff.post(
        f"{at}/correct", {"was": "taken", "answer": "declined", "why": "Too dear."}, follow=True
    )
    assert "It is corrected." in right.text
    stale = staff.post(f"{at}/correct", {"was": "taken", "answer": "open"}, follow=True)
    assert "it stands as it is" in stale.text
    offer.refresh_from_db()
    assert (offer.answer, offer.why) == ("declined", "Too dear.")
    cost = staff.post(f"{at}/cost", {"cost": "3"}, follow=True)
    assert "Somebody was quicker" in cost.text
    assert "That is no amount" in staff.post(f"{at}/cost", {"cost": "much"}, follow=True).text


def test_the_figures_are_said_with_what_chance_leaves_open(owner, ana):
    level = tried(ana, group_size=10)
    answered(level, ana, taken=4, declined=4)
    at = f"/paid-service/{level.pk}"
    assert "Note what giving it costs you; before that" in owner.get(at).text
    for offer in ServiceOffer.objects.filter(answer="taken"):
        note_cost(offer=offer, cost_minor=400, person=ana)

    page = owner.get(at).text
    assert "15 to 85 would take it, as far as chance can tell" in page
    assert "It pays: each one leaves €5.00." in page
    assert "that leaves €75.00. You decide." in page
    for offer in ServiceOffer.objects.filter(answer="taken"):
        note_cost(offer=offer, cost_minor=1_000, person=ana)
    assert "€1.00 are missing with each one" in owner.get(at).text
    assert "4 of 8 who answered take it" in owner.get("/paid-service/").text


def test_what_nobody_takes_is_said_so(owner, ana):
    level = tried(ana)
    answered(level, ana, taken=0, declined=5)

    assert "Nobody takes it so far. Up to 53 of 100" in owner.get(f"/paid-service/{level.pk}").text


def test_somebody_is_looked_for_by_name(staff, ana):
    level = tried(ana)
    Customer.objects.create(name="Mei Chen", search_text="mei chen")

    page = staff.get(f"/paid-service/{level.pk}?who=chen").text
    assert "Offered to Mei Chen" in page
    assert "Nobody of that name." in staff.get(f"/paid-service/{level.pk}?who=zz").text


def test_it_is_dropped_and_says_what_was_learnt(owner, ana, customer):
    level = tried(ana)
    offer = offer_level(level=level, customer=customer, person=ana)
    answer_offer(offer=offer, is_taken=True, person=ana)
    at = f"/paid-service/{level.pk}"

    owner.post(f"{at}/decide", {"do": "drop", "because": "It takes two evenings."})

    assert "It takes two evenings." in owner.get(at).text
    late = owner.post(f"{at}/decide", {"do": "keep", "because": "Yet"}, follow=True).text
    assert "This is how it stands now" in late
    assert "Takes: Express repair" not in owner.get(f"/customers/{customer.pk}").text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(owner, ana, count, django_assert_num_queries):
    for number in range(count):
        answered(tried(ana, name=f"Level {number}"), ana, taken=1, declined=1)

    with django_assert_num_queries(6):
        answer = owner.get("/paid-service/")

    assert answer.text.count('id="level-') == count
