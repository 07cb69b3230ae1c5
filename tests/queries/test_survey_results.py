"""Exact figures on a business whose true answers are known."""

from datetime import timedelta

import pytest

from regulars.models import Customer, Survey
from regulars.queries.survey_results import (
    Share,
    answered_surveys,
    change_of,
    results_of,
    stage_results,
    surveys_there,
    weak_stage,
    what_the_best_call_excellent,
)
from regulars.queries.surveys import shown_in
from regulars.rules.kinds import Tone
from regulars.rules.surveys import AskStage, FindingResult
from tests.making import make_customers
from tests.surveying import NOON, answered, ready_survey

TODAY = NOON.date()
FIRST, SALE, DELIVERY, USE, REGULAR = AskStage


@pytest.fixture
def way(shop) -> Survey:
    return ready_survey("whole-way")


def test_a_share_lies_between_the_bounds_of_clopper_and_pearson():
    """Against the tables: 8 of 10 is 44.4 to 97.5 %, 0 of 5 is 0 to 52.2 %."""
    assert (Share(8, 10).percent, Share(8, 10).low_percent, Share(8, 10).high_percent) == (
        80,
        44,
        98,
    )
    assert (Share(0, 5).low_percent, Share(0, 5).high_percent) == (0, 53)
    assert (Share(0, 0).percent, Share(0, 0).low_percent, Share(0, 0).high_percent) == (0, 0, 100)


def test_the_stages_of_a_known_business_are_counted_exactly(way):
    people = make_customers(6)
    for number, one in enumerate(people):
        good = 5 if number < 4 else 2
        answered(way, {1: 5, 2: 4, 3: good, 4: 3}, customer=one)
    answered(way, {3: 1}, customer=people[0], at=NOON + timedelta(days=1))  # changed their mind
    answered(way, {3: 5}, at=NOON)  # by the poster
    answered(way, {1: 1, 3: 1}, customer=people[1], set_aside_because="machine")
    answered(way, {1: 1}, customer=people[1], at=NOON - timedelta(days=400))  # long ago

    found = stage_results(until_on=TODAY + timedelta(days=1))

    counted = {row.stage: (row.share.good, row.share.all) for row in found.rows}
    assert counted == {FIRST: (6, 6), SALE: (6, 6), DELIVERY: (4, 7), USE: (0, 6), REGULAR: (0, 0)}
    assert found.answers == 25
    assert found.weak is USE
    assert [row.stage for row in found.rows if row.is_weak] == [USE]


def test_the_weak_stage_is_named_only_when_the_interval_says_so():
    few = {FIRST: Share(3, 4), SALE: Share(2, 4), DELIVERY: Share(4, 4)}
    assert weak_stage(few) is None
    many = {FIRST: Share(90, 100), SALE: Share(45, 100), DELIVERY: Share(88, 100)}
    assert weak_stage(many) is SALE
    alike = {FIRST: Share(90, 100), SALE: Share(86, 100), DELIVERY: Share(88, 100)}
    assert weak_stage(alike) is None
    assert weak_stage({FIRST: Share(1, 100)}) is None
    assert weak_stage({}) is None


def test_nothing_is_named_where_nobody_has_answered(shop):
    found = stage_results()
    assert (found.weak, found.answers, len(found.rows)) == (None, 0, 5)


def test_one_survey_is_counted_by_question_with_its_words(shop, customer):
    survey = ready_survey()
    answered(survey, {1: 5, 2: 1, 3: "Splendid."}, customer=customer)
    answered(survey, {1: 2, 2: 3})
    answered(survey, {1: 1}, set_aside_because="machine")

    results = results_of(shown_in(survey, language="en", tone=Tone.FORMAL))

    first, second, third = results.questions
    assert [bar.count for bar in first.bars] == [0, 1, 0, 0, 1]
    assert [bar.tenths for bar in first.bars] == [0, 10, 0, 0, 10]
    assert first.share == Share(1, 2)
    assert [(bar.label, bar.count) for bar in second.bars] == [("Yes", 1), ("Almost", 0), ("No", 1)]
    assert second.share == Share(1, 2)
    assert (third.share, third.bars) == (None, [])
    assert [(one.words, one.who) for one in third.verbatims] == [("Splendid.", customer.name)]
    assert (results.answered, results.set_aside, results.asked) == (2, 1, 0)
    assert answered_surveys() == {survey.pk: 2}
    assert survey in surveys_there()


@pytest.mark.parametrize(
    ("before", "after", "result"),
    [
        ((4, 20), (19, 20), FindingResult.BETTER),
        ((19, 20), (4, 20), FindingResult.WORSE),
        ((10, 20), (12, 20), FindingResult.CANNOT_TELL),
        ((0, 0), (5, 5), FindingResult.CANNOT_TELL),
        ((5, 5), (0, 0), FindingResult.CANNOT_TELL),
    ],
)
def test_before_and_after_an_action(way, before, after, result):
    question = way.questions.get(position=3)
    for (good, everyone), at in ((before, NOON - timedelta(days=30)), (after, NOON)):
        for number in range(everyone):
            answered(way, {3: 5 if number < good else 1}, at=at)

    change = change_of(question, done_on=TODAY - timedelta(days=10), day=TODAY)

    assert (change.before, change.after) == (Share(*before), Share(*after))
    assert change.result is result
    assert -100 <= change.low_percent <= change.high_percent <= 100
    assert (change.low_percent > 0) == (result is FindingResult.BETTER)


def test_the_day_of_the_action_belongs_to_after(way):
    question = way.questions.get(position=3)
    answered(way, {3: 1}, at=NOON - timedelta(days=1))
    answered(way, {3: 5}, at=NOON)

    change = change_of(question, done_on=TODAY, day=TODAY)

    assert (change.before, change.after) == (Share(0, 1), Share(1, 1))


def test_the_charter_reads_what_the_best_call_excellent(shop, customer):
    survey = ready_survey("ideal")
    answered(survey, {2: "That somebody rings first.", 3: 4}, customer=customer)
    answered(ready_survey(), {3: "Something else."}, customer=customer)

    (one,) = what_the_best_call_excellent()
    assert (one.words, one.who) == ("That somebody rings first.", customer.name)
    assert Customer.objects.count() == 1
