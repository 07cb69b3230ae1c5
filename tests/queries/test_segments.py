"""Whom a plan is for, asked live."""

from datetime import timedelta

import pytest

from regulars.actions.rhythms import refresh_rhythms
from regulars.models import Consent, ContactPoint, Customer, Tag
from regulars.queries.local_days import noon_of
from regulars.queries.segments import segment
from regulars.rules.conditions import conditions
from tests.making import make_customers, make_purchases


def found(day, **wanted) -> set[str]:
    return set(segment(conditions(wanted), day).values_list("name", flat=True))


@pytest.fixture
def people(shop, ana, monday):
    """One who was here once, one who comes every month, and one who never bought."""
    once, often, never = (Customer.objects.create(name=name) for name in ("Once", "Often", "Never"))
    make_purchases(once, last=noon_of(monday), every_days=1, count=1, amount_minor=900)
    make_purchases(often, last=noon_of(monday), every_days=30, count=20, amount_minor=5_000)
    refresh_rhythms(today=monday)
    return once, often, never


def test_nothing_asked_finds_everybody_but_who_is_left_in_peace(people, monday):
    once, _, never = people
    Customer.objects.filter(pk=never.pk).update(pause_reason="died")
    later = monday + timedelta(days=9)
    Customer.objects.filter(pk=once.pk).update(pause_reason="holiday", paused_until_on=later)
    assert found(monday) == {"Often"}
    assert found(later) == {"Once", "Often"}


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"stages": ["first_time"]}, {"Once"}),
        ({"stages": ["loyal", "prospect"]}, {"Often", "Never"}),
        ({"visits_from": 2}, {"Often"}),
        ({"visits_to": 1}, {"Once", "Never"}),
        ({"visits_from": 1, "visits_to": 1}, {"Once"}),
        ({"value_from_minor": 50_000}, {"Often"}),
        ({"value_to_minor": 900}, {"Once", "Never"}),
    ],
)
def test_stage_visits_and_value_are_read_from_the_records_of_now(people, monday, wanted, expected):
    assert found(monday, **wanted) == expected


def test_all_conditions_hold_together(people, ana, monday):
    once, often, _ = people
    tags = [Tag.objects.create(name=name) for name in ("wool", "silk")]
    often.tags.set(tags)
    once.tags.set(tags[:1])
    Customer.objects.filter(pk=often.pk).update(carer=ana, language="de-AT")
    Customer.objects.filter(pk=once.pk).update(language="en")

    assert found(monday, tags=[tag.pk for tag in tags]) == {"Often"}
    assert found(monday, tags=[tags[0].pk], visits_to=1) == {"Once"}
    assert found(monday, carer=ana.pk) == {"Often"}
    assert found(monday, languages=["de"]) == {"Often"}
    assert found(monday, languages=["en"]) == {"Once", "Never"}  # the shop's own where unknown
    assert found(monday, carer=ana.pk, languages=["en"]) == set()


def test_channels_and_consents_are_asked_as_they_stand_now(people, monday):
    once, often, never = people
    ContactPoint.objects.create(customer=once, kind="email", value="once@example.com")
    Customer.objects.filter(pk=often.pk).update(street="Lange Gasse 1", city="Wien")
    assert found(monday, has_channel=["email"]) == {"Once"}
    assert found(monday, has_channel=["email", "post"]) == {"Once", "Often"}

    def says(customer, is_given, topic="", minutes=0):
        at = noon_of(monday) + timedelta(minutes=minutes)
        Consent.objects.create(
            customer=customer,
            channel="email",
            topic=topic,
            is_given=is_given,
            words="x",
            came_from="x",
            answered_at=at,
        )

    says(once, True)
    says(often, True, topic="offers")
    says(never, True)
    says(never, False, topic="offers", minutes=5)
    assert found(monday, said_yes_to="email") == {"Once", "Never"}
    assert found(monday, said_yes_to="email", said_yes_about="offers") == {"Once", "Often"}


def test_a_group_costs_one_query_however_many_are_in_it(shop, monday, django_assert_num_queries):
    make_customers(30)
    wanted = conditions({"has_channel": ["email"], "visits_to": 3, "stages": ["prospect"]})
    with django_assert_num_queries(1):
        assert segment(wanted, monday).count() == 30
