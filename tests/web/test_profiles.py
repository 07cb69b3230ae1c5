"""A page of a customer on social media: noted with how they used it, opened by a tap."""

import pytest

from regulars.models import ContactPoint

NEW = {"url": "https://www.instagram.com/tomas/", "came_from": "praised our bread"}


def test_a_page_is_noted_shown_and_offered(owner, customer):
    owner.post(f"/customers/{customer.pk}/profiles", NEW)
    page = owner.get(f"/customers/{customer.pk}").content.decode()
    assert page.count('href="https://www.instagram.com/tomas/"') == 2  # the tap, and what we know
    assert "instagram.com/tomas" in page
    assert "praised our bread" in page
    assert page.count('rel="noopener noreferrer"') >= 2


@pytest.mark.parametrize(
    ("field", "told"),
    [("url", "javascript:alert(1)"), ("url", "https://127.0.0.1/"), ("came_from", "")],
)
def test_what_cannot_be_is_refused(owner, customer, field, told):
    response = owner.post(f"/customers/{customer.pk}/profiles", {**NEW, field: told})
    assert response.status_code == 422
    assert not ContactPoint.objects.exists()


def test_it_is_taken_away(owner, customer):
    owner.post(f"/customers/{customer.pk}/profiles", NEW)
    profile = ContactPoint.objects.get()
    owner.post(f"/customers/{customer.pk}/profiles/{profile.pk}/remove")
    assert not ContactPoint.objects.exists()


def test_another_kind_of_contact_is_not_taken_away_by_it(owner, customer):
    point = ContactPoint.objects.create(customer=customer, kind="email", value="t@example.com")
    owner.post(f"/customers/{customer.pk}/profiles/{point.pk}/remove")
    assert ContactPoint.objects.exists()


def test_correcting_the_record_leaves_the_page(owner, customer):
    owner.post(f"/customers/{customer.pk}/profiles", NEW)
    page = owner.get(f"/customers/{customer.pk}/edit")
    form = {name: value for name, value in page.context["form"].initial.items() if value}
    owner.post(f"/customers/{customer.pk}/edit", {**form, "name": "Tomás F."})
    assert ContactPoint.objects.get().value == NEW["url"]


def test_a_talk_there_is_on_record(owner, customer):
    owner.post(f"/customers/{customer.pk}/talk", {"channel": "social", "outcome": "sent"})
    assert customer.interactions.get().channel == "social"
