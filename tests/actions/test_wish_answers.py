"""Everyone who asked is told once, by name: by mail, or by somebody here."""

from datetime import timedelta

import pytest
from django.utils import timezone

from regulars.actions.wish_answers import tell_everyone
from regulars.actions.wishes import decide, mark_done, merge_groups, put_into, record_wish, take_up
from regulars.models import Customer, Message, Person, Touch, Wish, WishGroup
from regulars.queries.local_days import shop_today
from regulars.queries.wishes import unanswered
from regulars.rules.wishes import WishDecision
from tests.messaging import ready_to_send, with_address


@pytest.fixture
def signing(ana) -> Person:
    ready_to_send()
    ana.agreed_to_sign_at = timezone.now()
    ana.save()
    return ana


def grouped(ana, customers, text="Decaf in small bags") -> WishGroup:
    group = None
    for number, customer in enumerate(customers):
        wish = record_wish(customer=customer, said=f"{text} {number}", heard_by=ana)
        if group is None:
            group = take_up(wish=wish, title=text, person=ana)
        else:
            put_into(wish=wish, group=group, person=ana)
    assert group is not None
    return group


@pytest.fixture
def three(customer) -> list[Customer]:
    others = [Customer.objects.create(name=f"Guest {number}") for number in (1, 2)]
    return [with_address(customer), with_address(others[0]), others[1]]


def yes(group, ana) -> None:
    decide(group=group, decision=WishDecision.WILL_DO, answer="We will order it.", person=ana)
    mark_done(group=group, answer="Decaf is there, in 100 g.", person=ana)


def test_done_everyone_hears_of_it_once_by_mail_or_from_somebody_here(three, signing):
    group = grouped(signing, three)
    yes(group, signing)

    assert tell_everyone(group=group, person=signing) == 3
    assert tell_everyone(group=group, person=signing) == 0

    assert Message.objects.filter(rule="wish").count() == 2
    letter = Message.objects.filter(customer=three[0]).get()
    assert letter.subject == "You asked, and now it is there"
    assert "Tomás" in letter.body
    assert "Decaf is there, in 100 g." in letter.body
    assert "Decaf in small bags 0" in letter.body
    task = Touch.objects.get(customer=three[2])
    assert (task.how, task.rule, task.due_on) == ("task", "wish", shop_today())
    assert "Decaf is there" in task.script
    assert not Wish.objects.filter(state="open").exists()


def test_two_wishes_of_one_person_are_one_letter(customer, signing):
    group = grouped(signing, [with_address(customer), customer])
    yes(group, signing)

    assert tell_everyone(group=group, person=signing) == 1
    assert Message.objects.count() == 1


def test_groups_that_become_one_keep_all_who_asked_and_tell_nobody_twice(three, signing):
    first, second = grouped(signing, three[:2]), grouped(signing, three[1:], "Small bags")
    yes(first, signing)
    assert tell_everyone(group=first, person=signing) == 2

    merge_groups(kept=first, gone=second, person=signing)

    asked = Wish.objects.filter(group=first).values_list("customer", flat=True)
    assert set(asked) == {one.pk for one in three}
    assert tell_everyone(group=first, person=signing) == 1  # the third, whom nobody had told
    assert Touch.objects.filter(rule="wish").count() == 3


@pytest.mark.parametrize(
    ("decision", "firm"),
    [
        (WishDecision.CANNOT, ""),
        (WishDecision.CHOOSE_NOT, ""),
        (WishDecision.ANOTHER_FIRM, "Roast & Co"),
    ],
)
def test_an_honest_no_is_told_as_well(customer, signing, decision, firm):
    group = grouped(signing, [with_address(customer)])
    decide(group=group, decision=decision, answer="Not here.", other_firm=firm, person=signing)

    assert tell_everyone(group=group, person=signing) == 1
    assert Message.objects.get().subject == "You asked us"
    assert Wish.objects.get().state == "done"


def test_a_yes_is_told_and_the_wish_stays_open_until_it_is_there(customer, signing):
    group = grouped(signing, [with_address(customer)])
    decide(group=group, decision=WishDecision.WILL_DO, answer="In spring.", person=signing)
    tell_everyone(group=group, person=signing)

    assert Wish.objects.get().state == "open"
    mark_done(group=group, answer="Here it is.", person=signing)
    assert tell_everyone(group=group, person=signing) == 1
    assert Message.objects.count() == 2


def test_before_it_is_decided_nobody_is_told(customer, ana):
    group = grouped(ana, [customer])
    with pytest.raises(ValueError, match="decide"):
        tell_everyone(group=group, person=ana)


def test_telling_them_clears_what_looked_indifferent(customer, signing):
    """The radar's pair: the signal is there until the act that was missing."""
    group = grouped(signing, [customer])
    Wish.objects.update(heard_at=timezone.now() - timedelta(days=16))
    assert unanswered(shop_today()) == {customer.pk: 1}

    decide(group=group, decision=WishDecision.CANNOT, answer="No room.", person=signing)
    assert unanswered(shop_today()) == {customer.pk: 1}
    tell_everyone(group=group, person=signing)

    assert unanswered(shop_today()) == {}
