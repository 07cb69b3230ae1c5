from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from regulars.models import (
    Closure,
    Complaint,
    Concern,
    Consent,
    ContactLimit,
    ContactPoint,
    Customer,
    DeliveryReport,
    Manners,
    Message,
    Suppression,
    Touch,
)
from regulars.queries import weighed_rows
from regulars.queries.local_days import shop_today
from regulars.rules.channels import Channel
from tests.making import make_customers
from tests.messaging import plan

NOW = timezone.now() + timedelta(hours=1)


@pytest.fixture
def people(shop) -> list[Customer]:
    return make_customers(3)


def keys(people: list[Customer]) -> list[int]:
    return [one.pk for one in people]


def test_rows_are_as_django_reads_them(people, db):
    Manners.objects.create(quiet_weekdays=[0, 6], is_paused=True)
    ContactLimit.objects.create(customer=people[1], most_a_month=1, said_at=NOW)
    Customer.objects.filter(pk=people[0].pk).update(
        paused_until_on=shop_today(), pause_reason="holiday"
    )

    found = weighed_rows.customers_of(keys(people))

    for one in people:
        one.refresh_from_db()
        told = found[one.pk]._asdict()
        told.pop("limit")
        assert told == {name: getattr(one, name) for name in told}
    assert [found[pk].limit for pk in keys(people)] == [None, 1, None]
    manners = weighed_rows.manners_row()
    assert manners
    assert (manners.quiet_weekdays, manners.is_paused) == ([0, 6], True)
    shop = weighed_rows.shop_row()
    assert shop


def test_a_message_is_read_and_can_be_locked(people):
    messages = [plan(one, body=f"Words for {one.pk}") for one in people]

    with transaction.atomic():
        found = weighed_rows.messages_locked([one.pk for one in messages])

    assert set(found) == {one.pk for one in messages}
    for one in messages:
        one.refresh_from_db()
        told = found[one.pk]._asdict()
        assert told == {name: getattr(one, name) for name in told}


def test_each_list_names_whom_it_is_about(people):
    ana, ben, cleo = people
    today = shop_today()
    yesterday = today - timedelta(days=1)
    Complaint.objects.create(customer=ana, text="Late", heard_at=NOW)
    Concern.objects.create(customer=ben, text="A delay", due_on=yesterday, noticed_at=NOW)
    Touch.objects.create(customer=cleo, rule="follow_up", occurrence="1", due_on=yesterday)
    Touch.objects.create(customer=ana, rule="birthday", occurrence="1", due_on=yesterday)
    Suppression.objects.create(
        channel="email", address="person1@example.com", reason="bounce", since_at=NOW
    )
    Closure.objects.create(from_on=today, to_on=today, name="Stocktaking")

    assert weighed_rows.waiting_for_us(keys(people), today) == ({ana.pk}, {ben.pk, cleo.pk})
    assert weighed_rows.suppressed_among(["person1@example.com", "", "else@example.com"]) == {
        (Channel.EMAIL, "person1@example.com")
    }
    assert weighed_rows.closures(today, today) == [(today, today)]
    assert weighed_rows.invented_among(keys(people)) == set()


def test_addresses_and_answers_come_in_their_order(people):
    ana = people[0]
    ContactPoint.objects.filter(customer=ana).delete()
    ContactPoint.objects.create(customer=ana, kind="email", value="second@example.com", position=2)
    ContactPoint.objects.create(customer=ana, kind="email", value="first@example.com", position=1)
    for number, is_given in enumerate((True, False)):
        Consent.objects.create(
            customer=ana,
            channel="email",
            is_given=is_given,
            answered_at=NOW + timedelta(minutes=number),
            words="said so",
        )

    points = weighed_rows.points_of([ana.pk])
    answers = weighed_rows.answers_of_all([ana.pk])

    assert [value for _, _, value in points] == ["first@example.com", "second@example.com"]
    assert [row[3] for row in answers] == [True, False]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="of one database's plans")
def test_a_wave_is_weighed_along_indexes_of_whom_it_is_about_however_much_was_ever_sent(db):
    """What has left, talks and promises grow for years; a hand-over must not go through them."""
    grown = ("_gone_or_due", "_talks", "_answers", "_points", "_waiting_for_us", "_messages_locked")
    for name in grown:
        for plan_line in plan_of(getattr(weighed_rows, name)()):
            assert "customer_id=?" in plan_line or "rowid=?" in plan_line, (name, plan_line)
    for name, way in (
        ("_sent_since", "COVERING INDEX messages_by_hand_over (handed_at>?)"),
        ("_suppressed", "one_suppression_per_address (channel=? AND address=?)"),
        ("_tried", "attempts_by_moment (handed_at>? AND handed_at<?)"),
        ("_to_send", "messages_to_send (channel=? AND due_at<?)"),
    ):
        assert way in plan_of(getattr(weighed_rows, name)())[0], name


def plan_of(asked) -> list[str]:
    lists = ("ids", "addresses", "channels")
    lengths = [10 if getattr(one, "name", "") in lists else 1 for one in asked._params]
    with connection.cursor() as cursor:
        sql = "EXPLAIN QUERY PLAN " + asked._written(tuple(lengths))
        cursor.execute(sql, ["1"] * sum(lengths))
        lines = [row[3] for row in cursor.fetchall()]
    return [line for line in lines if line.startswith(("SEARCH", "SCAN", "MULTI"))]


def test_what_has_gone_out_is_counted_from_a_moment_on(people):
    messages = [plan(one, body=f"Words for {one.pk}") for one in people]
    Message.objects.filter(pk=messages[0].pk).update(
        state="accepted", handed_at=NOW, accepted_at=NOW
    )
    old = NOW - timedelta(days=2)
    Message.objects.filter(pk=messages[1].pk).update(
        state="accepted", handed_at=old, accepted_at=old
    )

    assert weighed_rows.sent_since(NOW - timedelta(hours=2)) == 1
    assert weighed_rows.sent_since(NOW - timedelta(days=3)) == 2
    gone = {row["pk"]: row for row in weighed_rows.gone_or_due(keys(people), NOW)}
    assert set(gone) == {one.pk for one in messages}
    assert gone[messages[0].pk]["handed_at"] == NOW


def test_nobody_is_asked_about_nobody(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert weighed_rows.customers_of([]) == {}
        assert weighed_rows.talks_of([], NOW) == []


def test_what_is_taken_to_be_sent_is_due_and_notices_come_first(people):
    first, second, third = [plan(one, body=f"Words for {one.pk}") for one in people]
    Message.objects.filter(pk=second.pk).update(purpose="notice")
    Message.objects.filter(pk=third.pk).update(next_try_at=NOW + timedelta(days=1))
    never = NOW + timedelta(days=30)

    with transaction.atomic():
        two = weighed_rows.messages_to_send(Channel.EMAIL, NOW, 10, never=never)
        one = weighed_rows.messages_to_send(Channel.EMAIL, NOW, 1, never=never)
        none = weighed_rows.messages_to_send(Channel.SMS, NOW, 10, never=never)

    assert [row.pk for row in two] == [second.pk, first.pk]
    assert [row.pk for row in one] == [second.pk]
    assert none == []
    assert (two[0].body, two[0].customer_name) == (second.body, people[1].name)
    assert (two[0].signer_name, two[0].answers_id) == (None, None)


def test_a_claim_says_whose_it_is(people):
    message = plan(people[0])
    Message.objects.filter(pk=message.pk).update(state="claimed", owner="w1", fence=3)

    with transaction.atomic():
        found = weighed_rows.claims_locked([message.pk])

    assert found == {message.pk: (people[0].pk, "w1", 3, "claimed")}


def test_a_report_without_its_message_is_seen(db):
    assert not weighed_rows.has_unmatched_reports()

    DeliveryReport.objects.create(
        provider="mail", provider_id="<x@y>", kind="delivered", received_at=NOW
    )

    assert weighed_rows.has_unmatched_reports()
