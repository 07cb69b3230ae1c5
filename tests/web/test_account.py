"""Coming in: the first visit, the sign-in, the passphrase."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import reverse

from regulars.models import Person, Shop

BEGIN, SIGN_IN = "/account/begin", "/account/sign-in"
PASSPHRASE = "a warm cup of coffee"
FIRST_VISIT = {
    "display_name": "Ana Torres",
    "username": "ana",
    "passphrase": PASSPHRASE,
    "shop_name": "Aurora Coffee",
    "country": "AT",
    "currency": "EUR",
    "time_zone": "Europe/Vienna",
    "language": "en",
    "customer_word": "guest",
}


def sign_in(client, username="ana", passphrase=PASSPHRASE, **more):
    return client.post(SIGN_IN, {"username": username, "passphrase": passphrase, **more})


# --- the first visit ---


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/customers/", "/settings/", "/not-there/"])
def test_an_empty_install_leads_to_the_first_visit(client, address):
    assert client.get(address)["Location"] == BEGIN


@pytest.mark.django_db
def test_the_sign_in_of_an_empty_install_leads_there_too(client):
    assert client.get(SIGN_IN)["Location"] == BEGIN


@pytest.mark.django_db
def test_the_first_visit_guesses_from_the_browser(client, monkeypatch):
    monkeypatch.setenv("TZ", "UTC")
    form = client.get(BEGIN, headers={"accept-language": "de-AT,de;q=0.9"}).context["form"]
    assert form.initial["country"] == "AT"
    assert form.initial["currency"] == "EUR"
    assert form.initial["time_zone"] == "Europe/Vienna"
    assert form.initial["language"] == "de"


@pytest.mark.django_db
def test_the_first_visit_guesses_from_the_clock_of_the_machine(client, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    form = client.get(BEGIN, headers={"accept-language": "en-US,en"}).context["form"]
    assert (form.initial["country"], form.initial["currency"]) == ("JP", "JPY")
    assert form.initial["time_zone"] == "Asia/Tokyo"


@pytest.mark.django_db
def test_a_zone_of_another_name_stays_choosable(client, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Calcutta")
    response = client.get(BEGIN, headers={"accept-language": "en-IN"})
    assert b'<option value="Asia/Calcutta" selected data-country="IN">' in response.content


@pytest.mark.django_db
def test_the_first_visit_makes_the_owner_and_signs_in(client):
    response = client.post(BEGIN, FIRST_VISIT)
    assert response["Location"] == reverse("account:ways_on")
    assert Person.objects.get().is_owner
    assert Shop.objects.get().customer_word == "guest"
    page = client.get(response["Location"]).content.decode()
    assert "your first guest" in page
    assert "Guests" in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("passphrase", "said"),
    [
        ("short", "too short"),
        ("1q2w3e4r5t6y", "Many people use this one"),
        ("", "required"),
    ],
)
def test_a_weak_passphrase_is_refused_in_words(client, passphrase, said):
    response = client.post(BEGIN, {**FIRST_VISIT, "passphrase": passphrase})
    assert response.status_code == 422
    assert said in " ".join(response.context["form"].errors["passphrase"])
    assert not Person.objects.exists()
    assert b'value="Aurora Coffee"' in response.content


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["username", "display_name"])
def test_a_passphrase_like_the_name_is_refused(client, field):
    told = {**FIRST_VISIT, field: "anatorresroma", "passphrase": "anatorresroma1"}
    assert "passphrase" in client.post(BEGIN, told).context["form"].errors


@pytest.mark.django_db
@pytest.mark.parametrize(
    "passphrase", ["x y" * 40, " spaces at both ends ", "密码是一只安静的猫在窗边睡觉"]
)
def test_long_spaced_and_foreign_passphrases_are_welcome(client, passphrase):
    assert client.post(BEGIN, {**FIRST_VISIT, "passphrase": passphrase}).status_code == 302
    assert Person.objects.get().check_password(passphrase)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "odd"),
    [("country", "XX"), ("currency", "ABC"), ("time_zone", "Mars/Base"), ("customer_word", "fan")],
)
def test_what_is_no_choice_is_refused(client, field, odd):
    response = client.post(BEGIN, {**FIRST_VISIT, field: odd})
    assert response.status_code == 422
    assert not Shop.objects.exists()


@pytest.mark.django_db
def test_show_makes_the_passphrase_readable_and_writes_nothing(client):
    response = client.post(BEGIN, {**FIRST_VISIT, "passphrase": "short", "show": "yes"})
    assert response.status_code == 200
    assert b'type="text" name="passphrase" value="short"' in response.content
    assert not Person.objects.exists()


def test_a_business_from_the_command_line_is_confirmed(client, shop):
    response = client.get(BEGIN)
    assert response.context["form"].initial["shop_name"] == "Aurora Coffee"
    assert response.context["form"].initial["time_zone"] == "Europe/Berlin"
    client.post(BEGIN, {**FIRST_VISIT, "shop_name": "Aurora Roastery"})
    assert Shop.objects.get().name == "Aurora Roastery"


@pytest.mark.parametrize("method", ["get", "post"])
def test_afterwards_the_first_visit_is_gone(client, ana, method):
    response = getattr(client, method)(BEGIN, FIRST_VISIT)
    assert response["Location"] == SIGN_IN
    assert Person.objects.get() == ana


# --- the sign-in ---


@pytest.mark.parametrize("username", ["ana", "ANA", " Ana "])
def test_a_name_signs_in_however_it_is_cased(client, ana, username):
    assert sign_in(client, username)["Location"] == reverse("today:show")


def test_a_sign_in_starts_a_new_session(client, ana):
    client.get(SIGN_IN)
    session = client.session
    session["before"] = True
    session.save()
    client.cookies["session"] = old = session.session_key
    sign_in(client)
    assert client.cookies["session"].value != old


def test_signing_out_ends_the_session(client, ana):
    sign_in(client)
    old = client.cookies["session"].value
    client.post("/account/sign-out")
    client.cookies["session"] = old
    assert client.get("/settings/")["Location"].startswith(SIGN_IN)


def test_signing_out_needs_a_press(client, ana):
    sign_in(client)
    assert client.get("/account/sign-out").status_code == 405


@pytest.mark.parametrize(
    ("username", "passphrase"),
    [("ana", "wrong"), ("nobody", PASSPHRASE), ("ana", PASSPHRASE + " ")],
)
def test_what_does_not_fit_is_said_the_same_for_everybody(client, ana, username, passphrase):
    response = sign_in(client, username, passphrase)
    assert response.status_code == 422
    assert b"do not fit together" in response.content


class CountingHasher(MD5PasswordHasher):
    hashed = 0

    def encode(self, password, salt):
        type(self).hashed += 1
        return super().encode(password, salt)


def test_an_unknown_name_takes_as_long_as_a_wrong_passphrase(client, ana, settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    counts = []
    for username in ("ana", "nobody"):
        CountingHasher.hashed = 0
        sign_in(client, username, "wrong")
        counts.append(CountingHasher.hashed)
    assert counts[0] == counts[1] > 0


def test_whoever_left_does_not_come_in(client, ana, ben):
    ben.is_active = False
    ben.save()
    assert sign_in(client, "ben", "another warm cup of tea").status_code == 422


def test_ten_wrong_tries_lock_the_door_in_words(client, ana):
    tries = [sign_in(client, "ana", f"wrong {n}") for n in range(10)]
    assert {response.status_code for response in tries[:9]} == {422}
    response = sign_in(client)
    assert response.status_code == 429
    assert b"wait a quarter of an hour" in response.content
    assert response["Cache-Control"] == "no-store"


def test_other_spellings_of_a_name_are_no_fresh_tries(client, ana):
    for n in range(10):
        sign_in(client, ["ana", "Ana", "ANA", "aNa"][n % 4], "wrong")
    assert sign_in(client).status_code == 429


def test_a_colleague_at_another_place_is_not_locked_out(client, ana):
    for n in range(11):
        sign_in(client, "ana", f"wrong {n}")
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    assert sign_in(elsewhere).status_code == 302


FOREIGN = [
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "https://evil.example",
    "http://evil.example/customers/",
    "HTTPS://evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "http:\\\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\\evil.example",
    "/\\/evil.example",
    "//evil.example@testserver",
    "https://testserver@evil.example",
    "https://testserver:x@evil.example/",
    "https://testserver.evil.example",
    "https://evil.example#testserver",
    "https://evil.example?testserver",
    "https://evil.example\\@testserver",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "ftp://evil.example",
    "mailto:eve@evil.example",
    "//evil.example/%2f..",
    "//evil。example",
    "//evil%E3%80%82example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    "\r\n//evil.example",
    "\x00//evil.example",
    "http://[::1]:8000@evil.example",
    "http://[evil.example",
    "https://0x7f000001/",
    "https://2130706433/",
    "//127.0.0.1",
    "//[::1]",
    "http:///evil.example",
    "http:testserver//evil.example",
    "///\\evil.example",
    "https://testserver%00.evil.example",
    "https://testserver%0d%0aLocation:%20evil.example",
]


@pytest.mark.parametrize("told", FOREIGN)
def test_nobody_is_sent_to_another_house(client, ana, told):
    response = sign_in(client, next=told)
    assert response.status_code == 302
    assert response["Location"] == reverse("today:show")


def test_whoever_was_on_the_way_somewhere_goes_on(client, ana):
    assert client.get("/settings/own")["Location"] == f"{SIGN_IN}?next=/settings/own"
    page = client.get(f"{SIGN_IN}?next=/settings/own").content
    assert b'name="next" value="/settings/own"' in page
    assert sign_in(client, next="/settings/own")["Location"] == "/settings/own"


# --- the passphrase ---


def test_a_new_passphrase_ends_the_other_sessions_only(owner, ana):
    elsewhere = Client()
    elsewhere.force_login(ana, backend="django.contrib.auth.backends.ModelBackend")
    response = owner.post("/account/passphrase", {"old": PASSPHRASE, "new": "a cold cup of coffee"})
    assert response["Location"] == "/settings/own"
    assert owner.get("/settings/").status_code == 200
    assert elsewhere.get("/settings/").status_code == 302


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"old": "wrong", "new": "a cold cup of coffee"}, "old"),
        ({"old": PASSPHRASE, "new": "short"}, "new"),
    ],
)
def test_a_passphrase_that_cannot_be_changed_stays(owner, ana, told, field):
    response = owner.post("/account/passphrase", told)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    ana.refresh_from_db()
    assert ana.check_password(PASSPHRASE)
