"""Paid service: drafted, offered to a few in person, answered once, decided for a reason."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from regulars.actions.complaints import open_complaint
from regulars.actions.customers import pause_customer
from regulars.actions.erasure import erase_customer
from regulars.actions.service_levels import (
    AlreadyOffered,
    GroupIsFull,
    NoReason,
    NotNow,
    WrongLevel,
    answer_offer,
    begin_level,
    correct_answer,
    decide_level,
    keep_level,
    note_cost,
    offer_level,
)
from regulars.models import Event, Message, ServiceLevel, ServiceOffer
from regulars.queries.local_days import shop_today
from regulars.rules.kinds import PauseReason
from regulars.rules.service_levels import OfferAnswer, WhyNotOffered
from tests.levels import EXPRESS, answered, drafted, tried

pytestmark = pytest.mark.django_db
TAKEN, DECLINED, OPEN = OfferAnswer.TAKEN, OfferAnswer.DECLINED, OfferAnswer.OPEN


@pytest.fixture
def today(shop):
    return shop_today()


def kinds() -> list[str]:
    return list(
        Event.objects.filter(kind__startswith="level.")
        .order_by("pk")
        .values_list("kind", flat=True)
    )


def test_a_draft_is_said_better_and_stands_once_it_is_tried(ana, today):
    level = drafted(ana)
    keep_level(told={**EXPRESS, "price_minor": 1_200}, person=ana, level=level)

    begin_level(level=level, person=ana)

    level.refresh_from_db()
    assert (level.price_minor, level.currency, level.created_by) == (1_200, "EUR", ana)
    assert (level.state, level.began_on) == ("trying", today)
    with pytest.raises(WrongLevel):
        keep_level(told={**EXPRESS, "price_minor": 1}, person=ana, level=level)
    with pytest.raises(WrongLevel):
        begin_level(level=level, person=ana)
    assert ServiceLevel.objects.get().price_minor == 1_200
    assert kinds() == ["level.changed", "level.changed", "level.begun"]


@pytest.mark.parametrize(
    "lacks",
    [
        {"price_minor": 0},
        {"group_size": 4},
        {"group_size": 31},
        {"state": "trying"},
        {"state": "kept"},
        {"state": "dropped", "decided_because": "No"},
        {"state": "dropped", "decided_on": "2026-10-05"},
        {"decided_because": "Too early"},
    ],
)
def test_the_database_itself_refuses_what_is_never_true(ana, today, lacks):
    level = drafted(ana)

    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceLevel.objects.filter(pk=level.pk).update(**lacks)


@pytest.mark.parametrize(
    "lacks", [{"answer": "taken"}, {"answered_on": "2026-10-05"}, {"cost_minor": -1}]
)
def test_an_answer_has_its_day(ana, customer, lacks):
    offer = offer_level(level=tried(ana), customer=customer, person=ana)

    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceOffer.objects.filter(pk=offer.pk).update(**lacks)


def test_it_is_offered_once_and_nothing_is_sent(ana, customer, today):
    level = tried(ana)

    offer = offer_level(level=level, customer=customer, person=ana)

    assert (offer.offered_on, offer.offered_by, offer.answer) == (today, ana, "open")
    with pytest.raises(AlreadyOffered):
        offer_level(level=level, customer=customer, person=ana)
    assert not Message.objects.exists()
    assert kinds()[-1] == "level.offered"
    assert Event.objects.get(kind="level.offered").customer == customer


def test_not_to_more_than_the_group_and_not_before_it_begins(ana, customer):
    draft = drafted(ana)
    with pytest.raises(WrongLevel):
        offer_level(level=draft, customer=customer, person=ana)
    level = tried(ana)
    answered(level, ana, taken=2, declined=3)

    with pytest.raises(GroupIsFull):
        offer_level(level=level, customer=customer, person=ana)

    assert level.offers.count() == 5


def test_whoever_waits_for_us_is_not_asked(ana, customer):
    level = tried(ana)
    open_complaint(customer=customer, text="The wheel came back bent.", person=ana)

    with pytest.raises(NotNow) as refused:
        offer_level(level=level, customer=customer, person=ana)

    assert refused.value.why is WhyNotOffered.COMPLAINT
    assert not ServiceOffer.objects.exists()


def test_whoever_is_left_in_peace_is_not_asked(ana, customer):
    level = tried(ana)
    pause_customer(customer=customer, reason=PauseReason.HOLIDAY, person=ana)

    with pytest.raises(NotNow) as refused:
        offer_level(level=level, customer=customer, person=ana)

    assert refused.value.why is WhyNotOffered.PAUSED


def test_an_answer_is_written_once_and_corrected_on_its_day(ana, customer, today):
    offer = offer_level(level=tried(ana), customer=customer, person=ana)
    answer_offer(offer=offer, is_taken=True, why="My bicycle is my car.", person=ana)
    with pytest.raises(WrongLevel):
        answer_offer(offer=offer, is_taken=False, person=ana)
    offer.refresh_from_db()
    assert (offer.answer, offer.answered_on, offer.why) == ("taken", today, "My bicycle is my car.")

    note_cost(offer=offer, cost_minor=400, person=ana)
    correct_answer(offer=offer, was=TAKEN, answer=DECLINED, why="Too dear.", person=ana)
    with pytest.raises(WrongLevel):  # another hand saw the answer of before
        correct_answer(offer=offer, was=TAKEN, answer=OPEN, person=ana)
    offer.refresh_from_db()
    assert (offer.answer, offer.why, offer.cost_minor) == ("declined", "Too dear.", None)

    correct_answer(offer=offer, was=DECLINED, answer=OPEN, person=ana)
    offer.refresh_from_db()
    assert (offer.answer, offer.answered_on, offer.why) == ("open", None, "")
    assert kinds()[-4:] == ["level.answered", "level.costed", "level.corrected", "level.corrected"]


def test_the_next_day_it_stands(ana, customer, today):
    offer = offer_level(level=tried(ana), customer=customer, person=ana)
    answer_offer(offer=offer, is_taken=True, person=ana)
    yesterday = today - timedelta(days=1)
    ServiceOffer.objects.update(answered_on=yesterday, offered_on=yesterday)

    with pytest.raises(WrongLevel):
        correct_answer(offer=offer, was=TAKEN, answer=DECLINED, person=ana)

    note_cost(offer=offer, cost_minor=400, person=ana)  # known later as a rule
    assert ServiceOffer.objects.get().cost_minor == 400


def test_only_what_was_taken_costs(ana, customer):
    offer = offer_level(level=tried(ana), customer=customer, person=ana)

    with pytest.raises(WrongLevel):
        note_cost(offer=offer, cost_minor=400, person=ana)


def test_it_is_kept_or_dropped_for_a_reason(ana, customer, today):
    level = tried(ana)
    offer = offer_level(level=level, customer=customer, person=ana)
    with pytest.raises(NoReason):
        decide_level(level=level, is_kept=True, because="  ", person=ana)

    decide_level(level=level, is_kept=True, because="Half of them take it.", person=ana)

    level.refresh_from_db()
    assert (level.state, level.decided_on) == ("kept", today)
    assert level.decided_because == "Half of them take it."
    answer_offer(offer=offer, is_taken=True, person=ana)  # they think about it until then
    with pytest.raises(WrongLevel):
        decide_level(level=level, is_kept=True, because="Again", person=ana)
    decide_level(level=level, is_kept=False, because="Nobody asks any more.", person=ana)
    with pytest.raises(WrongLevel):
        decide_level(level=level, is_kept=False, because="Again", person=ana)
    with pytest.raises(WrongLevel):
        note_cost(offer=offer, cost_minor=1, person=ana)
    assert kinds()[-3:] == ["level.kept", "level.answered", "level.dropped"]


def test_a_draft_is_dropped_and_never_kept_untried(ana, today):
    level = drafted(ana)
    with pytest.raises(WrongLevel):
        decide_level(level=level, is_kept=True, because="I like it.", person=ana)

    decide_level(level=level, is_kept=False, because="Not for us.", person=ana)

    level.refresh_from_db()
    assert (level.state, level.began_on) == ("dropped", None)


def test_whoever_is_forgotten_is_counted_no_longer(ana, customer):
    level = tried(ana)
    offer_level(level=level, customer=customer, person=ana)

    erase_customer(customer=customer, person=ana)

    assert not level.offers.exists()
