from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from regulars.models import Customer, Rhythm
from regulars.queries.rhythms import (
    expected,
    long_sentence,
    sentence,
    stage_filter,
    stage_of,
)
from regulars.rules.stages import Stage

TODAY = date(2026, 11, 22)  # a Sunday


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def rhythm(**changes: object) -> Rhythm:
    """Tomás: 19 visits, every 31 days, silent for 58."""
    facts: dict[str, object] = {
        "visits": 19,
        "purchases": 19,
        "first_on": ago(620),
        "last_on": ago(58),
        "usual_gap_days": 31.2,
        "own_gaps": 12,
        "gap_spread": 0.1,
        "next_from": ago(31),
        "next_on": ago(27),
        "next_to": ago(22),
        "late_from": ago(11),
        "slipping_from": TODAY + timedelta(days=5),
        "lapsed_from": TODAY + timedelta(days=20),
        "lost_from": TODAY + timedelta(days=36),
        "return_share": 0.27,
    }
    return Rhythm(**{**facts, **changes})


def test_a_list_says_how_often_and_how_long_silent():
    assert sentence(rhythm(), TODAY) == "Usually back every 31 days. Silent for 58."


def test_the_page_says_how_steadily_and_what_such_a_silence_means():
    assert long_sentence(rhythm(), TODAY) == (
        "Comes back every 31 days, very steadily. Silent for 58 days: "
        "about 1 in 4 such customers still return on their own."
    )


def test_a_scored_silence_says_how_many_still_return_and_within_what_time():
    scored = rhythm(can_tell=True, probability_buys=0.24, horizon_days=30)

    assert long_sentence(scored, TODAY) == (
        "Comes back every 31 days, very steadily. Silent for 58 days: about 1 in 4 such customers"
        " still return on their own within the next 30 days."
    )


def test_who_is_not_late_is_told_how_many_like_them_come_soon():
    scored = rhythm(
        can_tell=True, probability_buys=0.9, horizon_days=90, last_on=ago(3), next_to=None,
        late_from=TODAY + timedelta(days=40),
    )  # fmt: skip

    assert long_sentence(scored, TODAY) == (
        "Comes back every 31 days, very steadily. Last here 3 days ago."
        " About 9 in 10 such customers come within the next three months."
    )


def test_without_enough_of_a_past_nothing_is_claimed_about_returns():
    assert long_sentence(rhythm(return_share=None), TODAY) == (
        "Comes back every 31 days, very steadily. Silent for 58 days."
    )


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.01, "hardly any such customers return"), (0.99, "almost all such customers still return")],
)
def test_extreme_shares_are_said_in_words(share, said):
    assert said in long_sentence(rhythm(return_share=share), TODAY)


def test_one_purchase_cannot_tell_yet():
    unknown = rhythm(
        visits=1, purchases=1, usual_gap_days=None, own_gaps=0, last_on=ago(3),
        next_from=None, next_to=None, late_from=None,
    )  # fmt: skip

    assert sentence(unknown, TODAY) == (
        "One purchase so far; cannot tell yet how often. Last here 3 days ago."
    )


def test_on_time_says_when_the_next_visit_is_expected():
    coming = rhythm(
        last_on=ago(29),
        next_from=TODAY + timedelta(days=5),
        next_to=TODAY + timedelta(days=12),
        late_from=TODAY + timedelta(days=18),
    )

    assert expected(coming, TODAY) == "Expected between Friday and 4 Dec."
    assert sentence(coming, TODAY) == "Usually back every 31 days. Last here 29 days ago."


def test_a_yearly_customer_is_spoken_of_in_months():
    yearly = rhythm(usual_gap_days=361, last_on=ago(600))

    assert sentence(yearly, TODAY) == "Usually back every 12 months. Silent for 20 months."


def test_nobody_who_never_bought_has_a_rhythm():
    prospect = Rhythm(visits=0)

    assert sentence(prospect, TODAY) == long_sentence(prospect, TODAY) == "No purchase yet."


def test_sentences_survive_a_language_without_translations():
    with translation.override("ja"):
        assert "31" in long_sentence(rhythm(), TODAY)


days = st.none() | st.integers(-80, 80).map(lambda away: TODAY + timedelta(days=away))


class StageFilterAgreesWithTheRule(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(
        visits=st.integers(0, 8),
        known_days=st.sampled_from([0, 364, 365, 366, 900]),
        slipping=days,
        lapsed=days,
        lost=days,
        returned=days,
    )
    def test_each_row_is_in_its_stage_alone(
        self, *, visits, known_days, slipping, lapsed, lost, returned
    ):
        came = {"first_on": ago(known_days), "last_on": TODAY} if visits else {}
        customer = Customer.objects.create(name="Mei Chen")
        row = Rhythm.objects.create(
            customer=customer,
            visits=visits,
            slipping_from=slipping,
            lapsed_from=lapsed,
            lost_from=lost,
            returned_on=returned,
            **came,
        )

        found = [s for s in Stage if Rhythm.objects.filter(stage_filter(s, TODAY)).exists()]
        joined = [
            s
            for s in Stage
            if Customer.objects.filter(stage_filter(s, TODAY, prefix="rhythm__")).exists()
        ]

        assert found == joined == [stage_of(row, TODAY)]


def test_a_customer_without_a_row_counts_as_a_prospect(customer):
    prospects = Customer.objects.filter(stage_filter(Stage.PROSPECT, TODAY, prefix="rhythm__"))

    assert list(prospects) == [customer]
