"""The morning in a real browser: on a counter PC, on a phone, by keyboard, and on paper."""

from datetime import timedelta

import pytest

from regulars.actions.rhythms import refresh_rhythms
from regulars.actions.touches import plan_follow_up
from regulars.models import Consent, ContactPoint, Customer, Fact, Interaction, Line, Touch
from regulars.queries.local_days import noon_of, shop_today
from tests.browser.conftest import both_screens
from tests.making import make_customers, make_purchases


def add_ways(customer: Customer, phone: str) -> None:
    ContactPoint.objects.create(customer=customer, kind="phone", value=phone)
    ContactPoint.objects.create(
        customer=customer, kind="email", value=f"person{customer.pk}@example.org", position=1
    )


@pytest.fixture
def morning(shop, ana):
    """A small business with something of everything."""
    today = shop_today()
    noon = noon_of(today)
    crowd = make_customers(30)
    for n, one in enumerate(crowd):
        days_ago = n if n % 3 else 20
        make_purchases(one, last=noon - timedelta(days=days_ago), every_days=30, count=2 + n % 6)
    tomas, ngozi, yuki, lena, mara = (
        Customer.objects.create(
            name=name, given_name=name.split()[0], family_name=name.split()[1], tone=tone
        )
        for name, tone in (
            ("Tomás Ferreira", "friendly"),
            ("Ngozi Adeyemi", "undecided"),
            ("Yuki Tanaka", "formal"),
            ("Lena Brandt", "friendly"),
            ("Mara Lindqvist", "friendly"),
        )
    )
    for n, one in enumerate((tomas, ngozi, yuki, lena, mara)):
        add_ways(one, f"+491512345670{n}")
    bought = make_purchases(tomas, last=noon - timedelta(days=58), every_days=31, count=19)
    Line.objects.create(purchase=bought[-1], position=1, name="Ethiopia Natural", amount_minor=900)
    lamp = make_purchases(ngozi, last=noon - timedelta(days=3), every_days=1, count=1)
    Line.objects.create(purchase=lamp[0], position=1, name="Walnut lamp", amount_minor=9900)
    make_purchases(yuki, last=noon - timedelta(days=8), every_days=20, count=11)
    make_purchases(lena, last=noon - timedelta(days=10), every_days=25, count=9)
    make_purchases(mara, last=noon - timedelta(days=5), every_days=33, count=4)
    Customer.objects.filter(pk=yuki.pk).update(birthday_month=today.month, birthday_day=today.day)
    Fact.objects.create(customer=tomas, text="Daughter plays handball", noticed_at=noon)
    Fact.objects.create(
        customer=tomas, text="Roasts for his restaurant; likes Ethiopian naturals", noticed_at=noon
    )
    Consent.objects.create(
        customer=tomas,
        channel="whatsapp",
        is_given=True,
        words="May we write to you on WhatsApp? Yes.",
        came_from="in the shop",
        answered_at=noon - timedelta(days=400),
    )
    Customer.objects.filter(pk=tomas.pk).update(
        preferred_channel="whatsapp", best_time="before noon", carer=ana
    )
    Interaction.objects.create(
        customer=tomas,
        person=ana,
        happened_at=noon - timedelta(days=59),
        happened_on=today - timedelta(days=59),
        channel="phone",
        outcome="reached",
        note="asked for a darker blend. We didn't have one then.",
    )
    plan_follow_up(
        customer=mara,
        due_on=today - timedelta(days=2),
        note="The re-upholstered chair is ready; tell her.",
        person=ana,
    )
    refresh_rhythms()
    return tomas


@both_screens
def test_a_call_is_logged_in_two_taps_and_taken_back(morning, sign_in, screen, check_axe):
    page = sign_in()
    page.goto("/")
    check_axe(page)
    page.get_by_role("link", name="Tomás Ferreira").click()
    page.get_by_role("heading", name="Tomás Ferreira").wait_for()
    check_axe(page)
    assert page.url.endswith(f"/today/{morning.pk}")

    page.evaluate(
        "document.addEventListener('click', e => e.target.closest('a[href^=tel]')"
        " && e.preventDefault())"
    )
    page.get_by_role("link", name="Call", exact=True).click()
    page.get_by_role("button", name="Reached").click()

    page.get_by_text("Tomás Ferreira: reached, and on record.").wait_for()
    check_axe(page)
    assert Interaction.objects.filter(customer=morning).latest("pk").channel == "phone"
    assert not page.get_by_role("link", name="Tomás Ferreira").count()

    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Tomás Ferreira is back as before.").wait_for()
    assert page.get_by_role("link", name="Tomás Ferreira").count()


def test_edited_words_travel_in_the_links(morning, sign_in):
    page = sign_in()
    page.goto(f"/today/{morning.pk}")

    page.get_by_label("What to say").fill("Olá Tomás & família:\n1 + 1?")

    chat = page.get_by_role("link", name="Open in WhatsApp").get_attribute("href")
    assert chat.startswith("https://wa.me/4915123456700?text=")
    assert chat.endswith("Ol%C3%A1%20Tom%C3%A1s%20%26%20fam%C3%ADlia%3A%0D%0A1%20%2B%201%3F")
    page.get_by_label("What to say").fill("x" * 3000)
    assert page.get_by_text("These words are too long to hand over.").is_visible()


def test_the_list_is_walked_by_keys(morning, sign_in):
    page = sign_in()
    page.goto("/")
    first = page.locator("[data-open]").first.inner_text()

    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=second).wait_for()
    assert second != first
    assert page.locator("[name=channel]:checked").count() == 1
    page.keyboard.press("d")

    page.get_by_text(f"{second}: reached, and on record.").wait_for()


@both_screens
def test_later_and_not_needed_from_their_menus(morning, sign_in, screen, complaints):
    page = sign_in()
    page.goto(f"/today/{morning.pk}")
    page.get_by_text("Later…").click()
    page.get_by_role("button", name="In a week").click()
    page.get_by_text("Tomás Ferreira comes up again").wait_for()
    assert Touch.objects.get(customer=morning).due_on == shop_today() + timedelta(days=7)

    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Tomás Ferreira is back as before.").wait_for()
    page.goto(f"/today/{morning.pk}")
    page.get_by_text("Not needed…").click()
    page.get_by_role("button", name="Take off the list").click()
    page.get_by_text("Say in a few words why").wait_for()
    complaints.clear()  # the browser notes the refusal


@both_screens
def test_why_and_paper_are_readable_by_all(morning, sign_in, screen, check_axe):
    page = sign_in()
    page.goto(f"/today/{morning.pk}/why")
    check_axe(page)
    page.goto("/today/print")
    check_axe(page)


def test_the_empty_page_is_readable_by_all(shop, ana, sign_in, check_axe):
    page = sign_in()
    page.goto("/")
    check_axe(page)


def test_the_back_button_leads_back_through_what_was_opened(morning, sign_in):
    page = sign_in()
    page.goto("/")
    names = page.locator("[data-open]").all_inner_texts()
    for name in names[1:3]:
        page.get_by_role("link", name=name).click()
        page.get_by_role("heading", name=name).wait_for()

    page.go_back()

    page.get_by_role("heading", name=names[1]).wait_for()
