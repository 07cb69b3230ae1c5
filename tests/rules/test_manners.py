from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from regulars.rules.channels import Channel
from regulars.rules.manners import (
    GO,
    Bounds,
    Contact,
    Facts,
    Kind,
    Load,
    Pause,
    Wanted,
    use_by,
    weigh,
)
from regulars.rules.messages import ASKS, Purpose, Reason, Topic
from regulars.rules.open_days import OpenDays

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 24, 12, tzinfo=BERLIN).astimezone(UTC)  # a Tuesday
EMAIL = "tomas@example.com"
GIFTS = (
    Contact(NOON - timedelta(days=60), Channel.EMAIL, Purpose.THANKS),
    Contact(NOON - timedelta(days=50), Channel.PHONE, None),
)
FACTS = Facts(
    bounds=Bounds(shop_zone=BERLIN),
    zones=(BERLIN,),
    contacts=GIFTS,
    addresses={Channel.EMAIL: EMAIL, Channel.PHONE: "+4930123456"},
    answers={(Channel.EMAIL, Topic.OFFERS): True},
)
LIMITS = {"most_a_week": 2, "most_a_month": 4}


def wanted(purpose: Purpose = Purpose.THANKS, **facts) -> Wanted:
    facts = {"channel": Channel.EMAIL, "address": EMAIL, "due_at": NOON} | facts
    return Wanted(purpose=purpose, **facts)


def bounds(**changes) -> Bounds:
    return replace(FACTS.bounds, **changes)


def local(moment: datetime | None, zone: ZoneInfo = BERLIN) -> str:
    assert moment is not None
    return moment.astimezone(zone).strftime("%a %d %H:%M")


@pytest.mark.parametrize("purpose", list(Purpose))
def test_what_nothing_stands_against_goes(purpose):
    assert weigh(wanted(purpose), FACTS, NOON) == GO


@pytest.mark.parametrize("purpose", list(Purpose))
@pytest.mark.parametrize(("stopped", "reason"), [("is_paused", "paused"), ("is_held", "held")])
def test_a_pause_of_everything_stops_truly_everything(purpose, stopped, reason):
    facts = replace(FACTS, bounds=bounds(**{stopped: True}))

    verdict = weigh(wanted(purpose), facts, NOON)

    assert (verdict.kind, verdict.reason) == (Kind.MOVE, Reason(reason))


# --- too late ---


def test_what_came_too_late_ends_and_what_is_counted_on_becomes_a_task():
    late = {"use_by_at": NOON - timedelta(seconds=1)}

    greeting = weigh(wanted(Purpose.GREETING, **late), FACTS, NOON)
    promise = weigh(wanted(Purpose.PROMISE, **late), FACTS, NOON)

    assert (greeting.kind, greeting.reason) == (Kind.END, Reason.EXPIRED)
    assert (promise.kind, promise.reason) == (Kind.HAND, Reason.EXPIRED)


def test_without_a_use_by_a_greeting_still_does_not_come_weeks_late():
    old = wanted(Purpose.GREETING, due_at=NOON - timedelta(days=10))

    assert use_by(old) == NOON - timedelta(days=7)
    assert weigh(old, FACTS, NOON).reason is Reason.EXPIRED


# --- yes and no ---


def test_a_no_on_the_channel_hands_the_contact_to_a_person_by_another_way():
    facts = replace(FACTS, answers={(Channel.EMAIL, None): False})

    verdict = weigh(wanted(), facts, NOON)

    assert (verdict.kind, verdict.reason, verdict.by) == (
        Kind.HAND,
        Reason.NO_CONSENT,
        Channel.PHONE,
    )


def test_even_a_notice_respects_a_no_and_is_never_lost():
    facts = replace(FACTS, answers={(Channel.EMAIL, None): False}, addresses={Channel.EMAIL: EMAIL})

    verdict = weigh(wanted(Purpose.NOTICE), facts, NOON)

    assert (verdict.kind, verdict.by) == (Kind.HAND, None)


def test_an_offer_without_a_yes_ends_and_is_not_pressed_through_another_way():
    facts = replace(FACTS, answers={})

    verdict = weigh(wanted(Purpose.OFFER), facts, NOON)

    assert (verdict.kind, verdict.reason) == (Kind.END, Reason.NO_CONSENT)


def test_an_offer_goes_by_the_way_that_was_allowed():
    facts = replace(FACTS, answers={(Channel.PHONE, Topic.OFFERS): True})

    verdict = weigh(wanted(Purpose.OFFER), facts, NOON)

    assert (verdict.kind, verdict.by) == (Kind.HAND, Channel.PHONE)


def test_without_an_address_a_person_finds_a_way():
    verdict = weigh(wanted(address=""), replace(FACTS, addresses={}), NOON)

    assert (verdict.kind, verdict.reason) == (Kind.HAND, Reason.NO_ADDRESS)


def test_a_suppressed_address_is_not_written_to():
    facts = replace(FACTS, suppressed={(Channel.EMAIL, EMAIL)})

    verdict = weigh(wanted(), facts, NOON)

    assert (verdict.kind, verdict.reason, verdict.by) == (
        Kind.HAND,
        Reason.SUPPRESSED,
        Channel.PHONE,
    )


def test_b5_a_chat_is_used_only_where_the_customer_began_it():
    chat = wanted(channel=Channel.WHATSAPP, address="+491701234567")
    facts = replace(FACTS, addresses={Channel.WHATSAPP: "+491701234567"})

    assert weigh(chat, facts, NOON).kind is Kind.HAND
    theirs = replace(facts, chats={Channel.WHATSAPP}, chat_open_until=NOON + timedelta(hours=1))
    assert weigh(chat, theirs, NOON) == GO


def test_a_machine_writes_freely_in_a_chat_only_for_a_day_after_they_wrote():
    chat = wanted(Purpose.NOTICE, channel=Channel.WHATSAPP, address="+491701234567")
    facts = replace(FACTS, addresses={Channel.WHATSAPP: "+491701234567"}, chats={Channel.WHATSAPP})

    for closes_at in (None, NOON - timedelta(days=2), NOON):
        verdict = weigh(chat, replace(facts, chat_open_until=closes_at), NOON)
        assert (verdict.kind, verdict.reason) == (Kind.HAND, Reason.CHAT_CLOSED)
        assert verdict.by is Channel.WHATSAPP  # by one tap a person may
    still = replace(facts, chat_open_until=NOON + timedelta(seconds=1))
    assert weigh(chat, still, NOON) == GO
    assert weigh(replace(chat, is_task=True), facts, NOON) == GO


# --- left in peace ---


def test_who_is_left_in_peace_is_written_to_afterwards():
    facts = replace(FACTS, pause=Pause(date(2026, 11, 30)))

    verdict = weigh(wanted(), facts, NOON)

    assert (verdict.kind, verdict.reason) == (Kind.MOVE, Reason.LEFT_IN_PEACE)
    assert local(verdict.until_at) == "Mon 30 09:00"


def test_a_pause_for_good_ends_what_was_planned():
    assert weigh(wanted(), replace(FACTS, pause=Pause()), NOON).kind is Kind.END


def test_a_notice_reaches_who_is_left_in_peace_but_nobody_who_died():
    notice = wanted(Purpose.NOTICE)

    assert weigh(notice, replace(FACTS, pause=Pause()), NOON) == GO
    assert weigh(notice, replace(FACTS, pause=Pause(is_for_ever=True)), NOON).kind is Kind.HAND


# --- giving before asking ---


@pytest.mark.parametrize("purpose", sorted(ASKS))
def test_an_open_complaint_stops_everything_commercial(purpose):
    verdict = weigh(wanted(purpose), replace(FACTS, has_complaint=True), NOON)

    assert (verdict.kind, verdict.reason) == (Kind.MOVE, Reason.COMPLAINT)


def test_a_complaint_stops_no_apology():
    facts = replace(FACTS, has_complaint=True)

    assert weigh(wanted(Purpose.RECOVERY), facts, NOON) == GO


@pytest.mark.parametrize("purpose", sorted(ASKS))
def test_nothing_is_asked_before_two_gifts(purpose):
    once = replace(FACTS, contacts=GIFTS[:1])

    verdict = weigh(wanted(purpose), once, NOON)

    assert (verdict.kind, verdict.reason) == (Kind.MOVE, Reason.GIVE_FIRST)


def test_gifts_before_the_last_request_do_not_count_again():
    asked = Contact(NOON - timedelta(days=40), Channel.EMAIL, Purpose.SURVEY)

    verdict = weigh(wanted(Purpose.REVIEW), FACTS.after(asked), NOON)

    assert verdict.reason is Reason.GIVE_FIRST


@pytest.mark.parametrize(
    "no_gift",
    [
        Contact(NOON - timedelta(days=45), Channel.EMAIL, Purpose.NOTICE),
        Contact(NOON - timedelta(days=45), Channel.EMAIL, Purpose.THANKS, has_arrived=False),
    ],
)
def test_bad_news_and_what_may_not_have_arrived_are_no_gifts(no_gift):
    facts = replace(FACTS, contacts=(GIFTS[0], no_gift))

    assert weigh(wanted(Purpose.SURVEY), facts, NOON).reason is Reason.GIVE_FIRST


def test_nothing_is_asked_while_a_promise_is_broken():
    facts = replace(FACTS, is_let_down=True)

    assert weigh(wanted(Purpose.SURVEY), facts, NOON).reason is Reason.GIVE_FIRST
    assert weigh(wanted(Purpose.TIP), facts, NOON) == GO


# --- hours and days ---


@pytest.mark.parametrize(
    ("hour", "minute", "expected"),
    [(3, 0, "Tue 24 09:00"), (18, 59, None), (19, 0, "Wed 25 09:00"), (8, 59, "Tue 24 09:00")],
)
def test_quiet_hours_move_a_message_to_the_next_open_minute(hour, minute, expected):
    at = datetime(2026, 11, 24, hour, minute, tzinfo=BERLIN).astimezone(UTC)

    verdict = weigh(wanted(due_at=at), FACTS, at)

    if expected is None:
        assert verdict == GO
    else:
        assert (verdict.kind, verdict.reason) == (Kind.MOVE, Reason.QUIET_HOURS)
        assert local(verdict.until_at) == expected


def test_the_hours_are_those_of_the_reader():
    facts = replace(FACTS, zones=(ZoneInfo("Pacific/Auckland"),))

    verdict = weigh(wanted(), facts, NOON)  # midnight over there

    assert local(verdict.until_at, ZoneInfo("Pacific/Auckland")) == "Wed 25 09:00"


def test_t5_where_the_place_is_unknown_the_strictest_hours_hold():
    facts = replace(FACTS, zones=(BERLIN, ZoneInfo("America/New_York")))

    verdict = weigh(wanted(), facts, NOON)  # six in the morning in New York

    assert local(verdict.until_at) == "Tue 24 15:00"
    evening = NOON + timedelta(hours=7)
    assert local(weigh(wanted(), facts, evening).until_at) == "Wed 25 15:00"


def test_where_no_hour_suits_all_places_that_of_the_reader_counts():
    facts = replace(FACTS, zones=(BERLIN, ZoneInfo("Pacific/Auckland")))

    verdict = weigh(wanted(), facts, NOON)

    assert local(verdict.until_at, ZoneInfo("Pacific/Auckland")) == "Wed 25 09:00"


def test_sundays_holidays_and_closures_are_quiet_but_not_for_notices():
    saturday = datetime(2026, 12, 26, 12, tzinfo=BERLIN).astimezone(UTC)
    facts = replace(FACTS, bounds=bounds(days=OpenDays(closed={date(2026, 12, 26)})))

    verdict = weigh(wanted(due_at=saturday), facts, saturday)

    assert (verdict.kind, verdict.reason) == (Kind.MOVE, Reason.HOLIDAY)
    assert local(verdict.until_at) == "Mon 28 09:00"
    assert weigh(wanted(Purpose.NOTICE, due_at=saturday), facts, saturday) == GO


def test_a_notice_that_cannot_wait_for_the_morning_becomes_a_task():
    night = datetime(2026, 11, 24, 23, tzinfo=BERLIN).astimezone(UTC)
    notice = wanted(Purpose.NOTICE, due_at=night, use_by_at=night + timedelta(hours=8))

    verdict = weigh(notice, FACTS, night)

    assert (verdict.kind, verdict.reason) == (Kind.HAND, Reason.QUIET_HOURS)


def test_a_house_that_is_never_open_hands_over_instead_of_looking_for_ever():
    facts = replace(FACTS, bounds=bounds(days=OpenDays(quiet_weekdays=frozenset(range(7)))))

    assert weigh(wanted(), facts, NOON).kind is Kind.HAND


# --- the budget ---


def contacts(*days: int, channel: Channel = Channel.EMAIL, purpose: Purpose = Purpose.TIP):
    return tuple(Contact(NOON - timedelta(days=n), channel, purpose) for n in days)


def test_two_contacts_a_week_are_enough_over_every_channel():
    recent = (*contacts(2, channel=Channel.PHONE), *contacts(5, channel=Channel.POST))

    verdict = weigh(wanted(), replace(FACTS, contacts=recent), NOON)

    assert (verdict.kind, verdict.reason) == (Kind.MOVE, Reason.BUDGET)
    assert verdict.until_at == NOON + timedelta(days=2)  # when the older one is a week old


def test_four_contacts_a_month_are_enough():
    facts = replace(FACTS, contacts=contacts(9, 15, 20, 29))

    assert weigh(wanted(), facts, NOON).until_at == NOON + timedelta(days=1)


def test_a_notice_neither_waits_for_the_budget_nor_takes_of_it():
    full = replace(FACTS, contacts=contacts(1, 2))
    notices = replace(FACTS, contacts=contacts(1, 2, 3, purpose=Purpose.NOTICE))

    assert weigh(wanted(Purpose.NOTICE), full, NOON) == GO
    assert weigh(wanted(), notices, NOON) == GO


def test_a_word_when_they_come_in_takes_nothing_of_the_budget():
    facts = replace(FACTS, contacts=contacts(1, 2, channel=Channel.VISIT))

    assert weigh(wanted(), facts, NOON) == GO


def test_what_waits_and_matters_more_keeps_its_place():
    facts = replace(FACTS, contacts=contacts(1), waiting=(Purpose.PROMISE,))

    tip = weigh(wanted(Purpose.TIP), facts, NOON)

    assert (tip.kind, tip.reason) == (Kind.MOVE, Reason.BUDGET)
    assert weigh(wanted(Purpose.NOTICE), facts, NOON) == GO
    less = replace(facts, waiting=(Purpose.OFFER, Purpose.NOTICE))
    assert weigh(wanted(Purpose.TIP), less, NOON) == GO


def test_what_finds_no_room_in_time_is_a_persons_or_ends_with_its_reason():
    facts = replace(FACTS, contacts=contacts(1, 2))
    soon = {"use_by_at": NOON + timedelta(days=1)}

    greeting = weigh(wanted(Purpose.GREETING, **soon), facts, NOON)
    tip = weigh(wanted(Purpose.TIP, **soon), facts, NOON)

    assert (greeting.kind, greeting.reason) == (Kind.HAND, Reason.BUDGET)
    assert (tip.kind, tip.reason) == (Kind.END, Reason.BUDGET)


# --- what a day can bear ---


def call(**facts) -> Wanted:
    return wanted(Purpose.SERVICE, channel=Channel.PHONE, is_task=True, address="", **facts)


def test_no_more_than_eight_calls_a_day():
    full = Load(calls={date(2026, 11, 24): 8, date(2026, 11, 25): 8, date(2026, 11, 26): 3})

    verdict = weigh(call(), replace(FACTS, load=full), NOON)

    assert (verdict.kind, verdict.reason) == (Kind.MOVE, Reason.CAPACITY)
    assert local(verdict.until_at) == "Thu 26 09:00"
    assert weigh(wanted(), replace(FACTS, load=full), NOON) == GO  # a message is no call


def test_messages_have_their_own_measure_and_notices_none():
    full = replace(FACTS, load=Load(messages={date(2026, 11, 24): 200}))

    assert local(weigh(wanted(), full, NOON).until_at) == "Wed 25 09:00"
    assert weigh(wanted(Purpose.NOTICE), full, NOON) == GO


def test_a_task_goes_on_while_sending_is_paused():
    assert weigh(call(), replace(FACTS, bounds=bounds(is_paused=True)), NOON) == GO


@pytest.mark.parametrize("limit", [*LIMITS, "messages_a_day"])
def test_a_limit_of_nothing_lets_nothing_but_notices_out(limit):
    facts = replace(FACTS, bounds=bounds(**{limit: 0}))

    assert weigh(wanted(Purpose.TIP), facts, NOON).kind is Kind.END
    assert weigh(wanted(Purpose.NOTICE), facts, NOON) == GO


def test_a_reminder_is_no_new_ask_and_keeps_to_all_else():
    asked = Contact(NOON - timedelta(days=6), Channel.EMAIL, Purpose.SURVEY)
    facts = FACTS.after(asked)
    again = wanted(Purpose.SURVEY, is_reminder=True)
    assert weigh(wanted(Purpose.SURVEY), facts, NOON).reason is Reason.GIVE_FIRST

    assert weigh(again, facts, NOON) == GO

    complaining = replace(facts, has_complaint=True)
    assert weigh(again, complaining, NOON).reason is Reason.COMPLAINT
    assert weigh(again, replace(facts, is_let_down=True), NOON).reason is Reason.GIVE_FIRST
    refused = replace(facts, answers={(Channel.EMAIL, Topic.FEEDBACK): False})
    assert weigh(again, refused, NOON).kind is not Kind.GO
    full = facts.after(Contact(NOON - timedelta(days=1), Channel.EMAIL, Purpose.THANKS))
    assert weigh(again, full, NOON).reason is Reason.BUDGET
