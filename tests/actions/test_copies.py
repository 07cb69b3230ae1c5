import pytest

from regulars.actions.copies import all_models, copy_rows, make_tables, second_database
from regulars.models import Customer, Tag
from tests.conftest import at
from tests.making import make_customers, make_purchases

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("second_allowed")]


def test_every_row_arrives_as_it_is(shop, ana, monday, tmp_path):
    customers = make_customers(600)
    make_purchases(customers[0], last=at(monday), every_days=7, count=9)
    customers[0].tags.add(Tag.objects.create(name="Café"))
    Customer.objects.filter(pk=customers[0].pk).update(created_at=at(monday), carer=ana)
    with second_database(tmp_path / "copy.sqlite3") as copy:
        make_tables(copy)
        copy_rows(source="default", target=copy)
        for model in all_models():
            here = list(model._base_manager.order_by("pk").values())
            there = list(model._base_manager.using(copy).order_by("pk").values())
            assert here == there, model
    assert Customer.objects.count() == 600


def test_a_copy_that_breaks_leaves_the_target_as_it_was(shop, customer, tmp_path, monkeypatch):
    with second_database(tmp_path / "copy.sqlite3") as copy:
        make_tables(copy)
        copy_rows(source="default", target=copy)
        Customer.objects.all().delete()
        monkeypatch.setattr("regulars.actions.copies._insert", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            copy_rows(source="default", target=copy)
        assert Customer.objects.using(copy).count() == 1
