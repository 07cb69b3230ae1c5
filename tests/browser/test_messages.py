"""An owner sets mail up, writes, is answered and answers, on a desktop and a phone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from regulars.actions.accounts import begin_mail
from regulars.actions.inbound import Arrived, receive
from regulars.models import ContactPoint, Customer, MailAccount, Message, Person
from regulars.rules.channels import Channel
from tests.browser.conftest import both_screens


@pytest.fixture
def tomas(ana: Person, customer: Customer) -> Customer:
    begin_mail(from_address="us@gmail.com", from_name="Aurora Coffee", person=ana)
    MailAccount.objects.update(is_on=True)
    ContactPoint.objects.create(customer=customer, kind="email", value="tomas@example.com")
    return customer


@both_screens
def test_an_owner_reads_what_came_in_and_answers(
    tomas: Customer, sign_in: Callable[..., Page], check_axe: Callable[[Page], None]
) -> None:
    receive(
        arrived=Arrived(
            channel=Channel.EMAIL,
            message_id="m1",
            from_address="tomas@example.com",
            received_at=timezone.now() - timedelta(hours=2),
            subject="Re: Your grinder",
            body="Is it ready?\n\n> We will tell you.",
        )
    )
    page = sign_in()
    page.goto("/messages/")
    assert page.locator("h1").inner_text() == "One person waits for your answer"
    check_axe(page)

    page.get_by_role("link", name="Tomás Ferreira").click()
    page.wait_for_url("**/messages/from/*")
    assert "waits for an answer" in page.locator("h1").inner_text()
    check_axe(page)
    page.get_by_label("Your words").fill("Yes, since this morning.")
    page.get_by_role("button", name="Send the answer").click()
    page.get_by_text("Your answer leaves as soon as it may.").wait_for()

    page.get_by_text("An answer is on its way.").wait_for()
    assert Message.objects.get().body == "Yes, since this morning."


@both_screens
def test_an_owner_writes_a_mail_with_the_words_of_today(
    tomas: Customer, ana: Person, sign_in: Callable[..., Page], check_axe: Callable[[Page], None]
) -> None:
    page = sign_in()
    page.goto(f"/today/{tomas.pk}")
    page.locator("#words").fill("Dear Tomás, the beans are here.")
    page.get_by_role("button", name="Write a mail").click()
    page.wait_for_url("**/messages/write/*")
    assert page.get_by_label("Your words").input_value() == "Dear Tomás, the beans are here."
    check_axe(page)
    page.get_by_label("Subject").fill("Your beans")
    page.get_by_role("button", name="Send").click()
    page.get_by_text("leaves as soon as it may").wait_for()

    page.goto("/messages/")
    page.get_by_role("link", name="Tomás Ferreira").click()
    assert page.locator("h1").inner_text() == "Your beans"
    check_axe(page)
    page.get_by_role("button", name="Nobody gets it").click()
    page.get_by_text("Cancelled: nobody gets it.").wait_for()


@both_screens
def test_an_owner_sets_mail_up(
    ana: Person, sign_in: Callable[..., Page], check_axe: Callable[[Page], None]
) -> None:
    page = sign_in()
    page.goto("/settings/mail")
    page.get_by_label("From which address do you write?").fill("us@gmail.com")
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/settings/mail/server")
    check_axe(page)
    assert page.get_by_label("Name of the server").input_value() == "smtp.gmail.com"
    page.locator("input[type=password]").fill("abcd efgh ijkl mnop")
    page.get_by_role("button", name="Keep this").click()
    page.wait_for_url("**/settings/mail")
    found = [{"about": "spf", "found": "missing", "name": "a.example", "value": "v=spf1 mx ~all"}]
    MailAccount.objects.update(domain_found={"domain": "a.example", "findings": found})
    page.reload()
    check_axe(page)
    page.get_by_role("button", name="Copy").first.wait_for()
    page.get_by_role("button", name="Switch mail on").click()
    page.get_by_text("Mail is on from now on.").wait_for()
    assert page.locator("h1").inner_text() == "Mail leaves as us@gmail.com"
