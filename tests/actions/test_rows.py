import json
from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from regulars.actions.rows import bring_back, kept_row, kept_tree
from regulars.models import Customer, CustomField, CustomValue, Line, Purchase
from tests.conftest import at

MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=100)


class TestRows(TestCase):
    @given(moment=MOMENTS, name=TEXTS, quantity=st.decimals(0, 99_999, places=3))
    def test_a_row_comes_back_to_the_microsecond(self, moment, name, quantity):
        purchase = Purchase.objects.create(
            source="",
            key=f"k{Purchase.objects.count()}",
            bought_at=moment,
            bought_on=moment.date(),
            currency="EUR",
            total_minor=1,
        )
        line = Line.objects.create(
            purchase=purchase, position=0, name=name, quantity=Decimal(quantity)
        )
        before = [kept_row(purchase), kept_row(Line.objects.get(pk=line.pk))]

        kept = json.loads(json.dumps(kept_tree(Purchase.objects.get(pk=purchase.pk))))
        purchase.delete()
        for one in kept:
            bring_back(one)

        again = [kept_row(Purchase.objects.get(pk=before[0]["row"]["id"]))]
        again.append(kept_row(Line.objects.get(pk=line.pk)))
        assert again == before
        Purchase.objects.all().delete()


def test_the_moment_of_creation_is_the_old_one(customer):
    kept = kept_row(customer)
    created = customer.created_at
    customer.delete()

    assert bring_back(kept).created_at == created
    assert Customer.objects.get().created_at == created


def test_a_row_whose_parent_is_gone_stays_away(customer):
    field = CustomField.objects.create(name="Shoe size", kind="number")
    value = CustomValue.objects.create(customer=customer, field=field, text="42")
    kept = kept_row(value)
    field.delete()

    assert bring_back(kept) is None


def test_a_reference_that_may_be_empty_is_emptied(customer, ana):
    purchase = Purchase.objects.create(
        customer=customer,
        source="",
        key="k",
        bought_at=at(date(2026, 1, 5)),
        bought_on=date(2026, 1, 5),
        currency="EUR",
        total_minor=1,
        recorded_by=ana,
    )
    kept = kept_row(purchase)
    purchase.delete()
    ana.delete()

    assert bring_back(kept).recorded_by_id is None
