from datetime import timedelta

import pytest

from regulars.actions.touches import plan_follow_up
from regulars.queries.local_days import shop_today

pytestmark = pytest.mark.django_db


def test_who_waits_is_named_with_what_puts_it_right(staff, customer, ana):
    plan_follow_up(customer=customer, due_on=shop_today() - timedelta(days=1), person=ana)

    answer = staff.get("/radar/")

    assert "To one person we look indifferent" in answer.text
    assert "Tomás Ferreira" in answer.text
    assert "Do it now" in answer.text


def test_nobody_is_good_news(owner):
    assert "To nobody we look indifferent" in owner.get("/radar/").text
