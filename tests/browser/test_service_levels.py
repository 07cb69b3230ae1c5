"""Paid service in a real browser, from the draft to the decision, on a desk and on a phone."""

import pytest
from playwright.sync_api import Page

from regulars.actions.service_levels import note_cost
from regulars.models import Customer, Rhythm, ServiceLevel, ServiceOffer
from regulars.queries.local_days import shop_today
from tests.browser.conftest import both_screens
from tests.charters import published
from tests.levels import answered

pytestmark = pytest.mark.usefixtures("shop")


def assert_fits(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{page.url} is wider than the screen"


@both_screens
def test_from_a_draft_to_the_decision(page, ana, customer, sign_in, check_axe, tmp_path, screen):
    published(ana)
    today = shop_today()
    Rhythm.objects.update_or_create(
        customer=customer,
        defaults={"visits": 4, "first_on": today, "last_on": today, "next_on": today},
    )

    def looks_right(name: str) -> None:
        check_axe(page)
        assert_fits(page)
        page.screenshot(path=tmp_path / f"{name}-{screen}.png", full_page=True)

    sign_in()
    page.goto("/paid-service/")
    looks_right("empty")
    page.get_by_role("link", name="New paid service").click()
    page.get_by_label("What it is called").fill("Express repair")
    page.get_by_label("What it adds, in one plain sentence").fill("Ready the next working day.")
    page.get_by_label("Price", exact=True).fill("9")
    page.get_by_label("The price is for").select_option("once")
    looks_right("form")
    page.get_by_role("button", name="Keep the draft").click()
    looks_right("draft")
    page.get_by_role("button", name="Begin to try it").click()
    page.get_by_role("button", name=f"Offered to {customer.name}").click()
    page.get_by_label("In their words").fill("My bicycle is my car.")
    looks_right("asked")
    page.get_by_role("button", name=f"{customer.name} takes it").click()
    page.get_by_label("What giving it costs you").fill("4.50")
    page.get_by_role("button", name="Note the cost").click()
    page.get_by_text("noted: €4.50").wait_for()

    level = ServiceLevel.objects.get()
    answered(level, ana, taken=2, declined=3)
    for offer in ServiceOffer.objects.filter(answer="taken"):
        note_cost(offer=offer, cost_minor=450, person=ana)
    page.goto(f"/paid-service/{level.pk}")
    page.get_by_text("It pays: each one leaves €4.50.").wait_for()
    page.locator("summary").first.click()
    looks_right("figures")
    page.get_by_label("Why", exact=True).fill("Half of those who were asked take it.")
    page.get_by_role("button", name="Keep it").click()
    page.get_by_text("stands on the charter").wait_for()
    looks_right("kept")

    page.goto("/charter/")
    page.get_by_role("heading", name="For those who want more").wait_for()
    looks_right("charter")
    page.goto(f"/customers/{customer.pk}")
    page.get_by_role("link", name="Takes: Express repair").wait_for()
    looks_right("customer")
    assert Customer.objects.filter(service_offers__answer="taken").count() == 3
