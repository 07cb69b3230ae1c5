"""Asked or not, and where the answer goes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from regulars.actions.purchases import record_purchase
from regulars.actions.what_else import ToldAlready, tell_what_else
from regulars.models import Appointment, Complaint, Idea, Purchase, Touch, WhatElse, Wish
from regulars.queries.local_days import shop_today
from regulars.queries.what_else import asked_weeks, to_ask
from regulars.rules.what_else import ElseRoute


@pytest.fixture
def purchase(customer, ana) -> Purchase:
    return record_purchase(
        customer=customer,
        bought_at=timezone.now(),
        is_time_known=True,
        total_minor=900,
        currency="EUR",
        person=ana,
    )


def told(customer, about, ana, **more):
    return tell_what_else(
        customer=customer, about=about, person=ana, **({"was_asked": True} | more)
    )


def test_asked_is_one_tap_and_the_answer_comes_after_it_once(customer, purchase, ana):
    assert to_ask(customer, shop_today()).purchase == purchase
    told(customer, purchase, ana)
    assert to_ask(customer, shop_today()).was_asked

    told(customer, purchase, ana, answer="Nothing, thanks", route=ElseRoute.NOTHING)
    with pytest.raises(ToldAlready):
        told(customer, purchase, ana, answer="More", route=ElseRoute.WISH)

    assert to_ask(customer, shop_today()) is None
    assert (WhatElse.objects.get().was_asked, WhatElse.objects.get().route) == (True, "nothing")


def test_not_asked_is_said_as_well(customer, purchase, ana):
    told(customer, purchase, ana, was_asked=False)

    assert to_ask(customer, shop_today()) is None
    assert not WhatElse.objects.get().was_asked


@pytest.mark.parametrize(
    ("route", "where"),
    [
        (ElseRoute.QUOTE, lambda: Touch.objects.filter(rule="follow_up", note__contains="shelf")),
        (ElseRoute.WISH, lambda: Wish.objects.filter(text="A shelf")),
        (ElseRoute.IMPROVEMENT, lambda: Idea.objects.filter(title="A shelf", origin="answer")),
        (ElseRoute.COMPLAINT, lambda: Complaint.objects.filter(text="A shelf")),
    ],
)
def test_each_answer_goes_where_it_belongs(customer, purchase, ana, route, where):
    told(customer, purchase, ana, answer="A shelf", route=route)

    assert where().count() == 1


def test_nothing_goes_anywhere_without_words(customer, purchase, ana):
    with pytest.raises(ValueError, match="answered"):
        told(customer, purchase, ana, route=ElseRoute.WISH)
    assert not Wish.objects.exists()


def test_a_visit_is_asked_about_too(customer, ana):
    visit = Appointment.objects.create(
        customer=customer,
        starts_at=timezone.now(),
        on=shop_today(),
        minutes=30,
        what="A talk",
        state="kept",
        completed_on=shop_today(),
    )

    assert to_ask(customer, shop_today()).appointment == visit
    told(customer, visit, ana, was_asked=False)
    assert to_ask(customer, shop_today()) is None


def test_without_a_purchase_it_may_be_said_as_well(customer, ana):
    assert told(customer, None, ana, answer="No", route=ElseRoute.NOTHING).purchase is None


def test_the_rate_of_each_week_is_counted(customer, ana):
    today = shop_today()
    monday = today - timedelta(days=today.weekday())
    for number, was_asked in enumerate([True, True, False, None]):
        row = Purchase.objects.create(
            customer=customer,
            source="",
            key=str(number),
            bought_at=timezone.now(),
            bought_on=monday,
            currency="EUR",
            total_minor=1,
        )
        if was_asked is not None:
            told(customer, row, ana, was_asked=was_asked)

    week = asked_weeks(today)[0]

    assert (week.monday, week.completed, week.asked) == (monday, 4, 2)
    assert (week.not_asked, week.not_said) == (1, 1)


@pytest.mark.parametrize(
    "wrong", [{"was_asked": False, "answer": "x"}, {"was_asked": True, "route": "wish"}]
)
def test_the_database_knows_no_answer_without_a_question(customer, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        WhatElse.objects.create(
            customer=customer, asked_on=shop_today(), told_at=timezone.now(), **wrong
        )
