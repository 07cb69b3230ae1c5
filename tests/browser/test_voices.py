"""What customers say, on a phone: a complaint to its good end, a wish to its answer, what else."""

import re

import pytest
from playwright.sync_api import Page, expect

from regulars.actions.wishes import record_wish
from regulars.models import Cause, Customer, Idea, Touch, WhatElse, Wish
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
