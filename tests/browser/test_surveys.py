"""Answering on a telephone, and asking at the desk, in a real browser."""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from regulars.actions.findings import note_finding
from regulars.models import Answer, Customer, Person, Response, Survey
from regulars.queries.links import survey_for_all_path, survey_path
from regulars.queries.local_days import shop_today
from regulars.web.public import surveys as pages
from tests.browser.conftest import both_screens
from tests.browser.test_public import state
from tests.making import make_customers
from tests.surveying import answered, invited, reachable, ready_survey, signs

KEPT = Path(__file__).resolve().parents[2] / "docs" / "use" / "pictures"
PICTURES = {"surveys-desktop", "survey-preview-desktop", "survey-findings-desktop"}  # of the docs
NARROW = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 860}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return KEPT if os.environ.get("REGULARS_PICTURES") else tmp_path


@pytest.fixture
def survey(shop) -> Survey:
    return ready_survey()


@pytest.fixture
def link(customer: Customer, survey: Survey) -> str:
    Customer.objects.update(tone="friendly")
    customer.refresh_from_db()
    invitation = invited(customer, survey)
    invitation.message.accepted_at = timezone.now() - timedelta(hours=1)
    invitation.message.save(update_fields=["accepted_at"])
    return survey_path(invitation)


@pytest.mark.parametrize("screen", ["phone"], indirect=True)
def test_a_person_answers_by_taps_and_may_change_it(
    page: Page, link, folder, tmp_path, check_axe, monkeypatch, screen
):
    """A browser that a program drives names itself; here it speaks for a person."""
    monkeypatch.setattr(pages, "is_from_machine", lambda **_: False)
    page.goto(link)
    check_axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.screenshot(path=folder / "survey-on-a-phone.png")
    marks = page.locator(".survey-mark")
    assert all(marks.nth(n).bounding_box()["height"] >= 44 for n in range(5))
    marks.nth(3).click()
    page.get_by_label("Almost").check()
    page.get_by_label("What should we have done better?").fill("Ring the day before.")
    page.get_by_role("button", name="Continue").click()
    check_axe(page)
    page.screenshot(path=tmp_path / "survey-look.png")
    assert not Response.objects.exists()
    page.wait_for_timeout(3_100)  # nobody reads it faster

    page.get_by_role("button", name="Send").click()

    assert page.get_by_role("heading", name="It has arrived").is_visible()
    check_axe(page)
    page.screenshot(path=tmp_path / "survey-thanks.png")
    assert page.context.cookies() == []
    assert sorted(Answer.objects.values_list("scale", "choice", "words"), key=str) == [
        (4, None, ""),
        (None, 2, ""),
        (None, None, "Ring the day before."),
    ]
    page.get_by_role("button", name="Change something").click()
    assert page.get_by_label("Almost").is_checked()


def test_the_keyboard_alone_is_enough(page: Page, link, monkeypatch):
    monkeypatch.setattr(pages, "is_from_machine", lambda **_: False)
    page.goto(link)
    page.locator("input[name=q1]").first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.wait_for_timeout(3_100)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Send it like this?")
    page.get_by_role("button", name="Send").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=It has arrived")

    assert Answer.objects.get().scale == 4


def test_p4_a_scanner_that_runs_everything_and_presses_everything_cannot_vote(page: Page, link):
    """Too quick a press keeps nothing; a patient program gives its name away, and what it sends
    does not count."""
    before = state()
    page.goto(link)
    page.wait_for_load_state("networkidle")
    assert state() == before
    for _ in range(4):
        first = page.locator("input[type=radio]").first
        if first.count():
            first.check(force=True)
        page.locator("form button").last.click()
        page.wait_for_load_state()

    assert not Response.objects.filter(set_aside_because="").exists()
    page.goto(link)
    assert page.get_by_text("It may be changed until").count() == 0
    assert page.locator("input[type=radio]:checked").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", ["phone"], indirect=True)
def test_in_german_by_day_and_night(page: Page, survey, link, check_axe, tmp_path, scheme, screen):
    Customer.objects.update(language="de", tone="formal")
    page.emulate_media(color_scheme=scheme)
    for address in (link, survey_for_all_path(survey)):
        page.goto(address)
        page.screenshot(path=tmp_path / f"{scheme}.png", full_page=True)
        check_axe(page)
    page.goto(link)
    assert page.get_by_text("Wie zufrieden sind Sie mit unserer Arbeit?").is_visible()
    assert page.locator("html").get_attribute("lang") == "de"


@both_screens
def test_the_desk_of_asking(
    page: Page, ana: Person, customer, sign_in, folder, tmp_path, check_axe, screen
):
    signs(ana)
    reachable(customer, at=timezone.now())
    way = ready_survey("whole-way")
    for number, one in enumerate(make_customers(14)):
        marks = {1: 5, 2: 5 if number % 5 else 3, 3: 2, 4: 4}
        answered(way, marks, customer=one, at=timezone.now() - timedelta(days=number))
    job = ready_survey()
    response = answered(
        job, {1: 2, 2: 3, 3: "Ring the day before."}, customer=customer, at=timezone.now()
    )
    Response.objects.filter(pk=response.pk).update(wants_call=True)
    note_finding(
        found="What we make is good, and it is late.", action="Name a day only when it is sure.",
        owner=ana, due_on=shop_today(), question=way.questions.get(position=3), person=ana,
    )  # fmt: skip
    sign_in()
    size = NARROW if screen == "phone" else WIDE
    page.set_viewport_size(size)
    looks = {
        "surveys": "/surveys/",
        "survey-results": f"/surveys/{way.pk}",
        "survey-preview": f"/surveys/{job.pk}/ask",
        "survey-answers": "/surveys/answers",
        "survey-answer": f"/surveys/answers/{response.pk}",
        "survey-findings": "/surveys/findings",
        "survey-one": f"/surveys/of/{customer.pk}/ask",
        "survey-write": "/surveys/new",
        "survey-settings": "/settings/asking",
    }
    for name, address in looks.items():
        page.goto(address)
        page.wait_for_load_state()
        check_axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], name
        kept = folder if f"{name}-{screen}" in PICTURES else tmp_path
        page.screenshot(path=kept / f"{name}-{screen}.png", full_page=screen == "phone")

    page.goto("/")
    assert page.get_by_role("link", name="Name a day only when it is sure.").is_visible()
    check_axe(page)
    page.goto(f"/surveys/answers/{response.pk}")
    page.get_by_role("button", name="It is a complaint").click()
    assert page.get_by_text("It is a complaint; its task stands on Today.").is_visible()
    page.goto("/surveys/")
    assert re.search("weak part of the way", page.locator("h1").inner_text(), re.I)
