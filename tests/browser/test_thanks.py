"""Thank-yous one after another, and a small thing nobody expects, in a real browser."""

import pytest
from django.utils import timezone

from regulars.actions.gestures import keep_gesture, suggest_gestures
from regulars.actions.wordings import install_ready_wordings
from regulars.models import MailAccount, Message, Person, Rhythm, Touch
from regulars.queries.local_days import shop_today
from tests.browser.conftest import both_screens
from tests.queries.test_thanks import first_purchase


@pytest.fixture
def ready(transactional_db, ana):
    install_ready_wordings()
    Person.objects.update(agreed_to_sign_at=timezone.now())
    MailAccount.objects.create(from_address="ana@aurora.example", is_on=True)
    for number in range(3):
        first_purchase(f"Guest{number} Lund", "Kenya AA", weight=9 - number)
    return ana


@both_screens
def test_three_thank_yous_one_after_another(ready, sign_in, check_axe, screen):
    page = sign_in()
    page.goto("/thanks/")
    check_axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    for number in range(1, 4):
        assert f"{number} of 3" in page.locator(".page-lead").inner_text()
        page.get_by_label("One sentence of your own").fill(f"I remember thing {number}.")
        page.get_by_role("button", name="Send and next").click()
        page.get_by_text(f"Guest{number - 1} Lund: on its way.").wait_for()

    page.get_by_role("heading", name="Everybody is thanked").wait_for()
    assert Message.objects.filter(state="planned").count() == 3


def test_a_small_thing_is_done_from_today(ready, sign_in, check_axe):
    Rhythm.objects.update(last_contact_on=shop_today())
    keep_gesture(
        name="A card by hand", hint="", cost_minor=100, stages=[], interest="", person=ready
    )
    suggest_gestures(day=shop_today())
    page = sign_in()
    page.goto("/gestures/")
    check_axe(page)
    page.goto("/radar/")
    check_axe(page)
    page.goto("/")

    page.get_by_text("A card by hand").first.wait_for()
    page.get_by_role("button", name="Reached").click()
    page.get_by_text("reached, and on record").wait_for()

    assert Touch.objects.filter(rule="gesture", state="done").count() == 1
