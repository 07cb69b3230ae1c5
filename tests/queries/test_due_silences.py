from datetime import timedelta

import pytest

from regulars.actions.touches import drop_touches
from regulars.models import Concern, Customer, Touch
from regulars.queries.due_silences import SILENCES_A_DAY
from regulars.rules.kinds import TouchRule
from tests.conftest import at
from tests.queries.test_due import DAY, ago, late, occurrences, rhythm_of, rules


def test_a_regular_is_overdue_from_the_day_the_silence_is_unusual_until_lost(customer):
    late(customer, late_from=DAY, lost_from=DAY + timedelta(days=10))

    assert rules(day=ago(1)) == {}
    assert rules()["Tomás Ferreira"] == ["overdue"]
    assert rules(day=ago(-9))["Tomás Ferreira"] == ["overdue"]
    assert rules(day=ago(-10)) == {}


def test_one_silence_is_one_occurrence_on_every_day_of_it(customer):
    late(customer)

    seen = {one for days in range(30) for one in occurrences(TouchRule.OVERDUE, ago(-days))}

    assert seen == {ago(58).isoformat()}


def test_who_bought_once_is_not_overdue(customer):
    late(customer, visits=1, purchases=1, own_gaps=0)

    assert rules() == {}


def test_a_talk_gives_an_overdue_regular_rest(customer):
    late(customer, last_contact_on=ago(13))
    assert rules() == {}

    late(customer, last_contact_on=ago(14))
    assert rules()["Tomás Ferreira"] == ["overdue"]


def test_a_good_customer_without_a_word_for_long_comes_up(customer):
    rhythm_of(customer, last_contact_on=ago(89))
    assert rules() == {}
    rhythm_of(customer, last_contact_on=ago(90))
    assert rules()["Tomás Ferreira"] == ["silence"]
    rhythm_of(customer, last_contact_on=None)
    assert rules()["Tomás Ferreira"] == ["silence"]


@pytest.mark.parametrize(("days", "is_due"), [(0, False), (2, False), (3, True)])
def test_who_was_here_just_now_is_not_greeted_out_of_the_blue(customer, days, is_due):
    rhythm_of(customer, last_contact_on=None, last_on=ago(days))

    assert bool(rules()) is is_due


def test_an_open_concern_is_no_moment_for_just_saying_hello(customer):
    rhythm_of(customer, last_contact_on=None)
    Concern.objects.create(customer=customer, text="noise", noticed_at=at(DAY))

    assert rules() == {}


def test_unprompted_words_stay_few_however_many_are_imported(shop):
    for one in Customer.objects.bulk_create(Customer(name=f"Old {n}") for n in range(40)):
        rhythm_of(one, last_contact_on=None)

    assert len(rules()) == SILENCES_A_DAY


def test_not_needed_stops_a_silence_for_a_while_and_not_for_ever(customer, ana):
    rhythm_of(customer, last_contact_on=ago(95))
    key = (TouchRule.SILENCE, occurrences(TouchRule.SILENCE)[0])
    drop_touches(customer=customer, reasons=[key], because="not now", person=ana)
    Touch.objects.update(due_on=DAY)
    later_still = {"slipping_from": None, "lapsed_from": None, "lost_from": None}

    rhythm_of(customer, last_contact_on=ago(95), late_from=ago(-400), **later_still)
    assert occurrences(TouchRule.SILENCE, ago(-30)) == []
    assert len(occurrences(TouchRule.SILENCE, ago(-100))) == 1
