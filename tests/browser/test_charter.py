"""The charter and its guarantees in a real browser, on a desk and on a phone."""

import pytest
from django.core import serializers
from playwright.sync_api import Page

from regulars.actions import charters
from regulars.actions.guarantees import keep_guarantee
from regulars.models import (
    CharterProposal,
    CharterReading,
    CharterRemark,
    CharterVersion,
    Guarantee,
    HeardAnswer,
)
from regulars.queries.local_days import shop_today
from regulars.rules.charters import RemarkKind
from tests.browser.conftest import both_screens
from tests.charters import guaranteed, keep_a_charter


@pytest.fixture
def kept(ana, ben, customer) -> CharterVersion:
    return keep_a_charter(ana, ben, customer)


def assert_fits(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{page.url} is wider than the screen"


@both_screens
def test_a_version_is_written_and_talked_over(page, ana, ben, sign_in, check_axe, tmp_path, screen):
    sign_in()
    page.goto("/charter/")
    page.get_by_role("button", name="Begin the first version").click()
    page.get_by_label("The promise, in one plain sentence").fill("Whoever writes hears from us.")
    page.get_by_label("Measured by").select_option("answered")
    page.get_by_label("Within how many hours or days").fill("24")
    page.get_by_label("Kept in how many of 100 cases").fill("95")
    page.get_by_role("button", name="Into the draft").click()
    assert page.locator(".clause-words").inner_text() == "Whoever writes hears from us."
    check_axe(page)
    assert_fits(page)
    page.get_by_role("button", name="Ask the team").click()
    page.get_by_role("button", name="Agree to it").wait_for()
    version = CharterVersion.objects.get()
    remark = charters.make_remark(
        version=version, kind=RemarkKind.OBJECTION, text="Not on Sundays.", person=ben
    )

    page.reload()
    page.get_by_role("button", name="Agree to it").click()
    page.locator("main").get_by_text("waits for an answer").first.wait_for()
    page.get_by_label("Your answer").fill("Closed days do not count.")
    check_axe(page)
    assert_fits(page)
    page.screenshot(path=tmp_path / f"version-{screen}.png", full_page=True)
    page.get_by_role("button", name="Answer", exact=True).click()
    assert CharterRemark.objects.get(pk=remark.pk).answered_by == ana
    page.get_by_role("button", name="Agree to it").click()
    page.get_by_role("button", name="Publish it").click()

    page.get_by_role("button", name="I have read it and work by it").click()
    assert CharterReading.objects.get().person == ana
    assert "too few yet" in page.locator(".clause-figure").inner_text()


@both_screens
def test_every_page_around_it_is_right_on_the_phone_too(
    page, kept, ana, sign_in, check_axe, tmp_path, screen
):
    one = keep_guarantee(told=guaranteed(shop_today(), makes_promises=True), person=ana)
    sign_in()
    paths = {
        "charter": "/charter/",
        "vision": "/charter/vision",
        "others": "/charter/others",
        "guarantees": "/guarantees/",
        "guarantee": f"/guarantees/{one.pk}",
        "new-guarantee": "/guarantees/new",
    }
    for name, path in paths.items():
        page.goto(path)
        check_axe(page)
        assert_fits(page)
        page.screenshot(path=tmp_path / f"{name}-{screen}.png", full_page=True)

    page.goto(f"/guarantees/{one.pk}")
    page.get_by_role("button", name="Give this guarantee").click()
    assert Guarantee.objects.get().state == "published"
    page.goto("/charter/vision")
    page.get_by_role("button", name="Into the vision: Tell me when it is late.").click()
    assert HeardAnswer.objects.filter(point=None).count() == 0
    page.goto("/charter/")
    page.get_by_role("button", name="Take it up, as a draft").click()
    assert "/charter/versions/" in page.url
    assert CharterProposal.objects.get().state == "approved"


@both_screens
def test_the_public_page_names_nobody_and_a_scanner_changes_nothing(
    page, kept, ana, customer, check_axe, tmp_path, screen
):
    charters.show_to_everybody(is_public=True, person=ana)
    before = serializers.serialize("json", CharterVersion.objects.all())
    page.goto("/p/charter")
    page.wait_for_load_state("networkidle")

    text = page.locator("main").inner_text()
    assert "47 of 49" in text
    assert customer.name not in text
    assert page.context.cookies() == []
    assert page.locator("form, button, script").count() == 0
    check_axe(page)
    assert_fits(page)
    page.screenshot(path=tmp_path / f"public-{screen}.png", full_page=True)
    assert serializers.serialize("json", CharterVersion.objects.all()) == before
