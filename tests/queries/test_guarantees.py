"""What has to be earned: the bound, the tightest limit, the cost, and what customers say to it."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.actions.guarantee_surveys import survey_about
from regulars.actions.guarantees import hear_value, keep_guarantee
from regulars.models import Guarantee, Manners, Promise, ValueAnswer
from regulars.queries.guarantees import (
    cases_needed,
    evidence_for,
    guarantee_rows,
    processes,
    prove,
    tightest_of,
    value_of,
)
from regulars.queries.local_days import shop_today
from regulars.rules.charters import Case, Counted, Metric
from tests.charters import guaranteed, many_wrote, mended
from tests.surveying import NOON, answered

DAY = date(2026, 3, 2)


def record(kept: int, missed: int, *, limit: int = 5) -> list[Case]:
    """So many within the limit, so many beyond; a case a day."""
    waits = [1.0] * kept + [limit + 1.0] * missed
    return [Case(DAY + timedelta(days=n), waited=wait) for n, wait in enumerate(waits)]


def holds(kept: int, missed: int, percent: int) -> bool:
    return prove(record(kept, missed), 5).lower_permille >= percent * 10


def test_ten_of_ten_do_not_earn_97_percent_and_200_of_200_do():
    assert not holds(10, 0, 97)
    assert holds(200, 0, 97)


@settings(max_examples=40)
@given(kept=st.integers(0, 400), missed=st.integers(0, 40), percent=st.integers(80, 99))
def test_no_small_record_qualifies_and_none_promises_more_than_it_kept(kept, missed, percent):
    proof = prove(record(kept, missed), 5)

    assert proof.counted == Counted(kept, kept + missed)
    if kept + missed:
        assert proof.lower_share <= kept / (kept + missed)
    if kept + missed < cases_needed(percent):
        assert proof.lower_permille < percent * 10


@given(cases=st.integers(1, 300), percent=st.integers(80, 99))
def test_a_record_without_a_miss_qualifies_from_the_number_that_is_asked_for(cases, percent):
    assert holds(cases, 0, percent) == (cases >= cases_needed(percent))


@settings(max_examples=25)
@given(kept=st.integers(1, 300), missed=st.integers(0, 20))
def test_one_more_kept_never_proves_less_and_one_more_missed_never_more(kept, missed):
    now = prove(record(kept, missed), 5).lower_share
    if missed == 0:  # with misses the days are drawn anew, which is exact to the draw alone
        assert prove(record(kept + 1, 0), 5).lower_share >= now
    assert prove(record(kept, missed + 1), 5).lower_share <= now


def test_open_cases_do_not_let_the_quick_ones_count_first():
    done = record(300, 0)
    waiting = [Case(DAY, waited=4.0, is_open=True)] * 100

    assert prove(done + waiting, 5).counted == Counted(300, 300)
    assert prove([], 5).lower_share == 0
    late = [Case(DAY, waited=6.0, is_open=True)] * 100
    assert prove(done + late, 5).counted == Counted(300, 400)


def test_bad_days_that_come_whole_prove_less_than_misses_here_and_there():
    spread = record(285, 15)
    clustered = [
        Case(DAY + timedelta(days=n // 15), waited=9.0 if n < 15 else 1.0) for n in range(300)
    ]

    assert prove(clustered, 5).lower_share < prove(spread, 5).lower_share


def test_the_tightest_limit_is_the_last_that_holds_on_the_way_from_loose_to_tight():
    cases = [Case(DAY + timedelta(days=n), waited=float(1 + n % 4)) for n in range(300)]

    tried = tightest_of(cases, metric=Metric.DONE_IN, promised_percent=95)

    assert [one.limit for one in tried] == [60, 42, 28, 21, 14, 10, 7, 5, 4, 3]
    assert [one.limit for one in tried if one.holds][-1] == 4
    assert not tried[-1].holds
    few = tightest_of(cases[:10], metric=Metric.DONE_IN, promised_percent=97)
    assert [(one.limit, one.holds) for one in few] == [(60, False)]


@pytest.fixture
def today(shop):
    Manners.objects.create(quiet_weekdays=[], keeps_holidays=False)
    return shop_today()


def guarantee(today, **told) -> Guarantee:
    return Guarantee.objects.create(**guaranteed(today, **told), currency="EUR")


@pytest.mark.django_db
def test_the_evidence_is_exact_and_follows_the_past(customer, today):
    mended(customer, today, kept=118, late=2)
    mended(customer, today, kept=0, late=30, kind="quote")  # another process
    one = guarantee(today)

    told = evidence_for(one, today)

    assert (told.counted, told.misses) == (Counted(118, 120), 2)
    assert told.is_earned
    assert told.margin_points == told.lower_percent - 90 >= 2
    assert told.past_cost_minor == 2 * 4_000
    assert told.tightest.limit == 3
    at_most = 120 * (1000 - told.lower_permille) / 1000 * 4_000
    assert at_most - 120 * 4 <= told.year_cost_minor <= at_most  # a thousandth is rounded away
    assert told.picture.promised_x

    Promise.objects.filter(kind="repair", state="kept").update(
        state="kept_late", kept_on=today, due_on=today - timedelta(days=1)
    )
    assert evidence_for(one, today).counted == Counted(0, 120)
    assert not evidence_for(one, today).is_earned


@pytest.mark.django_db
def test_without_a_record_nothing_is_proven_and_nothing_breaks(today):
    told = evidence_for(guarantee(today), today)

    assert (told.lower_permille, told.tightest, told.picture) == (0, None, None)
    assert told.year_cost_minor == 0
    untimed = guarantee(today, metric="kept_on_day", within=None)
    assert evidence_for(untimed, today).tried == []


@pytest.mark.django_db
def test_it_is_dull_when_almost_everybody_expects_it(today):
    one, other = guarantee(today), guarantee(today)
    for number in range(5):
        ValueAnswer.objects.create(
            guarantee=one, matters=number < 3, is_expected=number < 4, heard_on=today
        )
    ValueAnswer.objects.create(guarantee=other, matters=True, is_expected=False, heard_on=today)

    values = value_of([one, other])

    assert (values[one.pk].is_dull, values[one.pk].is_valued) == (True, True)
    assert (values[other.pk].is_dull, values[other.pk].is_valued) == (None, None)
    rows = guarantee_rows(today)
    assert {row.guarantee.pk: row.value.answers for row in rows} == {one.pk: 5, other.pk: 1}


@pytest.mark.django_db
def test_the_record_speaks_before_anything_is_promised(customer, today):
    assert processes(today) == []
    many_wrote(customer, kept=49, missed=0)
    mended(customer, today, kept=150, late=0)

    found = {one.metric: one for one in processes(today)}

    assert found[Metric.ANSWERED].tightest is None
    assert found[Metric.ANSWERED].counted == 49
    assert found[Metric.ANSWERED].cases_needed == cases_needed(97) > 49
    assert found[Metric.DONE_IN].tightest.limit == 3


def test_answers_to_a_survey_count_in_the_same_figure_once_a_person(
    customer, ana, today, django_assert_num_queries
):
    one = keep_guarantee(told=guaranteed(today), person=ana)
    survey = survey_about(guarantee=one, person=ana)
    hear_value(guarantee=one, matters=True, is_expected=False, person=ana)
    answered(survey, {1: 1, 2: 2}, customer=customer)
    answered(survey, {1: 2, 2: 1}, customer=customer, at=NOON + timedelta(days=40))  # the latest
    answered(survey, {1: 1, 2: 1}, form_key="a passer-by")
    answered(survey, {1: 1}, form_key="half an answer")
    answered(survey, {1: 1, 2: 1}, form_key="a program", set_aside_because="machine")

    with django_assert_num_queries(2):
        value = value_of([one])[one.pk]

    assert (value.answers, value.mattering, value.expected) == (3, 2, 2)


def test_dull_is_what_almost_everybody_who_was_surveyed_expects(ana, today):
    one = keep_guarantee(told=guaranteed(today), person=ana)
    survey = survey_about(guarantee=one, person=ana)
    for number in range(5):
        answered(survey, {1: 1, 2: 1}, form_key=str(number))

    assert value_of([one])[one.pk].is_dull
