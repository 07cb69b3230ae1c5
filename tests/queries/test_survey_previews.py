"""Who gets it and who not, and why, before anybody is asked."""

import pytest

from regulars.actions.complaints import open_complaint
from regulars.actions.surveys import ask_nothing
from regulars.models import Survey
from regulars.queries.survey_previews import preview_for, those_who_may, why_words
from regulars.queries.surveys import why_not_now
from regulars.rules.conditions import Conditions
from tests.making import make_customers
from tests.surveying import NOON, invited, reachable, ready_survey


@pytest.fixture
def survey(shop) -> Survey:
    return ready_survey()


def test_each_is_named_with_why_not(survey, ana):
    asked, complaining, resting, barred = (
        reachable(one) for one in make_customers(4, with_email=False)
    )
    new = reachable(make_customers(5, with_email=False)[4], gives=1)
    open_complaint(customer=complaining, text="It broke.", person=ana)
    invited(resting, survey, days=10)
    ask_nothing(customer=barred, because="In mourning.", person=ana)

    found = preview_for(survey, Conditions(), NOON)

    assert found.people == [asked]
    why = {one.why: [person.pk for person in one.people] for one in found.left_out}
    assert why["A complaint is open"] == [complaining.pk]
    assert why["Another survey asked them not long ago"] == [resting.pk]
    assert why["Somebody here decided it"] == [barred.pk]
    assert new.pk in why["First give, then ask"]
    assert found.others == sum(one.count for one in found.left_out) == 8
    assert why_words(why_not_now(barred, NOON)) == "In mourning."
    assert "60 days" in why_words(why_not_now(resting, NOON))
    assert why_words(why_not_now(asked, NOON)) == ""


def test_a_slip_needs_no_address(survey):
    one, two = (reachable(each) for each in make_customers(2, with_email=False))
    one.contact_points.all().delete()

    assert set(those_who_may(survey, Conditions(), NOON, 9)) == {one, two}
    assert len(those_who_may(survey, Conditions(), NOON, 1)) == 1
