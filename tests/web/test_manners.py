"""The pages on which an owner decides how often, when, and whether at all."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from regulars.models import Closure, Manners
from regulars.queries.manners import the_manners
from tests.making_messages import make_message

MANNERS = reverse("settings:manners")


def filled(**changes) -> dict[str, object]:
    manners = the_manners()
    names = (
        "most_a_week",
        "most_a_month",
        "gives_before_ask",
        "calls_a_day",
        "messages_a_day",
        "services_a_day",
        "leap_day",
        "answer_within_hours",
        "thanks_within_days",
        "service_lead_days",
        "post_days",
        "print_days",
        "region",
    )
    data = {name: getattr(manners, name) for name in names}
    hours = {"writes_from": "09:00", "writes_until": "19:00", "quiet_weekdays": ["6"]}
    return data | hours | {"keeps_holidays": "on"} | changes


def test_what_the_owner_decides_holds_from_now_on(owner):
    response = owner.post(
        MANNERS, filled(calls_a_day=3, quiet_weekdays=["5", "6"], region="BY", leap_day="after")
    )

    assert response.status_code == 302
    manners = Manners.objects.get()
    assert (manners.calls_a_day, manners.quiet_weekdays) == (3, [5, 6])
    assert (manners.region, manners.leap_day) == ("BY", "after")
    assert 'value="3"' in owner.get(MANNERS).text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"writes_until": "08:00"}, "The hours end before they begin"),
        ({"most_a_week": 5, "most_a_month": 4}, "A month cannot hold less than a week"),
        ({"quiet_weekdays": list("0123456")}, "One day of the week must stay open"),
        ({"region": "XX"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(owner, changes, said):
    response = owner.post(MANNERS, filled(**changes))

    assert response.status_code == 422
    assert said in response.text
    assert not Manners.objects.exists()


def test_closed_days_are_written_down_and_removed(owner):
    address = reverse("settings:closures")
    owner.post(address, {"from_on": "2099-12-24", "to_on": "2100-01-02", "name": "Winter"})

    closure = Closure.objects.get()
    assert closure.to_on == date(2100, 1, 2)
    assert "Winter" in owner.get(address).text
    owner.post(reverse("settings:open_again", args=[closure.pk]))
    assert not Closure.objects.exists()


@pytest.mark.parametrize(
    ("from_on", "to_on"), [("2026-12-24", "2026-12-23"), ("2026-01-01", "2062-01-02")]
)
def test_odd_days_are_asked_about(owner, from_on, to_on):
    response = owner.post(reverse("settings:closures"), {"from_on": from_on, "to_on": to_on})

    assert response.status_code == 422
    assert not Closure.objects.exists()


def test_one_press_pauses_everything_and_every_page_says_so(owner, staff):
    address = reverse("settings:pause")
    said = "Everything is paused: nothing goes out"
    assert said not in owner.get(reverse("today:show")).text

    owner.post(address, {"do": "pause"})

    for page in ("today:show", "customers:list", "settings:show"):
        assert said in owner.get(reverse(page)).text
    assert "Go on again" in owner.get(reverse("today:show")).text
    assert "Go on again" not in staff.get(reverse("today:show")).text
    assert "Ana Torres paused it" in owner.get(address).text

    owner.post(address, {"do": "resume"})
    assert said not in owner.get(reverse("today:show")).text


def test_the_banner_costs_no_query(owner, django_assert_num_queries):
    with CaptureQueriesContext(connection) as before:
        owner.get(reverse("settings:show"))
    Manners.objects.create(is_paused=True)

    with django_assert_num_queries(len(before)):
        owner.get(reverse("settings:show"))
    assert len([query for query in before if "manners" in query["sql"]]) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_what_did_not_go_as_planned_is_listed_with_its_reason(
    staff, customer, count, django_assert_num_queries
):
    for _ in range(count):
        make_message(customer, reason="quiet_hours")

    with django_assert_num_queries(10):
        response = staff.get(reverse("settings:displaced"))

    assert response.text.count("Quiet hours where they live") == count
    assert customer.name in response.text


def test_nothing_displaced_is_good_news(staff):
    assert "Everything goes as it was meant to" in staff.get(reverse("settings:displaced")).text
