"""The frame around every page: its look for everybody, its keys, and what the policy refuses."""

import pytest
from playwright.sync_api import Page, expect

from regulars.models import Person, Shop
from tests.browser.conftest import both_screens

COMPONENTS = "/settings/components"
SMALL = """[...document.querySelectorAll("a, button, input, select, summary")]
  .filter((one) => one.offsetParent && !one.closest("p, dd, td, th, .skip"))
  .map((one) => (one.closest("label, .row") ?? one).getBoundingClientRect())
  .filter((box) => box.height > 1 && box.height < 43.5).length"""
WIDER = "document.documentElement.scrollWidth - innerWidth"


@pytest.fixture
def components(ana, sign_in) -> Page:
    page = sign_in()
    page.goto(COMPONENTS)
    return page


@both_screens
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_component_is_usable_by_everybody(components, check_axe, theme):
    Person.objects.update(theme=theme)
    components.reload()
    check_axe(components)


@both_screens
@pytest.mark.parametrize(
    "address",
    [
        "/settings/",
        "/settings/own",
        "/settings/business",
        "/settings/numbers",
        "/settings/sending",
        "/settings/colleagues",
    ],
)
def test_the_settings_are_usable_by_everybody(ana, sign_in, check_axe, address):
    page = sign_in()
    page.goto(address)
    check_axe(page)
    assert page.evaluate(WIDER) <= 0


@both_screens
def test_a_restored_copy_is_released_where_it_says_that_it_is_held(ana, sign_in, check_axe):
    Shop.objects.update(is_sending_held=True)
    page = sign_in()
    check_axe(page)
    page.get_by_role("link", name="Is this the one that counts?").click()
    check_axe(page)
    assert page.evaluate(WIDER) <= 0

    page.get_by_role("button", name="release sending").click()

    assert page.get_by_text("restored copy").count() == 0
    assert not Shop.objects.get().is_sending_held


@pytest.mark.parametrize("screen", ["phone"], indirect=True)
def test_a_thumb_hits_every_target_on_a_phone(components):
    components.locator(".brand").evaluate("(brand) => brand.remove()")  # Today leads there too
    assert components.evaluate(SMALL) == 0
    assert components.evaluate(WIDER) <= 0


@pytest.mark.parametrize(("width", "height"), [(640, 400), (320, 256)])
def test_nothing_is_cut_off_when_the_page_is_zoomed(components, width, height):
    """1280 by 800 at 200 % and 400 %."""
    components.set_viewport_size({"width": width, "height": height})
    assert components.evaluate(WIDER) <= 0


def test_a_right_to_left_page_has_its_navigation_on_the_right(components):
    components.evaluate("document.documentElement.dir = 'rtl'")
    nav = components.locator(".nav").bounding_box()
    main = components.locator("main").bounding_box()
    assert nav["x"] > main["x"]
    assert components.evaluate(WIDER) <= 0


def test_the_keyboard_walks_the_rows_and_explains_itself(components):
    focused = "document.activeElement.textContent"
    components.keyboard.press("j")
    assert components.evaluate(focused) == "Ngozi Adeyemi"  # after the open row
    components.keyboard.press("k")
    assert components.evaluate(focused) == "Tomás Ferreira"
    components.keyboard.press("?")
    expect(components.get_by_role("dialog", name="Keys")).to_be_visible()
    components.keyboard.press("j")
    components.keyboard.press("Escape")
    expect(components.get_by_role("dialog")).to_have_count(0)
    assert components.evaluate(focused) == "Tomás Ferreira"


def test_keys_are_letters_where_one_types(components):
    components.get_by_label("Words").fill("")
    components.get_by_label("Words").press_sequentially("jk?")
    expect(components.get_by_label("Words")).to_have_value("jk?")


def test_keys_rest_when_they_are_switched_off(components):
    Person.objects.update(has_shortcuts=False)
    components.reload()
    components.keyboard.press("?")
    expect(components.get_by_role("dialog")).to_have_count(0)


def test_the_first_tab_offers_to_skip_the_navigation(components):
    components.keyboard.press("Tab")
    components.keyboard.press("Enter")
    assert components.evaluate("document.activeElement.id") == "main"


def test_only_htmx_may_make_elements_of_text(components, complaints):
    refused = components.evaluate(
        """() => { try { document.createElement("p").innerHTML = "<b>x</b>"; return "made"; }
                   catch (refused) { return refused.name; } }"""
    )
    assert refused == "TypeError"
    made = components.evaluate(
        """() => { try { trustedTypes.createPolicy("other", {}); return "made"; }
                   catch (refused) { return refused.name; } }"""
    )
    assert made == "TypeError"
    complaints.clear()


def test_an_expression_in_an_attribute_is_not_run(components, complaints):
    components.evaluate(
        """() => { const p = document.createElement("p");
                   p.setAttribute("hx-on:click", "window.ran = true");
                   document.body.append(p); htmx.process(p); p.click(); }"""
    )
    assert components.evaluate("window.ran ?? false") is False
    complaints.clear()


@both_screens
def test_an_error_page_is_usable_by_everybody(ana, sign_in, check_axe, complaints):
    page = sign_in()
    page.goto("/not-there/")
    check_axe(page)
    assert all("404" in said for said in complaints)
    complaints.clear()


def test_on_paper_only_what_belongs_there_is_left(components):
    components.emulate_media(media="print")
    expect(components.locator(".nav")).to_be_hidden()
    expect(components.get_by_role("button")).to_have_count(0)
    expect(components.locator(".row").first).to_be_visible()
