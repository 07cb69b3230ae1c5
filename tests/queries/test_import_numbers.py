"""The one object that a program gets."""

from regulars.queries.import_numbers import numbers, revenue, together
from regulars.readers.examining import Examination
from regulars.rules.imports import FileKind

SALES = Examination("generic", "", FileKind.PURCHASES)
PEOPLE = {"created": 1, "updated": 0, "unchanged": 0, "with_purchases": 1, "repeat": 0}


def test_money_has_the_digits_of_its_currency():
    told = revenue({"gross_minor": {"JPY": 1_500, "KWD": 1_500}, "refunded_minor": {"EUR": 5}})

    assert told == {
        "EUR": {"gross": "0.00", "refunded": "0.05"},
        "JPY": {"gross": "1500", "refunded": "0"},
        "KWD": {"gross": "1.500", "refunded": "0.000"},
    }


def test_refused_rows_count_for_what_the_file_is_about():
    counts = {"refused": 2}

    of_sales = numbers(SALES, counts)
    of_people = numbers(Examination("generic", "", FileKind.CUSTOMERS), counts)

    assert (of_sales["purchases"]["refused"], of_sales["customers"]["refused"]) == (2, 0)
    assert (of_people["purchases"]["refused"], of_people["customers"]["refused"]) == (0, 2)


def test_files_together_add_up_and_currencies_never_do():
    one = numbers(SALES, {"created": 2, "gross_minor": {"EUR": 250}, "people": PEOPLE})
    other = numbers(SALES, {"created": 1, "gross_minor": {"EUR": 1, "CHF": 5}, "people": PEOPLE})

    told = together([one, other], PEOPLE, ["a.csv", "b.csv"])

    assert told["purchases"]["created"] == 3
    assert told["customers"]["created"] == 1  # the same person in both
    assert told["revenue"]["EUR"]["gross"] == "2.51"
    assert told["revenue"]["CHF"]["gross"] == "0.05"
    assert together([one], PEOPLE, ["a.csv"]) == one
