from django.db.models import F

from regulars.actions.rhythms import refresh_rhythms
from regulars.models import Customer, Manners, Purchase, Rhythm, Touch
from regulars.rules.kinds import TouchRule
from tests.conftest import at
from tests.making import make_purchases
from tests.queries.test_due import (
    DAY,
    ago,
    occurrences,
    rhythm_of,
    rules,
)


def test_a_first_purchase_is_to_be_thanked_for_while_it_is_fresh(customer):
    purchase = make_purchases(customer, last=at(DAY), every_days=1, count=1)[0]
    first = {"visits": 1, "purchases": 1, "own_gaps": 0, "last_contact_on": None}
    rhythm_of(customer, first_on=DAY, last_on=DAY, **first)

    assert occurrences(TouchRule.THANKS) == [str(purchase.pk)]
    assert occurrences(TouchRule.THANKS, ago(-13)) == [str(purchase.pk)]
    assert occurrences(TouchRule.THANKS, ago(-14)) == []
    assert occurrences(TouchRule.THANKS, ago(1)) == []


def test_who_was_spoken_with_since_the_purchase_needs_no_thanks(customer):
    make_purchases(customer, last=at(ago(3)), every_days=1, count=1)
    rhythm_of(customer, visits=1, first_on=ago(3), last_on=ago(3), last_contact_on=ago(2))

    assert occurrences(TouchRule.THANKS) == []


def test_a_whole_old_file_brings_no_flood_of_thanks(shop):
    people = Customer.objects.bulk_create(Customer(name=f"Old {n}") for n in range(40))
    for n, one in enumerate(people):
        make_purchases(one, last=at(ago(200 + n)), every_days=30, count=1 + n % 4)
    refresh_rhythms(today=DAY)

    assert not any("thanks" in found for found in rules().values())


def bought(customer: Customer, days_ago: int, **changes: object) -> None:
    """A purchase so long ago by somebody who has come before, and nobody has spoken with since."""
    facts: dict[str, object] = {"last_on": ago(days_ago), "last_contact_on": ago(60)}
    rhythm_of(customer, **{**facts, **changes})
    make_purchases(customer, last=at(ago(days_ago)), every_days=31, count=1)


def test_a_purchase_without_thanks_in_time_is_on_the_list_for_two_weeks(customer):
    bought(customer, 8)

    assert rules(day=ago(1)) == {}
    assert rules()["Tomás Ferreira"] == ["unthanked"]
    assert rules(day=ago(-12))["Tomás Ferreira"] == ["unthanked"]
    assert "unthanked" not in rules(day=ago(-13)).get("Tomás Ferreira", [])


def test_the_owner_decides_how_soon_thanks_are_due(customer):
    bought(customer, 4)
    assert rules() == {}

    Manners.objects.create(thanks_within_days=3)

    assert rules()["Tomás Ferreira"] == ["unthanked"]


def test_a_word_since_the_purchase_is_enough(customer):
    bought(customer, 8, last_contact_on=ago(8))

    assert rules() == {}


def test_a_first_purchase_is_no_second_reason(customer):
    bought(customer, 8, visits=1, first_on=ago(8), own_gaps=0)

    assert "unthanked" not in rules()["Tomás Ferreira"]


def test_who_comes_each_week_is_thanked_about_four_times_a_year(customer):
    bought(customer, 8)
    occurrence = occurrences(TouchRule.UNTHANKED)[0]
    Touch.objects.create(
        customer=customer,
        rule="unthanked",
        occurrence=occurrence,
        due_on=DAY,
        state="done",
        closed_at=at(DAY),
    )

    def later(days: int) -> list[str]:
        came_on = ago(8 - days)
        Purchase.objects.all().delete()
        make_purchases(customer, last=at(came_on), every_days=7, count=1)
        Rhythm.objects.update(last_on=came_on)
        return occurrences(TouchRule.UNTHANKED, ago(-days))

    assert later(60) == []
    assert len(later(92)) == 1


def test_thanks_on_their_way_by_message_ask_nothing_of_a_person(customer):
    bought(customer, 8)
    Touch.objects.create(
        customer=customer,
        rule="unthanked",
        occurrence=occurrences(TouchRule.UNTHANKED)[0],
        due_on=DAY,
        how="message",
    )

    assert rules() == {}


def test_what_was_given_back_needs_no_thanks(customer):
    bought(customer, 8)
    Purchase.objects.update(refunded_minor=F("total_minor"))

    assert rules() == {}
