"""The team's box of ideas, and what gets in the way."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from regulars.actions.complaints import open_complaint, review_cause
from regulars.actions.ideas import (
    IdeaHasMoved,
    change_idea,
    close_friction,
    end_idea,
    note_friction,
    open_improvement,
    take_up_again,
    think_up,
    try_idea,
    vote,
)
from regulars.models import Cause, Complaint, Event, Friction, Idea, IdeaVote
from regulars.queries.local_days import noon_of, shop_today
from regulars.rules.ideas import Effort, IdeaOrigin

DAY = date(2026, 11, 2)


@pytest.fixture
def idea(shop, ben) -> Idea:
    return think_up(
        title=" A bowl of water for dogs ", cost_minor=500, effort=Effort.SMALL, person=ben
    )


def test_an_idea_has_its_cost_effort_and_the_vote_of_who_had_it(idea, ben):
    assert (idea.title, idea.cost_minor, idea.currency) == ("A bowl of water for dogs", 500, "EUR")
    assert (idea.effort, idea.state, idea.thought_by) == ("small", "new", ben)
    assert IdeaVote.objects.get().person == ben


def test_everybody_has_one_vote(idea, ana, ben):
    assert vote(idea=idea, person=ana)
    assert not vote(idea=idea, person=ana)
    assert not vote(idea=idea, person=ben)
    assert idea.votes.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        IdeaVote.objects.create(idea=idea, person=ana)

    assert vote(idea=idea, person=ana, is_for=False)
    assert not vote(idea=idea, person=ana, is_for=False)
    assert idea.votes.count() == 1


def test_it_is_tried_by_somebody_and_ends_with_a_result(idea, ana, ben):
    try_idea(idea=idea, from_on=DAY, until_on=None, owner=ben, person=ana)
    with pytest.raises(IdeaHasMoved):
        try_idea(idea=idea, from_on=DAY, until_on=None, owner=ana, person=ana)
    with pytest.raises(ValueError, match="result"):
        end_idea(idea=idea, is_kept=True, result=" ", person=ana)
    end_idea(idea=idea, is_kept=True, result="Nine dogs in a week.", person=ana)
    with pytest.raises(IdeaHasMoved):
        end_idea(idea=idea, is_kept=False, result="No", person=ana)

    idea.refresh_from_db()
    assert (idea.state, idea.owner, idea.result) == ("kept", ben, "Nine dogs in a week.")
    assert idea.decided_on == shop_today()


def test_what_was_not_for_us_may_be_taken_up_again(idea, ana):
    end_idea(idea=idea, is_kept=False, result="No room.", person=ana)
    take_up_again(idea=idea, person=ana)

    idea.refresh_from_db()
    assert (idea.state, idea.result, idea.decided_on) == ("new", "", None)


def test_it_is_written_better(idea, ana):
    change_idea(
        idea=idea,
        title="Water",
        text="At the door",
        cost_minor=None,
        effort=None,
        owner=ana,
        person=ana,
    )

    idea.refresh_from_db()
    assert (idea.title, idea.cost_minor, idea.currency, idea.owner) == ("Water", None, "", ana)


def test_an_improvement_waits_for_the_third_and_counts_no_complaint_that_was_none(customer, ana):
    cause = Cause.objects.create(name="Late")
    for number in range(3):
        complaint = open_complaint(customer=customer, text=str(number), person=ana)
        if not number:
            Complaint.objects.filter(pk=complaint.pk).update(
                state="dropped", step="none", closed_on=DAY, cause=cause
            )
        else:
            review_cause(complaint=complaint, cause=cause, person=ana)

    assert open_improvement(cause=cause, person=ana) is None
    assert not Idea.objects.exists()


def heard(customer, cause, ana, *, on: date, count: int = 1) -> None:
    for _ in range(count):
        complaint = open_complaint(
            customer=customer, text="Late again", heard_at=noon_of(on), person=ana
        )
        review_cause(complaint=complaint, cause=cause, person=ana)


@pytest.fixture
def late(customer, ana) -> Cause:
    """Three of the cause, three months ago; its improvement was made two months ago."""
    cause = Cause.objects.create(name="Late")
    heard(customer, cause, ana, on=shop_today() - timedelta(days=90), count=3)
    end_idea(idea=Idea.objects.get(), is_kept=True, result="We ring the day before", person=ana)
    Idea.objects.update(decided_on=shop_today() - timedelta(days=60))
    return cause


def test_three_more_after_the_improvement_was_made_open_a_new_one(late, customer, ana):
    today = shop_today()
    heard(customer, late, ana, on=today - timedelta(days=61), count=3)  # from before it was made
    heard(customer, late, ana, on=today - timedelta(days=3), count=2)
    assert Idea.objects.count() == 1

    heard(customer, late, ana, on=today)
    second = Idea.objects.latest("pk")
    assert (Idea.objects.count(), second.cause, second.state) == (2, late, "new")

    try_idea(idea=second, from_on=today, until_on=None, owner=ana, person=ana)
    heard(customer, late, ana, on=today, count=4)  # while it is tried it is the same matter
    assert Idea.objects.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Idea.objects.create(title="Twice", cause=late, thought_at=noon_of(today))


def test_what_is_not_taken_up_opens_anew_too_and_only_one_of_them_is_open(late, customer, ana):
    Idea.objects.update(state="dropped")
    heard(customer, late, ana, on=shop_today(), count=3)

    assert Idea.objects.count() == 2
    with pytest.raises(IdeaHasMoved):
        take_up_again(idea=Idea.objects.earliest("pk"), person=ana)


def test_three_in_more_than_a_year_are_no_series(customer, ana):
    cause = Cause.objects.create(name="Late")
    for days in (800, 400, 1):
        heard(customer, cause, ana, on=shop_today() - timedelta(days=days))

    assert not Idea.objects.exists()


def test_a_friction_is_noted_and_closed_with_words(shop, ana):
    friction = note_friction(
        place="The till", what="No card reader", times_a_month=20, minutes_lost=3, person=ana
    )
    idea = think_up(title="Buy one", origin=IdeaOrigin.FRICTION, about=friction, person=ana)

    assert idea.friction == friction
    with pytest.raises(ValueError, match="how it ended"):
        close_friction(friction=friction, words="", person=ana)
    assert close_friction(friction=friction, words="Bought one", person=ana)
    assert not close_friction(friction=friction, words="Again", person=ana)
    assert (Friction.objects.get().state, Friction.objects.get().closed_on) == (
        "done",
        shop_today(),
    )
    assert Event.objects.filter(kind="friction.closed").count() == 1
