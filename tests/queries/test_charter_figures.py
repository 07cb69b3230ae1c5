"""The last 90 days in counts, and nothing said of too few."""

from datetime import timedelta

import pytest
from django.utils import translation

from regulars.models import CharterClause, InboundMessage, Manners
from regulars.queries.charter_figures import figures_for, limit_words
from regulars.queries.local_days import shop_today
from regulars.rules.charters import Counted, Metric
from tests.charters import many_wrote, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(shop):
    Manners.objects.create(quiet_weekdays=[], keeps_holidays=False)
    return shop_today()


def figure(clause, today):
    return figures_for([clause], today)[clause.pk]


def test_a_figure_is_a_count_and_follows_the_past(ana, customer, today):
    clause = published(ana, today - timedelta(days=200))
    many_wrote(customer, kept=47, missed=2)

    told = figure(clause, today)
    assert told.words == "47 of 49"
    assert told.is_reached
    assert told.first_on == today - timedelta(days=89)

    late = InboundMessage.objects.filter(message_id="<0@x>").get()
    InboundMessage.objects.filter(pk=late.pk).update(
        answered_at=late.received_at + timedelta(days=4)
    )
    assert figure(clause, today).words == "46 of 49"
    assert not figure(clause, today).is_reached


def test_below_ten_cases_it_says_so(ana, customer, today):
    clause = published(ana, today - timedelta(days=200))
    many_wrote(customer, kept=9, missed=0)

    told = figure(clause, today)

    assert (told.words, told.is_reached) == ("too few yet", None)
    with translation.override("de"):
        assert told.words == "noch zu wenige"


def test_nothing_counts_from_before_the_promise(ana, customer, today):
    clause = published(ana, today - timedelta(days=5))
    many_wrote(customer, kept=20, missed=0)

    assert figure(clause, today).counted == Counted(0, 0)


def test_two_clauses_on_one_metric_read_it_once(
    ana, customer, today, django_assert_max_num_queries
):
    clause = published(ana, today - timedelta(days=200))
    many_wrote(customer, kept=12, missed=0)
    tighter = CharterClause(pk=999, metric="answered", within=1, target_percent=90)

    with django_assert_max_num_queries(6):
        told = figures_for([clause, tighter], today)

    assert (told[clause.pk].counted.kept, told[999].counted.kept) == (12, 0)


def test_a_clause_without_a_source_has_no_figure(today):
    assert figures_for([CharterClause(pk=1, metric="")], today) == {}


@pytest.mark.parametrize(
    ("metric", "within", "words"),
    [
        (Metric.ANSWERED, 1, "within 1 hour"),
        (Metric.RECOVERED, 7, "within 7 days"),
        (Metric.KEPT_ON_DAY, None, ""),
        (Metric.KEPT_ON_DAY, 3, ""),
    ],
)
def test_a_limit_in_words(metric, within, words):
    assert limit_words(metric, within) == words
