"""The settings: one's own, and for an owner the business and the colleagues."""

import pytest
from django.urls import reverse

from regulars.models import Event, Person, Probe, Shop

OWN = {
    "display_name": "Ana T.",
    "care_minutes": "60",
    "language": "",
    "theme": "dark",
    "has_shortcuts": "on",
}
BUSINESS = {
    "shop_name": "Aurora Roastery",
    "country": "CH",
    "currency": "CHF",
    "time_zone": "Europe/Zurich",
    "language": "en",
    "customer_word": "member",
}
NEW = {
    "display_name": "Cleo",
    "username": "cleo",
    "role": "staff",
    "passphrase": "seven quiet owls at night",
}


def test_own_settings_are_kept(owner, ana):
    assert owner.post("/settings/own", OWN)["Location"] == "/settings/own"
    ana.refresh_from_db()
    assert (ana.display_name, ana.care_minutes, ana.theme) == ("Ana T.", 60, "dark")
    assert b"Your settings are kept." in owner.get("/settings/own").content


@pytest.mark.parametrize("minutes", ["4", "601", "-5", "", "an hour", "1e3"])
def test_minutes_for_care_are_a_working_day_at_most(owner, ana, minutes):
    response = owner.post("/settings/own", {**OWN, "care_minutes": minutes})
    assert response.status_code == 422
    assert "care_minutes" in response.context["form"].errors
    ana.refresh_from_db()
    assert ana.care_minutes == 45


@pytest.mark.parametrize(
    ("theme", "linked"),
    [
        ("device", b'media="screen and (prefers-color-scheme: dark)"'),
        ("dark", b'dark.css" media="screen"'),
    ],
)
def test_the_screen_is_dark_as_chosen(owner, ana, theme, linked):
    Person.objects.update(theme=theme)
    assert linked in owner.get("/settings/").content


def test_the_screen_is_light_as_chosen(owner, ana):
    Person.objects.update(theme="light")
    assert b"dark.css" not in owner.get("/settings/").content


def test_single_keys_can_be_switched_off(owner, ana):
    assert b'data-keys="on"' in owner.get("/settings/").content
    owner.post(
        "/settings/own", {key: value for key, value in OWN.items() if key != "has_shortcuts"}
    )
    assert b'data-keys="off"' in owner.get("/settings/").content


def test_the_reader_chooses_the_language(owner, ana):
    Person.objects.update(language="de")
    response = owner.get("/settings/")
    assert response["Content-Language"] == "de"
    assert b'<html lang="de" dir="ltr">' in response.content


def test_the_business_is_changed(owner, shop):
    assert owner.post("/settings/business", BUSINESS)["Location"] == "/settings/business"
    shop.refresh_from_db()
    assert (shop.name, shop.currency, shop.customer_word) == ("Aurora Roastery", "CHF", "member")
    assert b"Members" in owner.get("/settings/").content


def test_a_business_nowhere_is_refused(owner, shop):
    response = owner.post("/settings/business", {**BUSINESS, "country": "XX"})
    assert response.status_code == 422
    shop.refresh_from_db()
    assert shop.country == "DE"


def test_what_one_may_not_do_is_not_shown(owner, staff):
    address = reverse("settings:colleagues").encode()
    assert address in owner.get("/settings/").content
    assert address not in staff.get("/settings/").content


def test_a_colleague_is_added_and_signs_in(owner, client):
    assert owner.post("/settings/colleagues/new", NEW)["Location"] == "/settings/colleagues"
    signed_in = client.post(
        "/account/sign-in", {"username": "cleo", "passphrase": NEW["passphrase"]}
    )
    assert signed_in.status_code == 302


@pytest.mark.parametrize(
    ("field", "told"), [("username", "ANA"), ("passphrase", "short"), ("role", "boss")]
)
def test_an_odd_colleague_is_refused(owner, ana, field, told):
    response = owner.post("/settings/colleagues/new", {**NEW, field: told})
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert Person.objects.count() == 1


def test_a_forgotten_passphrase_is_replaced_and_sessions_end(owner, staff, ben):
    assert staff.get("/settings/").status_code == 200
    owner.post(f"/settings/colleagues/{ben.pk}/passphrase", {"passphrase": NEW["passphrase"]})
    assert staff.get("/settings/").status_code == 302
    ben.refresh_from_db()
    assert ben.check_password(NEW["passphrase"])


def test_a_role_is_changed(owner, ben):
    owner.post(f"/settings/colleagues/{ben.pk}/role", {"role": "owner"})
    ben.refresh_from_db()
    assert ben.is_owner


def test_the_last_owner_stays_one_and_reads_why(owner, ana):
    response = owner.post(f"/settings/colleagues/{ana.pk}/role", {"role": "staff"}, follow=True)
    assert b"The last owner stays one" in response.content
    ana.refresh_from_db()
    assert ana.is_owner


def test_whoever_leaves_hands_over(owner, ana, ben, customer):
    customer.carer = ben
    customer.save()
    response = owner.post(
        f"/settings/colleagues/{ben.pk}/leave", {"successor": ana.pk}, follow=True
    )
    assert "Ben Okafor can no longer sign in. Ana Torres takes over." in response.content.decode()
    customer.refresh_from_db()
    assert customer.carer == ana
    assert b"No longer here" in response.content


def test_nobody_leaves_to_themselves(owner, ana, ben):
    response = owner.post(f"/settings/colleagues/{ben.pk}/leave", {"successor": ben.pk})
    assert response.status_code == 422
    ben.refresh_from_db()
    assert ben.is_active


def test_whoever_comes_back_signs_in_again(owner, ben):
    ben.is_active = False
    ben.save()
    owner.post(f"/settings/colleagues/{ben.pk}/come-back")
    ben.refresh_from_db()
    assert ben.is_active


def test_a_name_is_text_wherever_it_stands(owner, ben):
    ben.display_name = "<script>alert(1)</script>"
    ben.save()
    for address in ("/settings/colleagues", f"/settings/colleagues/{ben.pk}"):
        body = owner.get(address).content
        assert b"<script>alert" not in body
        assert b"&lt;script&gt;" in body


# --- a restored copy ---

HELD = "it sends nothing to customers by itself"


def test_a_restored_copy_says_so_on_every_page_until_its_owner_releases_it(owner, staff, shop):
    Shop.objects.update(is_sending_held=True)
    for address in ("/", "/customers/", "/imports/", "/settings/"):
        assert HELD in owner.get(address).text, address
    assert HELD in staff.get("/").text
    assert "/settings/sending" not in staff.get("/").text
    assert "release sending" in owner.get("/settings/sending").text

    page = owner.post("/settings/sending", follow=True).text

    assert "Sending is released" in page
    assert HELD not in page
    assert Event.objects.filter(kind="sending.released").count() == 1


def test_a_colleague_does_not_release_it(staff, shop):
    Shop.objects.update(is_sending_held=True)

    assert staff.post("/settings/sending").status_code == 403
    assert Shop.objects.get().is_sending_held


def test_releasing_twice_or_what_is_not_held_records_nothing_more(owner, shop):
    Shop.objects.update(is_sending_held=True)
    for _ in range(2):
        owner.post("/settings/sending")

    assert "Sending is not held" in owner.get("/settings/sending").text
    assert Event.objects.filter(kind="sending.released").count() == 1
    assert HELD not in owner.get("/").text


def test_everybody_may_ask_how_good_the_numbers_are(staff):
    page = staff.get("/settings/numbers").content.decode()

    assert "How good are these numbers?" in page
    assert "Cannot tell yet." in page
    assert b"/settings/numbers" in staff.get("/settings/").content


# --- is everything running? ---


def test_the_owner_reads_what_needs_a_look_and_what_is_well(owner, staff):
    page = owner.get("/settings/running").text
    assert "No background worker is running" in page
    assert "Start Regulars with: regulars serve" in page
    assert "Sending is not held" in page
    assert "/settings/running" in owner.get("/settings/").text
    assert staff.get("/settings/running").status_code == 403


def test_a_test_reminder_shows_its_steps(owner, ana):
    page = owner.post("/settings/running/test", follow=True).text
    assert "You asked for it" in page
    part = owner.get("/settings/running/test/steps").text
    assert 'hx-trigger="every 2s"' in part
    Probe.objects.update(trouble="no_account")
    part = owner.get("/settings/running/test/steps").text
    assert "There is no mail account" in part
    assert "hx-trigger" not in part


def test_asking_for_the_steps_sends_nothing(owner, ana):
    owner.get("/settings/running")
    owner.get("/settings/running/test/steps")
    owner.get("/settings/running/test")
    assert not Probe.objects.exists()


def test_whoever_wants_to_be_told_by_mail_says_where(owner, ana):
    told = {"display_name": "Ana", "care_minutes": "45", "theme": "device", "morning_at": "07:30"}
    assert "To which address" in owner.post("/settings/own", told).text

    owner.post("/settings/own", told | {"email": "ana@home.example"})

    ana.refresh_from_db()
    assert (ana.email, f"{ana.morning_at:%H:%M}") == ("ana@home.example", "07:30")
    assert "07:30" in owner.get("/settings/own").text
