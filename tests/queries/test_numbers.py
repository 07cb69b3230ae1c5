from datetime import date

import pytest

from regulars.actions.rhythms import refresh_rhythms
from regulars.models import Customer, FittedModel
from regulars.queries.numbers import numbers_page
from regulars.science import scoring
from tests.actions.test_rhythms import TODAY, a_busy_shop
from tests.conftest import at
from tests.making import make_customers, make_purchases


@pytest.fixture
def told(shop) -> None:
    a_busy_shop()
    refresh_rhythms(today=TODAY)


def change(**facts: object) -> None:
    """What the look back said."""
    row = FittedModel.objects.get(name=scoring.NAME)
    row.numbers["report"]["looked_back"].update(facts)
    FittedModel.objects.filter(pk=row.pk).update(numbers=row.numbers)


def test_without_records_it_says_what_is_missing(shop):
    page = numbers_page(today=TODAY)

    assert (page.can_tell, page.gaps, page.from_on) == (False, 0, None)
    assert page.verdict == "Cannot tell yet."
    assert (page.proofs, page.picture, page.parameters) == ([], None, [])


def test_too_few_gaps_are_counted(shop, customer):
    make_purchases(customer, last=at(TODAY), every_days=9, count=3)
    refresh_rhythms(today=TODAY)

    page = numbers_page(today=TODAY)

    assert (page.can_tell, page.gaps) == (False, 2)
    assert page.to_on == TODAY


def test_the_look_back_is_said_with_what_came_of_it(told):
    change(called_overdue=40, stayed_away=27, not_called=100, of_them_away=12, bias=1.08)

    page = numbers_page(today=TODAY)

    assert page.can_tell
    assert "of 40 silences called later than usual, 27 did not end" in page.proofs[0]
    assert page.proofs[1] == "Of 100 others, 12 did not."
    assert page.proofs[-1] == "All visits together were expected 8 in 100 too high."
    assert page.picture is not None
    assert page.from_on < page.to_on <= TODAY


@pytest.mark.parametrize(
    ("error", "customers", "word"),
    [(0.03, 1000, "Good"), (0.09, 30, "Fair"), (0.09, 5000, "Rough"), (0.4, 30, "Rough")],
)
def test_what_luck_alone_explains_is_not_held_against_the_numbers(told, error, customers, word):
    bins = [{"customers": customers, "said": 0.5, "came": 0.5 + error}]
    change(calibration_error=error, bins=bins)

    assert numbers_page(today=TODAY).verdict.startswith(word)


def test_an_alarm_that_the_past_does_not_support_is_counted_in_gaps_and_said(told):
    assert not numbers_page(today=TODAY).is_by_gaps
    change(stayed_away=0)

    page = numbers_page(today=TODAY)

    assert page.is_by_gaps
    assert any("counted in usual gaps" in sentence for sentence in page.cautions)


def test_who_is_in_a_pause_is_not_counted_among_those_expected(told):
    def expected() -> int:
        return int(numbers_page(today=TODAY).coming.split()[1])

    before = expected()
    Customer.objects.update(pause_reason="moved")

    assert before > 0
    assert expected() == 0


def test_parameters_are_named_for_whoever_knows_them(told):
    parameters = dict(numbers_page(today=TODAY).parameters)

    assert parameters["version"] == "outlook 1"
    assert "mixture.shape" in parameters
    assert date.fromisoformat(parameters["look_back.origins"].split(", ")[0]) < TODAY


def test_the_page_costs_the_same_queries_for_any_number_of_people(told, django_assert_num_queries):
    with django_assert_num_queries(2):
        numbers_page(today=TODAY)
    make_customers(3)
    refresh_rhythms(today=TODAY)
    with django_assert_num_queries(2):
        numbers_page(today=TODAY)


def test_numbers_of_another_version_are_not_read(told):
    FittedModel.objects.filter(name=scoring.NAME).update(version="0")

    assert not numbers_page(today=TODAY).can_tell
