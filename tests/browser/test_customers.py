"""The customers in a real browser: searched as one types, written down in two taps, made one."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from regulars.actions import knowing
from regulars.actions.consents import record_consent
from regulars.actions.customers import create_customer
from regulars.actions.doubles import search_for_doubles
from regulars.actions.purchases import NewLine, record_purchase
from regulars.actions.tags import set_tags
from regulars.actions.wishes import record_wish
from regulars.models import (
    Customer,
    DoublesSearch,
    DoubtfulPair,
    Fact,
    Interaction,
    Purchase,
    Touch,
)
from regulars.rules.channels import Channel
from regulars.rules.kinds import ContactKind, FactKind
from tests.browser.conftest import both_screens


@pytest.fixture
def people(transactional_db, shop, ana) -> list[Customer]:
    """Tomás with a life, his double, and two others."""
    told = [
        ("Tomás Ferreira", "tomas@example.com", "+491701234567"),
        ("T. Ferreira", "", "+491701234567"),
        ("Mara Lindqvist", "mara@example.com", ""),
        ("Yuki Tanaka", "", "+49301234567"),
    ]
    found = []
    for name, email, phone in told:
        contacts = {ContactKind.EMAIL: [email], ContactKind.PHONE: [phone]}
        found.append(create_customer(fields={"name": name}, contacts=contacts, person=ana))
    tomas = found[0]
    for number in range(14):
        record_purchase(
            customer=tomas,
            bought_at=timezone.now() - timedelta(days=58 + 31 * number),
            total_minor=2_450 + 900 * (number % 4 == 0),
            currency="EUR",
            lines=[NewLine("Ethiopia, 1 kg", amount_minor=2_450)],
            what_for="his restaurant" if number == 1 else "",
            person=ana,
        )
    knowing.note_fact(customer=tomas, text="Daughter plays handball", person=ana)
    knowing.note_fact(
        customer=tomas, text="A second restaurant by May", kind=FactKind.GOAL, person=ana
    )
    record_wish(customer=tomas, said="A darker blend", heard_by=ana)
    knowing.note_concern(customer=tomas, text="Delivery on Mondays", person=ana)
    knowing.note_connection(customer=tomas, name="Inês", relation="daughter", person=ana)
    record_consent(
        customer=tomas,
        channel=Channel.WHATSAPP,
        is_given=True,
        words="yes, WhatsApp is fine",
        came_from="at the counter",
        person=ana,
    )
    set_tags(customer=tomas, names=["restaurant"], person=ana)
    DoubtfulPair.objects.create(first=found[0], second=found[1], reason="same_phone")
    return found


@both_screens
def test_somebody_is_found_while_one_types_and_opened(people, sign_in, check_axe, screen):
    page = sign_in()
    page.goto("/customers/")
    expect(page.get_by_role("link", name="Mara Lindqvist")).to_be_visible()
    check_axe(page)

    page.get_by_label("Name, phone or email").press_sequentially("0170 12")
    expect(page.get_by_role("link", name="Mara Lindqvist")).to_have_count(0)
    expect(page.get_by_label("Name, phone or email")).to_be_focused()
    assert "q=0170" in page.url
    page.get_by_role("link", name="Tomás Ferreira").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Tomás Ferreira")
    check_axe(page)
    page.go_back()
    expect(page.get_by_label("Name, phone or email")).to_have_value("0170 12")


@both_screens
def test_note_talk_next_step_and_purchase_take_two_taps(people, sign_in, check_axe, screen):
    page = sign_in()
    page.goto(f"/customers/{people[0].pk}")
    write = page.get_by_role("group", name="Write down")

    write.get_by_text("Note", exact=True).click()
    write.get_by_label("I noticed that").fill("Likes figs")
    check_axe(page)
    write.get_by_label("I noticed that").press("Enter")
    expect(page.get_by_text("Noted.")).to_be_visible()
    assert Fact.objects.filter(text="Likes figs").exists()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken off the record.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("It is back.")).to_be_visible()

    write.get_by_text("Talk", exact=True).click()
    write.get_by_role("button", name="Reached").click()
    expect(page.get_by_text("The talk is on record.")).to_be_visible()
    assert Interaction.objects.count() == 1

    page.get_by_role("button", name="In a week").first.click()
    expect(page.get_by_text("Next step:")).to_be_visible()
    assert Touch.objects.count() == 1

    before = Purchase.objects.count()
    write.get_by_text("Purchase", exact=True).click()
    write.get_by_label("Amount in EUR").fill("12,50")
    check_axe(page)
    write.get_by_role("button", name="Keep").last.click()
    expect(page.get_by_text("The purchase is on record.")).to_be_visible()
    assert Purchase.objects.count() == before + 1


def test_the_list_is_walked_and_opened_by_keys(people, sign_in):
    page = sign_in()
    page.goto("/customers/")

    page.keyboard.press("/")
    expect(page.get_by_label("Name, phone or email")).to_be_focused()
    page.keyboard.press("Tab")
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("T. Ferreira")


@both_screens
def test_every_page_can_be_used_by_all(people, sign_in, check_axe, screen):
    page = sign_in()
    pk, other = people[0].pk, people[1].pk
    fact = Fact.objects.first().pk
    for address in (
        f"/customers/{pk}/edit",
        f"/customers/{pk}/story?show=purchases",
        f"/customers/{pk}/merge",
        f"/customers/{pk}/merge?with={other}",
        f"/customers/{pk}/facts/{fact}",
        f"/customers/{pk}/purchases/{Purchase.objects.first().pk}",
        "/customers/doubles",
        "/customers/fields",
        "/customers/new",
        "/customers/?q=nobody+at+all",
    ):
        page.goto(address)
        check_axe(page)
        overflow = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(overflow), f"{address} is wider than the screen"


def test_two_records_are_made_one_and_parted(people, sign_in):
    page = sign_in()
    page.goto("/customers/doubles")
    page.get_by_role("link", name="The same person").click()
    page.get_by_role("button", name="Yes, make them one").click()
    expect(page.get_by_text("are one now")).to_be_visible()
    assert Customer.objects.count() == 3

    page.get_by_role("button", name="Undo", exact=True).click()

    expect(page.get_by_text("a record of their own again")).to_be_visible()
    assert Customer.objects.count() == 4


@both_screens
def test_a_look_over_everybody_shows_how_far_it_is_and_then_what_it_found(
    people, sign_in, check_axe
):
    search = DoublesSearch.objects.create(seen=2_000, total=12_000)
    page = sign_in()
    page.goto("/customers/doubles")
    expect(page.get_by_text("2,000 of 12,000 looked at.")).to_be_visible()
    check_axe(page)

    search_for_doubles(search)

    expect(page.get_by_text("The last look over everybody found")).to_be_visible(timeout=15_000)
    check_axe(page)


def test_the_story_grows_in_place(people, sign_in):
    page = sign_in()
    page.goto(f"/customers/{people[0].pk}")
    before = page.locator(".entry").count()

    page.get_by_role("link", name="Earlier", exact=True).click()

    expect(page.locator(".entry")).not_to_have_count(before)
    expect(page.get_by_role("link", name="Earlier", exact=True)).to_have_count(0)
