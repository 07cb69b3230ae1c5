import pytest
from django.db import IntegrityError, transaction

from regulars.actions.ideas import think_up
from regulars.actions.wishes import (
    decide,
    mark_done,
    merge_groups,
    put_into,
    record_wish,
    split_off,
    take_up,
)
from regulars.models import Event, Wish, WishGroup
from regulars.rules.channels import Channel
from regulars.rules.kinds import WishCertainty
from regulars.rules.wishes import WishDecision


def test_a_wish_is_heard_from_whom_where_and_how_surely(customer, ana):
    wish = record_wish(
        customer=customer,
        said=" A darker blend ",
        kind=WishCertainty.IMPLIED,
        heard_by=ana,
        channel=Channel.VISIT,
    )

    assert (wish.text, wish.certainty, wish.channel) == ("A darker blend", "implied", "visit")
    assert (wish.customer, wish.heard_by) == (customer, ana)
    assert Event.objects.get(kind="wish.heard").facts == {"wish": wish.pk}


def test_nobody_may_know_who_said_it(shop, ana):
    record_wish(customer=None, said="Open on Mondays", heard_by=None)

    assert Wish.objects.get().customer is None


def two(customer, ana) -> tuple[Wish, Wish]:
    first = record_wish(customer=customer, said="Decaf", heard_by=ana)
    return first, record_wish(customer=None, said="Decaf beans", heard_by=ana)


def test_wishes_are_put_together_and_apart_and_nobody_is_lost(customer, ana):
    first, second = two(customer, ana)
    group = take_up(wish=first, person=ana)
    assert take_up(wish=first, person=ana) == group
    put_into(wish=second, group=group, person=ana)
    put_into(wish=second, group=group, person=ana)
    assert group.wishes.count() == 2

    assert split_off(group=group, wishes=[], title="", person=ana) is None
    assert split_off(group=group, wishes=[first.pk, second.pk], title="", person=ana) is None
    new = split_off(group=group, wishes=[second.pk], title="Beans", person=ana)

    assert (new.title, list(new.wishes.all())) == ("Beans", [second])
    assert list(group.wishes.all()) == [first]


def test_a_group_that_is_left_empty_is_gone(customer, ana):
    first, second = two(customer, ana)
    group, other = take_up(wish=first, person=ana), take_up(wish=second, person=ana)

    put_into(wish=second, group=group, person=ana)

    assert list(WishGroup.objects.all()) == [group]
    assert not WishGroup.objects.filter(pk=other.pk).exists()


def test_two_that_mean_the_same_become_one_with_their_ideas(customer, ana):
    first, second = two(customer, ana)
    kept, gone = take_up(wish=first, person=ana), take_up(wish=second, person=ana)
    idea = think_up(title="Order decaf", about=gone, person=ana)

    merge_groups(kept=kept, gone=kept, person=ana)
    merge_groups(kept=kept, gone=gone, person=ana)

    assert kept.wishes.count() == 2
    idea.refresh_from_db()
    assert idea.wish_group == kept
    with pytest.raises(WishGroup.DoesNotExist):
        merge_groups(kept=kept, gone=gone, person=ana)


def test_a_decision_has_an_answer_and_a_firm_its_name(customer, ana, ben):
    group = take_up(wish=two(customer, ana)[0], person=ana)
    with pytest.raises(ValueError, match="answer"):
        decide(group=group, decision=WishDecision.CANNOT, answer=" ", person=ana)
    with pytest.raises(ValueError, match="firm"):
        decide(group=group, decision=WishDecision.ANOTHER_FIRM, answer="There", person=ana)

    decide(group=group, decision=WishDecision.WILL_DO, answer="Soon", owner=ben, person=ana)
    group.refresh_from_db()
    assert (group.decision, group.answer, group.owner) == ("will_do", "Soon", ben)
    assert mark_done(group=group, answer="There", person=ana)
    assert not mark_done(group=group, answer="There", person=ana)
    with pytest.raises(ValueError, match="have now"):
        mark_done(group=group, answer="", person=ana)

    decide(group=group, decision=WishDecision.UNDECIDED, answer="", person=ana)
    group.refresh_from_db()
    assert (group.decided_on, group.done_on) == (None, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"decision": "cannot"},
        {"decision": "another_firm", "answer": "x", "decided_on": "2026-11-02"},
        {"done_on": "2026-11-02"},
    ],
)
def test_the_database_knows_no_decision_without_an_answer(shop, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        WishGroup.objects.create(title="x", **wrong)
