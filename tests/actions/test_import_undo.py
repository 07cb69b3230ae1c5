"""Taking an import back leaves what was there before, and what people have done since."""

import pytest
from django.utils.timezone import now

from regulars.actions.import_undo import undo_batch
from regulars.actions.imports import request_undo
from regulars.models import (
    ContactPoint,
    Customer,
    CustomField,
    ImportBatch,
    ImportChange,
    Interaction,
    Purchase,
    Refund,
    Rhythm,
    Tag,
)
from regulars.readers.records import RefundRecord
from tests.actions.imports_by_hand import DAY, bring_in, dump, line, no, person, sale, yes

pytestmark = pytest.mark.django_db

ANNA = {"name": "Anna Meier", "emails": ("anna@example.com",)}


def take_back(batch: ImportBatch) -> ImportBatch:
    assert request_undo(batch, person=None)
    batch.refresh_from_db()
    undo_batch(batch)
    batch.refresh_from_db()
    return batch


def everything() -> list:
    """A file that makes, fills, changes and adds something of every kind."""
    return [
        sale("1", person(**ANNA, city="Berlin", consents=(no(),)), refunded_minor=200),
        sale("2", person(name="Ben Okafor", emails=("ben@example.com",), consents=(yes(),))),
        sale("3", person(**ANNA, phones=("+493012345",), note="tea", tags=("vip", "new")), days=3),
        sale("4", None, lines=(line("Beans"), line("Milk"))),
        person(name="Carla Diaz", key="c9", phones=("+493012345",), extra={"Size": "M"}),
        RefundRecord(5, "shopify", "r1", "0", DAY, "EUR", 400),
        RefundRecord(6, "shopify", "r2", "unknown", DAY, "EUR", 400),
    ]


def test_afterwards_all_is_as_before(shop):
    bring_in(
        [
            sale("0", person(emails=("anna@example.com",), tags=("vip",))),
            sale("1", None, lines=(line("Tea"),)),
            sale("4", None),
            RefundRecord(5, "shopify", "r0", "2", DAY, "EUR", 100),
        ]
    )
    before = dump()

    batch = bring_in(everything())
    assert dump() != before
    take_back(batch)

    assert dump() == before
    assert batch.state == "undone"
    assert not ImportChange.objects.filter(batch=batch).exists()


def test_undone_on_an_empty_business_leaves_it_empty(shop):
    before = dump()

    batch = take_back(bring_in(everything()))

    assert dump() == before
    assert not Tag.objects.exists()
    assert not CustomField.objects.exists()
    assert batch.counts["kept_people"] == 0


def test_a_customer_somebody_has_spoken_with_stays(shop, ana):
    batch = bring_in([sale("1", person(**ANNA)), sale("2", person(name="Ben", key="b"))])
    Interaction.objects.create(
        customer=Customer.objects.get(name="Anna Meier"),
        person=ana,
        happened_at=now(),
        happened_on=DAY,
        channel="phone",
        outcome="reached",
    )

    take_back(batch)

    anna = Customer.objects.get()
    assert anna.name == "Anna Meier"
    assert anna.contact_points.count() == 1
    assert not Purchase.objects.exists()
    assert batch.counts["kept_people"] == 1


def test_a_value_that_somebody_changed_since_stays(shop):
    anna = Customer.objects.create(name="Anna Meier")
    ContactPoint.objects.create(customer=anna, kind="email", value="anna@example.com")
    batch = bring_in([person(**ANNA, city="Berlin", language="de")])
    Customer.objects.update(city="Potsdam")

    take_back(batch)

    anna.refresh_from_db()
    assert (anna.city, anna.language) == ("Potsdam", "")
    assert batch.counts["kept_changes"] == 1


def test_sales_of_a_second_file_keep_their_customer(shop):
    first = bring_in([sale("1", person(**ANNA))])
    bring_in([sale("2", person(**ANNA))])

    take_back(first)

    assert Customer.objects.get().purchases.get().key == "2"


def test_a_refund_that_waited_waits_again(shop):
    bring_in([RefundRecord(5, "shopify", "r1", "1", DAY, "EUR", 400)])
    batch = bring_in([sale("1", None)])
    assert Refund.objects.get().purchase is not None

    take_back(batch)

    assert Refund.objects.get().purchase is None


def test_rhythms_go_with_their_customers(shop):
    batch = bring_in([sale("1", person(**ANNA))])
    Rhythm.objects.create(customer=Customer.objects.get())

    take_back(batch)

    assert not Rhythm.objects.exists()


def test_a_batch_is_taken_back_once(shop):
    batch = bring_in([sale("1", None)])

    assert request_undo(batch, person=None)
    assert not request_undo(batch, person=None)


def test_in_many_steps_it_is_the_same(shop, monkeypatch):
    monkeypatch.setattr("regulars.actions.import_undo.ROWS_A_STEP", 2)
    bring_in([sale("0", person(emails=("anna@example.com",), tags=("vip",)))])
    before = dump()

    take_back(bring_in(everything()))

    assert dump() == before
