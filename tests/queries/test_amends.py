from regulars.actions.amends import ask_for_amends, give_amends
from regulars.actions.shops import change_limits
from regulars.queries.amends import amends_asked_for, limits_now
from regulars.rules.kinds import Role


def test_the_owner_gives_what_is_needed_and_a_colleague_a_little(shop):
    assert limits_now() == {Role.OWNER: None, Role.STAFF: 2_000}


def test_before_there_is_a_business_the_same_holds(db):
    assert limits_now() == {Role.OWNER: None, Role.STAFF: 2_000}


def test_what_waits_for_a_yes_comes_in_order(customer, ben, django_assert_num_queries):
    give_amends(customer=customer, what="A coffee", cost_minor=300, currency="EUR", person=ben)
    for number in (1, 2, 3):
        told = {"customer": customer, "cost_minor": 5_000, "currency": "EUR", "person": ben}
        ask_for_amends(what=f"A grinder {number}", **told)

    with django_assert_num_queries(1):
        waiting = [(one.what, one.customer.name, one.given_by) for one in amends_asked_for()]

    assert [what for what, _name, _who in waiting] == ["A grinder 1", "A grinder 2", "A grinder 3"]


def test_limits_are_changed_by_what_differs(shop, ana):
    assert change_limits(fields={"amends_staff_minor": 500}, person=ana)
    assert not change_limits(fields={"amends_staff_minor": 500}, person=ana)
    assert limits_now()[Role.STAFF] == 500
