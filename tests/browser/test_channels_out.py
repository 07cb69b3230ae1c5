"""An owner sets up texts and another program, on a screen and on a phone."""

import os
from pathlib import Path

import pytest

from regulars.actions.texts import change_text_account
from regulars.actions.touches import plan_follow_up
from regulars.models import ContactPoint, TextAccount, Webhook, WebhookDelivery
from regulars.queries.local_days import shop_today
from tests.actions.test_texts import ACCOUNT
from tests.browser.conftest import both_screens

SID = "AC" + "0123456789abcdef" * 2
URL = "https://hooks.shop.com/regulars/a-rather-long-address-that-has-to-break-somewhere"


def look(page, name: str) -> None:
    """A picture for whoever works on the pages: REGULARS_LOOK=folder."""
    if folder := os.environ.get("REGULARS_LOOK"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@both_screens
def test_an_owner_sets_up_texts(ana, sign_in, check_axe, complaints, screen):
    page = sign_in()
    page.goto("/settings/")
    page.get_by_role("link", name="SMS and WhatsApp").click()
    check_axe(page)
    look(page, f"texts-empty-{screen}")

    page.get_by_label("Account SID").fill("12345")
    page.get_by_label("Auth token").fill("a very secret token")
    page.get_by_role("button", name="Keep this").click()
    page.get_by_text("It begins with AC").wait_for()
    check_axe(page)
    complaints.clear()  # the refusal, which was meant

    page.get_by_label("Account SID").fill(SID)
    page.get_by_label("Auth token").fill("a very secret token")
    page.get_by_label("Your number for SMS").fill("030 123456")
    page.get_by_role("button", name="Keep this").click()
    page.get_by_text("Send yourself a test to see that it works.").wait_for()
    check_axe(page)
    assert page.get_by_label("Auth token").input_value() == ""
    assert page.get_by_label("When a message comes in").input_value().endswith("/texts/in")

    page.get_by_label("Your own mobile number").fill("0151 23456789")
    page.get_by_role("button", name="Send a test").click()
    page.get_by_text("A test is on its way.").first.wait_for()
    look(page, f"texts-{screen}")
    assert TextAccount.objects.get().test_to == "+4915123456789"
    width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert width <= 0


@pytest.mark.parametrize("extra", ["missing"])
def test_without_the_extra_one_sentence_is_all(ana, sign_in, check_axe, monkeypatch, extra):
    monkeypatch.setattr("regulars.queries.texts.find_spec", lambda _name: None)
    change_text_account(**ACCOUNT, person=ana)
    page = sign_in()
    page.goto("/settings/texts")
    page.get_by_text("regulars[sms]").wait_for()
    assert page.locator("main form").count() == 0
    check_axe(page)
    look(page, f"texts-{extra}")


@both_screens
def test_an_owner_lets_another_program_know(ana, sign_in, check_axe, complaints, screen):
    page = sign_in()
    page.goto("/settings/")
    page.get_by_role("link", name="Other programs").click()
    check_axe(page)
    look(page, f"webhooks-empty-{screen}")
    page.get_by_role("link", name="New address").click()
    look(page, f"webhook-new-{screen}")
    page.get_by_role("textbox", name="Address").fill("https://192.168.1.1/in")
    page.get_by_label("A purchase was written down").check()
    page.get_by_role("button", name="Add it").click()
    page.get_by_text("Enter the name of the machine").wait_for()
    check_axe(page)
    complaints.clear()  # the refusal, which was meant

    page.get_by_role("textbox", name="Address").fill(URL)
    page.get_by_role("button", name="Add it").click()
    secret = page.get_by_label("Secret").input_value()
    assert secret.startswith("whsec_")
    check_axe(page)
    page.get_by_role("button", name="Send a test").click()
    page.get_by_text("A test is on its way.").wait_for()
    assert page.get_by_label("Secret").count() == 0  # shown once
    WebhookDelivery.objects.update(tries=2, said="timeout")
    page.reload()
    page.get_by_text("No answer within ten seconds.").wait_for()
    check_axe(page)
    look(page, f"webhook-{screen}")
    width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert width <= 0

    page.get_by_role("button", name="Switch it off").click()
    page.get_by_role("heading", name="This address is switched off").wait_for()
    assert not Webhook.objects.get().is_on
    page.goto("/settings/webhooks")
    look(page, f"webhooks-{screen}")


@both_screens
def test_after_a_channel_was_opened_the_page_asks_whether_it_was_sent(
    ana, customer, sign_in, check_axe, screen
):
    ContactPoint.objects.create(customer=customer, kind="phone", value="+4915123456789")
    plan_follow_up(customer=customer, due_on=shop_today(), note="the grinder", person=ana)
    page = sign_in()
    page.goto(f"/customers/{customer.pk}")
    question = page.get_by_text("Sent? Say how it went, and it is on record.")
    assert not question.is_visible()
    page.evaluate(
        "document.addEventListener('click', (event) =>"
        " event.target.closest('a[data-channel]') && event.preventDefault())"
    )
    page.locator("a[data-channel=sms]").first.click()
    question.wait_for()
    check_axe(page)
    look(page, f"sent-{screen}")
    page.get_by_role("button", name="Sent", exact=True).click()
    page.get_by_text("The talk is on record.").wait_for()
    assert customer.interactions.get().channel == "sms"

    page.goto(f"/today/{customer.pk}")
    page.get_by_text("By SMS: one text.").wait_for()
    page.get_by_label("What to say").fill("x" * 161)
    page.get_by_text("By SMS: 2 texts in one.").wait_for()
    check_axe(page)
    look(page, f"today-sms-{screen}")
