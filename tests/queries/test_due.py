from datetime import date, timedelta

import pytest
from django.db.models import F

from regulars.actions.customers import pause_customer
from regulars.actions.interactions import Talk, record_interaction
from regulars.actions.rhythms import refresh_rhythms
from regulars.actions.touches import drop_touches, move_touches, plan_follow_up
from regulars.models import (
    Concern,
    Connection,
    Customer,
    Interaction,
    Manners,
    Message,
    Purchase,
    Rhythm,
    Touch,
)
from regulars.queries.due import SILENCES_A_DAY, due_for
from regulars.queries.local_days import shop_today
from regulars.rules.channels import Channel
from regulars.rules.kinds import Outcome, PauseReason, TouchRule
from tests.conftest import at
from tests.making import make_purchases
from tests.messaging import plan, with_address

DAY = date(2026, 11, 23)


def ago(days: int, day: date = DAY) -> date:
    return day - timedelta(days=days)


def rhythm_of(customer: Customer, **changes: object) -> Rhythm:
    """A regular who comes every 31 days and is expected in a week, spoken with a month ago."""
    facts: dict[str, object] = {
        "visits": 19,
        "purchases": 19,
        "first_on": ago(620),
        "last_on": ago(24),
        "usual_gap_days": 31.0,
        "own_gaps": 18,
        "gap_spread": 0.1,
        "late_from": ago(-14),
        "slipping_from": ago(-30),
        "lapsed_from": ago(-60),
        "lost_from": ago(-90),
        "last_contact_on": ago(30),
        "care_weight": 6.0,
    }
    return Rhythm.objects.update_or_create(customer=customer, defaults={**facts, **changes})[0]


def late(customer: Customer, **changes: object) -> Rhythm:
    days = {"last_on": ago(58), "late_from": ago(11)}
    return rhythm_of(customer, **{**days, **changes})


def rules(person=None, day: date = DAY, **asked: object) -> dict[str, list[str]]:
    """Names with their rules, as they are due."""
    due = due_for(person, day, **asked)
    names = dict(Customer.objects.values_list("pk", "name"))
    return {names[pk]: [one.rule.value for one in found] for pk, found in due.reasons.items()}


def occurrences(rule: TouchRule, day: date = DAY) -> list[str]:
    due = due_for(None, day)
    return [one.occurrence for found in due.reasons.values() for one in found if one.rule is rule]


@pytest.fixture
def tomas(customer):
    rhythm_of(customer)
    return customer


def test_a_regular_in_time_and_in_touch_is_left_alone(tomas):
    assert rules() == {}


def test_a_regular_is_overdue_from_the_day_the_silence_is_unusual_until_lost(customer):
    late(customer, late_from=DAY, lost_from=DAY + timedelta(days=10))

    assert rules(day=ago(1)) == {}
    assert rules()["Tomás Ferreira"] == ["overdue"]
    assert rules(day=ago(-9))["Tomás Ferreira"] == ["overdue"]
    assert rules(day=ago(-10)) == {}


def test_one_silence_is_one_occurrence_on_every_day_of_it(customer):
    late(customer)

    seen = {one for days in range(30) for one in occurrences(TouchRule.OVERDUE, ago(-days))}

    assert seen == {ago(58).isoformat()}


def test_who_bought_once_is_not_overdue(customer):
    late(customer, visits=1, purchases=1, own_gaps=0)

    assert rules() == {}


def test_a_talk_gives_an_overdue_regular_rest(customer):
    late(customer, last_contact_on=ago(13))
    assert rules() == {}

    late(customer, last_contact_on=ago(14))
    assert rules()["Tomás Ferreira"] == ["overdue"]


def test_a_first_purchase_is_to_be_thanked_for_while_it_is_fresh(customer):
    purchase = make_purchases(customer, last=at(DAY), every_days=1, count=1)[0]
    first = {"visits": 1, "purchases": 1, "own_gaps": 0, "last_contact_on": None}
    rhythm_of(customer, first_on=DAY, last_on=DAY, **first)

    assert occurrences(TouchRule.THANKS) == [str(purchase.pk)]
    assert occurrences(TouchRule.THANKS, ago(-13)) == [str(purchase.pk)]
    assert occurrences(TouchRule.THANKS, ago(-14)) == []
    assert occurrences(TouchRule.THANKS, ago(1)) == []


@pytest.mark.parametrize(("is_handwritten", "is_there"), [(False, True), (True, False)])
def test_what_a_plan_sent_by_itself_hides_no_promise(customer, ana, is_handwritten, is_there):
    plan_follow_up(customer=customer, due_on=DAY, note="call about the mill", person=ana)
    message = plan(with_address(customer))
    Message.objects.filter(pk=message.pk).update(is_handwritten=is_handwritten)
    Interaction.objects.create(
        customer=customer,
        message=message,
        happened_at=at(DAY),
        happened_on=DAY,
        channel="email",
        outcome="sent",
    )

    assert (customer.pk in due_for(ana, DAY).reasons) is is_there


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


@pytest.mark.parametrize(
    ("day", "is_due"),
    [(ago(-1), True), (DAY, True), (ago(-2), True), (ago(-3), False), (ago(1), False)],
)
def test_a_birthday_is_due_on_its_day_and_two_days_late(customer, day, is_due):
    Customer.objects.update(birthday_month=11, birthday_day=23)

    assert rules(day=day) == ({"Tomás Ferreira": ["birthday"]} if is_due else {})


def test_a_birthday_that_was_missed_over_new_year_belongs_to_the_old_year(customer):
    Customer.objects.update(birthday_month=12, birthday_day=31)

    assert occurrences(TouchRule.BIRTHDAY, date(2026, 12, 31)) == ["2026"]
    assert occurrences(TouchRule.BIRTHDAY, date(2027, 1, 2)) == ["2026"]


@pytest.mark.parametrize(("leap_day", "in_common_years"), [("before", (2, 28)), ("after", (3, 1))])
def test_born_on_a_leap_day_is_greeted_once_a_year_over_eight_years(
    customer, ana, leap_day, in_common_years
):
    Manners.objects.create(leap_day=leap_day)
    Customer.objects.update(birthday_month=2, birthday_day=29, birthday_year=1988)
    greeted = []
    around = [date(year, 2, 26) + timedelta(days=n) for year in range(2021, 2029) for n in range(8)]
    for day in around:
        for occurrence in occurrences(TouchRule.BIRTHDAY, day):
            key = (TouchRule.BIRTHDAY, occurrence)
            drop_touches(customer=customer, reasons=[key], because="greeted", person=ana)
            greeted.append(day)

    assert len(greeted) == 8
    assert {(day.month, day.day) for day in greeted} == {in_common_years, (2, 29)}


def test_moving_a_birthday_neither_doubles_it_nor_swallows_the_next_one(customer, ana):
    Customer.objects.update(birthday_month=11, birthday_day=23)
    key = (TouchRule.BIRTHDAY, "2026")
    drop_touches(customer=customer, reasons=[key], because="greeted", person=ana)
    Customer.objects.update(birthday_day=25)

    assert rules(day=date(2026, 11, 25)) == {}
    assert rules(day=date(2027, 11, 25)) == {"Tomás Ferreira": ["birthday"]}


def test_years_with_us_are_kept_for_those_who_still_come(customer):
    rhythm_of(customer, first_on=date(2024, 11, 23))
    assert occurrences(TouchRule.ANNIVERSARY) == ["2"]

    rhythm_of(customer, first_on=DAY)
    assert occurrences(TouchRule.ANNIVERSARY) == []

    rhythm_of(customer, first_on=date(2024, 11, 23), lost_from=DAY)
    assert occurrences(TouchRule.ANNIVERSARY) == []


def test_days_of_people_around_them_count_unless_not_for_use(tomas):
    lena = Connection.objects.create(
        customer=tomas, name="Lena", occasion="birthday", month=11, day=22
    )
    assert occurrences(TouchRule.OCCASION) == [f"{lena.pk}:2026"]

    Connection.objects.update(is_not_for_use=True)
    assert occurrences(TouchRule.OCCASION) == []


def test_a_good_customer_without_a_word_for_long_comes_up(customer):
    rhythm_of(customer, last_contact_on=ago(89))
    assert rules() == {}
    rhythm_of(customer, last_contact_on=ago(90))
    assert rules()["Tomás Ferreira"] == ["silence"]
    rhythm_of(customer, last_contact_on=None)
    assert rules()["Tomás Ferreira"] == ["silence"]


@pytest.mark.parametrize(("days", "is_due"), [(0, False), (2, False), (3, True)])
def test_who_was_here_just_now_is_not_greeted_out_of_the_blue(customer, days, is_due):
    rhythm_of(customer, last_contact_on=None, last_on=ago(days))

    assert bool(rules()) is is_due


def test_an_open_concern_is_no_moment_for_just_saying_hello(customer):
    rhythm_of(customer, last_contact_on=None)
    Concern.objects.create(customer=customer, text="noise", noticed_at=at(DAY))

    assert rules() == {}


def test_unprompted_words_stay_few_however_many_are_imported(shop):
    for one in Customer.objects.bulk_create(Customer(name=f"Old {n}") for n in range(40)):
        rhythm_of(one, last_contact_on=None)

    assert len(rules()) == SILENCES_A_DAY


def test_not_needed_stops_a_silence_for_a_while_and_not_for_ever(customer, ana):
    rhythm_of(customer, last_contact_on=ago(95))
    key = (TouchRule.SILENCE, occurrences(TouchRule.SILENCE)[0])
    drop_touches(customer=customer, reasons=[key], because="not now", person=ana)
    Touch.objects.update(due_on=DAY)
    later_still = {"slipping_from": None, "lapsed_from": None, "lost_from": None}

    rhythm_of(customer, last_contact_on=ago(95), late_from=ago(-400), **later_still)
    assert occurrences(TouchRule.SILENCE, ago(-30)) == []
    assert len(occurrences(TouchRule.SILENCE, ago(-100))) == 1


def test_a_promise_stays_until_done_and_is_only_for_whom_it_was_given_to(customer, ana, ben):
    plan_follow_up(customer=customer, due_on=ago(9), person=ana)

    assert rules(ana)["Tomás Ferreira"] == ["follow_up"]
    assert rules(ana, day=ago(10)) == {}
    assert rules(ben) == {}
    assert rules(ben, everybody=True)["Tomás Ferreira"] == ["follow_up"]


def test_the_promises_of_somebody_who_left_come_to_all(customer, ana, ben):
    plan_follow_up(customer=customer, due_on=DAY, person=ben)
    type(ben).objects.filter(pk=ben.pk).update(is_active=False)

    assert rules(ana)["Tomás Ferreira"] == ["follow_up"]


def test_a_colleague_cares_for_their_own(customer, ana, ben):
    Customer.objects.update(carer=ben)
    late(customer)

    assert rules(ana) == {}
    assert rules(ben)["Tomás Ferreira"] == ["overdue"]
    assert rules(ana, everybody=True)["Tomás Ferreira"] == ["overdue"]


def everything_due(customer: Customer, ana, day: date) -> None:
    rhythm_of(
        customer,
        first_on=day.replace(year=2024),
        last_on=ago(58, day),
        late_from=ago(11, day),
        lost_from=ago(-90, day),
        last_contact_on=None,
    )
    Customer.objects.filter(pk=customer.pk).update(birthday_month=day.month, birthday_day=day.day)
    Connection.objects.create(customer=customer, name="Lena", month=day.month, day=day.day)
    plan_follow_up(customer=customer, due_on=day, person=ana)


def test_somebody_with_many_reasons_is_one_person(customer, ana):
    everything_due(customer, ana, DAY)

    assert {rule: sorted(found) for rule, found in rules(ana).items()} == {
        "Tomás Ferreira": ["anniversary", "birthday", "follow_up", "occasion", "overdue"]
    }


def test_a_pause_takes_somebody_off_every_list_at_once_until_it_ends(customer, ana):
    everything_due(customer, ana, DAY)

    pause_customer(customer=customer, reason=PauseReason.DIED, person=ana)
    assert rules(ana) == {}
    pause_customer(customer=customer, reason=PauseReason.HOLIDAY, until_on=ago(-1), person=ana)
    assert rules(ana) == {}
    pause_customer(customer=customer, reason=PauseReason.HOLIDAY, until_on=DAY, person=ana)
    assert len(rules(ana)) == 1


@pytest.mark.parametrize("outcome", Outcome)
def test_who_was_contacted_today_is_gone_whoever_did_it(customer, ana, ben, outcome):
    today = shop_today()
    everything_due(customer, ana, today)
    assert len(rules(ana, day=today)) == 1

    record_interaction(customer=customer, person=ben, talk=Talk(Channel.PHONE, outcome))

    assert rules(ana, day=today) == {}


def test_later_is_quiet_until_then_and_asks_again(customer, ana):
    late(customer)
    key = (TouchRule.OVERDUE, ago(58).isoformat())
    move_touches(customer=customer, reasons=[key], until_on=ago(-5), person=ana)

    assert rules(day=ago(-4)) == {}
    assert rules(day=ago(-5))["Tomás Ferreira"] == ["overdue"]


def test_later_is_forgotten_when_they_came_meanwhile(customer, ana):
    late(customer)
    key = (TouchRule.OVERDUE, ago(58).isoformat())
    move_touches(customer=customer, reasons=[key], until_on=ago(-5), person=ana)
    rhythm_of(customer, last_on=ago(-2))

    assert rules(day=ago(-5)) == {}


def test_a_moved_birthday_comes_up_on_its_new_day_and_not_for_ever(customer, ana):
    Customer.objects.update(birthday_month=11, birthday_day=23)
    move_touches(
        customer=customer, reasons=[(TouchRule.BIRTHDAY, "2026")], until_on=ago(-6), person=ana
    )

    assert rules(day=ago(-1)) == {}
    assert rules(day=ago(-6))["Tomás Ferreira"] == ["birthday"]
    assert rules(day=ago(-60)) == {}


def test_asking_about_one_customer_finds_the_same_reasons(customer, ana, ben):
    everything_due(customer, ana, DAY)
    Customer.objects.create(name="Somebody", birthday_month=11, birthday_day=23)

    assert rules(ana, only=customer.pk) == {
        name: found for name, found in rules(ana).items() if name == customer.name
    }
    assert not Interaction.objects.exists()


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
