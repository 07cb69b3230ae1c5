"""The whole story on the real thing: `regulars serve` on an empty folder, a sales file, today's
list, a call, and the file taken back again."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import PASSPHRASE, both_screens
from tests.management.conftest import Served
from tests.sales_files import FIRST, OVERDUE, PEOPLE, PURCHASES, sales_file

PATIENCE = 60_000  # the worker of a busy computer
NOTE = "She wants the darker blend again."
CALLS_NOBODY = """document.addEventListener(
  "click", (event) => event.target.closest("a[href^=tel]") && event.preventDefault())"""


@pytest.fixture(scope="session")
def base_url() -> str:
    """No server of the tests' own: each story has its real one."""
    return ""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    served = Served(tmp_path / "data", "--workers", "1")
    address = served.wait_until_ready()
    said: list[str] = []
    listener = threading.Thread(target=said.extend, args=[served.process.stdout])
    listener.start()  # a pipe that nobody empties would hold the server up
    yield address
    served.process.terminate()
    listener.join(PATIENCE / 1000)
    served.end()
    assert [line for line in said if "ERROR" in line] == [], "".join(said)


@pytest.fixture
def page(complaints: list[str], context: BrowserContext) -> Page:
    """Watched as everywhere; the database belongs to the server."""
    return context.new_page()


@pytest.fixture
def sales(tmp_path: Path) -> Path:
    path = tmp_path / "till 2026.csv"
    path.write_text(sales_file(datetime.now(UTC).date()))
    return path


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text, timeout=PATIENCE)


def begin(page: Page, address: str, look: Callable[[Page], None]) -> None:
    page.goto(address)
    heading(page, "Welcome. Two minutes, then you see your regulars")
    look(page)
    page.get_by_label("Your name").fill("Ana Torres")
    page.get_by_label("Name to sign in").fill("ana")
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_label("Name of the business").fill("Aurora Coffee")
    page.get_by_label("Country").select_option("DE")
    page.get_by_role("button", name="Make my account").click()
    heading(page, "How would you like to begin?")
    look(page)


def bring_in(page: Page, sales: Path, look: Callable[[Page], None]) -> None:
    page.get_by_role("link", name="Choose a file").click()
    heading(page, "Which file shall we read?")
    look(page)
    page.get_by_label("Choose files, or drop them here").set_input_files(sales)
    page.get_by_role("button", name="Look at it").click()
    heading(page, "Do we understand your file?")
    look(page)
    page.get_by_role("button", name="Try it").click()
    heading(page, f"{PURCHASES} new purchases. Shall we bring them in?")
    look(page)
    expect(page.get_by_text("1 row cannot be taken")).to_be_visible()
    page.get_by_role("button", name="Bring it in").click()
    heading(page, f"{PEOPLE} people, {PURCHASES} purchases")
    look(page)


def wait_for_today(page: Page) -> None:
    """The rhythms are worked out in the background, right after the file."""
    for _ in range(60):
        if page.get_by_role("link", name=OVERDUE).count():
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError("nobody came up today")


def log_a_call(page: Page, *, has_scripts: bool) -> None:
    page.get_by_role("link", name=OVERDUE).click()
    expect(page.get_by_role("heading", name=OVERDUE)).to_be_visible()
    if has_scripts:
        page.evaluate(CALLS_NOBODY)
        page.get_by_role("link", name="Call", exact=True).click()
    page.get_by_role("radio", name="Call", exact=True).check()
    if not page.get_by_label("What they said").is_visible():  # it stays open after an undo
        page.get_by_text("Their answer, and the next step").click()
    page.get_by_label("What they said").fill(NOTE)
    page.get_by_label("Next step", exact=True).select_option("7")
    page.get_by_label("What for").fill("ask how it tastes")
    page.get_by_role("button", name="Reached").click()
    expect(page.get_by_text(f"{OVERDUE}: reached, and on record.")).to_be_visible()
    expect(page.get_by_role("link", name=OVERDUE)).to_have_count(0)


def take_back(page: Page, address: str, look: Callable[[Page], None]) -> None:
    page.goto(f"{address}/imports/")
    look(page)
    page.get_by_role("button", name="Take till 2026.csv back").click()
    heading(page, "The file is taken back")
    look(page)
    expect(page.get_by_text("1 person stays")).to_be_visible()
    page.goto(f"{address}/customers/")
    expect(page.get_by_role("link", name=OVERDUE)).to_be_visible()
    expect(page.get_by_role("link", name=FIRST)).to_have_count(0)


@both_screens
def test_from_an_empty_install_to_a_call_and_back(page, address, sales, screen, check_axe):
    begin(page, address, check_axe)
    bring_in(page, sales, check_axe)
    page.get_by_role("link", name="Whom to care for today").click()
    wait_for_today(page)
    expect(page.get_by_role("link", name=FIRST)).to_be_visible()
    check_axe(page)

    log_a_call(page, has_scripts=True)
    check_axe(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text(f"{OVERDUE} is back as before.")).to_be_visible()
    log_a_call(page, has_scripts=True)

    page.goto(f"{address}/customers/")
    check_axe(page)
    page.get_by_role("link", name=OVERDUE).click()
    expect(page.get_by_text(NOTE, exact=True)).to_be_visible()
    expect(page.get_by_text("ask how it tastes").first).to_be_visible()
    check_axe(page)

    take_back(page, address, check_axe)
    page.get_by_role("link", name=OVERDUE).click()
    expect(page.get_by_text(NOTE, exact=True)).to_be_visible()
    check_axe(page)


class TestWithoutScripts:
    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        return browser_context_args | {"java_script_enabled": False}

    def test_the_same_story_is_told_by_links_and_forms(self, page, address, sales):
        def look(_page: Page) -> None:
            """Axe is a script."""

        begin(page, address, look)
        bring_in(page, sales, look)
        page.get_by_role("link", name="Whom to care for today").click()
        wait_for_today(page)

        log_a_call(page, has_scripts=False)
        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_text(f"{OVERDUE} is back as before.")).to_be_visible()
        log_a_call(page, has_scripts=False)

        page.goto(f"{address}/customers/")
        page.get_by_role("link", name=OVERDUE).click()
        expect(page.get_by_text(NOTE, exact=True)).to_be_visible()
        take_back(page, address, look)
