"""What a trial of paid service says, and who is not asked."""

import pytest

from regulars.rules.channels import Channel
from regulars.rules.messages import Topic
from regulars.rules.service_levels import (
    OfferAnswer,
    Reading,
    Said,
    WhyNotOffered,
    of_hundred_minor,
    trial_of,
    wants_quiet,
    why_not_offered,
)

TAKEN, DECLINED, OPEN = OfferAnswer.TAKEN, OfferAnswer.DECLINED, OfferAnswer.OPEN
MAIL, PHONE = Channel.EMAIL, Channel.PHONE


def said(taken=0, declined=0, waiting=0, costs=()):
    noted = [*costs, *[None] * (taken - len(costs))]
    return [
        *[Said(TAKEN, cost) for cost in noted],
        *[Said(DECLINED)] * declined,
        *[Said(OPEN)] * waiting,
    ]


def test_the_counts_and_the_money():
    trial = trial_of(said(3, 4, 2, costs=[500, 701]), price_minor=900)

    assert (trial.offered, trial.answered, trial.taken, trial.declined) == (9, 7, 3, 4)
    assert (trial.income_minor, trial.cost_minor, trial.costed) == (2_700, 1_201, 2)
    assert trial.margin_minor == 299  # 299.5, never better than it was


@pytest.mark.parametrize(
    ("told", "reading"),
    [
        (said(2, 2, 6, costs=[100, 100]), Reading.TOO_FEW),
        (said(0, 5), Reading.NOBODY),
        (said(2, 3), Reading.COST_UNKNOWN),
        (said(2, 3, costs=[900, 901]), Reading.LOSES),
        (said(2, 3, costs=[900, 900]), Reading.PAYS),
        (said(2, 3, costs=[100]), Reading.PAYS),
    ],
)
def test_what_they_say(told, reading):
    assert trial_of(told, price_minor=900).reading is reading


def test_a_cost_of_somebody_who_does_not_take_it_counts_for_nothing():
    trial = trial_of([Said(DECLINED, 500), *said(1, 4, costs=[100])], price_minor=900)

    assert trial.margin_minor == 800


def test_a_hundred_who_are_asked():
    assert of_hundred_minor(250, 26) == 6_500


@pytest.mark.parametrize(
    ("answers", "reached_by", "is_quiet"),
    [
        ({}, [MAIL], False),
        ({}, [], False),
        ({(MAIL, None): False}, [MAIL], True),
        ({(MAIL, None): False}, [MAIL, PHONE], False),
        ({(MAIL, None): False}, [], True),
        ({(MAIL, Topic.OFFERS): False}, [MAIL, PHONE], True),
        ({(MAIL, Topic.OFFERS): False, (PHONE, Topic.OFFERS): True}, [MAIL], False),
        ({(MAIL, Topic.CARE): False}, [MAIL], False),
    ],
)
def test_who_wants_no_offers(answers, reached_by, is_quiet):
    assert wants_quiet(answers, reached_by) is is_quiet


def test_the_first_reason_is_told():
    free = {
        "is_paused": False,
        "has_complaint": False,
        "is_owed": False,
        "answers": {},
        "reached_by": [MAIL],
    }
    refused = {"answers": {(MAIL, None): False}}

    assert why_not_offered(**free) is None
    assert why_not_offered(**free | refused) is WhyNotOffered.QUIET
    assert why_not_offered(**free | refused | {"is_owed": True}) is WhyNotOffered.OWED
    assert why_not_offered(**free | {"is_owed": True, "has_complaint": True}) == "complaint"
    assert why_not_offered(**free | {"has_complaint": True, "is_paused": True}) == "paused"
