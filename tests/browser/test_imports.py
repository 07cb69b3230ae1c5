"""A first file in a real browser: chosen, understood, tried, taken, and taken back."""

import os
from pathlib import Path

import pytest
from django.utils.timezone import now
from playwright.sync_api import Page, expect

from regulars.jobs.clock import tick
from regulars.models import Customer, ImportBatch
from tests.browser.conftest import both_screens

SALES = """Order,Date,Customer,E-mail,Phone,Total,Currency,Item
1,03/04/2026,Anna Meier,anna@example.com,030 1234567,12.50,EUR,Beans
2,05/06/2026,Anna Meier,anna@example.com,030 1234567,7.00,EUR,Milk
3,nonsense,Ben Okafor,ben@example.com,,7.00,EUR,Milk
4,07/08/2026,Ben Okafor,ben@example.com,,9.00,EUR,Milk
"""


@pytest.fixture
def sales(tmp_path) -> Path:
    path = tmp_path / "sales 2026.csv"
    path.write_text(SALES)
    return path


def picture(page: Page, name: str) -> None:
    """For eyes, where a folder is named."""
    if folder := os.environ.get("REGULARS_PICTURES"):
        width = page.viewport_size["width"]
        page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)


@both_screens
def test_a_first_file_from_the_desk_to_the_list_and_back(ana, sign_in, check_axe, sales):
    page = sign_in()
    page.goto("/imports/")
    check_axe(page)
    picture(page, "1-choose")

    page.get_by_label("Choose files, or drop them here").set_input_files(sales)
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Do we understand your file?")
    check_axe(page)
    picture(page, "2-look")

    page.get_by_label("The day comes first").check()
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Trying your file")
    check_axe(page)
    picture(page, "3-trying")

    tick(now())
    # The page asks by itself.
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "3 new purchases. Shall we bring them in?", timeout=15_000
    )
    page.get_by_text("1 row cannot be taken").click()
    check_axe(page)
    picture(page, "4-tried")

    page.get_by_role("button", name="Bring it in").click()
    tick(now())
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "2 people, 3 purchases", timeout=15_000
    )
    check_axe(page)
    picture(page, "5-done")
    assert Customer.objects.count() == 2

    page.goto("/imports/")
    check_axe(page)
    picture(page, "6-list")
    page.get_by_role("button", name="Take sales 2026.csv back").click()
    tick(now())
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "The file is taken back", timeout=15_000
    )
    check_axe(page)
    assert not Customer.objects.exists()
    assert ImportBatch.objects.get().state == "undone"


def test_a_column_is_corrected(ana, sign_in, check_axe, sales):
    page = sign_in()
    page.goto("/imports/")
    page.get_by_label("Choose files, or drop them here").set_input_files(sales)
    page.get_by_role("button", name="Look at it").click()

    page.get_by_label("Customer", exact=True).select_option(label="Company")
    page.get_by_role("button", name="Look again with these columns").click()

    expect(page.get_by_label("Customer", exact=True)).to_have_value("company")
    check_axe(page)
