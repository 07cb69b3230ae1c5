"""Each signal appears by our omission and goes by the act that was missing (N6), and C19."""

from datetime import timedelta

import pytest
from django.utils import timezone

from regulars.actions.complaints import open_complaint
from regulars.actions.inbound import Arrived, receive
from regulars.actions.interactions import Talk, record_interaction
from regulars.actions.rhythms import refresh_rhythms
from regulars.actions.touches import key_of, plan_follow_up
from regulars.models import Customer, Message, Playbook, PlaybookRun, Purchase, Rhythm, Touch
from regulars.queries.local_days import noon_of, shop_today
from regulars.queries.radar import coverage, radar
from regulars.queries.today import today_for
from regulars.rules.channels import Channel
from regulars.rules.kinds import Outcome
from regulars.rules.radar import Signal
from tests.making import make_purchases

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(shop):
    return shop_today()


def signals(day) -> dict[Signal, int]:
    return {one.signal: one.count for one in radar(day).found if one.count}


def talk(customer, person, reasons=(), outcome=Outcome.REACHED):
    record_interaction(
        customer=customer,
        person=person,
        talk=Talk(Channel.PHONE, outcome, words="Hello"),
        reasons=reasons,
    )


def buys(customer, today, *, days_ago: int, count: int = 3, every: int = 30) -> None:
    last = noon_of(today - timedelta(days=days_ago))
    make_purchases(customer, last=last, every_days=every, count=count)
    refresh_rhythms()


def test_a_follow_up_is_missed_until_it_is_done(customer, ana, today):
    touch = plan_follow_up(customer=customer, due_on=today - timedelta(days=1), person=ana)
    assert signals(today) == {Signal.MISSED: 1}

    talk(customer, ana, [key_of(touch)])
    assert signals(today) == {}


def test_an_attempt_that_nobody_answered_moves_it_and_settles_nothing(customer, ana, today):
    touch = plan_follow_up(customer=customer, due_on=today - timedelta(days=1), person=ana)

    talk(customer, ana, [key_of(touch)], outcome=Outcome.NO_ANSWER)

    assert Touch.objects.get().state == "open"
    assert signals(today + timedelta(days=2)) == {Signal.MISSED: 1}


def test_a_purchase_is_unthanked_until_somebody_speaks_with_them(customer, ana, today):
    buys(customer, today, days_ago=9)
    assert signals(today)[Signal.UNTHANKED] == 1

    talk(customer, ana)
    assert Signal.UNTHANKED not in signals(today)


def test_a_silence_lasts_until_somebody_speaks_with_them(customer, ana, today):
    buys(customer, today, days_ago=5, count=8)
    assert signals(today) == {Signal.SILENCE: 1}

    talk(customer, ana)
    assert signals(today) == {}


def test_who_wrote_waits_until_somebody_answers(customer, ana, today):
    arrived = Arrived(
        channel=Channel.EMAIL,
        message_id="<1@x>",
        from_address="t@example.com",
        received_at=timezone.now() - timedelta(days=3),
        subject="A question",
        body="When?",
        customer=customer,
    )
    receive(arrived=arrived)
    assert Signal.UNANSWERED in signals(today)

    touch = Touch.objects.get(rule="answer")
    talk(customer, ana, [key_of(touch)])
    assert Signal.UNANSWERED not in signals(today)


def test_two_signals_at_once_stand_at_the_top_of_today(customer, ana, today):
    promised = Customer.objects.create(name="Promised")
    plan_follow_up(customer=promised, due_on=today - timedelta(days=20), person=ana)
    buys(customer, today, days_ago=9)
    plan_follow_up(customer=customer, due_on=today - timedelta(days=1), person=ana)

    first = today_for(ana, day=today, everybody=True).rows[0]

    assert first.customer == customer
    assert radar(today).at_once == 1


def test_an_open_complaint_and_a_waiting_answer_come_before_two_signals(customer, ana, today):
    wrote, complained = (Customer.objects.create(name=name) for name in ("Wrote", "Complained"))
    wrote.touches.create(rule="answer", occurrence="1", due_on=today)
    open_complaint(customer=complained, text="It rattles.", channel=Channel.PHONE, person=ana)
    buys(customer, today, days_ago=9)
    plan_follow_up(customer=customer, due_on=today - timedelta(days=1), person=ana)

    rows = today_for(ana, day=today, everybody=True).rows

    assert [row.customer for row in rows] == [complained, wrote, customer]


def test_each_row_says_what_of_ours_is_missing_there_and_what_else(customer, ana, today):
    """Not the main reason: somebody who wrote and was not thanked is under both, with both."""
    buys(customer, today, days_ago=9)
    plan_follow_up(
        customer=customer, due_on=today - timedelta(days=1), note="call about the mill", person=ana
    )

    found = {one.signal: one.rows for one in radar(today).found}

    [missed], [unthanked] = found[Signal.MISSED], found[Signal.UNTHANKED]
    assert missed.line != unthanked.line
    assert (missed.others, unthanked.others) == (["not thanked"], ["a day missed"])


def test_opens_and_clicks_change_nothing(customer, ana, today):
    """What a reader did with a mail is no conduct of ours, and there is nowhere to keep it."""
    names = {field.name for model in (Message, Touch) for field in model._meta.get_fields()}

    assert not {name for name in names if "open" in name or "click" in name}


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number(
    owner, ana, today, count, django_assert_num_queries
):
    for number in range(count):
        one = Customer.objects.create(name=f"Guest {number}")
        plan_follow_up(customer=one, due_on=today - timedelta(days=1), person=ana)

    with django_assert_num_queries(24):
        radar(today)
    assert owner.get("/radar/").status_code == 200


# --- followed up in time (C19) ---


def sale(customer, on, *, key: str) -> Purchase:
    return Purchase.objects.create(
        customer=customer,
        source="",
        key=key,
        bought_at=noon_of(on),
        bought_on=on,
        currency="EUR",
        total_minor=1000,
    )


def owed_by_plan(purchase: Purchase, due_on, *, closed_on=None, state="open") -> None:
    playbook, _ = Playbook.objects.get_or_create(name="Check", trigger="purchase")
    run = PlaybookRun.objects.create(
        playbook=playbook,
        customer=purchase.customer,
        occurrence=str(purchase.pk),
        base_on=purchase.bought_on,
        facts={"purchase": purchase.pk},
    )
    Touch.objects.create(
        customer=purchase.customer,
        rule="playbook",
        occurrence=f"{run.pk}:1",
        run=run,
        due_on=due_on,
        state="done" if closed_on else state,
        closed_at=noon_of(closed_on) if closed_on else None,
    )


def test_the_share_of_sales_that_got_their_follow_up_in_time(customer, today):
    monday = today - timedelta(days=today.weekday() + 14)
    due_on = monday + timedelta(days=3)
    Rhythm.objects.create(
        customer=customer, visits=9, first_on=monday - timedelta(days=900), last_on=monday
    )
    for number, closed_after in enumerate((0, 1, 2, None)):
        closed_on = None if closed_after is None else due_on + timedelta(days=closed_after)
        owed_by_plan(sale(customer, monday, key=str(number)), due_on, closed_on=closed_on)
    sale(customer, monday, key="without a plan")
    owed_by_plan(sale(customer, monday, key="later"), today + timedelta(days=3))

    weeks = {week.monday: (week.in_time, week.planned) for week in coverage(today)}

    assert weeks[monday] == (2, 4)
    assert sum(planned for _, planned in weeks.values()) == 4


def test_a_first_purchase_counts_by_the_word_that_followed(customer, ana, today):
    bought_on = today - timedelta(days=16)
    sale(customer, bought_on, key="first")
    refresh_rhythms()
    assert [(week.in_time, week.planned) for week in coverage(today) if week.planned] == [(0, 1)]

    record_interaction(
        customer=customer,
        person=ana,
        talk=Talk(
            Channel.PHONE, Outcome.REACHED, happened_at=noon_of(bought_on + timedelta(days=2))
        ),
    )

    assert [(week.in_time, week.planned) for week in coverage(today) if week.planned] == [(1, 1)]
