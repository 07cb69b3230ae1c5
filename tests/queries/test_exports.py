"""What an export holds is read back by the product's own importer."""

import csv
from datetime import date
from io import StringIO

import pytest

from regulars.management.export import cell
from regulars.models import Consent, ContactPoint, Customer, Line, Purchase, Tag
from regulars.queries.exports import customers, purchases
from regulars.readers.examining import ShopDefaults
from regulars.readers.files import read
from regulars.readers.records import Refusal, Tally
from regulars.rules.dates import Anniversary
from tests.conftest import at
from tests.making import make_customers, make_purchases

pytestmark = pytest.mark.django_db


def as_file(table, path):
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(table.headers)
    writer.writerows([cell(value) for value in row] for row in table.rows)
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def test_a_customer_s_latest_answer_is_the_one_that_is_told(shop, monday):
    (one,) = make_customers(1)
    for hour, is_given in ((9, True), (15, False)):
        Consent.objects.create(
            customer=one,
            channel="email",
            is_given=is_given,
            words="News by e-mail?",
            came_from="the counter",
            answered_at=at(monday, hour),
        )
    one.tags.add(Tag.objects.create(name="Café"))
    table = customers()
    (row,) = (dict(zip(table.headers, row, strict=True)) for row in table.rows)
    assert row["Email consent"] == "no"
    assert row["SMS consent"] == ""
    assert row["Email"] == "person0@example.com"
    assert row["Tags"] == "Café"


def test_a_purchase_with_lines_is_a_row_a_line_and_a_purchase_without_is_one(shop, monday):
    (one,) = make_customers(1)
    first, _second = make_purchases(one, last=at(monday), every_days=7, count=2)
    for position in (1, 2):
        Line.objects.create(purchase=first, position=position, name=f"Thing {position}")
    rows = list(purchases().rows)
    assert [row[9] for row in rows] == ["Thing 1", "Thing 2", ""]


def read_back(path, tmp_path):
    """The records of a file as our own importer takes them."""
    defaults = ShopDefaults("DE", "EUR", "Europe/Berlin", date(2026, 11, 23))
    records = list(read(path, shop=defaults, tally=Tally(), scratch=tmp_path))
    assert not [one for one in records if isinstance(one, Refusal)]
    return records


def test_our_own_importer_reads_the_customers_back(shop, monday, tmp_path):
    first, *_ = make_customers(12)
    Customer.objects.filter(pk=first.pk).update(
        birthday_month=2, birthday_day=29, birthday_year=1988, city="Köln", postcode="50667"
    )
    ContactPoint.objects.create(customer=first, kind="phone", value="+4922112345678")
    back = read_back(as_file(customers(), tmp_path / "customers.csv"), tmp_path)
    assert [one.name for one in back] == [one.name for one in Customer.objects.order_by("pk")]
    assert back[0].emails == ("person0@example.com",)
    assert back[0].phones == ("+4922112345678",)
    assert back[0].birthday == Anniversary(2, 29, 1988)
    assert (back[0].city, back[0].postcode) == ("Köln", "50667")


def test_our_own_importer_reads_the_purchases_back(shop, monday, tmp_path):
    for number, customer in enumerate(make_customers(4)):
        for bought in make_purchases(customer, last=at(monday), every_days=7 + number, count=3):
            Line.objects.create(purchase=bought, position=1, name="Beans", amount_minor=1000)
            Line.objects.create(purchase=bought, position=2, name="Filter", amount_minor=250)
    back = read_back(as_file(purchases(), tmp_path / "purchases.csv"), tmp_path)
    assert len(back) == Purchase.objects.count() == 12
    assert sum(one.total_minor for one in back) == 12 * 1250
    assert {one.bought_on for one in back} == set(
        Purchase.objects.values_list("bought_on", flat=True)
    )
    assert {len(one.lines) for one in back} == {2}
