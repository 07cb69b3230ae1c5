import re

import pytest
from django.test import Client
from django.urls import reverse

from regulars.actions.touches import plan_follow_up
from regulars.models import CalendarFeed
from regulars.queries.local_days import shop_today


@pytest.fixture
def address(owner):
    page = owner.post(reverse("settings:feeds"), {"kinds": []}).text
    return re.search(r'value="http://testserver(/calendar/feed/[^"]+)"', page)[1]


def test_the_address_is_shown_once_with_a_picture(owner, address):
    assert address.endswith(".ics")
    page = owner.get(reverse("settings:feeds")).text
    assert address not in page
    assert "names only" in page


def test_the_page_says_when_a_program_last_read_it(owner, address):
    assert "not read by any program so far" in owner.get(reverse("settings:feeds")).text

    Client().get(address)

    assert "last read today" in owner.get(reverse("settings:feeds")).text


def test_a_program_reads_it_without_signing_in_and_asks_again_cheaply(address, customer, ana):
    plan_follow_up(customer=customer, due_on=shop_today(), note="call", person=ana)
    program = Client()

    first = program.get(address)
    assert first.status_code == 200
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert first["Cache-Control"] == "private, no-store"
    assert customer.name.encode() in first.content
    assert first.cookies == {}

    again = program.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert program.head(address)["ETag"] == first["ETag"]
    assert program.post(address).status_code == 405


def test_a_revoked_address_answers_like_one_that_never_was(owner, staff, address):
    feed = CalendarFeed.objects.get()
    revoke = reverse("settings:revoke_feed", args=[feed.pk])
    assert staff.post(revoke).status_code == 404  # somebody else's

    owner.post(revoke)
    never = address.replace(address[-12:-4], "AAAAAAAA")
    gone, unknown = Client().get(address), Client().get(never)

    assert gone.status_code == unknown.status_code == 404
    assert len(gone.content) == len(unknown.content)


def test_a_kind_that_is_none_is_refused(owner):
    assert owner.post(reverse("settings:feeds"), {"kinds": ["x"]}).status_code == 422
    assert not CalendarFeed.objects.exists()
