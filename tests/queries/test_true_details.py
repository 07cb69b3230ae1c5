"""What may be said of one customer."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from regulars.models import (
    Appointment,
    CareInterval,
    Connection,
    Customer,
    Fact,
    Manners,
    Person,
    Playbook,
    PlaybookRun,
    Purchase,
    Rhythm,
    Thing,
)
from regulars.queries.true_details import Records, about_of
from regulars.rules.kinds import TouchRule
from regulars.rules.playbooks import Trigger
from tests.conftest import at

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)


def records(customer, rule=TouchRule.THANKS, occurrence="x", subject_id=None, signer=None):
    return Records(customer, about_of(rule, occurrence, subject_id), DAY, signer)


def buy(customer, **more) -> Purchase:
    asked = {"key": "1", "staff": "", **more}
    return Purchase.objects.create(
        customer=customer,
        source="",
        bought_at=at(DAY),
        bought_on=DAY,
        currency="EUR",
        total_minor=1500,
        **asked,
    )


def test_a_plan_hangs_on_what_its_run_was_started_by(customer):
    playbook = Playbook.objects.create(name="Service", trigger=Trigger.SERVICE_DUE.value)
    thing = Thing.objects.create(customer=customer, name="Gas boiler", since_on=DAY)
    run = PlaybookRun.objects.create(
        playbook=playbook,
        customer=customer,
        occurrence="1",
        base_on=date(2027, 3, 12),
        facts={"thing": thing.pk, "what": "Gas boiler"},
    )

    known = records(customer, TouchRule.PLAYBOOK, "1:1", run.pk).known({"thing", "service_by"})

    assert known.thing == "Gas boiler"
    assert known.service_on == date(2027, 3, 12)


def test_what_runs_out_has_a_name_without_a_row(customer):
    playbook = Playbook.objects.create(name="Coffee", trigger=Trigger.RUN_OUT.value)
    run = PlaybookRun.objects.create(
        playbook=playbook,
        customer=customer,
        occurrence="1",
        base_on=DAY,
        facts={"what": "Ethiopia"},
    )

    assert records(customer, TouchRule.PLAYBOOK, "1:1", run.pk).known({"thing"}).thing == "Ethiopia"


def test_a_run_that_is_gone_leaves_nothing_to_lean_on(customer):
    about = about_of(TouchRule.PLAYBOOK, "1:1", 4711)

    assert about.ids == {}
    assert about.trigger is None


def test_a_thing_is_due_after_its_own_days_or_those_of_its_kind(customer):
    yearly = CareInterval.objects.create(kind="service", name="Yearly", matches="x", every_days=365)
    thing = Thing.objects.create(
        customer=customer, name="Boiler", interval=yearly, since_on=date(2026, 3, 1)
    )

    assert records(customer).known({"service_by"}).service_on == date(2027, 3, 1)
    Thing.objects.filter(pk=thing.pk).update(every_days=10, served_on=DAY)
    assert records(customer).known({"service_by"}).service_on == DAY + timedelta(days=10)


def test_only_what_holds_and_may_be_used_is_a_goal(customer):
    Fact.objects.create(
        customer=customer, kind="goal", text="secret", is_not_for_use=True, noticed_at=at(DAY)
    )
    assert records(customer).known({"goal"}).goal == ""

    Fact.objects.create(customer=customer, kind="goal", text="a marathon", noticed_at=at(DAY))
    assert records(customer).known({"goal"}).goal == "a marathon"


def test_a_colleague_is_named_who_agreed_and_is_not_the_signer(customer, ana, ben):
    buy(customer, staff="Ben")
    assert records(customer, signer=ana).known({"colleague"}).colleague == ""

    Person.objects.update(agreed_to_sign_at=timezone.now())
    assert records(customer, signer=ana).known({"colleague"}).colleague == "Ben Okafor"
    assert records(customer, signer=ben).known({"colleague"}).colleague == ""


def test_a_till_is_no_colleague(customer, ana, ben):
    Person.objects.update(agreed_to_sign_at=timezone.now())
    buy(customer, staff="Till 2")

    assert records(customer, signer=ana).known({"colleague"}).colleague == ""


def test_an_appointment_is_told_on_the_clock_of_the_business(customer):
    booked = Appointment.objects.create(
        customer=customer, starts_at=at(DAY, 14), on=DAY, what="A cut"
    )

    known = records(customer, TouchRule.APPOINTMENT, str(booked.pk)).known({"appointment"})

    assert known.appointment_at is not None
    assert known.appointment_at.hour == 14


def test_somebody_around_them_is_named_where_that_is_allowed(customer):
    lena = Connection.objects.create(customer=customer, name="Lena", month=11, day=24)
    occasion = f"{lena.pk}:2026"
    assert (
        records(customer, TouchRule.OCCASION, occasion).truths({"connection"}).connection == "Lena"
    )

    Connection.objects.update(is_not_for_use=True)
    assert records(customer, TouchRule.OCCASION, occasion).truths({"connection"}).connection == ""


@pytest.mark.parametrize(
    ("month", "number", "expected"),
    [(11, 23, date(2026, 11, 23)), (1, 2, date(2027, 1, 2)), (2, 29, date(2027, 2, 28))],
)
def test_a_day_of_the_year_is_the_nearest_one(customer, month, number, expected):
    Customer.objects.update(birthday_month=month, birthday_day=number)
    customer.refresh_from_db()

    found = records(customer, TouchRule.BIRTHDAY, "2026")

    assert found.kept_on == expected
    assert found.is_late == (expected < DAY)


def test_the_leap_day_is_the_one_that_the_owner_keeps(customer):
    Manners.objects.create(leap_day="after")
    Customer.objects.update(birthday_month=2, birthday_day=29)
    customer.refresh_from_db()

    assert records(customer, TouchRule.BIRTHDAY, "2027").kept_on == date(2027, 3, 1)


def test_years_with_us_are_whole_ones(customer):
    Rhythm.objects.create(customer=customer, visits=1, first_on=date(2024, 11, 24), last_on=DAY)
    assert records(customer).truths({"years"}).years == 2

    Rhythm.objects.update(first_on=date(2024, 11, 25))
    assert records(customer).truths({"years"}).years == 1


def test_nothing_is_read_that_no_text_asks_for(customer, django_assert_num_queries):
    with django_assert_num_queries(0):
        found = records(customer)
        found.truths(())
        found.known(())


@pytest.mark.parametrize("name", ["preferences_link", "own_page_link"])
def test_a_link_to_a_page_of_theirs_is_their_own(customer, name):
    link = getattr(records(customer).known({name}), name)

    assert link.startswith("http")
    assert str(customer.pk) in link
    assert getattr(records(customer).known(()), name) == ""
