"""Giving a promise, telling that it will not hold, and bad news, in a real browser on a phone."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page

from regulars.actions.customers import refresh_search_text
from regulars.models import ContactPoint, Customer, Notice, NoticeContact, Promise
from regulars.queries.local_days import shop_today
from tests.browser.conftest import both_screens
from tests.noticing import order
from tests.queries.test_promises import promised


@pytest.fixture
def mara(transactional_db, ana) -> Customer:
    mara = Customer.objects.create(name="Mara Lindqvist", given_name="Mara", carer=ana)
    refresh_search_text(mara)
    ContactPoint.objects.create(customer=mara, kind="phone", value="+4915123456789")
    return mara


@pytest.fixture
def record(mara) -> None:
    """6 of 9 quotes kept, usually after 4 days."""
    for took in (1, 3, 4, 4, 5, 8):
        promised(mara, state="kept", due=-1, took=took)
    promised(mara, state="kept_late", due=-2, took=9)
    promised(mara, state="broken_told", due=-3)
    promised(mara, state="broken_silent", due=-3)


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@both_screens
def test_two_presses_from_the_customers_page_and_the_record_speaks_first(
    record, mara, sign_in, check_axe, screen
):
    page = sign_in()
    page.goto(f"/customers/{mara.pk}")
    page.get_by_role("link", name="Promise", exact=True).click()
    page.get_by_text("You kept 6 of 9 of this kind by their day. Usually after 4 days.").wait_for()
    check_axe(page)
    assert fits(page)

    page.get_by_label("Repair").check()
    page.get_by_text("No promise of this kind has come due yet.").wait_for()
    page.get_by_label("Quote").check()
    page.get_by_text("You kept 6 of 9").wait_for()
    page.get_by_label("What you said").fill("The quote for the kitchen")
    button = page.get_by_role("button", name="Tomorrow")
    assert button.bounding_box()["height"] >= 44
    button.click()
    page.get_by_text("Promised to Mara Lindqvist, tomorrow: The quote for the kitchen").wait_for()

    promise = Promise.objects.get(state="open")
    assert (promise.due_on, promise.kind) == (shop_today() + timedelta(days=1), "quote")


def test_from_anywhere_the_customer_is_found_as_one_types(mara, sign_in, check_axe):
    page = sign_in()
    page.goto("/promises/")
    check_axe(page)
    page.get_by_role("link", name="A promise").first.click()
    page.get_by_label("Name, phone or email").fill("lindq")
    page.get_by_role("link", name="Mara Lindqvist").click()
    page.get_by_label("What you said").fill("A call")
    page.get_by_role("button", name="In a week").click()
    page.get_by_text("Promised to Mara Lindqvist").wait_for()

    assert Promise.objects.get().due_on == shop_today() + timedelta(days=7)


@both_screens
def test_a_promise_leads_today_and_is_told_in_person_when_it_will_not_hold(
    mara, ana, sign_in, check_axe, screen
):
    promised(mara, due=0, what="The quote for the kitchen", person=ana)
    page = sign_in()
    page.goto(f"/today/{mara.pk}")
    page.get_by_role("link", name="It will not hold").click()
    page.get_by_role("heading", name="Let Mara Lindqvist hear it from you, now").wait_for()
    check_axe(page)
    assert fits(page)
    assert page.get_by_role("link", name="Call").get_attribute("href") == "tel:+4915123456789"

    page.get_by_label("What really happened").select_option("illness")
    page.get_by_label("A new day you agreed on").fill(
        (shop_today() + timedelta(days=3)).isoformat()
    )
    page.get_by_role("button", name="They know it now").click()
    page.get_by_text("Mara Lindqvist knows it from you, in time.").wait_for()
    check_axe(page)

    assert Promise.objects.get(state="broken_told").replaced_by.state == "open"


@both_screens
def test_bad_news_is_seen_before_it_is_begun_and_told_with_one_press_each(
    mara, sign_in, check_axe, screen
):
    order(mara)
    order(Customer.objects.create(name="Ida Oak"), "Oak table")
    page = sign_in()
    page.goto("/notices/new")
    check_axe(page)
    page.get_by_label("What changes, as you will say it").fill("The walnut comes later.")
    page.get_by_label("What really happened").select_option("supplier")
    page.get_by_label("Which product, category or supplier").fill("walnut")
    page.get_by_role("button", name="Who is affected?").click()
    page.get_by_role("heading", name="One person is affected").wait_for()
    assert page.get_by_text("Ida Oak").count() == 0
    assert not Notice.objects.exists()
    check_axe(page)
    assert fits(page)

    page.get_by_role("button", name="Begin: owe each a personal word").click()
    page.get_by_role("heading", name="One person should hear it from you, now").wait_for()
    check_axe(page)
    assert fits(page)
    page.get_by_role("button", name="Told by phone").click()
    page.get_by_role("heading", name="Everybody knows it").wait_for()
    page.get_by_text("1 of 1 heard it from you before they asked.").wait_for()

    assert NoticeContact.objects.get().told_how == "phone"
