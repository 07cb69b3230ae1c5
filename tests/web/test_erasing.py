"""Somebody asks for their data or to be forgotten, and an owner answers."""

import pytest
from django.urls import reverse

from regulars.actions.data_requests import open_request
from regulars.models import Customer, DataRequest, Erasure
from regulars.rules.kinds import DataRequestKind

LIST = reverse("settings:data_requests")
WAITS = "Somebody asked for their data"


def ask(customer, kind: DataRequestKind = DataRequestKind.ACCESS) -> DataRequest:
    return open_request(customer=customer, kind=kind, came_from="their own page of choices")


def test_a_request_stands_on_today_for_whoever_may_answer_it(owner, staff, customer):
    assert WAITS not in owner.get(reverse("today:show")).text

    ask(customer)

    assert WAITS in owner.get(reverse("today:show")).text
    assert WAITS not in owner.get(reverse("customers:list")).text
    assert WAITS not in staff.get(reverse("today:show")).text


def test_a_copy_is_handed_over_by_a_person_and_the_request_is_closed(owner, ana, customer):
    request = ask(customer)
    page = owner.get(LIST).text
    assert customer.name in page
    assert reverse("customers:everything", args=[customer.pk]) in page

    owner.post(reverse("settings:close_request", args=[request.pk]))

    request.refresh_from_db()
    assert (request.state, request.closed_by) == ("done", ana)
    assert "Nobody waits" in owner.get(LIST).text


def test_a_request_may_come_to_nothing(owner, customer):
    request = ask(customer)

    owner.post(reverse("settings:close_request", args=[request.pk]), {"state": "dropped"})

    request.refresh_from_db()
    assert request.state == "dropped"


def test_forgetting_says_first_what_goes_and_stays_and_needs_a_ticked_box(owner, customer):
    ask(customer, DataRequestKind.ERASURE)
    address = reverse("customers:erase", args=[customer.pk])
    assert address in owner.get(LIST).text
    page = owner.get(address).text
    assert "What goes" in page
    assert "What stays, without saying whose it was" in page

    assert owner.post(address).status_code == 422
    assert Customer.objects.exists()

    owner.post(address, {"sure": "yes"})

    assert not Customer.objects.exists()
    assert not DataRequest.objects.exists()
    assert Erasure.objects.count() == 1
    assert owner.post(address, {"sure": "yes"}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_queries_for_any_number(owner, count, django_assert_num_queries):
    for number in range(count):
        ask(Customer.objects.create(name=f"Person {number}"))

    with django_assert_num_queries(7):
        response = owner.get(LIST)

    assert response.text.count("their own page of choices") == count
