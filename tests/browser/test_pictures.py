"""The pictures of the README and of docs/use, taken from the product as it is.

`make pictures` writes them into docs/use/pictures; otherwise they go into a temporary folder,
so that every run proves that the pages they show are there.
"""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from regulars.actions.accounts import begin_mail
from regulars.actions.appointments import book_appointment
from regulars.actions.causes import install_ready_causes
from regulars.actions.charter_prints import want_print
from regulars.actions.charters import show_to_everybody
from regulars.actions.guarantees import keep_guarantee
from regulars.actions.inbound import Arrived, receive
from regulars.actions.notices import begin_notice, tell_contact
from regulars.actions.playbooks import install_ready_plans
from regulars.actions.promises import Why
from regulars.actions.rhythms import refresh_rhythms
from regulars.actions.sample import add_sample
from regulars.actions.surveys import install_ready_surveys
from regulars.actions.things import note_thing
from regulars.actions.touches import plan_follow_up
from regulars.actions.wordings import install_ready_wordings
from regulars.channels.walls import wall_png
from regulars.jobs.post import draw_design
from regulars.jobs.walls import wall_of
from regulars.models import (
    CardDesign,
    CharterVersion,
    Complaint,
    Customer,
    MailAccount,
    Message,
    Person,
    Playbook,
    Shop,
)
from regulars.queries.links import own_page_path, preferences_path
from regulars.queries.local_days import shop_today
from regulars.rules.channels import Channel
from regulars.rules.notices import NoticeKind, Scope
from regulars.rules.promises import TrueReason
from tests.charters import guaranteed, keep_a_charter
from tests.conftest import at
from tests.making_promises import make_promise_row
from tests.noticing import order
from tests.posting import make_design, make_reader, plan_card

KEPT = Path(__file__).resolve().parents[2] / "docs" / "use" / "pictures"
WIDE = {"width": 1280, "height": 860}
NARROW = {"width": 390, "height": 844}
SALES = """Order,Date,Customer,Email,Item,Total
{rows}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return KEPT if os.environ.get("REGULARS_PICTURES") else tmp_path


@pytest.fixture
def sample(ana: Person) -> None:
    today = shop_today()
    install_ready_causes()
    install_ready_surveys()
    add_sample(person=ana, today=today)
    refresh_rhythms(today=today)


def take(page: Page, path: Path, size: dict[str, int]) -> None:
    page.set_viewport_size(size)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=path)
    assert path.stat().st_size > 10_000, "the picture is all but empty"


def test_picture_of_today(sample, sign_in: Callable[..., Page], folder: Path) -> None:
    page = sign_in()
    page.goto("/")
    assert "to care for today" in page.locator("h1").inner_text()

    take(page, folder / "today.png", WIDE)


def test_picture_of_today_on_a_phone(sample, sign_in: Callable[..., Page], folder: Path) -> None:
    page = sign_in()
    page.goto("/")

    take(page, folder / "today-phone.png", NARROW)


def test_picture_of_a_customer(sample, sign_in: Callable[..., Page], folder: Path) -> None:
    page = sign_in()
    page.goto(f"/customers/{Customer.objects.get(name__startswith='Tom').pk}")
    assert "Tom" in page.locator("h1").inner_text()

    take(page, folder / "customer.png", WIDE)


def test_picture_of_the_list(sample, sign_in: Callable[..., Page], folder: Path) -> None:
    page = sign_in()
    page.goto("/customers/")

    take(page, folder / "customers.png", WIDE)


def test_picture_of_an_import(
    ana: Person, sign_in: Callable[..., Page], folder: Path, tmp_path: Path
) -> None:
    people = ["Mara Lindqvist", "Tomás Ferreira", "Ngozi Adeyemi", "Peter Hald"]
    rows = [
        f"{1000 + i},2026-{1 + i % 9:02d}-{14 + i % 14:02d},{people[i % 4]},"
        f"{people[i % 4].split()[0].lower()}@example.com,House blend 250 g,{8 + i % 5}.50"
        for i in range(24)
    ]
    sales = tmp_path / "sales.csv"
    sales.write_text(SALES.format(rows="\n".join(rows)), encoding="utf-8")
    page = sign_in()
    page.goto("/imports/")
    page.set_input_files("input[type=file]", sales)
    page.get_by_role("button", name="Look at it").click()
    page.wait_for_url("**/imports/*")
    assert page.get_by_text("Customer", exact=True).count()

    take(page, folder / "import.png", WIDE)


def test_picture_of_a_customers_own_page(
    customer: Customer, ana: Person, page: Page, folder: Path
) -> None:
    Customer.objects.update(tone="friendly", carer=ana)
    Shop.objects.update(phone="+493012345678")
    make_promise_row(customer, "Grinder repaired", due_in=4)
    done_on = shop_today() - timedelta(days=13)
    make_promise_row(customer, "Quote for the machine", due_in=-12, state="kept", kept_on=done_on)
    page.goto(own_page_path(customer))

    take(page, folder / "own-page.png", NARROW)


@pytest.fixture
def cards(ana: Person, settings, tmp_path: Path) -> CardDesign:
    settings.DATA = tmp_path
    places = ("Lange Straße 5", "Am Markt 12", "Hafenweg 3")
    for number, name in enumerate(("Mara Lindqvist", "Tomás Ferreira", "Ngozi Adeyemi")):
        reader = make_reader(name, street=places[number])
        text = (
            f"Dear {name.split()[0]},\n\nyour machine is due for its service before the holidays."
        )
        plan_card(reader, body=text, due_at=timezone.now() + timedelta(days=number // 2))
    plan_card(make_reader("Peter Hald", street=""))
    return make_design()


def test_picture_of_the_post(cards: CardDesign, sign_in: Callable[..., Page], folder: Path) -> None:
    page = sign_in()
    page.goto("/post/")

    take(page, folder / "post.png", WIDE)


def test_picture_of_a_design(cards: CardDesign, sign_in: Callable[..., Page], folder: Path) -> None:
    draw_design(cards)
    page = sign_in()
    page.goto(f"/settings/designs/{cards.pk}")
    page.get_by_role("img", name="The written side").wait_for()

    take(page, folder / "design.png", WIDE)


def test_picture_of_what_customers_choose(sample, page: Page, folder: Path) -> None:
    page.goto(preferences_path(Customer.objects.get(name__startswith="Tom").pk))

    take(page, folder / "choices.png", NARROW)


def test_picture_of_the_manners(sample, sign_in: Callable[..., Page], folder: Path) -> None:
    page = sign_in()
    page.goto("/settings/manners")

    take(page, folder / "manners.png", WIDE)


def test_picture_of_the_messages(
    sample, ana: Person, sign_in: Callable[..., Page], folder: Path
) -> None:
    begin_mail(from_address="us@gmail.com", from_name="Aurora Coffee", person=ana)
    now = timezone.now()
    people = list(Customer.objects.order_by("pk")[:5])
    for number, (customer, subject, body) in enumerate(
        (
            (people[0], "Re: Your grinder", "Is it ready by Friday? I would come by at noon."),
            (people[1], "Tasting on Saturday", "May I bring a friend along?"),
        )
    ):
        receive(
            arrived=Arrived(
                channel=Channel.EMAIL,
                message_id=f"m{number}",
                from_address="somebody@example.com",
                received_at=now - timedelta(hours=3 - number),
                subject=subject,
                body=body,
                customer=customer,
            )
        )
    for number, (customer, state, subject) in enumerate(
        (
            (people[2], "planned", "Three days with your new machine"),
            (people[3], "accepted", "Thank you for Tuesday"),
            (people[4], "delivered", "A good year to you"),
        )
    ):
        Message.objects.create(
            customer=customer,
            rule="written",
            occurrence=f"form-{number}",
            channel="email",
            purpose="service",
            state=state,
            subject=subject,
            due_at=now + timedelta(hours=20),
            handed_at=None if state == "planned" else now - timedelta(hours=number),
            accepted_at=None if state == "planned" else now - timedelta(hours=number),
            message_id=f"<{number}@us.example>",
            signed_by=ana,
        )
    MailAccount.objects.update(is_on=True)
    page = sign_in()
    page.goto("/messages/")
    assert "wait for your answer" in page.locator("h1").inner_text()

    take(page, folder / "messages.png", WIDE)


@pytest.fixture
def coming(sample, ana: Person) -> None:
    """A calendar with something of each kind on it."""
    today = shop_today()
    people = list(Customer.objects.order_by("pk")[:8])
    for days, note in ((-2, "ask how the new grinder grinds"), (1, "bring the quote")):
        plan_follow_up(
            customer=people[days + 2], due_on=today + timedelta(days=days), note=note, person=ana
        )
    for ahead, hour, what in ((1, 10, "Set up the machine"), (3, 15, "Tasting")):
        book_appointment(
            customer=people[4 + ahead],
            starts_at=at(today + timedelta(days=ahead), hour),
            what=what,
            person=ana,
        )
    note_thing(
        customer=people[1],
        name="Espresso machine",
        since_on=today - timedelta(days=360),
        every_days=365,
        person=ana,
    )


def test_picture_of_the_calendar(coming, sign_in: Callable[..., Page], folder: Path) -> None:
    page = sign_in()
    page.goto("/calendar/")
    page.get_by_text("Set up the machine").first.wait_for()

    take(page, folder / "calendar.png", WIDE)


@pytest.fixture
def plans(sample, ana: Person) -> Playbook:
    Person.objects.update(agreed_to_sign_at=timezone.now())
    install_ready_wordings()
    install_ready_plans()
    return Playbook.objects.get(key="any-first-thanks")


def test_picture_of_the_playbooks(plans, sign_in: Callable[..., Page], folder: Path) -> None:
    page = sign_in()
    page.goto("/plans/")

    take(page, folder / "playbooks.png", WIDE)


def test_picture_of_one_playbook(
    plans: Playbook, sign_in: Callable[..., Page], folder: Path
) -> None:
    page = sign_in()
    page.goto(f"/plans/{plans.pk}")
    page.get_by_role("heading", name="The next five dates").wait_for()

    take(page, folder / "playbook.png", WIDE)


def test_picture_of_promises(
    sample, ana: Person, sign_in: Callable[..., Page], folder: Path
) -> None:
    page = sign_in()
    page.goto("/promises/")
    take(page, folder / "promises.png", WIDE)
    first = Customer.objects.order_by("pk")[0]
    page.goto(f"/promises/new?customer={first.pk}&kind=quote")
    take(page, folder / "promise-phone.png", NARROW)


def test_picture_of_bad_news(
    sample, ana: Person, sign_in: Callable[..., Page], folder: Path
) -> None:
    for customer in Customer.objects.order_by("pk")[:4]:
        order(customer, "Ethiopia Natural, 5 kg", due=6)
    notice = begin_notice(
        kind=NoticeKind.DELAY,
        what="The Ethiopia Natural comes a week later.",
        why=Why(TrueReason.SUPPLIER, "The container waits in Djibouti."),
        known_at=timezone.now() - timedelta(hours=3),
        scope=Scope(about="ethiopia natural"),
        person=ana,
    )
    tell_contact(
        contact=notice.contacts.select_related("notice", "customer")[0],
        how=Channel.PHONE,
        person=ana,
    )
    page = sign_in()
    page.goto(f"/notices/{notice.pk}")
    take(page, folder / "bad-news.png", WIDE)


@pytest.fixture
def kept(settings, tmp_path: Path, ana: Person, ben: Person, customer: Customer) -> CharterVersion:
    settings.DATA = tmp_path / "data"
    return keep_a_charter(ana, ben, customer)


def test_picture_of_the_charter(
    kept, ana: Person, sign_in: Callable[..., Page], folder: Path
) -> None:
    page = sign_in()
    page.goto("/charter/")
    assert "47 of 49" in page.locator("main").inner_text()

    take(page, folder / "charter.png", WIDE)
    page.goto("/charter/vision")
    take(page, folder / "vision.png", WIDE)


def test_picture_of_the_charter_for_everybody(kept, ana: Person, page: Page, folder: Path) -> None:
    show_to_everybody(is_public=True, person=ana)
    page.goto("/p/charter")

    take(page, folder / "charter-public.png", NARROW)


def test_picture_of_the_charter_for_the_wall(kept, ana: Person, folder: Path) -> None:
    wanted = want_print(version=kept, person=ana)

    (picture,) = wall_png(wall_of(wanted, Shop.objects.get()))

    path = folder / "charter-wall.png"
    path.write_bytes(picture)
    assert path.stat().st_size > 10_000


def test_picture_of_a_guarantee(
    kept, ana: Person, sign_in: Callable[..., Page], folder: Path
) -> None:
    one = keep_guarantee(told=guaranteed(shop_today()), person=ana)
    page = sign_in()
    page.goto(f"/guarantees/{one.pk}")

    take(page, folder / "guarantee.png", WIDE)


@pytest.mark.parametrize("name", ["complaints", "complaint", "wishes"])
def test_pictures_of_what_customers_say(
    sample, sign_in: Callable[..., Page], folder: Path, name: str
) -> None:
    page = sign_in()
    on_its_way = Complaint.objects.get(step="answered")
    page.goto(f"/voices/complaints/{on_its_way.pk}" if name == "complaint" else f"/voices/{name}")
    page.get_by_role("heading", level=1).wait_for()

    take(page, folder / f"{name}.png", WIDE)
