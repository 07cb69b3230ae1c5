"""What customers say, on a phone: a complaint to its good end, a wish to its answer, what else."""

import re
from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone
from playwright.sync_api import Page, expect

from regulars.actions.wishes import record_wish
from regulars.models import (
    Cause,
    Complaint,
    Customer,
    Idea,
    Interaction,
    Touch,
    WhatElse,
    Wish,
)
from regulars.queries.local_days import shop_today
from tests.browser.conftest import both_screens

phone = pytest.mark.parametrize("screen", ["phone"], indirect=True)


@phone
def test_a_wish_is_grouped_decided_and_told(ana, customer, sign_in, check_axe, screen):
    other = Customer.objects.create(name="Mara Lindqvist")
    record_wish(customer=customer, said="Decaf beans in small bags", heard_by=ana)
    record_wish(customer=other, said="Small bags of decaf", heard_by=ana)
    page: Page = sign_in()
    page.goto("/voices/wishes")
    expect(page.get_by_role("heading", name="2 wishes wait for an answer")).to_be_visible()
    check_axe(page)
    page.get_by_role("button", name=re.compile("Together with")).first.click()
    check_axe(page)
    page.get_by_label("We will do it").check()
    page.get_by_label(re.compile("The answer to everyone")).fill("We order small bags in spring.")
    page.get_by_role("button", name="Keep the decision").click()
    page.get_by_text("It is there now").click()
    page.get_by_label("What can they have now?").fill("Decaf is there, in bags of 100 g.")
    page.get_by_role("button", name="Done, tell everyone who asked").click()
    expect(page.get_by_text("2 people are told, by name.")).to_be_visible()

    assert set(Touch.objects.filter(rule="wish").values_list("customer", flat=True)) == {
        customer.pk,
        other.pk,
    }
    assert not Wish.objects.filter(state="open").exists()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@phone
def test_a_complaint_from_two_taps_to_won_back(ana, customer, sign_in, check_axe, screen):
    cause = Cause.objects.create(name="Not done by the promised day")
    page: Page = sign_in()

    page.goto(f"/customers/{customer.pk}")
    page.get_by_text("Complaint", exact=True).click()
    page.get_by_label("What is wrong?").fill("The grinder was not ready on Friday.")
    page.get_by_role("button", name="On the phone").click()
    expect(page.get_by_text("nothing is asked or offered")).to_be_visible()

    page.goto("/")  # it leads the day
    expect(page.locator(".rows .row").first).to_contain_text("Complaint")
    page.goto(f"/customers/{customer.pk}")
    page.get_by_role("link", name="An open complaint").click()
    check_axe(page)
    page.get_by_role("textbox", name="What they said").fill("He had come for nothing.")
    page.get_by_role("button", name="I have called").click()
    expect(page.get_by_text("That was the first word. Now put it right.")).to_be_visible()

    page.locator("section[aria-labelledby=cause] select").select_option(label=cause.name)
    page.get_by_role("button", name="Keep the cause").click()
    page.get_by_label("What was done to put it right?").fill("Brought it to him on Saturday.")
    page.locator("section[aria-labelledby=mend]").get_by_role("button", name="Keep").click()
    expect(page.get_by_text("It is on record.")).to_be_visible()
    check_axe(page)
    page.get_by_label("How did it end?").fill("He has it, and laughed.")
    page.get_by_role("button", name="Close the complaint").click()
    expect(page.get_by_text("In some days somebody asks whether it is")).to_be_visible()

    complaint = Complaint.objects.get()
    assert complaint.step == "closed"
    _let_days_pass(complaint, 7)
    page.goto("/")
    row = page.locator(".rows .row").first
    expect(row).to_contain_text(customer.name)
    expect(row).to_contain_text("The grinder was not ready on Friday.")
    page.goto(f"/voices/complaints/{complaint.pk}")
    check_axe(page)
    page.get_by_label("In their words").fill("You came on a Saturday. I stay.")
    page.get_by_role("button", name="It is", exact=True).click()
    expect(page.get_by_text("Good. It is put right, in their own words.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    complaint.refresh_from_db()
    assert (complaint.step, complaint.outcome, complaint.evidence) == (
        "settled",
        "recovered",
        "said",
    )
    assert not Touch.objects.open().filter(customer=customer).exists()
    page.goto("/voices/complaints")
    expect(page.get_by_text("1 of 1").first).to_be_visible()
    page.goto(f"/customers/{customer.pk}")
    expect(page.get_by_text("An open complaint")).to_have_count(0)


def _let_days_pass(complaint: Complaint, days: int) -> None:
    """As if all of it had been so many days ago."""
    past = timedelta(days=days)
    Complaint.objects.filter(pk=complaint.pk).update(
        heard_at=F("heard_at") - past,
        first_word_by_at=F("first_word_by_at") - past,
        first_word_at=F("first_word_at") - past,
        mended_at=F("mended_at") - past,
        closed_on=shop_today() - past,
        check_back_on=shop_today(),
    )
    Touch.objects.open().filter(customer=complaint.customer_id).update(due_on=shop_today())
    moment = timezone.now() - past
    Interaction.objects.update(happened_at=moment, happened_on=shop_today() - past)
    Touch.objects.exclude(closed_at=None).update(closed_at=moment)


@phone
def test_after_a_purchase_what_else_is_a_tap_and_the_answer_two(
    ana, customer, sign_in, check_axe, screen
):
    page: Page = sign_in()
    page.goto(f"/customers/{customer.pk}")
    page.get_by_text("Purchase", exact=True).click()
    page.get_by_label(re.compile("^Amount in")).fill("8")
    page.locator("details[open] button", has_text="Keep").click()
    page.get_by_role("button", name="Asked", exact=True).click()
    page.get_by_label("What did they say?").fill("A bench outside")
    check_axe(page)
    page.get_by_role("button", name="Do it better").click()
    expect(page.get_by_text("The idea is in the box.")).to_be_visible()

    assert WhatElse.objects.get().route == "improvement"
    assert Idea.objects.get().title == "A bench outside"


@both_screens
def test_ideas_and_causes_are_usable_by_everybody(ana, sign_in, check_axe, screen):
    Cause.objects.create(name="Waited too long")
    page: Page = sign_in()
    page.goto("/voices/ideas")
    page.get_by_text("Note something").click()
    page.get_by_label("Where", exact=True).fill("The till")
    page.get_by_label("What is in the way?").fill("No card reader")
    page.get_by_label("How often in a month").fill("20")
    page.get_by_label("Minutes lost each time").fill("3")
    page.locator("details[open] button", has_text="Keep").click()
    expect(page.get_by_text("Together 60 minutes a month.")).to_be_visible()
    page.get_by_label("The idea").fill("A card reader")
    page.get_by_role("button", name="Into the box", exact=True).click()
    check_axe(page)
    page.goto("/voices/ideas")
    check_axe(page)
    page.goto("/voices/causes")
    check_axe(page)
    page.goto("/settings/when-something-goes-wrong")
    check_axe(page)
