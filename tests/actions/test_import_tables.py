"""Plain rows arrive as Django itself would have written them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.actions.import_tables import Cells, insert, reserve_ids, update
from regulars.models import Customer, Purchase, Tag

pytestmark = pytest.mark.django_db


def test_ids_are_given_out_once(shop):
    typed = Customer.objects.create(name="Typed")

    first = list(reserve_ids(Customer, 2))
    assert typed.pk not in first
    assert len(set(first)) == 2


def test_rows_come_and_change_many_at_once():
    first, second = reserve_ids(Tag, 2)

    insert(Tag, ("id", "name"), [(first, "vip"), (second, "50 % off")])
    update(Tag, ("name",), [("club", first)])

    assert dict(Tag.objects.values_list("pk", "name")) == {first: "club", second: "50 % off"}
    insert(Tag, ("id", "name"), [])


MOMENTS = st.datetimes(
    datetime(1970, 1, 2), datetime(2999, 1, 1), timezones=st.just(ZoneInfo("Europe/Berlin"))
)


@given(MOMENTS)
def test_a_moment_is_kept_to_the_microsecond(moment):
    text = Cells()
    text._is_text = True

    told = text.moment(moment)

    assert told == str(moment.astimezone(UTC).replace(tzinfo=None))


def test_a_purchase_reads_back_as_it_was_written(shop):
    cells = Cells()
    (row_id,) = reserve_ids(Purchase, 1)
    at = datetime(2026, 3, 29, 1, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    insert(
        Purchase,
        (
            "id",
            "source",
            "key",
            "bought_at",
            "bought_on",
            "is_time_known",
            "currency",
            "total_minor",
            "refunded_minor",
            "place",
            "staff",
            "note",
            "what_for",
        ),
        [
            (
                row_id,
                "shopify",
                "1",
                cells.moment(at),
                cells.day(date(2026, 3, 29)),
                True,
                "EUR",
                100,
                0,
                "",
                "",
                "",
                "",
            ),
        ],
    )

    kept = Purchase.objects.get()
    assert (kept.bought_at, kept.bought_on, kept.is_time_known) == (at, date(2026, 3, 29), True)
