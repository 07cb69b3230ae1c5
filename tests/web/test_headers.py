"""What every answer says about itself, walked over every address."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.addresses import addresses

# Pages that act by a signed link and not by a cookie (web/public/doors.py): they need no token of a
# form, and they tell nobody their own address.
BY_LINK = ("public:",)
# What a provider calls: it is known by its own signature (web/texts/), not by a cookie.
BY_SIGNATURE = ("texts:inbound", "texts:status")
each_address = pytest.mark.parametrize("address", addresses(), ids=lambda address: address.name)
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types htmx",
}


def check(response, address=None):
    assert {part.strip() for part in response["Content-Security-Policy"].split(";")} >= POLICY
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    is_by_link = address is not None and address.name.startswith(BY_LINK)
    assert response["Referrer-Policy"] == ("no-referrer" if is_by_link else "same-origin")
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert "camera=()" in response["Permissions-Policy"]
    assert "Server" not in response


@each_address
def test_every_page_keeps_to_itself(owner, address):
    """The policy would refuse inline scripts and styles in the browser; here the test names the
    page."""
    response = owner.get(address.path)
    check(response, address)
    body = b"".join(response) if response.streaming else response.content
    for inline in (b" style=", b"<style", b" onclick=", b"<script>", b"hx-on"):
        assert inline not in body


@pytest.mark.any_database
@each_address
def test_so_does_every_answer_to_a_stranger(client, ana, address):
    check(client.get(address.path), address)


@pytest.mark.any_database
@each_address
def test_nothing_changes_without_the_forms_own_token(ana, address):
    if address.name.startswith(BY_LINK):
        return
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana, backend="django.contrib.auth.backends.ModelBackend")
    response = client.post(address.path)
    if address.name in BY_SIGNATURE:
        assert response.status_code == 401
        return
    assert response.status_code == 403
    assert b"open for too long" in response.content


def test_cookies_are_out_of_reach_for_scripts(client, ana):
    client.get(reverse("account:sign_in"))
    client.post(
        reverse("account:sign_in"),
        {"username": "ana", "passphrase": "a warm cup of coffee"},
    )
    assert set(client.cookies) == {"session", "csrf"}
    for cookie in client.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
