"""Customers' own pages and an owner's manners in a real browser, scripts and all."""

import json
from hashlib import sha256

import pytest
from django.apps import apps
from django.core import serializers
from django.utils import timezone
from playwright.sync_api import Page

from regulars.actions.causes import install_ready_causes
from regulars.actions.complaints import open_complaint
from regulars.actions.data_requests import open_request
from regulars.models import Consent, ContactPoint, Customer, InboundMessage, Manners, Person
from regulars.queries.links import LinkFor, own_page_path, preferences_path, token_for
from regulars.rules.kinds import DataRequestKind
from tests.browser.conftest import both_screens
from tests.making_messages import make_message
from tests.making_promises import make_promise_row


@pytest.fixture
def reader(customer: Customer) -> Customer:
    ContactPoint.objects.create(customer=customer, kind="email", value="tomas@example.com")
    ContactPoint.objects.create(customer=customer, kind="phone", value="+491701234567")
    Customer.objects.update(tone="friendly")
    customer.refresh_from_db()
    return customer


def state() -> str:
    rows = [
        serializers.serialize("json", model._base_manager.order_by("pk"))
        for model in apps.get_models(include_auto_created=True)
    ]
    return sha256(json.dumps(rows).encode()).hexdigest()


@both_screens
def test_p4_a_scanner_that_runs_everything_changes_nothing_and_a_press_does(
    page: Page, reader, tmp_path, check_axe, screen
):
    before = state()
    page.goto(preferences_path(reader.pk))
    page.wait_for_load_state("networkidle")
    check_axe(page)
    page.screenshot(path=tmp_path / f"choices-{screen}.png", full_page=True)
    assert state() == before
    assert page.context.cookies() == []

    page.get_by_label("By SMS").uncheck()
    page.get_by_label("Once a month at most").check()
    page.get_by_role("button", name="Keep it like this").click()

    assert page.get_by_role("status").inner_text().startswith("Kept")
    assert not page.get_by_label("By SMS").is_checked()
    assert page.get_by_label("Once a month at most").is_checked()
    assert Consent.objects.get(is_given=False).channel == "sms"


@both_screens
def test_a_customer_sees_what_was_promised_and_reaches_a_person(
    page: Page, reader, ana, tmp_path, check_axe, screen
):
    make_promise_row(reader, "Grinder repaired", due_in=4)
    before = state()
    page.goto(own_page_path(reader))
    page.wait_for_load_state("networkidle")
    check_axe(page)
    page.screenshot(path=tmp_path / f"own-{screen}.png", full_page=True)
    assert "Grinder repaired" in page.locator("main").inner_text()
    assert state() == before
    assert page.context.cookies() == []

    page.get_by_label("What is it about?").fill("Is it noisy still?")
    page.get_by_label("By phone").check()
    page.get_by_role("button", name="Send").click()

    assert "It has arrived" in page.get_by_role("status").inner_text()
    check_axe(page)
    assert InboundMessage.objects.get().body == "Is it noisy still?"


@both_screens
def test_stopping_takes_two_presses_at_most(page: Page, reader, tmp_path, check_axe, screen):
    message = make_message(reader, purpose="greeting")
    before = state()
    page.goto(f"/p/stop/{token_for(LinkFor.UNSUBSCRIBE, message.pk)}")
    check_axe(page)
    page.screenshot(path=tmp_path / f"stop-{screen}.png", full_page=True)
    assert state() == before

    page.get_by_role("button", name="No more of these").click()

    assert "Greetings" in page.get_by_role("status").inner_text()
    check_axe(page)
    page.screenshot(path=tmp_path / f"stopped-{screen}.png", full_page=True)


@both_screens
def test_an_owner_decides_how_often_and_pauses_everything(
    page: Page, ana: Person, customer: Customer, sign_in, tmp_path, check_axe, screen
):
    make_message(customer, reason="budget", due_at=timezone.now())
    sign_in()
    for address in ("manners", "closures", "pause", "displaced"):
        page.goto(f"/settings/{address}")
        check_axe(page)
        page.screenshot(path=tmp_path / f"{address}-{screen}.png", full_page=True)
    page.goto("/settings/manners")
    page.get_by_label("Calls on one day").fill("4")
    page.get_by_role("button", name="Keep this").click()
    page.wait_for_load_state()
    assert Manners.objects.get().calls_a_day == 4

    page.goto("/settings/pause")
    page.get_by_role("button", name="Pause everything").click()
    page.goto("/")
    assert page.get_by_text("Everything is paused: nothing goes out").is_visible()
    page.screenshot(path=tmp_path / f"paused-{screen}.png")
    check_axe(page)


@both_screens
def test_a_complaint_an_answer_and_forgetting(
    page: Page, ana: Person, reader: Customer, sign_in, tmp_path, check_axe, screen
):
    install_ready_causes()
    open_complaint(customer=reader, text="The coffee was cold.", person=ana)
    open_request(customer=reader, kind=DataRequestKind.ERASURE, came_from="their own page")
    sign_in()
    page.goto(f"/customers/{reader.pk}")
    page.screenshot(path=tmp_path / f"complaint-{screen}.png", full_page=True)
    check_axe(page)
    page.get_by_text("It was put right on the spot").click()
    page.get_by_label("How did it end?").fill("A new cup, and sorry.")
    page.get_by_label("What let it happen?").select_option(index=1)
    page.get_by_role("button", name="Close the complaint").click()
    page.get_by_text("The complaint is closed.").wait_for()
    assert not page.get_by_text("An open complaint").count()

    page.goto("/settings/data-requests")
    check_axe(page)
    page.screenshot(path=tmp_path / f"requests-{screen}.png", full_page=True)
    page.get_by_role("link", name="What would go").click()
    page.wait_for_url("**/erase")
    check_axe(page)
    page.screenshot(path=tmp_path / f"erase-{screen}.png", full_page=True)
    page.get_by_label("I know that this cannot be taken back").check()
    page.get_by_role("button", name="Forget for good").click()
    page.wait_for_url("**/customers/")
    assert not Customer.objects.exists()
