"""A real browser on a real server. Every page is watched: a console error or a refused content
security policy fails the test, whatever else it asserts."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the driver runs a loop of its own

CHROMIUM = next(
    filter(
        None,
        map(
            shutil.which,
            (os.environ.get("REGULARS_CHROMIUM", "-"), "chromium", "chromium-browser"),
        ),
    ),
    None,
)
SCREENS = {
    "desktop": {"viewport": {"width": 1280, "height": 800}},
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "device_scale_factor": 2,
        "has_touch": True,
        "is_mobile": True,
    },
}
PASSPHRASE = "a warm cup of coffee"  # what tests/conftest.py gives the owner


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/browser/" not in str(item.path):
            continue
        item.add_marker(pytest.mark.browser)
        if CHROMIUM is None:
            item.add_marker(
                pytest.mark.skip(reason="NO CHROMIUM: install it or name one in REGULARS_CHROMIUM")
            )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return browser_type_launch_args | {
        "executable_path": CHROMIUM,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture(scope="session")
def base_url(live_server: Any) -> str:
    """So that page.goto("/customers/") reaches the server under test."""
    return str(live_server.url)


@pytest.fixture(params=["desktop"])
def screen(request: pytest.FixtureRequest) -> str:
    """Ask for both with @both_screens."""
    return str(request.param)


both_screens = pytest.mark.parametrize("screen", list(SCREENS), indirect=True)


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any], screen: str) -> dict[str, Any]:
    return browser_context_args | SCREENS[screen] | {"locale": "en-GB"}


@pytest.fixture
def complaints(context: BrowserContext) -> Iterator[list[str]]:
    """What the browser found wrong. A test that provokes an error on purpose clears the list."""
    found: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            found.append(f"{message.type}: {message.text}")

    context.on("console", listen)
    context.on("weberror", lambda error: found.append(str(error.error)))
    yield found
    assert found == [], "the browser complained"


@pytest.fixture
def page(transactional_db: None, complaints: list[str], page: Page) -> Page:
    """A page that is watched, on an empty install unless a fixture filled it."""
    return page


@pytest.fixture
def sign_in(page: Page) -> Callable[..., Page]:
    """sign_in() signs the owner in through the real form. Needs the fixture `ana`."""

    def enter(username: str = "ana", passphrase: str = PASSPHRASE) -> Page:
        page.goto("/account/sign-in")
        page.get_by_label("Name").first.fill(username)
        page.locator("input[type=password]").first.fill(passphrase)
        page.locator("form button[type=submit]").first.click()
        page.wait_for_url(lambda url: "/account/sign-in" not in url)
        return page

    return enter


@pytest.fixture
def check_axe() -> Callable[[Page], None]:
    """check_axe(page) fails on any accessibility violation and says which, and where."""

    def check(page: Page) -> None:
        found = Axe().run(page)
        said = [
            f"{one['id']} ({one['impact']}): {one['help']} at "
            + "; ".join(" ".join(node["target"]) for node in one["nodes"][:5])
            for one in found.response["violations"]
        ]
        assert said == [], f"{page.url} is hard to use for some"

    return check
