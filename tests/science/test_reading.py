from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.science.checks import ScienceError
from regulars.science.reading import amounts, days, read_log

FORMS = ["%Y-%m-%d", "%Y%m%d", "%Y/%m/%d", "%d.%m.%Y", "%Y-%m-%dT10:00:00", "%Y-%m-%d 23:59"]


@given(st.lists(st.dates(date(1950, 1, 1), date(2090, 1, 1)), min_size=1), st.sampled_from(FORMS))
def test_dates_in_common_forms(given, form):
    found = days([f"{day:{form}}" for day in given])

    assert list(found) == [(day - date(1970, 1, 1)).days for day in given]


def test_slashes_are_told_by_a_day_that_is_no_month():
    assert list(days(["01/02/2026", "31/01/2026"])) == list(days(["2026-02-01", "2026-01-31"]))
    assert list(days(["01/02/2026", "01/31/2026"])) == list(days(["2026-01-02", "2026-01-31"]))
    with pytest.raises(ScienceError, match="which is the month"):
        days(["01/02/2026"])


@pytest.mark.parametrize("cell", ["2026-02-31", "31.02.2026", "soon", "2026-13-01", "1.2"])
def test_what_is_no_date_is_named_with_its_line(cell):
    with pytest.raises(ScienceError, match="line 9"):
        days([cell], [9])


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("12.50", 12.5),
        ("12,50", 12.5),
        ("1.234,56 €", 1234.56),
        ("$1,234.56", 1234.56),
        ("1,234", 1234),
        ("-3,00", -3),
        ("(4.00)", -4),
        ("", 0),
    ],
)
def test_amounts_as_people_write_them(cell, value):
    assert amounts([cell, cell or "x1"])[0] == pytest.approx(value)


def test_what_is_no_amount_is_named_with_its_line():
    with pytest.raises(ScienceError, match="line 4: 'free'"):
        amounts(["free"], [4])


def test_a_file_of_another_program(tmp_path):
    path = tmp_path / "log.csv"
    path.write_bytes(
        "Kunde;Tag;Betrag\r\nMüller;01.02.2026;3,50\r\n;02.02.2026;1\r\nMüller;;2\r\n".encode(
            "cp1252"
        )
    )

    log = read_log(path, customer="kunde", date="Tag", amount="Betrag")

    assert log.names == ["Müller"]
    assert list(log.on_day) == [(date(2026, 2, 1) - date(1970, 1, 1)).days]
    assert log.amount is not None
    assert np.array_equal(log.amount, [3.5])


def test_a_line_break_inside_a_cell_is_no_new_row(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text('who,when,note\na,2026-01-01,"two\nlines"\nb,soon,\n')

    with pytest.raises(ScienceError, match="line 4: 'soon'"):
        read_log(path, customer="who", date="when", amount=None)
