"""Promised days of files: each purchase once, kept by the day it was delivered."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from regulars.actions.import_undo import undo_batch
from regulars.actions.imports import request_undo
from regulars.actions.promise_imports import UNKNOWN_DAYS, bring_promises
from regulars.actions.promises import keep_promise
from regulars.jobs import tasks
from regulars.jobs.react import react_to_all
from regulars.jobs.reactions import REACTIONS
from regulars.models import Customer, Event, Line, Promise, Purchase
from regulars.queries.local_days import shop_today
from regulars.queries.promises import record_of
from regulars.readers.records import PurchaseRecord
from tests.actions.imports_by_hand import DAY, bring_in, line, person, sale
from tests.noticing import order


@pytest.fixture
def today(shop) -> date:
    return shop_today()


def states() -> list[tuple[str, str]]:
    return list(Promise.objects.order_by("what").values_list("what", "state"))


def test_a_promised_day_is_a_promise_of_its_purchase_once(customer, ana, today):
    Customer.objects.update(carer=ana)
    purchase = order(customer, due=7, ago=3)

    assert bring_promises(today=today) == 1
    assert bring_promises(today=today) == 0

    promise = Promise.objects.get()
    assert (promise.kind, promise.what, promise.person) == ("delivery", "Walnut table", ana)
    assert (promise.made_on, promise.due_on) == (purchase.bought_on, purchase.promised_on)
    assert (promise.purchase, promise.state) == (purchase, "open")
    assert Event.objects.filter(kind="promises.imported").count() == 1


def test_what_was_delivered_is_kept_or_kept_late_and_speaks_in_the_record(customer, today):
    order(customer, "In time", ago=20, due=-5, delivered=-5)
    order(customer, "Late", ago=20, due=-5, delivered=-1)
    order(customer, "Long ago", ago=300, due=-290, delivered=-292)

    bring_promises(today=today)

    assert states() == [("In time", "kept"), ("Late", "kept_late"), ("Long ago", "kept")]
    assert (record_of("delivery", today).tally.kept, record_of("delivery", today).tally.late) == (
        2,
        1,
    )


def test_of_an_old_one_without_an_end_nobody_knows_and_an_odd_one_is_none(customer, today):
    order(customer, "Just over", ago=30, due=-UNKNOWN_DAYS)
    order(customer, "Long over", ago=30, due=-UNKNOWN_DAYS - 1)
    order(customer, "Promised before it was bought", ago=3, due=-4)
    order(customer, "Given back", refunded=90_000)
    order(None, "Of nobody")

    bring_promises(today=today)

    assert states() == [("Just over", "open")]


def test_a_later_file_that_says_it_came_keeps_it_and_money_back_releases_it(customer, today):
    came, back = order(customer, "Came", due=1), order(customer, "Back", due=1)
    bring_promises(today=today)

    Purchase.objects.filter(pk=came.pk).update(delivered_on=today)
    Purchase.objects.filter(pk=back.pk).update(refunded_minor=90_000)
    bring_promises(today=today)

    assert states() == [("Back", "released"), ("Came", "kept")]


def test_what_a_person_settled_stays_as_it_is(customer, ana, today):
    purchase = order(customer, due=1)
    bring_promises(today=today)
    keep_promise(promise=Promise.objects.get(), person=ana)

    Purchase.objects.filter(pk=purchase.pk).update(delivered_on=today + timedelta(days=9))
    bring_promises(today=today)

    promise = Promise.objects.get()
    assert (promise.state, promise.kept_on) == ("kept", today)


def a_file(today: date) -> list[PurchaseRecord]:
    """An order that is open, and one that was delivered on its day."""
    bought = {"days": (today - DAY).days - 20}
    over = today - timedelta(days=2)
    table = line("Table")._replace(supplier="Nussbaum GmbH")
    mara = person(name="Mara Lind", emails=("mara@example.org",))
    ole = person(name="Ole Berg", emails=("ole@example.org",))
    due_on = today + timedelta(days=5)
    return [
        sale("A1", mara, lines=(table,), promised_on=due_on, **bought),
        sale("A2", ole, lines=(line("Chair"),), promised_on=over, delivered_on=over, **bought),
    ]


@pytest.mark.django_db(transaction=True)
def test_the_same_file_twice_makes_none_twice_and_its_undo_leaves_none(ana, today):
    batch = bring_in(a_file(today))
    react_to_all(REACTIONS, timezone.now())
    queued = DBTaskResult.objects.values_list("task_path", flat=True)
    assert "regulars.jobs.tasks.bring_promises" in queued
    tasks.bring_promises.call()
    bring_in(a_file(today))
    tasks.bring_promises.call()

    assert states() == [("Chair", "kept"), ("Table", "open")]
    assert Line.objects.get(name="Table").supplier == "Nussbaum GmbH"

    assert request_undo(batch, person=None)
    batch.refresh_from_db()
    undo_batch(batch)
    tasks.bring_promises.call()
    assert states() == []
    assert not Customer.objects.exists()


def test_a_promised_day_that_a_file_added_goes_with_its_undo(ana, today):
    days = {"days": (today - DAY).days - 20}
    bring_in([sale("A1", person(name="Mara Lind"), lines=(line("Table"),), **days)])
    batch = bring_in(a_file(today)[:1])
    bring_promises(today=today)
    assert Promise.objects.count() == 1

    assert request_undo(batch, person=None)
    batch.refresh_from_db()
    undo_batch(batch)
    bring_promises(today=today)

    assert not Promise.objects.exists()
