"""Somebody is forgotten: from every table that points at them, read off the models (G2)."""

from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from regulars.actions.customers import create_customer
from regulars.actions.erasure import erase_customer
from regulars.actions.merges import merge_customers, undo_merge
from regulars.models import (
    Connection,
    ContactPoint,
    Customer,
    Erasure,
    Event,
    ImportBatch,
    ImportChange,
    InboundMessage,
    Message,
    Purchase,
    RefusedRow,
    Suppression,
)
from regulars.queries.customer_relations import customer_relations
from regulars.rules.kinds import ContactKind
from tests.making_messages import make_message, make_sent
from tests.making_rows import fill, make_row, where_is

MARKER = "Zyxmarker"


@pytest.fixture
def marked(shop) -> Customer:
    customer = make_row(Customer, MARKER, country="DE")
    assert isinstance(customer, Customer)
    return customer


def test_every_table_is_filled_and_none_holds_the_person_afterwards(marked, ana):
    made = fill(marked, MARKER)
    assert {relation.model for relation in customer_relations()} <= made
    assert len(set(where_is(MARKER))) > 50

    erase_customer(customer=marked, person=ana)

    left = sorted(set(where_is(MARKER)))
    assert left == [], "\n".join(left)
    assert not any(
        relation.model._base_manager.filter(**{relation.column: marked.pk}).exists()
        for relation in customer_relations()
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the file of the embedded database")
def test_the_file_itself_holds_nothing_of_them_after_it_was_tidied(marked, ana):
    path = Path(str(connection.settings_dict["NAME"]))
    fill(marked, MARKER)
    erase_customer(customer=marked, person=ana)

    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    assert MARKER.encode() not in path.read_bytes()


def test_what_stays_names_nobody(customer, ana):
    ContactPoint.objects.create(customer=customer, kind="email", value="tomas@example.com")

    erasure = erase_customer(customer=customer, person=ana)

    assert (erasure.gone_id, erasure.erased_by) == (customer.pk, ana)
    assert "tomas" not in str(erasure.hashes).lower()
    assert Event.objects.get(kind="customer.erased").customer is None


def test_the_second_of_two_hands_finds_nobody(customer, ana):
    erase_customer(customer=customer, person=ana)

    with pytest.raises(Customer.DoesNotExist):
        erase_customer(customer=Customer(pk=customer.pk), person=ana)
    assert Erasure.objects.count() == 1


@pytest.mark.parametrize("state", ["draft", "planned", "claimed"])
def test_s14_what_had_not_left_is_cancelled_and_holds_no_more_than_a_hash(customer, ana, state):
    message = make_message(customer, state=state, owner="worker", body="Dear Tomás", subject="Hi")

    erase_customer(customer=customer, person=ana)

    message.refresh_from_db()
    assert (message.state, message.reason, message.owner) == ("cancelled", "erased", "")
    assert (message.customer, message.body, message.to_address) == (None, "", "")
    assert len(message.who_hash) == 64


def test_of_what_went_out_state_occurrence_and_a_hash_stay(customer, ana):
    first, second = (make_sent(customer, days=days, state="delivered") for days in (3, 9))

    erase_customer(customer=customer, person=ana)

    kept = list(Message.objects.order_by("pk"))
    assert [message.state for message in kept] == ["delivered", "delivered"]
    assert [message.occurrence for message in kept] == [first.occurrence, second.occurrence]
    assert len({message.who_hash for message in kept}) == 1


def test_sums_of_purchases_stay_for_the_books(customer, ana):
    purchase = make_row(Purchase, "secret", customer=customer, total_minor=4_200, currency="EUR")

    erase_customer(customer=customer, person=ana)

    kept = Purchase.objects.get()
    assert (kept.pk, kept.total_minor, kept.customer) == (purchase.pk, 4_200, None)
    assert (kept.note, kept.key) == ("", f"erased-{kept.pk}")


def test_nothing_follows_any_more_from_what_happened_to_them(customer, ana):
    Event.objects.create(kind="purchase.recorded", customer=customer, facts={"purchase": 1})

    erase_customer(customer=customer, person=ana)

    assert not Event.objects.filter(handled_at=None).exclude(kind="customer.erased").exists()


def test_what_an_import_kept_of_them_goes_and_what_it_kept_of_others_stays(customer, ana):
    batch = ImportBatch.objects.create(file_name="a.csv")
    ContactPoint.objects.create(customer=customer, kind="email", value="tomas@example.com")
    for pk in (customer.pk, customer.pk + 1):
        ImportChange.objects.create(
            batch=batch, table="customer", row_id=pk, before={"name": "T"}, after={}
        )
    for value in ("tomas@example.com", "other@example.com", "Tomás Ferreira"):
        RefusedRow.objects.create(batch=batch, row=1, reason="x", facts={"value": value})

    erase_customer(customer=customer, person=ana)

    assert [change.row_id for change in ImportChange.objects.all()] == [customer.pk + 1]
    assert [row.facts for row in RefusedRow.objects.order_by("pk")] == [
        {},
        {"value": "other@example.com"},
        {},
    ]


def test_what_nobody_had_matched_goes_unless_a_household_shares_the_address(customer, ana):
    other = Customer.objects.create(name="Maria Ferreira")
    for value, owners in (("own@example.com", [customer]), ("home@example.com", [customer, other])):
        for owner in owners:
            ContactPoint.objects.create(customer=owner, kind="email", value=value)
        Suppression.objects.create(
            channel="email", address=value, reason="stop", since_at=timezone.now()
        )
        InboundMessage.objects.create(
            channel="email", from_address=value, message_id=value, received_at=timezone.now()
        )
    Connection.objects.create(customer=other, other=customer, name="Tomás")

    erase_customer(customer=customer, person=ana)

    assert [row.address for row in Suppression.objects.all()] == ["home@example.com"]
    assert [row.from_address for row in InboundMessage.objects.all()] == ["home@example.com"]
    assert not Connection.objects.exists()
    assert Customer.objects.filter(pk=other.pk).exists()


def test_merges_forget_them_on_either_side(shop, ana):
    kept, gone = (
        create_customer(
            fields={"name": f"{MARKER} {name}"},
            contacts={ContactKind.EMAIL: [f"{MARKER.lower()}-{name}@example.com"]},
            person=ana,
        )
        for name in ("one", "two")
    )
    merge = merge_customers(kept=kept, gone=gone, person=ana)
    back = undo_merge(merge=merge, person=ana)
    Customer.objects.filter(pk=kept.pk).update(name="Somebody else")
    ContactPoint.objects.filter(customer=kept).delete()

    erase_customer(customer=back, person=ana)

    assert not [where for where in where_is("two") if not where.startswith("wording")]
    assert Customer.objects.filter(pk=kept.pk).exists()
