"""What is written, and that no column is forgotten."""

import pytest

from regulars.actions.import_writing import CUSTOMER, KEY, LINE, POINT, PURCHASE
from regulars.models import (
    ContactPoint,
    Customer,
    CustomerKey,
    CustomValue,
    Fact,
    Line,
    Purchase,
)
from tests.actions.imports_by_hand import bring_in, person

pytestmark = pytest.mark.django_db

ANNA = {"name": "Anna Meier", "emails": ("anna@example.com",)}


def test_notes_tags_and_own_fields_come_along(shop):
    bring_in([person(**ANNA, note="likes tea", tags=("vip", "club"), extra={"Size": "M"})])

    anna = Customer.objects.get()
    assert Fact.objects.get().text == "likes tea"
    assert {tag.name for tag in anna.tags.all()} == {"vip", "club"}
    assert CustomValue.objects.get().text == "M"


@pytest.mark.parametrize(
    ("model", "columns"),
    [
        (Customer, CUSTOMER),
        (ContactPoint, POINT),
        (CustomerKey, KEY),
        (Purchase, PURCHASE),
        (Line, LINE),
    ],
)
def test_every_column_of_a_table_is_written(model, columns):
    told = {field.column for field in model._meta.concrete_fields}
    by_database = {"id"} - set(columns)

    assert set(columns) | by_database == told
