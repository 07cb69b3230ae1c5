from regulars.actions.touches import move_touches, plan_follow_up
from regulars.models import Customer
from regulars.rules.kinds import TouchRule
from tests.queries.test_due import DAY, ago, late, rhythm_of, rules


def test_a_promise_stays_until_done_and_is_only_for_whom_it_was_given_to(customer, ana, ben):
    plan_follow_up(customer=customer, due_on=ago(9), person=ana)

    assert rules(ana)["Tomás Ferreira"] == ["follow_up"]
    assert rules(ana, day=ago(10)) == {}
    assert rules(ben) == {}
    assert rules(ben, everybody=True)["Tomás Ferreira"] == ["follow_up"]


def test_the_promises_of_somebody_who_left_come_to_all(customer, ana, ben):
    plan_follow_up(customer=customer, due_on=DAY, person=ben)
    type(ben).objects.filter(pk=ben.pk).update(is_active=False)

    assert rules(ana)["Tomás Ferreira"] == ["follow_up"]


def test_later_is_quiet_until_then_and_asks_again(customer, ana):
    late(customer)
    key = (TouchRule.OVERDUE, ago(58).isoformat())
    move_touches(customer=customer, reasons=[key], until_on=ago(-5), person=ana)

    assert rules(day=ago(-4)) == {}
    assert rules(day=ago(-5))["Tomás Ferreira"] == ["overdue"]


def test_later_is_forgotten_when_they_came_meanwhile(customer, ana):
    late(customer)
    key = (TouchRule.OVERDUE, ago(58).isoformat())
    move_touches(customer=customer, reasons=[key], until_on=ago(-5), person=ana)
    rhythm_of(customer, last_on=ago(-2))

    assert rules(day=ago(-5)) == {}


def test_a_moved_birthday_comes_up_on_its_new_day_and_not_for_ever(customer, ana):
    Customer.objects.update(birthday_month=11, birthday_day=23)
    move_touches(
        customer=customer, reasons=[(TouchRule.BIRTHDAY, "2026")], until_on=ago(-6), person=ana
    )

    assert rules(day=ago(-1)) == {}
    assert rules(day=ago(-6))["Tomás Ferreira"] == ["birthday"]
    assert rules(day=ago(-60)) == {}
