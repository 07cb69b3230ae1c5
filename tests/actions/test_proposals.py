"""The scheduled look proposes once for each drift, and changes nothing by itself."""

import random
from datetime import timedelta

import pytest

from regulars.actions import charters
from regulars.actions.charters import WrongStep
from regulars.actions.guarantees import keep_guarantee, publish_guarantee
from regulars.actions.proposals import (
    AlreadyDecided,
    approve_proposal,
    decline_proposal,
    look_over,
)
from regulars.models import (
    CharterClause,
    CharterProposal,
    CharterVersion,
    Event,
    Guarantee,
    Manners,
)
from regulars.queries.drifts import open_proposals
from regulars.queries.local_days import shop_today
from tests.charters import guaranteed, mended, publish, published, steady

pytestmark = pytest.mark.django_db
DONE = {
    "sentence": "What we mend is ready within five days.",
    "metric": "done_in",
    "within": 5,
    "target_percent": 95,
}


@pytest.fixture
def today(shop):
    Manners.objects.create(quiet_weekdays=[], keeps_holidays=False)
    return shop_today()


def look_each_day(today, *, days: int, every: int = 1) -> None:
    for ago in range(days, -1, -every):
        look_over(day=today - timedelta(days=ago))


def all_that_is_promised() -> list[object]:
    clauses = CharterClause.objects.values_list("sentence", "within", "target_percent")
    versions = CharterVersion.objects.values_list("number", "state")
    return [*clauses, *versions, *Guarantee.objects.values_list("within", "state")]


def test_a_drift_makes_exactly_one_proposal_however_often_one_looks(ana, customer, today):
    published(ana, today - timedelta(days=300), **DONE)
    steady(customer, today, days=300, took=lambda ago: 9 if ago < 60 and ago % 4 == 0 else 5)
    before = all_that_is_promised()

    look_each_day(today, days=200, every=2)
    assert look_over(day=today) == 0

    proposal = CharterProposal.objects.get()
    assert (proposal.kind, proposal.within, proposal.state) == ("protect", 7, "open")
    assert proposal.made_on > today - timedelta(days=60)
    assert Event.objects.filter(kind="proposal.made").count() == 1
    assert all_that_is_promised() == before


def test_what_slips_is_protected_before_anybody_thinks_of_promising_more(ana, customer, today):
    published(ana, today - timedelta(days=300), **DONE)
    steady(customer, today, days=300, took=lambda ago: 9 if ago < 60 and ago % 4 == 0 else 4)

    look_each_day(today, days=100, every=4)

    kinds = sorted(CharterProposal.objects.values_list("kind", flat=True))
    assert kinds == ["protect", "tighten"]  # each drift once
    assert [one.kind for one in open_proposals()] == ["protect"]


def test_a_promise_that_is_kept_as_it_says_makes_none(ana, customer, today):
    lot = random.Random(4)
    published(ana, today - timedelta(days=300), **DONE)
    steady(customer, today, days=300, took=lambda _: 9 if lot.random() < 0.04 else 5)

    look_each_day(today, days=200, every=2)

    assert CharterProposal.objects.count() == 0


def test_room_to_spare_makes_one_and_its_approval_a_draft_that_counts_only_when_published(
    ana, customer, today
):
    clause = published(ana, today - timedelta(days=300), **DONE)
    steady(customer, today, days=300, took=lambda _: 2)
    look_each_day(today, days=120, every=5)
    (proposal,) = open_proposals()
    assert (proposal.kind, proposal.within) == ("tighten", 2)

    version = approve_proposal(proposal=proposal, person=ana, because="We can.")

    assert (version.state, version.changed_because) == ("draft", "We can.")
    assert [one.within for one in version.clauses.all()] == [2]
    clause.refresh_from_db()
    assert (clause.within, clause.version.state) == (5, "published")
    with pytest.raises(AlreadyDecided):
        approve_proposal(proposal=proposal, person=ana)
    with pytest.raises(AlreadyDecided):
        decline_proposal(proposal=proposal, person=ana, because="")
    assert look_over(day=today) == 0
    assert open_proposals() == []


def test_what_was_declined_is_not_asked_again_though_the_next_version_says_the_same(
    ana, customer, today
):
    published(ana, today - timedelta(days=300), **DONE)
    steady(customer, today, days=300, took=lambda _: 2)
    look_over(day=today)
    decline_proposal(proposal=CharterProposal.objects.get(), person=ana, because="Christmas comes.")

    publish(ana, charters.start_version(person=ana))

    assert look_over(day=today) == 0
    assert CharterProposal.objects.get().because == "Christmas comes."


def test_an_open_one_stands_though_the_next_version_says_the_same(ana, customer, today):
    published(ana, today - timedelta(days=300), **DONE)
    steady(customer, today, days=300, took=lambda _: 2)
    look_over(day=today)

    publish(ana, charters.start_version(person=ana))

    assert look_over(day=today) == 0
    assert len(open_proposals()) == 1


def test_it_goes_into_the_version_that_is_being_made_but_not_past_an_agreement(
    ana, customer, today
):
    published(ana, today - timedelta(days=300), **DONE)
    steady(customer, today, days=300, took=lambda _: 2)
    look_over(day=today)
    proposal = CharterProposal.objects.get()
    version = charters.start_version(person=ana)
    charters.discuss_version(version=version, person=ana)
    charters.agree_version(version=version, person=ana)
    with pytest.raises(WrongStep):
        approve_proposal(proposal=proposal, person=ana)
    assert CharterProposal.objects.get().state == "open"

    charters.revise_version(version=version, person=ana)
    assert approve_proposal(proposal=proposal, person=ana).pk == version.pk
    assert [one.within for one in version.clauses.all()] == [2]


def test_a_guarantee_is_tightened_by_one_that_is_measured_first(ana, customer, today):
    mended(customer, today, kept=330, late=0)
    one = keep_guarantee(told=guaranteed(today), person=ana)
    publish_guarantee(guarantee=one, person=ana, today=today - timedelta(days=200))
    assert look_over(day=today) == 1
    proposal = CharterProposal.objects.get()
    assert (proposal.kind, proposal.within, proposal.guarantee) == ("tighten", 3, one)

    new = approve_proposal(proposal=proposal, person=ana)

    assert (new.state, new.within, new.sentence) == ("measuring", 3, one.sentence)
    one.refresh_from_db()
    assert (one.state, one.within) == ("published", 5)
