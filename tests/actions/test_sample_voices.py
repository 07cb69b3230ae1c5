"""The people of the sample business have told it something, and some of it is settled."""

from collections import Counter
from datetime import timedelta

import pytest
from django.apps import apps

from regulars.actions.causes import install_ready_causes
from regulars.actions.sample import add_sample, remove_sample
from regulars.actions.surveys import install_ready_surveys
from regulars.jobs.react import react_to_all
from regulars.jobs.reactions import REACTIONS
from regulars.models import (
    Amends,
    Complaint,
    Customer,
    Event,
    Finding,
    Friction,
    Idea,
    Response,
    Shop,
    WishGroup,
)
from regulars.queries.complaint_reports import complaint_report
from regulars.queries.duties import duties_for
from regulars.queries.local_days import noon_of, shop_today
from regulars.queries.survey_results import stage_results
from regulars.rules.surveys import AskStage


@pytest.fixture
def today(shop):
    install_ready_causes()
    install_ready_surveys()
    return shop_today()


def test_its_weak_part_is_the_delivery_and_chance_is_ruled_out(ana, today):
    add_sample(person=ana, today=today)
    assert stage_results().weak is AskStage.DELIVERY


def test_one_complaint_is_on_its_way_and_the_report_speaks(ana, today):
    add_sample(person=ana, today=today)

    steps = Counter(Complaint.objects.values_list("step", flat=True))
    assert steps == {"settled": 5, "heard": 1, "answered": 1}
    midway = Complaint.objects.get(step="answered")
    assert (midway.customer.name, midway.cause is not None) == ("Anke Visser", True)
    assert midway.amends.get().state == "given"
    report = complaint_report(today)
    first = report.causes[0]
    assert (first.count, first.improvement is not None) == (3, True)
    assert Amends.objects.count() == 5


def test_wishes_mean_the_same_and_are_decided_or_not(ana, today):
    add_sample(person=ana, today=today)

    groups = WishGroup.objects.order_by("pk")
    assert [(one.decision, one.wishes.count()) for one in groups] == [
        ("will_do", 3),
        ("undecided", 2),
        ("choose_not", 1),
    ]
    assert Friction.objects.count() == 1
    assert Counter(Idea.objects.values_list("state", flat=True)) == {"new": 2, "trying": 1}


def test_answers_name_a_stage_and_two_wait_to_be_read(ana, today):
    add_sample(person=ana, today=today)

    assert Response.objects.filter(survey__key="whole-way").count() == 30
    assert Response.objects.filter(seen_at=None).count() == 2
    assert Finding.objects.get().due_on == today + timedelta(days=6)
    assert len(duties_for(ana, today)) == 1
    assert len(duties_for(ana, today + timedelta(days=6))) == 2


def test_its_reactions_open_nothing_more(ana, today):
    """Old answers open no complaint of today."""
    add_sample(person=ana, today=today)

    react_to_all(REACTIONS, noon_of(today))

    assert Complaint.objects.count() == 7


@pytest.mark.parametrize("language", ["en", "de"])
def test_all_of_it_goes_with_the_sample_and_nothing_else(ana, today, language):
    Shop.objects.update(language=language)
    ours = [one for one in apps.get_app_config("regulars").get_models() if one is not Event]
    before = {one: one.objects.count() for one in ours}
    add_sample(person=ana, today=today)
    assert {Idea, Response, WishGroup, Friction} <= {
        one for one in ours if one.objects.count() > before[one]
    }

    remove_sample(person=ana)

    left = {one: one.objects.count() - before[one] for one in ours}
    assert {one for one, more in left.items() if more} <= {apps.get_model("regulars.FittedModel")}


def test_it_needs_nobody_signed_in(today):
    add_sample(person=None, today=today)

    assert Complaint.objects.filter(step="answered").exists()
    assert Customer.objects.count() == 60
