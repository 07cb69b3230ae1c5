from datetime import date, timedelta

import pytest

from regulars.actions.plans import evaluate
from regulars.actions.touches import plan_follow_up
from regulars.models import Connection, Customer, Line
from regulars.queries.why import why_for
from tests.conftest import at
from tests.making import make_purchases
from tests.planning import bought, make_plan
from tests.queries.test_due import ago, late, rhythm_of

DAY = date(2026, 11, 23)


def told(customer) -> str:
    why = why_for(customer.pk, day=DAY)
    assert why is not None
    return " ".join(sentence for one in why.explained for sentence in one.sentences)


def test_the_purchases_behind_it_with_their_gaps(customer):
    late(customer)
    bought = make_purchases(customer, last=at(DAY - timedelta(days=58)), every_days=31, count=3)
    Line.objects.create(purchase=bought[0], position=1, name="Lamp")

    why = why_for(customer.pk, day=DAY)

    assert [(record.gap_days, record.items) for record in why.purchases] == [
        (31, ""),
        (31, ""),
        (None, "Lamp"),
    ]


def test_overdue_names_the_numbers(customer):
    late(customer, return_share=0.25)

    text = told(customer)

    assert "58 days ago" in text
    assert "every 31 days; that rests on 18 gaps between their own visits" in text
    assert "about 1 in 4 such customers still return" in text


def test_a_promise_names_who_gave_it(customer, ana):
    plan_follow_up(customer=customer, due_on=DAY, note="the chair", person=ana)

    assert "Ana Torres planned to get back to them" in told(customer)
    assert "The note says: the chair" in told(customer)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"visits": 1, "first_on": DAY, "last_contact_on": None}, "Their first purchase"),
        ({"first_on": date(2024, 11, 23)}, "at least 3 times"),
        ({"last_contact_on": ago(95)}, "95 days ago"),
        ({"last_contact_on": None}, "No talk is on record"),
    ],
)
def test_each_rule_explains_itself(customer, facts, said):
    rhythm_of(customer, **facts)
    make_purchases(customer, last=at(DAY), every_days=1, count=1)

    assert said in told(customer)


def test_days_explain_themselves(customer):
    Customer.objects.update(birthday_month=11, birthday_day=22)
    Connection.objects.create(
        customer=customer, name="Lena", relation="daughter", occasion="birthday", month=11, day=23
    )

    text = told(customer)
    assert "falls on Sunday, 22 November 2026" in text
    assert "Lena (daughter, birthday) falls on Monday, 23 November 2026" in text


def test_nobody_is_nobody(db):
    assert why_for(99, day=DAY) is None


def test_a_contact_of_a_plan_says_which_plan_and_what_started_it(customer, ana, monday):
    make_plan(steps=((0, "task", "service"),), name="After a purchase")
    bought(customer, monday, item="Walnut lamp")
    evaluate(monday)
    why = why_for(customer.pk, day=monday)
    said = next(one for one in why.explained if one.reason.reason.rule == "playbook").sentences
    assert said[0] == "The plan “After a purchase” owes it."
    assert said[1].startswith("They bought Walnut lamp")
    assert said[-1] == "To do: Ask whether everything is right."
