"""Amends: within the limit of one's role at once, above it after asking; the database holds it."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regulars.actions.amends import (
    AmendsDecided,
    BeyondLimit,
    approve_amends,
    ask_for_amends,
    give_amends,
    refuse_amends,
)
from regulars.actions.complaints import open_complaint
from regulars.actions.shops import change_limits
from regulars.models import Amends, Event, Touch
from regulars.queries.local_days import shop_today


def told(customer, person, cost_minor=5_000, **more):
    return {
        "customer": customer,
        "what": "The coffee is on us",
        "cost_minor": cost_minor,
        "currency": "EUR",
        "person": person,
    } | more


def test_within_the_limit_it_is_given_at_once_and_its_cost_kept(customer, ben):
    complaint = open_complaint(customer=customer, text="Cold coffee", person=ben)

    amends = give_amends(**told(customer, ben, 2_000, complaint=complaint))

    assert (amends.state, amends.cost_minor, amends.limit_minor) == ("given", 2_000, 2_000)
    assert (amends.given_on, amends.complaint) == (shop_today(), complaint)
    assert Event.objects.filter(kind="amends.given").count() == 1


def test_above_it_nothing_is_given_and_the_owner_has_the_question_as_a_task(customer, ana, ben):
    with pytest.raises(BeyondLimit) as beyond:
        give_amends(**told(customer, ben, 2_001))

    assert beyond.value.limit_minor == 2_000
    assert not Amends.objects.exists()

    asked = ask_for_amends(**told(customer, ben, 2_001))
    assert ask_for_amends(**told(customer, ben, 2_001)) == asked

    task = Touch.objects.get()
    assert task.assigned_to == ana
    assert task.note == "Ben Okafor asks whether this may be given: The coffee is on us, €20.01."
    assert (asked.state, asked.given_on) == ("asked", None)


def test_a_yes_gives_it_once_and_tells_whoever_asked(customer, ana, ben):
    asked = ask_for_amends(**told(customer, ben))

    with pytest.raises(BeyondLimit):
        approve_amends(amends=asked, person=ben)
    approve_amends(amends=asked, person=ana)
    with pytest.raises(AmendsDecided):
        approve_amends(amends=asked, person=ana)
    with pytest.raises(AmendsDecided):
        refuse_amends(amends=asked, because="Too late", person=ana)

    asked.refresh_from_db()
    assert (asked.state, asked.decided_by, asked.given_on) == ("given", ana, shop_today())
    assert Touch.objects.filter(assigned_to=ben, note__contains="says yes").count() == 1


def test_a_no_has_a_reason(customer, ana, ben):
    asked = ask_for_amends(**told(customer, ben))

    with pytest.raises(ValueError, match="reason"):
        refuse_amends(amends=asked, because=" ", person=ana)
    refuse_amends(amends=asked, because="A new bag is enough.", person=ana)

    asked.refresh_from_db()
    assert (asked.state, asked.refused_because) == ("refused", "A new bag is enough.")


def test_the_owner_too_may_have_a_limit(customer, ana):
    change_limits(fields={"amends_owner_minor": 100}, person=ana)

    with pytest.raises(BeyondLimit):
        give_amends(**told(customer, ana, 101))


@pytest.mark.parametrize(
    "wrong",
    [
        {"cost_minor": 2_001},  # above the limit, and nobody said yes
        {"cost_minor": -1},
        {"given_on": None},
        {"state": "refused", "given_on": None},
        {"state": "asked"},  # and yet given on a day
    ],
)
def test_the_database_refuses_what_must_never_be(customer, ben, wrong):
    row = {"customer": customer, "what": "x", "cost_minor": 2_000, "currency": "EUR"}
    row |= {"limit_minor": 2_000, "given_by": ben, "asked_at": timezone.now()}
    row |= {"state": "given", "given_on": shop_today()}

    with pytest.raises(IntegrityError), transaction.atomic():
        Amends.objects.create(**(row | wrong))


@given(limit=st.integers(0, 10_000), costs=st.lists(st.integers(0, 12_000), max_size=4))
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_given_without_a_yes_is_within_the_limit(customer, ana, ben, limit, costs):
    Amends.objects.all().delete()
    change_limits(fields={"amends_staff_minor": limit}, person=ana)
    for cost in costs:
        try:
            give_amends(**told(customer, ben, cost))
        except BeyondLimit:
            ask_for_amends(**told(customer, ben, cost))

    for amends in Amends.objects.all():
        assert (amends.state == "given") == (amends.cost_minor <= limit)
    asked, at_once = {c for c in costs if c > limit}, [c for c in costs if c <= limit]
    assert Amends.objects.count() == len(asked) + len(at_once)
