import csv
import json

import pytest

from regulars.management import export
from regulars.management.refuse import Refuse
from regulars.models import Customer, Line, Person
from regulars.queries.exports import all_tables, customers, purchases
from tests.conftest import at
from tests.making import make_customers, make_purchases

pytestmark = pytest.mark.django_db


class Asked:
    def __init__(self, folder):
        self.folder = folder


@pytest.fixture
def out(settings, tmp_path):
    settings.DATA = tmp_path / "data"
    return tmp_path / "out"


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_everything_is_written_and_nothing_secret(out, shop, ana, monday):
    one, two = make_customers(2)
    make_purchases(one, last=at(monday), every_days=7, count=3)
    assert export.run(Asked(out)) == 0
    assert [row["Name"] for row in read(out / "customers.csv")] == [one.name, two.name]
    assert len(read(out / "purchases.csv")) == 3
    assert json.loads((out / "tables" / "customer.json").read_text())[1]["Name"] == two.name
    told = "".join(path.read_text() for path in out.rglob("*.*"))
    assert "Ana Torres" in told
    assert Person.objects.get().password not in told
    assert (out / "customers.csv").stat().st_mode & 0o777 == 0o600


def test_no_cell_is_a_formula(out, shop, customer):
    Customer.objects.update(name="=HYPERLINK(1)", company="@SUM(A1)", city="-2+3")
    Customer.objects.create(name="+49 30 1")
    export.run(Asked(out))
    for path in out.rglob("*.csv"):
        for row in read(path):
            for cell in row.values():
                assert not cell.startswith(("=", "+", "@", "\t", "\r")), (path, cell)
    assert read(out / "customers.csv")[0]["Name"] == "'=HYPERLINK(1)"
    assert json.loads((out / "tables" / "customer.json").read_text())[0]["Name"] == "=HYPERLINK(1)"


def test_a_purchase_is_written_as_people_write_money(out, shop, customer, monday):
    (bought,) = make_purchases(
        customer, last=at(monday), every_days=1, count=1, amount_minor=123_456
    )
    Line.objects.create(purchase=bought, position=1, name="Beans", quantity=2, amount_minor=-50)
    (row,) = (dict(zip(purchases().headers, row, strict=True)) for row in purchases().rows)
    assert (str(row["Total"]), str(row["Line amount"])) == ("1234.56", "-0.50")
    assert row["Date"] == "2026-11-23 12:00:00"


def test_a_folder_with_something_in_it_is_left_alone(out, shop):
    out.mkdir()
    (out / "holiday.jpg").write_text("")
    with pytest.raises(Refuse, match="not an empty folder"):
        export.run(Asked(out))
    assert [path.name for path in out.iterdir()] == ["holiday.jpg"]


def test_the_lists_ask_the_same_number_of_questions_for_one_and_three(
    shop, monday, django_assert_num_queries
):
    for _ in range(2):
        for customer in make_customers(1):
            make_purchases(customer, last=at(monday), every_days=7, count=1)
        with django_assert_num_queries(4):
            list(customers().rows)
        with django_assert_num_queries(4):
            list(purchases().rows)


def test_every_table_of_ours_is_in_it_once(db):
    names = [table.name for table in all_tables()]
    assert len(names) == len(set(names))
    assert {"customer", "purchase", "line", "consent", "interaction", "touch", "event"} <= set(
        names
    )
