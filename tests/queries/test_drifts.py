"""When the record proposes a tighter promise, and when it asks to protect one."""

from datetime import timedelta

import pytest

from regulars.models import Guarantee, Manners
from regulars.queries.drifts import (
    Standing,
    drift_of,
    is_proposed,
    open_proposals,
    promised_in,
    standings,
)
from regulars.queries.local_days import shop_today
from regulars.rules.charters import Metric
from regulars.rules.guarantees import ProposalKind
from tests.charters import published, steady

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(shop):
    Manners.objects.create(quiet_weekdays=[], keeps_holidays=False)
    return shop_today()


def standing(today, *, within=5, percent=95, days=250) -> Standing:
    return Standing(Metric.DONE_IN, within, percent, today - timedelta(days=days))


def test_room_to_spare_at_two_reviews_proposes_the_tightest_that_held(customer, today):
    steady(customer, today, days=250, took=lambda _: 2)

    drift = drift_of(standing(today), today)

    assert (drift.kind, drift.within, drift.percent) == (ProposalKind.TIGHTEN, 2, 95)
    assert (drift.kept, drift.cases) == (251, 251)
    assert drift.lower_permille >= 950


def test_one_good_quarter_is_not_enough(customer, today):
    steady(customer, today, days=250, took=lambda ago: 2 if ago < 80 else 5)

    assert drift_of(standing(today), today) is None


def test_neither_is_a_promise_that_changed_lately(customer, today):
    steady(customer, today, days=250, took=lambda _: 1)

    assert drift_of(standing(today, days=90), today) is None
    assert drift_of(standing(today, days=120), today) is None
    assert drift_of(standing(today, days=240), today).kind is ProposalKind.TIGHTEN


def test_what_slips_is_to_be_protected(customer, today):
    steady(customer, today, days=250, took=lambda ago: 9 if ago < 60 and ago % 3 == 0 else 4)

    drift = drift_of(standing(today), today)

    assert (drift.kind, drift.within) == (ProposalKind.PROTECT, 7)


def test_without_cases_nothing_is_proposed(today):
    assert drift_of(standing(today), today) is None


def test_what_is_kept_or_not_is_tightened_in_percent(customer, today):
    steady(customer, today, days=250, took=lambda _: 2)
    told = Standing(Metric.KEPT_ON_DAY, None, 80, today - timedelta(days=250))

    drift = drift_of(told, today)

    assert (drift.kind, drift.within) == (ProposalKind.TIGHTEN, None)
    assert drift.percent == 95  # 98 takes more than 160 cases at the earlier review

    steady(customer, today, days=60, took=lambda _: 9, kind="other")
    assert drift_of(told, today).kind is ProposalKind.PROTECT


def test_promises_that_count_are_looked_at_and_no_others(ana, today):
    clause = published(ana, today - timedelta(days=200))
    Guarantee.objects.create(
        sentence="x",
        gives="y",
        metric="done_in",
        within=5,
        currency="EUR",
        measured_from_on=today,
    )

    (one,) = standings()

    assert (one.clause, one.since_on) == (clause, today - timedelta(days=200))
    assert open_proposals() == []


def test_a_stretch_of_the_record_proposes_a_thing_once(ana, today):
    clause = published(ana, today - timedelta(days=200))
    (one,) = standings()
    assert not is_proposed(one, ProposalKind.TIGHTEN)

    proposal = clause.proposals.create(
        kind="tighten",
        since_on=one.since_on,
        made_on=today,
        within=12,
        percent=95,
        cases=1,
        kept=1,
        lower_permille=951,
    )

    assert is_proposed(one, ProposalKind.TIGHTEN)
    assert not is_proposed(one, ProposalKind.PROTECT)
    assert open_proposals() == [proposal]
    assert promised_in(proposal) == ("answered", 24, 95, "")
