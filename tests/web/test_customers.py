"""One customer's page: the story, what we know, purchases, next steps."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from regulars.actions import custom_fields, knowing, merges
from regulars.actions.promises import make_promise
from regulars.actions.purchases import NewLine
from regulars.actions.rhythms import refresh_rhythms
from regulars.actions.tags import set_tags
from regulars.actions.touches import plan_follow_up
from regulars.actions.wishes import record_wish
from regulars.models import (
    Concern,
    Connection,
    Consent,
    Customer,
    DoubtfulPair,
    Event,
    Fact,
    Interaction,
    Purchase,
    Touch,
    Wish,
)
from regulars.queries.local_days import shop_today
from regulars.rules.kinds import FactKind, FieldKind
from tests.making_promises import make_promise_row
from tests.web.customers_by_hand import bought, met, show

MARKER = "<img src=x onerror=alert(1)>\"'&"


def full_page(customer: Customer, ana, words: str = "word") -> None:
    purchase = bought(customer, 2, lines=[NewLine(words)], what_for=words)
    Purchase.objects.filter(pk=purchase.pk).update(note=words, place=words[:90])
    for kind in FactKind:
        knowing.note_fact(customer=customer, text=words, kind=kind, person=ana)
    record_wish(customer=customer, said=words, offered=words, heard_by=ana)
    knowing.note_concern(customer=customer, text=words, person=ana)
    knowing.note_connection(
        customer=customer, name=words, relation=words, occasion=words, person=ana
    )
    plan_follow_up(customer=customer, due_on=shop_today(), note=words, person=ana)
    Consent.objects.create(
        customer=customer,
        channel="email",
        is_given=True,
        words=words,
        came_from=words,
        answered_at=timezone.now(),
    )
    Interaction.objects.create(
        customer=customer,
        person=ana,
        happened_at=timezone.now(),
        happened_on=shop_today(),
        channel="phone",
        outcome="reached",
        words=words,
        note=words,
    )
    set_tags(customer=customer, names=[words], person=ana)
    make_promise(customer=customer, kind=words[:60], what=words, due_on=shop_today(), person=ana)
    make_promise_row(customer, words, due_in=-3, state="released", person=ana)


def test_what_people_write_is_shown_as_they_wrote_it_and_never_runs(owner, ana, shop):
    field = custom_fields.create_field(name=MARKER, kind=FieldKind.TEXT, person=ana)
    customer = met(MARKER, company=MARKER, street=MARKER, why_stays=MARKER, best_time=MARKER[:70])
    custom_fields.set_custom_values(customer=customer, values={field.pk: MARKER}, person=ana)
    full_page(customer, ana, MARKER)
    other = met(MARKER + "2")
    pair = DoubtfulPair.objects.create(first=customer, second=other, reason="same_phone")
    merged = met(MARKER + "3")
    merges.merge_customers(kept=customer, gone=merged, person=ana)

    for address in (
        reverse("customers:list"),
        reverse("customers:list") + "?q=%3Cimg",
        reverse("customers:list") + "?q=%3Cimg+nobody",
        show(customer),
        reverse("customers:story", args=[customer.pk]),
        reverse("customers:edit", args=[customer.pk]),
        reverse("customers:merge", args=[customer.pk]),
        reverse("customers:merge", args=[customer.pk]) + f"?with={other.pk}",
        reverse("customers:pairs"),
        reverse("customers:fields"),
        reverse("customers:field", args=[field.pk]),
        reverse("customers:fact", args=[customer.pk, Fact.objects.first().pk]),
        reverse("customers:wish", args=[customer.pk, Wish.objects.get().pk]),
        reverse("customers:concern", args=[customer.pk, Concern.objects.get().pk]),
        reverse("customers:connection", args=[customer.pk, Connection.objects.get().pk]),
        reverse("customers:purchase", args=[customer.pk, Purchase.objects.get().pk]),
        reverse("customers:new") + "?name=%3Cimg",
    ):
        response = owner.get(address)
        assert response.status_code == 200, address
        assert "<img" not in response.text, address
        assert "&lt;img" in response.text, address
    assert pair.pk


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_costs_the_same_for_any_number_of_rows(
    owner, ana, customer, count, django_assert_max_num_queries, django_assert_num_queries
):
    for number in range(count):
        full_page(customer, ana, f"word {number}")
    refresh_rhythms([customer.pk], today=shop_today())

    with django_assert_num_queries(34):
        response = owner.get(show(customer))

    assert response.text.count("word 0") > 8


def test_the_page_shows_what_was_promised_them_and_how_it_came_out(owner, ana, customer):
    assert "open promise" not in owner.get(show(customer)).text
    late = make_promise_row(customer, "Send the sample", due_in=-2, person=ana)
    make_promise_row(customer, "Call back", due_in=-20, state="released", person=ana)

    text = owner.get(show(customer)).text

    assert "One open promise" in text
    assert "2 days late" in text
    assert "Call back" in text
    assert "Released by them" in text
    page = owner.post(
        reverse("promises:keep", args=[late.pk]), {"back": show(customer)}, follow=True
    )
    assert page.redirect_chain[0][0] == show(customer)
    assert "No open promise" in page.text
    assert "Kept late" in page.text


def test_the_story_is_whole_and_in_order_over_many_pages(owner, ana, customer):
    moment = timezone.now() - timedelta(days=100)
    for number in range(55):  # many at one moment, as an import of days without hours brings them
        knowing.note_fact(customer=customer, text=f"fact {number:02}!", person=ana)
    Fact.objects.filter(pk__in=list(Fact.objects.values_list("pk", flat=True)[:48])).update(
        noticed_at=moment
    )

    seen, address = [], reverse("customers:story", args=[customer.pk]) + "?show=notes"
    for _page in range(9):
        story = owner.get(address).context["story"]
        seen += [entry.row.pk for entry in story.entries]
        if story.next_place is None:
            break
        address = (
            reverse("customers:story", args=[customer.pk])
            + f"?show=notes&from={str(story.next_place).replace('+', '%2B')}"
        )

    assert len(seen) == 55
    assert len(set(seen)) == 55


@pytest.mark.parametrize("place", ["x", "2026-13-45T00:00:00Z~0", "~", "2026-01-01T00:00:00~1"])
def test_an_odd_place_in_the_story_is_its_beginning(owner, customer, place):
    address = reverse("customers:story", args=[customer.pk])

    assert owner.get(address, {"from": place, "show": "odd"}).status_code == 200


def test_what_we_may_write_is_kept_with_words_and_history(owner, customer):
    address = reverse("customers:consent", args=[customer.pk])
    told = {"channel": "email", "answer": "yes", "came_from": "at the counter"}

    refused = owner.post(address, told)
    assert refused.status_code == 422
    assert "A yes needs its words" in refused.text
    owner.post(address, told | {"words": "yes, write to me"})
    owner.post(address, told | {"answer": "no"})

    page = owner.get(show(customer)).text
    assert "yes, write to me" in page
    assert "Earlier answers" in page
    assert [consent.is_given for consent in Consent.objects.all()] == [False, True]


def test_a_fact_is_kept_and_taken_back_and_put_back(owner, customer):
    owner.post(reverse("customers:note_fact", args=[customer.pk]), {"text": "likes figs"})
    fact = Fact.objects.get()
    assert fact.kind == "noticed"

    owner.post(reverse("customers:forget", args=[customer.pk, "fact", fact.pk]))
    assert not Fact.objects.exists()
    page = owner.get(show(customer))
    event = Event.objects.filter(kind="fact.changed").get()
    undo = reverse("customers:put_back", args=[customer.pk, event.pk])
    assert undo in page.text
    owner.post(undo)
    owner.post(undo)

    assert Fact.objects.get().text == "likes figs"


def test_a_goal_is_asked_after(owner, customer, ana):
    goal = knowing.note_fact(customer=customer, text="open in May", kind=FactKind.GOAL, person=ana)

    owner.post(reverse("customers:settle_fact", args=[customer.pk, goal.pk]), {"state": "reached"})

    assert "Reached" in owner.get(show(customer)).text
    odd = reverse("customers:settle_fact", args=[customer.pk, goal.pk])
    assert owner.post(odd, {"state": "odd"}).status_code == 404


@pytest.mark.parametrize(
    ("typed", "minor"), [("12,50", 1_250), ("12.50", 1_250), ("€ 8", 800), ("1,234.50", 123_450)]
)
def test_a_purchase_is_written_in_two_taps(owner, customer, typed, minor):
    owner.post(
        reverse("customers:new_purchase", args=[customer.pk]),
        {"amount": typed, "what": "beans, filter"},
    )

    purchase = Purchase.objects.get()
    assert purchase.total_minor == minor
    assert [line.name for line in purchase.lines.all()] == ["beans", "filter"]
    assert purchase.bought_on == shop_today()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"amount": "much"}, "“much” is no amount"),
        ({"amount": "-5"}, "is no amount"),
        ({"amount": ""}, "required"),
        ({"amount": "9" * 30}, "too large"),
        ({"amount": "1.2345"}, "more decimals"),
        ({"amount": "5", "bought_on": "2999-01-01"}, "still to come"),
        ({"amount": "5", "bought_on": "0001-01-01"}, "Is the year right?"),
        ({"amount": "5", "bought_on": "soon"}, "valid date"),
    ],
)
def test_a_purchase_that_cannot_be_is_said(owner, customer, told, said):
    response = owner.post(reverse("customers:new_purchase", args=[customer.pk]), told)

    assert response.status_code == 422
    assert said in response.text
    assert not Purchase.objects.exists()


def test_a_purchase_is_corrected_and_removed_and_put_back(owner, customer):
    purchase = bought(customer, 3)
    address = reverse("customers:purchase", args=[customer.pk, purchase.pk])
    told = {"amount": "20", "refunded": "30", "bought_on": purchase.bought_on.isoformat()}

    assert "More cannot be given back" in owner.post(address, told).text
    owner.post(address, told | {"refunded": "5"})
    purchase.refresh_from_db()
    assert (purchase.total_minor, purchase.refunded_minor) == (2_000, 500)

    owner.post(reverse("customers:remove_purchase", args=[customer.pk, purchase.pk]))
    assert not Purchase.objects.exists()
    event = Event.objects.get(kind="purchase.removed")
    owner.post(reverse("customers:put_back", args=[customer.pk, event.pk]))
    assert Purchase.objects.get().total_minor == 2_000


def test_what_a_purchase_is_for_is_asked_in_the_story(owner, customer):
    purchase = bought(customer, 3)

    owner.post(
        reverse("customers:what_for", args=[customer.pk, purchase.pk]), {"what_for": "a wedding"}
    )

    assert "For: a wedding" in owner.get(show(customer)).text


def test_a_talk_and_a_next_step_take_one_press_each_and_can_be_undone(owner, customer):
    owner.post(
        reverse("customers:talk", args=[customer.pk]), {"channel": "phone", "outcome": "reached"}
    )
    event = Event.objects.get(kind="interaction.recorded")
    owner.post(reverse("customers:undo_talk", args=[customer.pk, event.pk]))
    assert not Interaction.objects.exists()

    assert "No next step" in owner.get(show(customer)).text
    owner.post(reverse("customers:follow_up", args=[customer.pk]), {"days": "7"})
    touch = Touch.objects.get()
    assert touch.due_on == shop_today() + timedelta(days=7)
    owner.post(reverse("customers:settle", args=[customer.pk, touch.pk]))
    event = Event.objects.get(kind="touch.closed")
    owner.post(reverse("customers:reopen", args=[customer.pk, event.pk]))
    touch.refresh_from_db()
    assert touch.state == "open"


@pytest.mark.parametrize("told", [{}, {"due_on": "2001-01-01"}, {"days": "-1"}, {"days": "99999"}])
def test_a_next_step_needs_a_day_to_come(owner, customer, told):
    response = owner.post(reverse("customers:follow_up", args=[customer.pk]), told)

    assert response.status_code == 422
    assert not Touch.objects.exists()


def test_people_around_are_linked_where_they_are_customers_too(owner, customer):
    other = met("Inês Ferreira")

    owner.post(
        reverse("customers:note_connection", args=[customer.pk]),
        {"name": "Inês Ferreira", "relation": "daughter", "day": "29", "month": "2"},
    )

    assert Connection.objects.get().other == other
    assert show(customer) in owner.get(show(other)).text


def test_a_row_of_somebody_else_is_not_there(owner, customer, ana):
    other = met("Somebody else")
    fact = knowing.note_fact(customer=other, text="x", person=ana)
    purchase = bought(other, 1)

    for name, pk in (
        ("fact", fact.pk),
        ("purchase", purchase.pk),
    ):
        assert owner.get(reverse(f"customers:{name}", args=[customer.pk, pk])).status_code == 404
    forget = reverse("customers:forget", args=[customer.pk, "fact", fact.pk])
    assert owner.post(forget).status_code == 404
    assert owner.get(reverse("customers:show", args=[99_999])).status_code == 404


def test_everything_we_keep_is_one_file(owner, customer, ana):
    full_page(customer, ana, "remember me")

    response = owner.get(reverse("customers:everything", args=[customer.pk]))

    told = json.loads(response.content)
    assert told["tables"]["fact"][0]["text"] == "remember me"
    assert "attachment" in response.headers["Content-Disposition"]


def test_no_way_that_was_refused_is_offered_and_none_during_a_pause(owner, ana, shop):
    customer = met("Ana", phones=["+491701234567"], emails=["ana@example.com"])
    assert "tel:+491701234567" in owner.get(show(customer)).text

    refuse = {"channel": "phone", "answer": "no", "came_from": "on the phone"}
    owner.post(reverse("customers:consent", args=[customer.pk]), refuse)
    page = owner.get(show(customer)).text
    assert "tel:" not in page
    assert "+49 170 1234567" in page
    assert "mailto:ana@example.com?" in page

    owner.post(reverse("customers:pause", args=[customer.pk]), {"reason": "died"})
    assert "mailto:ana@example.com?" not in owner.get(show(customer)).text
