"""`regulars import` as a person or a program gives it."""

import json

import pytest
from openpyxl import Workbook

from regulars.management import cli
from regulars.models import Customer, ImportBatch, Purchase, Shop

pytestmark = pytest.mark.django_db(transaction=True)

HEADER = "Order,Date,Customer,E-mail,Total,Currency,Refund,Item\n"
SALES = (
    HEADER
    + """1,2026-01-31,Anna Meier,anna@example.com,12.50,EUR,2.50,Beans
2,2026-02-28,Anna Meier,anna@example.com,7.00,EUR,,Milk
3,2026-02-30,Ben Okafor,ben@example.com,7.00,EUR,,Milk
4,2026-03-01,Ben Okafor,ben@example.com,9.00,CHF,,Milk
5,2026-03-02,,,9.00,EUR,,Milk
"""
)


@pytest.fixture
def sales(tmp_path):
    path = tmp_path / "sales.csv"
    path.write_text(SALES)
    return path


def told(capsys, *arguments: str) -> dict:
    assert cli.main(["import", *map(str, arguments), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_one_object_says_it_all(shop, sales, capsys):
    assert told(capsys, sales) == {
        "format": "generic",
        "rows": 5,
        "purchases": {"created": 4, "updated": 0, "unchanged": 0, "refused": 1},
        "customers": {"created": 2, "updated": 0, "unchanged": 0, "refused": 0},
        "lines": 4,
        "people_with_purchases": 2,
        "repeat_people": 1,
        "unattributed_purchases": 1,
        "cancelled": 0,
        "revenue": {
            "CHF": {"gross": "9.00", "refunded": "0.00"},
            "EUR": {"gross": "28.50", "refunded": "2.50"},
        },
        "first_on": "2026-01-31",
        "last_on": "2026-03-02",
        "refused": [{"row": 4, "reason": "“2026-02-30” in “Date” is a day that no year has."}],
        "questions": [],
        "batch": ImportBatch.objects.get().pk,
    }


def test_a_trial_prints_the_same_and_writes_nothing(shop, sales, capsys):
    tried = told(capsys, sales, "--dry-run")
    assert not Customer.objects.exists()
    assert not ImportBatch.objects.exists()

    taken = told(capsys, sales)

    assert tried == {**taken, "batch": None}


def test_twice_changes_nothing_and_undo_takes_it_back(shop, sales, capsys):
    first = told(capsys, sales)
    second = told(capsys, sales)

    assert second["purchases"] == {"created": 0, "updated": 0, "unchanged": 4, "refused": 1}
    assert second["customers"]["unchanged"] == 2
    assert cli.main(["import", "--undo", str(first["batch"])]) == 0
    assert not Purchase.objects.exists()
    assert not Customer.objects.exists()


def test_several_files_are_added_up_with_each_person_once(shop, sales, tmp_path, capsys):
    later = tmp_path / "later.csv"
    later.write_text(HEADER + "9,2026-05-01,Ben Okafor,ben@example.com,1.00,EUR,,Tea\n")

    tried = told(capsys, sales, later, "--dry-run")
    taken = told(capsys, sales, later)

    assert taken["purchases"]["created"] == 5
    assert taken["customers"] == {"created": 2, "updated": 0, "unchanged": 0, "refused": 0}
    assert (taken["people_with_purchases"], taken["repeat_people"]) == (2, 2)
    assert taken["revenue"]["EUR"]["gross"] == "29.50"
    assert [one["file"] for one in taken["files"]] == ["sales.csv", "later.csv"]
    assert tried["customers"] == taken["customers"]
    assert tried["repeat_people"] == taken["repeat_people"]
    assert tried["refused"] == taken["refused"]


def test_an_open_question_writes_nothing_and_names_the_option(shop, tmp_path, capsys):
    path = tmp_path / "unsettled.csv"
    path.write_text(HEADER + "1,03/04/2026,Anna,anna@example.com,1.00,EUR,,Tea\n")

    assert cli.main(["import", str(path), "--json"]) == 2

    out, err = capsys.readouterr()
    assert json.loads(out)["questions"][0]["options"] == ["--day-first", "--month-first"]
    assert "--day-first or --month-first" in err
    assert not ImportBatch.objects.exists()
    assert told(capsys, path, "--month-first")["first_on"] == "2026-03-04"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.csv"], "There is no file nowhere.csv"),
        ([], "Name at least one file"),
        (["--undo", "77"], "There is no import 77"),
    ],
)
def test_bad_input_is_one_sentence(shop, capsys, arguments, said):
    assert cli.main(["import", *arguments]) == 2

    err = capsys.readouterr().err
    assert said in err
    assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--as", "nonsense"], "There is no format 'nonsense'"),
        (["--map", "Total=nonsense"], "COLUMN=FIELD"),
        (["--time-zone", "Berlin"], "There is no time zone 'Berlin'"),
        (["--currency", "EURO"], "There is no currency 'EURO'"),
    ],
)
def test_odd_options_are_refused(shop, sales, capsys, options, said):
    assert cli.main(["import", str(sales), *options]) == 2

    assert said in capsys.readouterr().err
    assert not ImportBatch.objects.exists()


def test_a_file_that_cannot_serve_changes_nothing(shop, tmp_path, capsys):
    path = tmp_path / "empty.csv"
    path.touch()

    assert cli.main(["import", str(path)]) == 2

    assert capsys.readouterr().err == "empty.csv: The file is empty. Nothing was changed.\n"
    assert not ImportBatch.objects.exists()


def test_columns_can_be_told(shop, sales, capsys):
    told(capsys, sales, "--map", "Customer=company")

    assert Customer.objects.filter(company="Anna Meier").exists()


def test_without_a_business_one_is_guessed_and_asked_about_later(db, sales, capsys, monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Vienna")

    told(capsys, sales, "--country", "AT")

    shop = Shop.objects.get()
    assert (shop.country, shop.currency, shop.time_zone) == ("AT", "EUR", "Europe/Vienna")


def test_excel_says_the_same_as_csv(shop, tmp_path, sales, capsys):
    book = Workbook()
    for line in SALES.splitlines():
        book.active.append(line.split(","))
    path = tmp_path / "sales.xlsx"
    book.save(path)
    from_csv = told(capsys, sales, "--dry-run")

    assert told(capsys, path, "--dry-run") == from_csv


def test_people_read_sentences(shop, sales, capsys):
    assert cli.main(["import", str(sales)]) == 0

    said = capsys.readouterr().out
    assert "2 people bought something, 1 more than once." in said
    assert "1 row was refused:" in said
    assert "regulars import --undo" in said
