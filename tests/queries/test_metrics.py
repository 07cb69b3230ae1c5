"""A business whose true outcomes are known: the counts are exact, and follow the past."""

import zoneinfo
from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone

from regulars.models import (
    Cause,
    Complaint,
    Customer,
    InboundMessage,
    Interaction,
    Manners,
    Notice,
    NoticeContact,
    Promise,
    Purchase,
    Rhythm,
)
from regulars.queries.local_days import shop_today
from regulars.queries.metrics import NEVER, cases_of, has_source
from regulars.rules.charters import Counted, Metric, count
from tests.charters import wrote

pytestmark = pytest.mark.django_db
ZONE = zoneinfo.ZoneInfo("Europe/Berlin")


@pytest.fixture
def today(shop):
    Manners.objects.create(quiet_weekdays=[], keeps_holidays=False)
    return shop_today()


def nine(day):
    """Nine o'clock of that day at the business."""
    return datetime.combine(day, time(9), ZONE).astimezone(UTC)


def counted(metric, today, within=None, days=90) -> Counted:
    return count(cases_of(metric, today - timedelta(days=days - 1), today), within)


@pytest.mark.parametrize("metric", list(Metric))
def test_every_metric_has_a_source_and_counts_nothing_where_nothing_happened(metric, today):
    assert has_source(metric)
    assert cases_of(metric, today - timedelta(days=89), today) == []


def test_what_nobody_measures_has_no_source():
    assert not has_source("charm")
    assert not has_source("")


def test_47_of_49_messages_were_answered_within_a_day(customer, today):
    for number in range(49):
        hours = 30 if number < 2 else 20
        day = nine(today - timedelta(days=10 + number))
        wrote(customer, day, answered_after=timedelta(hours=hours), key=f"{number}")
    wrote(customer, nine(today - timedelta(days=95)), answered_after=None, key="long ago")
    wrote(customer, timezone.now() - timedelta(minutes=1), answered_after=None, key="just now")

    assert counted(Metric.ANSWERED, today, 24) == Counted(47, 49)

    InboundMessage.objects.filter(message_id="<0>").update(
        answered_at=nine(today - timedelta(days=10)) + timedelta(hours=1)
    )
    assert counted(Metric.ANSWERED, today, 24) == Counted(48, 49)


def test_what_needs_no_answer_and_who_is_unknown_is_no_case(customer, today):
    row = wrote(customer, nine(today - timedelta(days=3)), answered_after=None, key="spam")
    stranger = wrote(customer, nine(today - timedelta(days=3)), answered_after=None, key="who")
    InboundMessage.objects.filter(pk=row.pk).update(
        answered_at=timezone.now(), no_answer_because="advertising"
    )
    InboundMessage.objects.filter(pk=stranger.pk).update(customer=None)

    assert counted(Metric.ANSWERED, today, 24) == Counted(0, 0)


def test_hours_of_closed_days_do_not_count(customer, today):
    day = today - timedelta(days=10)
    Manners.objects.update(quiet_weekdays=[(day + timedelta(days=1)).weekday()])
    wrote(customer, nine(day), answered_after=timedelta(hours=48), key="over a closed day")

    (case,) = cases_of(Metric.ANSWERED, day, day)

    assert case.waited == pytest.approx(24)


def test_each_purchase_counts_until_a_word_of_ours(customer, today):
    other = Customer.objects.create(name="Nobody spoke with")
    for number, (whom, days_ago) in enumerate([(customer, 20), (customer, 9), (other, 30)]):
        day = today - timedelta(days=days_ago)
        Purchase.objects.create(
            customer=whom,
            source="",
            key=str(number),
            bought_at=nine(day),
            bought_on=day,
            currency="EUR",
            total_minor=100,
        )
    for days_ago, outcome in ((18, "reached"), (8, "no_answer"), (2, "sent")):
        day = today - timedelta(days=days_ago)
        Interaction.objects.create(
            customer=customer,
            happened_at=nine(day),
            happened_on=day,
            channel="phone",
            outcome=outcome,
        )

    waits = [(case.waited, case.is_open) for case in cases_of(Metric.THANKED, today, today)]
    assert waits == []
    cases = cases_of(Metric.THANKED, today - timedelta(days=89), today)
    assert [(case.waited, case.is_open) for case in cases] == [(30, True), (2, False), (7, False)]
    assert count(cases, 3) == Counted(1, 3)


def test_a_planned_follow_up_counts_once_its_day_has_passed(customer, today):
    day = today - timedelta(days=20)
    Rhythm.objects.create(customer=customer, visits=1, first_on=day, last_on=day)
    Purchase.objects.create(
        customer=customer,
        source="",
        key="1",
        bought_at=nine(day),
        bought_on=day,
        currency="EUR",
        total_minor=100,
    )
    assert counted(Metric.FOLLOWED_UP, today) == Counted(0, 1)

    Interaction.objects.create(
        customer=customer,
        happened_at=nine(day) + timedelta(hours=2),
        happened_on=day,
        channel="phone",
        outcome="reached",
    )
    assert counted(Metric.FOLLOWED_UP, today) == Counted(1, 1)
    assert counted(Metric.FOLLOWED_UP, today, days=10) == Counted(0, 0)


def complain(customer, day, *, step="heard", mended=None, outcome="", word_hours=None):
    """Heard at nine; days until it was mended, hours until the first word."""
    heard_at = nine(day)
    mended_at = None if mended is None else heard_at + timedelta(days=mended)
    is_over = step in {"closed", "settled", "none"}
    is_settled = step == "settled"
    return Complaint.objects.create(
        customer=customer,
        text="Cold",
        heard_at=heard_at,
        step=step,
        state={"closed": "done", "settled": "done", "none": "dropped"}.get(step, "open"),
        first_word_at=None if word_hours is None else heard_at + timedelta(hours=word_hours),
        mended_at=mended_at,
        mended_words="" if mended is None else "A new one.",
        cause=Cause.objects.get_or_create(name="Too hasty")[0],
        closed_on=day + timedelta(days=mended or 0) if is_over else None,
        check_back_on=day + timedelta(days=30) if is_over else None,
        outcome=outcome,
        evidence="said" if is_settled else "",
        settled_on=day + timedelta(days=30) if is_settled else None,
    )


def test_a_complaint_has_its_first_word_and_is_put_right_as_they_say(customer, today):
    def ago(days):
        return today - timedelta(days=days)

    complain(customer, ago(50), step="settled", mended=3, outcome="recovered", word_hours=3)
    complain(customer, ago(45), step="settled", mended=12, outcome="recovered", word_hours=5)
    complain(customer, ago(40), step="settled", mended=2, outcome="not", word_hours=1)
    complain(customer, ago(35), step="settled", mended=2, outcome="unknown", word_hours=2)
    complain(customer, ago(30), step="closed", mended=2, word_hours=2)
    complain(customer, ago(25), step="none", word_hours=90)
    complain(customer, ago(10))
    complain(customer, ago(2), step="answered", word_hours=4)

    assert counted(Metric.RECOVERED, today, 7) == Counted(1, 5)
    cases = cases_of(Metric.RECOVERED, ago(89), today)
    assert [case.waited for case in cases] == [3, 12, NEVER, NEVER, 2, 10, 2]
    assert [case.is_open for case in cases] == [False] * 4 + [True] * 3
    assert counted(Metric.FIRST_WORD, today, 4) == Counted(5, 7)

    Complaint.objects.filter(outcome="unknown").update(outcome="recovered")
    assert counted(Metric.RECOVERED, today, 7) == Counted(2, 5)


def test_what_was_closed_when_less_was_written_down_is_no_case(customer, today):
    row = complain(customer, today - timedelta(days=9))
    Complaint.objects.filter(pk=row.pk).update(is_from_before=True)

    assert counted(Metric.FIRST_WORD, today, 4) == Counted(0, 0)


def promised(customer, today, *, made, due, state="open", kept=None, kind="repair") -> Promise:
    """Days ago, each."""
    is_broken = state.startswith("broken")
    return Promise.objects.create(
        customer=customer,
        kind=kind,
        what="Mended",
        made_on=today - timedelta(days=made),
        due_on=today - timedelta(days=due),
        occurrence=f"{kind}-{made}-{due}-{state}",
        state=state,
        kept_on=None if kept is None else today - timedelta(days=kept),
        told_on=today - timedelta(days=due + 1) if state == "broken_told" else None,
        reason="supplier" if is_broken else "",
        closed_at=None if state == "open" else timezone.now(),
    )


def test_promises_count_by_their_day_and_by_how_long_they_took(customer, today):
    promised(customer, today, made=30, due=20, state="kept", kept=26)
    promised(customer, today, made=31, due=21, state="kept_late", kept=15)
    promised(customer, today, made=32, due=22, state="broken_told")
    promised(customer, today, made=33, due=23, state="released")
    promised(customer, today, made=34, due=1)
    promised(customer, today, made=5, due=0)
    promised(customer, today, made=40, due=39, state="kept", kept=39, kind="quote")

    assert counted(Metric.KEPT_ON_DAY, today) == Counted(2, 5)
    assert counted(Metric.DONE_IN, today, 7) == Counted(2, 5)
    waits = sorted(case.waited for case in cases_of(Metric.DONE_IN, today - timedelta(89), today))
    assert waits == [1, 4, 5, 16, 34, NEVER]
    quotes = cases_of(Metric.DONE_IN, today - timedelta(89), today, promise_kind="quote")
    assert [case.waited for case in quotes] == [1]


def test_told_before_they_asked(customer, today):
    known_at = nine(today - timedelta(days=9))
    notice = Notice.objects.create(
        kind="delay", what="The oven is late", reason="supplier", known_at=known_at
    )
    hours = timedelta(hours=1)
    for number, told in enumerate(
        [
            {"told_at": known_at + hours},
            {"told_at": known_at + 3 * hours, "asked_first_at": known_at + 2 * hours},
            {"asked_first_at": known_at + hours},
            {"spared_because": "paid already"},
            {},
        ]
    ):
        other = Customer.objects.create(name=f"Number {number}")
        NoticeContact.objects.create(notice=notice, customer=other, **told)

    assert counted(Metric.TOLD_FIRST, today) == Counted(1, 3)
