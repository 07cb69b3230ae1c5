"""Giving a promise, and what becomes of it, page by page."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from regulars.actions.customers import refresh_search_text
from regulars.models import Amends, ContactPoint, Customer, Event, Promise
from regulars.queries.local_days import shop_today
from tests.queries.test_promises import promised


@pytest.fixture
def today(shop) -> date:
    return shop_today()


def make_address(customer: Customer) -> str:
    return reverse("promises:make", kwargs={"customer": customer.pk})


def test_one_press_on_a_day_keeps_it(owner, ana, customer, today):
    tomorrow = today + timedelta(days=1)

    response = owner.post(
        make_address(customer),
        {"what": " The  quote ", "kind": "quote", "press": tomorrow.isoformat()},
        follow=True,
    )

    promise = Promise.objects.get()
    assert (promise.what, promise.kind, promise.due_on) == ("The quote", "quote", tomorrow)
    assert (promise.person, promise.made_on) == (ana, today)
    assert response.redirect_chain[-1][0] == reverse("customers:show", kwargs={"pk": customer.pk})
    assert "Promised to Tomás Ferreira, tomorrow: The quote" in response.text


def test_a_named_day_wins_and_own_words_and_a_colleague_are_taken(owner, ben, customer, today):
    on = today + timedelta(days=12)

    owner.post(
        make_address(customer),
        {
            "what": "New zip",
            "kind": "quote",
            "own_kind": "Alteration",
            "on": on.isoformat(),
            "press": today.isoformat(),
            "person": ben.pk,
        },
    )

    promise = Promise.objects.get()
    assert (promise.kind, promise.due_on, promise.person) == ("Alteration", on, ben)
    assert promise.made_by.username == "ana"


def test_two_presses_are_enough_and_the_kind_says_what(owner, customer, today):
    typed = {"kind": "call_back", "press": today.isoformat(), "what": "  "}

    owner.post(reverse("promises:make", args=[customer.pk]), typed)

    assert Promise.objects.get().what == "Call back"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"what": "A call", "kind": "quote"}, "Until when?"),
        ({"what": "A call", "press": "1"}, "Which kind of promise is it?"),
        ({"what": "A call", "kind": "quote", "press": "-1"}, "Pick today or a later day"),
    ],
    ids=["no day", "no kind", "a day that is over"],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(owner, customer, today, typed, said):
    if "press" in typed:
        typed = typed | {"press": (today + timedelta(days=int(typed["press"]))).isoformat()}

    response = owner.post(make_address(customer), typed)

    assert response.status_code == 422
    assert said in response.text
    assert not Promise.objects.exists()
    if "what" in typed:
        assert 'value="A call"' in response.text


def test_before_it_is_saved_the_record_speaks_with_and_without_script(owner, customer, today):
    for took in (1, 4, 4):
        promised(customer, state="kept", due=-1, took=took)
    promised(customer, state="broken_silent", due=-3)

    page = owner.get(reverse("promises:new"), {"customer": customer.pk}).text
    part = owner.get(reverse("promises:said"), {"kind": "quote"}).text

    for said in (page, part):
        assert "You kept 3 of 4 of this kind by their day. Usually after 4 days." in said
        assert said.count('name="press"') in {3, 4}
        assert "sooner than usual" in said
    assert "<html" not in part
    assert "3 of 4 · 4 days" in page  # beside its name, for who has no script
    assert Promise.objects.filter(state="open").count() == 0


def test_whom_is_found_by_a_part_of_the_name(owner, customer):
    refresh_search_text(customer)

    whole = owner.get(reverse("promises:new"), {"q": "ferr"})
    part = owner.get(reverse("promises:new"), {"q": "ferr"}, headers={"HX-Request": "true"})

    link = f"{reverse('promises:new')}?customer={customer.pk}"
    assert link in whole.text
    assert link in part.text
    assert "<html" not in part.text
    assert "Nobody fits" in owner.get(reverse("promises:new"), {"q": "zzz"}).text


@pytest.mark.parametrize("told", ["x", "²", "99999999", "12345678901234567890"])
def test_nobody_by_that_number_is_there(owner, customer, told):
    assert owner.get(reverse("promises:new"), {"customer": told}).status_code == 404


def test_the_page_shows_what_is_due_and_to_come_and_is_the_same_for_staff(owner, staff, customer):
    promised(customer, due=-1, what="The late quote")
    promised(customer, due=3, what="The coming quote")

    for client in (owner, staff):
        page = client.get(reverse("promises:list")).text
        assert "One promise is due" in page
        assert "The late quote" in page
        assert "1 day late" in page
        assert "The coming quote" in page


def test_kept_by_one_press_goes_back_to_where_it_was_pressed_and_is_taken_back(owner, customer):
    promise = promised(customer)

    response = owner.post(reverse("promises:keep", kwargs={"pk": promise.pk}), {"back": "/"})

    assert response.url == "/"
    promise.refresh_from_db()
    assert promise.state == "kept"
    event = Event.objects.get(kind="promise.kept")
    owner.post(reverse("promises:undo", kwargs={"event": event.pk}))
    promise.refresh_from_db()
    assert promise.state == "open"


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "javascript:x", "\\\\e"]
)
def test_nobody_is_led_elsewhere(owner, customer, back):
    promise = promised(customer)

    response = owner.post(reverse("promises:keep", kwargs={"pk": promise.pk}), {"back": back})

    assert response.url == reverse("promises:list")


def test_what_keeping_it_cost_is_praised_and_shown(owner, customer):
    promise = promised(customer)

    page = owner.post(
        reverse("promises:keep", kwargs={"pk": promise.pk}), {"cost": "45"}, follow=True
    ).text

    assert "kept, although it cost €45.00. That is what a word is worth." in page
    assert "Keeping one promise cost €45.00 in the last year." in page


def test_two_hands_settle_it_once(owner, customer):
    promise = promised(customer)
    keep = reverse("promises:keep", kwargs={"pk": promise.pk})

    owner.post(keep)
    page = owner.post(keep, follow=True).text
    release = owner.post(reverse("promises:release", kwargs={"pk": promise.pk}), follow=True).text

    assert "settled already" in page
    assert "settled already" in release
    assert Event.objects.filter(kind="promise.kept").count() == 1


def test_released_by_them_counts_for_nothing(owner, customer):
    promise = promised(customer)

    owner.post(
        reverse("promises:release", kwargs={"pk": promise.pk}), {"words": "Bought it elsewhere"}
    )

    promise.refresh_from_db()
    assert (promise.state, promise.closing_words) == ("released", "Bought it elsewhere")


def test_a_promise_about_to_break_is_told_in_person_for_the_true_reason(owner, customer, today):
    ContactPoint.objects.create(customer=customer, kind="phone", value="+4915123456789")
    promise = promised(customer, due=1, what="The quote")
    address = reverse("promises:tell", kwargs={"pk": promise.pk})

    page = owner.get(address).text
    assert "Let Tomás Ferreira hear it from you, now" in page
    assert "tel:+4915123456789" in page
    refused = owner.post(address, {"how": "phone"})
    assert refused.status_code == 422
    assert owner.post(address, {"how": "email", "reason": "illness"}).status_code == 422
    new_on = today + timedelta(days=4)
    done = owner.post(
        address,
        {
            "how": "phone",
            "reason": "illness",
            "reason_words": "Ben has a fever",
            "words": "I am late.",
            "new_on": new_on.isoformat(),
        },
        follow=True,
    ).text

    promise.refresh_from_db()
    assert (promise.state, promise.reason_words) == ("broken_told", "Ben has a fever")
    assert promise.replaced_by.due_on == new_on
    assert "knows it from you, in time" in done
    assert "Somebody is ill: Ben has a fever" in done  # visible here, in the ledger


def test_a_day_that_passed_in_silence_is_written_down_as_it_is(owner, customer):
    promise = promised(customer, due=-2)
    address = reverse("promises:tell", kwargs={"pk": promise.pk})

    page = owner.get(address).text
    assert "has heard nothing from you" in page
    owner.post(address, {"how": "", "reason": "forgotten"})

    promise.refresh_from_db()
    assert (promise.state, promise.told_on) == ("broken_silent", None)


def test_looking_changes_nothing(owner, customer):
    promise = promised(customer)

    for name in ("keep", "release"):
        address = reverse(f"promises:{name}", kwargs={"pk": promise.pk})
        assert owner.get(address).status_code == 405
    owner.get(reverse("promises:tell", kwargs={"pk": promise.pk}))

    assert Promise.objects.get().state == "open"


def test_today_offers_to_keep_it_and_a_talk_alone_does_not(owner, ana, customer, today):
    promised(customer, what="The quote", person=ana)

    page = owner.get(reverse("today:show")).text
    assert "Promised for today" in page
    assert 'value="promise:' not in page
    owner.post(
        reverse("today:talk", kwargs={"pk": customer.pk}),
        {"channel": "phone", "outcome": "reached"},
    )

    assert "Promised for today" in owner.get(reverse("today:show")).text
    assert Promise.objects.get().state == "open"


def test_nobody_ticks_a_promise_off_as_a_touch(owner, customer):
    promise = promised(customer)

    for name in ("later", "drop"):
        owner.post(
            reverse(f"today:{name}", kwargs={"pk": customer.pk}),
            {"reason": f"promise:{promise.pk}", "days": "3", "because": "x"},
        )

    assert not customer.touches.exists()
    assert "The quote" in owner.get(reverse("today:show")).text


def test_the_customers_page_leads_to_a_promise(owner, customer):
    page = owner.get(reverse("customers:show", kwargs={"pk": customer.pk})).text

    assert f"{reverse('promises:new')}?customer={customer.pk}" in page


@pytest.mark.parametrize(("cost", "state"), [("5", "given"), ("900", "asked")])
def test_what_makes_up_for_it_is_given_within_the_limit_and_asked_for_above(
    staff, shop, customer, today, cost, state
):
    type(shop).objects.update(amends_staff_minor=2_000)
    promise = promised(customer, due=1, what="The quote")

    page = staff.post(
        reverse("promises:tell", kwargs={"pk": promise.pk}),
        {"how": "visit", "reason": "illness", "amends": "A coffee", "amends_cost": cost},
        follow=True,
    ).text

    amends = Amends.objects.get()
    assert (amends.state, amends.promise, amends.cost_minor) == (state, promise, int(cost) * 100)
    assert ("goes beyond your limit" in page) == (state == "asked")
    assert ("Making up for one that did not hold cost €5.00." in page) == (state == "given")
