"""Cards and letters from the queue to the letter box and back."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localtime, now

from regulars.actions.consents import record_consent
from regulars.jobs import clock
from regulars.models import CardDesign, Manners, Message, PrintBatch
from regulars.queries import post as queries
from regulars.queries.local_days import shop_today, shop_zone
from regulars.rules.channels import Channel
from tests.posting import make_design, make_reader, plan_card
from tests.rules.test_pictures import png

pytestmark = pytest.mark.django_db
DESIGN = {
    "name": "Spring",
    "kind": "postcard",
    "paper": "",
    "accent": "#8a4b2a",
    "headline": "Thank you",
    "sender_lines": "Aurora Coffee\nWeg 1",
    "link": "https://aurora.example",
    "is_usual": "on",
}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def card(ana):
    return plan_card(make_reader())


def made(client, *cards):
    design = make_design()
    response = client.post(
        "/post/make", {"pieces": [one.pk for one in cards], "design": design.pk}, follow=True
    )
    return response, PrintBatch.objects.first()


def test_an_empty_queue_says_so(owner):
    assert "No card or letter is waiting" in owner.get("/post/").text


def test_the_queue_shows_who_by_when_and_what_is_missing(staff, card):
    plan_card(make_reader("No Street", street=""))
    page = staff.get("/post/").text
    for text in ("2 cards and letters to prepare", "Prepare by today", "20095 Hamburg"):
        assert text in page
    assert "1 address is not whole" in page
    assert "the street is missing" in page


@pytest.mark.django_db(transaction=True)
def test_from_the_queue_over_the_sheets_to_the_letter_box_and_back(staff, card, shop):
    response, batch = made(staff, card)
    assert "The sheets are being made" in response.text
    assert 'hx-trigger="every 1s"' in staff.get(f"/post/batches/{batch.pk}/progress").text
    clock.tick(now())
    assert staff.get(f"/post/batches/{batch.pk}/progress")["HX-Refresh"] == "true"
    page = staff.get(f"/post/batches/{batch.pk}").text
    assert "1 to print and post" in page

    file = staff.get(f"/post/batches/{batch.pk}/sheets")
    assert file["Content-Type"] == "application/pdf"
    assert file["Content-Disposition"].startswith("attachment")
    assert b"".join(file.streaming_content).startswith(b"%PDF")
    staff.post(f"/post/batches/{batch.pk}/printed")
    assert Message.objects.get().state == "planned"

    page = staff.post("/post/posted", {"pieces": card.pk, "batch": batch.pk}, follow=True).text
    assert "1 is noted as posted." in page
    assert "All of these are posted" in page
    clock.tick(now())
    assert card.customer.interactions.get().channel == "post"

    page = staff.post(f"/post/pieces/{card.pk}/returned", {"batch": batch.pk}, follow=True).text
    assert "Came back" in page
    assert Message.objects.get().state == "bounced"


def test_looking_changes_nothing(owner, card):
    _, batch = made(owner, card)
    before = list(Message.objects.values()) + list(PrintBatch.objects.values())
    for path in ("", "week", f"batches/{batch.pk}", f"batches/{batch.pk}/sheets"):
        owner.get(f"/post/{path}")
    for path in ("make", "posted", f"pieces/{card.pk}/returned", f"batches/{batch.pk}/printed"):
        assert owner.get(f"/post/{path}").status_code == 405
    assert list(Message.objects.values()) + list(PrintBatch.objects.values()) == before


def test_pressing_twice_makes_one_batch(owner, card):
    made(owner, card)
    told = {"pieces": card.pk, "design": CardDesign.objects.get().pk}
    page = owner.post("/post/make", told, follow=True)
    assert "None of these can be printed now." in page.text
    assert PrintBatch.objects.count() == 1


def test_written_by_hand_is_ticked_off_without_typst(owner, card, monkeypatch):
    monkeypatch.setattr(queries, "can_print", lambda: False)
    page = owner.get("/post/").text
    assert "install typst once" in page
    assert "Make the sheets" not in page
    owner.post("/post/posted", {"pieces": card.pk})
    assert Message.objects.get().state == "accepted"
    assert "Posted lately" in owner.get("/post/").text


def test_not_posted_waits_again_and_a_wrong_tick_is_taken_back(owner, card):
    made(owner, card)
    owner.post(f"/post/pieces/{card.pk}/put-back")
    assert Message.objects.get().print_batch is None
    owner.post("/post/posted", {"pieces": card.pk})
    page = owner.post(f"/post/pieces/{card.pk}/take-back", follow=True).text
    assert "It is not posted yet." in page
    assert Message.objects.get().state == "planned"
    owner.post(f"/post/pieces/{card.pk}/drop")
    page = owner.post(f"/post/pieces/{card.pk}/drop", follow=True).text
    assert "Somebody has changed this one already." in page


@pytest.mark.parametrize("told", ["x", "", "-1", "99999999999999999999", "1; drop"])
def test_odd_choices_change_nothing(owner, card, told):
    design = make_design()
    assert owner.post("/post/posted", {"pieces": told}).status_code == 302
    assert owner.post("/post/make", {"pieces": told, "design": design.pk}).status_code == 302
    assert owner.post("/post/make", {"pieces": card.pk, "design": told}).status_code == 404
    assert Message.objects.get().state == "planned"


def test_a_mail_is_no_card(owner, card):
    Message.objects.update(channel="email")
    assert owner.post(f"/post/pieces/{card.pk}/returned").status_code == 404


def test_the_week_on_paper_lists_them(owner, card):
    page = owner.get("/post/week").text
    assert "print-box" in page
    assert "Mara Lindqvist" in page


def test_a_name_is_text_wherever_it_stands(owner, ana):
    plan_card(make_reader("<script>alert(1)</script>"))
    for path in ("/post/", "/post/week"):
        page = owner.get(path).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_queries_for_any_number(
    owner, ana, count, django_assert_num_queries
):
    for number in range(count):
        plan_card(make_reader(f"Reader {number}"))
    owner.get("/post/")
    with django_assert_num_queries(10):
        page = owner.get("/post/").text
    assert page.count('name="pieces"') == count


# --- designs ---


@pytest.mark.django_db(transaction=True)
def test_a_design_is_kept_drawn_and_shown(owner, shop):
    upload = SimpleUploadedFile("evil.html", png(40, 30), content_type="text/html")
    response = owner.post("/settings/designs/new", {**DESIGN, "picture": upload}, follow=True)
    design = CardDesign.objects.get()
    assert (design.paper, design.picture[-4:]) == ("a6", ".png")
    assert "The picture is being drawn." in response.text
    clock.tick(now())
    assert (
        f"/settings/designs/{design.pk}/look/1.png"
        in owner.get(f"/settings/designs/{design.pk}/look").text
    )
    picture = owner.get(f"/settings/designs/{design.pk}/look/1.png")
    assert picture["Content-Type"] == "image/png"
    assert b"".join(picture.streaming_content).startswith(b"\x89PNG")
    owner.post(f"/settings/designs/{design.pk}", {**DESIGN, "without_picture": "on"})
    design.refresh_from_db()
    assert design.picture == ""
    assert "Spring" in owner.get("/settings/designs").text
    owner.post(f"/settings/designs/{design.pk}/remove")
    assert not CardDesign.objects.exists()


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("accent", "red"),
        ("accent", "#12345g"),
        ("accent", '#111")'),
        ("kind", "poster"),
        ("link", "javascript:alert(1)"),
        ("name", ""),
    ],
)
def test_an_odd_design_is_refused(owner, field, told):
    response = owner.post("/settings/designs/new", {**DESIGN, field: told})
    assert response.status_code == 422
    assert field in response.context["form"].errors


@pytest.mark.parametrize("content", [b"<svg onload=alert(1)>", b"GIF89a", b"%PDF-1.4"])
def test_a_picture_that_is_none_is_refused(owner, content):
    upload = SimpleUploadedFile("picture.png", content, content_type="image/png")
    response = owner.post("/settings/designs/new", {**DESIGN, "picture": upload})
    assert response.status_code == 422
    assert "This is no PNG or JPEG picture." in response.text


def test_paper_that_does_not_fit_the_kind_becomes_the_usual_one(owner, shop):
    owner.post("/settings/designs/new", {**DESIGN, "kind": "letter", "paper": "dl"})
    assert CardDesign.objects.get().paper == "a4"


# --- a card to somebody from their page ---

WORDS = {"subject": "", "body": "Dear Mara, all the best.", "purpose": "greeting", "key": "k1"}


def test_a_card_from_the_customers_page_waits_in_the_queue(staff, shop):
    mara = make_reader()
    assert f"/post/write/{mara.pk}" in staff.get(f"/customers/{mara.pk}").text
    assert "20095 Hamburg" in staff.get(f"/post/write/{mara.pk}").text

    page = staff.post(f"/post/write/{mara.pk}", WORDS, follow=True).text
    staff.post(f"/post/write/{mara.pk}", WORDS)  # the same form again

    assert "waits in the queue" in page
    card = Message.objects.get()
    assert (card.channel, card.state, card.rule) == ("post", "planned", "written")
    assert card.is_handwritten
    assert "Prepare by today" in staff.get("/post/").text


def test_a_card_for_a_day_is_prepared_as_long_before_as_post_and_printing_take(staff, shop):
    Manners.objects.create(quiet_weekdays=[], keeps_holidays=False, post_days=2, print_days=1)
    mara, today = make_reader(), shop_today()
    arrives = today + timedelta(days=30)

    staff.post(f"/post/write/{mara.pk}", WORDS | {"arrives_on": arrives.isoformat()})

    card = Message.objects.get()
    assert localtime(card.due_at, shop_zone()).date() == arrives - timedelta(days=3)


def test_a_card_for_tomorrow_is_prepared_today(staff, shop):
    mara, today = make_reader(), shop_today()
    soon = {"arrives_on": (today + timedelta(days=1)).isoformat()}

    staff.post(f"/post/write/{mara.pk}", WORDS | soon)

    assert localtime(Message.objects.get().due_at, shop_zone()).date() == today


@pytest.mark.parametrize("days", [-1, 400])
def test_a_day_that_no_card_can_meet_is_refused(staff, shop, days):
    told = {"arrives_on": (shop_today() + timedelta(days=days)).isoformat()}

    answer = staff.post(f"/post/write/{make_reader().pk}", WORDS | told)

    assert answer.status_code == 422
    assert not Message.objects.exists()


def test_without_an_address_or_with_a_no_no_card_is_written(staff, shop, ana):
    nowhere, no_post = make_reader(street=""), make_reader("No Post")
    record_consent(
        customer=no_post,
        channel=Channel.POST,
        is_given=False,
        words="no post, please",
        came_from="at the counter",
        person=ana,
    )
    for one in (nowhere, no_post):
        assert "No card would arrive" in staff.get(f"/post/write/{one.pk}").text
        assert staff.post(f"/post/write/{one.pk}", WORDS).status_code == 422
    assert not Message.objects.exists()
