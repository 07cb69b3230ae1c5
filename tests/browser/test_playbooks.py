"""The owner's way with plans: read, look at whom it would reach, switch on, write one, see why."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from regulars.actions.plans import evaluate
from regulars.actions.playbooks import install_ready_plans
from regulars.actions.wordings import install_ready_wordings
from regulars.models import Customer, Message, Playbook, PlaybookRun, Touch
from regulars.queries.local_days import noon_of, shop_today
from tests.browser.conftest import both_screens
from tests.making import make_customers
from tests.planning import bought


@pytest.fixture
def business(ana):
    """Five who bought for the first time in the last days."""
    ana.agreed_to_sign_at = noon_of(shop_today())
    ana.save()
    install_ready_wordings()
    install_ready_plans()
    for n, one in enumerate(make_customers(5)):
        bought(one, shop_today() - timedelta(days=n + 1), item="Walnut lamp")
    return ana


@both_screens
def test_a_ready_made_plan_is_switched_on_after_its_preview_and_off_again(
    page, sign_in, business, check_axe
):
    sign_in()
    page.goto("/plans/")
    check_axe(page)
    page.get_by_role("link", name="Thanks for a first purchase").click()
    expect(page.get_by_text("Three days after a first purchase, thank them").first).to_be_visible()
    expect(
        page.get_by_role("heading", name=re.compile("it would have reached 2 people"))
    ).to_be_visible()
    expect(page.get_by_role("heading", name="The next five dates")).to_be_visible()
    check_axe(page)

    page.get_by_role("button", name="Show what it would do").click()
    expect(page.get_by_text("nothing was sent")).to_be_visible()
    expect(page.get_by_text("Kind regards").first).to_be_visible()
    check_axe(page)
    assert not Message.objects.exists()
    page.get_by_role("link", name="Back to the plan").click()

    page.get_by_role("button", name="Switch on").click()
    expect(page.get_by_text("From today it owes what falls due")).to_be_visible()
    evaluate(shop_today())
    assert Touch.objects.open().count() == 3  # those who bought in the last three days

    page.reload()
    page.get_by_role("button", name="Switch off").click()
    expect(page.get_by_text("What waited for 3 people is cancelled")).to_be_visible()
    assert not Touch.objects.open().exists()


@both_screens
def test_a_plan_of_one_s_own_is_written_and_says_why_it_did_what_it_did(
    page, sign_in, business, check_axe
):
    sign_in()
    page.goto("/plans/new")
    check_axe(page)
    page.get_by_role("link", name="A purchase", exact=True).click()
    page.get_by_label("What shall the plan be called?").fill("Lamps")
    page.get_by_label("Only about").fill("lamp")
    step = page.get_by_role("region", name="Step 1")
    step.get_by_label("Days").fill("2")
    page.locator("#id_new-1-how").select_option("task")
    step.get_by_label("What is to be done").fill("Ask whether the light is warm enough.")
    page.get_by_text("Only for some people").click()
    check_axe(page)
    page.get_by_role("button", name="Keep the plan").click()
    expect(page.get_by_text("Two days after a purchase of lamp")).to_be_visible()

    page.get_by_role("button", name="Switch on").click()
    evaluate(shop_today())
    run = PlaybookRun.objects.order_by("base_on").last()
    page.reload()
    page.get_by_role("link", name=run.customer.name).last.click()
    expect(page.get_by_text("They bought Walnut lamp")).to_be_visible()
    expect(page.get_by_text("Ask whether the light is warm enough.").first).to_be_visible()
    check_axe(page)
    page.get_by_role("button", name="Stop it for them").click()
    expect(page.get_by_text("Somebody here stopped it").first).to_be_visible()

    today = Touch.objects.open().get(due_on=shop_today())
    page.goto("/")
    expect(page.get_by_text(Customer.objects.get(pk=today.customer_id).name).first).to_be_visible()
    assert Playbook.objects.filter(is_on=True).count() == 1
