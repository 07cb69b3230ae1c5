import pytest

from regulars.management import cli, demo
from regulars.models import Customer, Shop


@pytest.fixture
def said(capsys, monkeypatch, db):
    monkeypatch.setattr(demo, "migrate", lambda: None)  # the test database is up to date

    def run(*arguments: str) -> str:
        assert cli.main(["demo", *arguments]) == 0
        return capsys.readouterr().out

    return run


def test_a_new_folder_gets_a_business_with_people(said):
    assert said().startswith("60 invented customers are here.")
    assert Shop.objects.get().name == demo.NAME
    assert Customer.objects.count() == 60


def test_a_second_time_says_so_and_adds_nothing(said, shop):
    said()

    assert "here already" in said()
    assert Customer.objects.count() == 60


def test_removing_says_how_many_went(said, shop, customer):
    said()

    assert said("--remove") == "60 invented customers are gone.\n"
    assert said("--remove") == "There was no sample business.\n"
    assert Customer.objects.get() == customer
