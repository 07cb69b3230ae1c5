"""From a design over the sheets to the letter box, and what came back."""

import os

import pytest
from django.utils.timezone import now
from playwright.sync_api import Page
from pypdf import PdfReader

from regulars.actions.self_checks import note_self_check
from regulars.jobs import clock
from regulars.models import Message, Suppression
from regulars.queries.local_days import shop_today
from tests.browser.conftest import both_screens
from tests.posting import make_reader, plan_card
from tests.rules.test_pictures import png

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path


def picture(page: Page, name: str) -> None:
    """For eyes, where a folder is named."""
    if folder := os.environ.get("REGULARS_PICTURES"):
        width = page.viewport_size["width"]
        page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)


@both_screens
def test_from_a_design_to_the_letter_box_and_back(ana, sign_in, check_axe, tmp_path, screen):
    plan_card(make_reader())
    plan_card(make_reader("No Street", street=""))
    page = sign_in()

    page.goto("/settings/designs")
    check_axe(page)
    picture(page, "post-designs")
    page.get_by_role("link", name="Make a design").first.click()
    page.get_by_label("Name", exact=True).fill("Spring")
    page.get_by_label("Words on the picture side").fill("Thank you for coming")
    page.locator("input[type=file]").set_input_files(
        {"name": "shop.png", "mimeType": "image/png", "buffer": png(40, 30)}
    )
    page.get_by_label("Sender, a line each").fill("Aurora Coffee\nWeg 1\n20099 Hamburg")
    check_axe(page)
    picture(page, "post-design-form")
    page.get_by_role("button", name="Keep and look").click()
    page.get_by_text("The design is kept.").wait_for()
    clock.tick(now())
    page.get_by_role("img", name="The picture side").wait_for()
    page.get_by_label("Take the picture off").wait_for()
    check_axe(page)
    picture(page, "post-design")

    page.goto("/post/")
    page.get_by_role("heading", name="2 cards and letters to prepare").wait_for()
    page.get_by_text("1 address is not whole").wait_for()
    assert not page.get_by_label("No Street").is_checked()
    check_axe(page)
    picture(page, "post-queue")
    page.get_by_role("button", name="Make the sheets").click()
    page.get_by_role("heading", name="The sheets are being made").first.wait_for()
    clock.tick(now())
    page.get_by_role("heading", name="1 to print and post").wait_for()
    check_axe(page)
    picture(page, "post-batch")
    with page.expect_download() as coming:
        page.get_by_role("link", name="The file to print").click()
    file = tmp_path / "sheets.pdf"
    coming.value.save_as(file)
    assert "Lange Straße 5" in PdfReader(file).pages[1].extract_text()
    page.get_by_role("button", name="It is printed").click()
    page.get_by_text("Printed today").wait_for()
    assert Message.objects.filter(state="accepted").count() == 0

    page.get_by_role("button", name="The ticked ones are posted").click()
    page.get_by_role("heading", name="All of these are posted").wait_for()
    check_axe(page)
    picture(page, "post-posted")
    clock.tick(now())
    page.goto("/post/")
    page.get_by_role("button", name="Came back Mara Lindqvist").click()
    page.get_by_text("Nothing more goes to this address").wait_for()
    assert Message.objects.filter(state="bounced").count() == 1
    assert Suppression.objects.filter(channel="post", lifted_at=None).exists()


@both_screens
def test_whether_everything_runs_and_a_test_reminder(ana, sign_in, check_axe, screen):
    page = sign_in()
    page.goto("/settings/running")
    page.get_by_text("No background worker is running").wait_for()
    check_axe(page)
    picture(page, "running")
    page.get_by_role("button", name="Send it").click()
    page.get_by_text("under way").wait_for()
    clock.tick(now())
    page.get_by_text("There is no mail account").wait_for()
    check_axe(page)
    picture(page, "running-test")


@both_screens
def test_a_card_by_hand_from_the_customers_page(ana, sign_in, check_axe, screen):
    mara = make_reader()
    note_self_check(day=shop_today(), troubles=["mail"])
    page = sign_in()
    page.goto("/")
    page.get_by_text("The daily look found one thing that needs you.").wait_for()
    check_axe(page)
    picture(page, "today-warned")
    page.goto(f"/customers/{mara.pk}")
    page.locator("summary", has_text="More").first.click()
    page.get_by_role("link", name="Write a card").click()
    page.get_by_text("20095 Hamburg").wait_for()
    check_axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    picture(page, "post-by-hand")

    page.get_by_label("Your words").fill("Dear Mara, all the best for the year.")
    page.get_by_role("button", name="Into the queue").click()

    page.get_by_text("waits in the queue").wait_for()
    assert Message.objects.get().channel == "post"
