"""From an empty install to the first list, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from regulars.models import Person, Shop
from tests.browser.conftest import PASSPHRASE, both_screens


def tell_who(page: Page) -> None:
    page.get_by_label("Your name").fill("Ana Torres")
    page.get_by_label("Name to sign in").fill("ana")
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_label("Name of the business").fill("Aurora Coffee")


@both_screens
def test_an_empty_install_becomes_a_business_with_a_sample(page, check_axe):
    page.goto("/")
    check_axe(page)
    tell_who(page)
    page.get_by_label("Guest").check()
    page.get_by_role("button", name="Make my account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How would you like to begin?")
    expect(page.get_by_role("link", name="New guest")).to_be_visible()
    check_axe(page)
    page.get_by_role("button", name="Open the sample").click()
    expect(page.get_by_text("This is a sample business.")).to_be_visible()
    page.get_by_role("button", name="Remove the sample").click()
    expect(page.get_by_text("The sample is gone")).to_be_visible()
    check_axe(page)
    assert Shop.objects.get().customer_word == "guest"


class TestAShopInTokyo:
    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        return browser_context_args | {"timezone_id": "Asia/Tokyo", "locale": "en-US"}

    def test_the_clock_of_the_browser_says_where_the_shop_is(self, page):
        page.goto("/account/begin")
        expect(page.get_by_label("Time zone")).to_have_value("Asia/Tokyo")
        expect(page.get_by_label("Country")).to_have_value("JP")
        expect(page.get_by_label("Currency")).to_have_value("JPY")

    def test_what_a_person_corrects_stays_corrected(self, page):
        page.goto("/account/begin")
        page.get_by_label("Currency").select_option("USD")
        page.get_by_label("Country").select_option("CH")
        expect(page.get_by_label("Currency")).to_have_value("USD")
        expect(page.get_by_label("Time zone")).to_have_value("Europe/Zurich")


class TestAShopInKolkata:
    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        return browser_context_args | {"timezone_id": "Asia/Kolkata", "locale": "en-US"}

    def test_a_zone_is_known_by_any_of_its_names(self, page):
        page.goto("/account/begin")
        expect(page.get_by_label("Time zone")).to_have_value("Asia/Kolkata")
        expect(page.get_by_label("Currency")).to_have_value("INR")


class TestWithoutScripts:
    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        return browser_context_args | {"java_script_enabled": False}

    def test_the_first_visit_works(self, page):
        page.goto("/")
        tell_who(page)
        page.get_by_role("button", name="Show it").click()
        expect(page.get_by_label("Passphrase", exact=True)).to_have_value(PASSPHRASE)
        expect(page.get_by_label("Passphrase", exact=True)).to_have_attribute("type", "text")
        assert not Person.objects.exists()
        page.get_by_label("Passphrase", exact=True).press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("How would you like to begin?")
        assert Person.objects.get().is_owner
