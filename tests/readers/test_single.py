"""Both ways of reading a row give the same records and the same tally."""

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.readers.examining import Answers, Plan, plan_for
from regulars.readers.people import People
from regulars.readers.records import PurchaseRecord, Tally
from regulars.readers.sales import Sales
from regulars.readers.settled import Settled
from tests.readers.reading import SHOP

# What stands in a column of each name, mostly plain, sometimes not.
DAYS = (
    "2025-03-14",
    "2025-03-30 02:30",  # the clocks skip this hour in Berlin
    "2025-10-26 02:30:10",
    "14.03.2025 09:05",
    "14/03/2025 23:59:59",
    "2025-03-14T00:00",
    "2025-03-14 24:00",
    "2025-02-30 10:00",
    "2025-03-14 10:00:00Z",
    "2025-03-14 09:30 PM",
    "Mar 14, 2025 10:00",
    "14.03.25 10:00",
    "1850-01-01 10:00",
    "2031-01-01",
    "",
    "soon",
)
CELLS = {
    "Order ID": ("A1", "A2", '="3"', "4.00E+18", ""),
    "Date": DAYS,
    "Ordered at": DAYS,
    "Time": ("10:15", "", "9:05 PM", "25:00"),
    "Time Zone": ("UTC", "", "Europe/Lisbon", "America/New_York"),
    "Customer Name": ("Ana Lima", "Ben Oak", "Guest", ""),
    "Email": ("ana@example.com", "ben@example.com, x@example.com", "nobody", ""),
    "Phone": ("+49 30 901820", "030 901820", ""),
    "Item": ("Coffee", "Tea", " ", ""),
    "Quantity": ("1", "2", "-1", "(3)", "1.5", "many", ""),
    "Line Total": ("4.50", "-4.50", "free", ""),
    "Total": ("12.00", "1,200.00", "-12.00", "(5.00)", "n/a", "twelve", "", "€ 3"),
    "Net": ("10.00", ""),
    "Currency": ("EUR", "usd", "XXQ", "JPY", ""),
    "Status": ("paid", "Cancelled", "refunded", "pending", ""),
    "Refunded": ("0.00", "3.00", "99999", ""),
    "Shop": ("Old Town", ""),
    "Note": ("ring twice", ""),
}
HEADERS = st.lists(st.sampled_from(sorted(CELLS)), unique=True, min_size=3, max_size=9).map(
    lambda more: ["Date", "Total", "Email", *(n for n in more if n not in "Date Total Email")]
)


@st.composite
def files(draw: st.DrawFn) -> str:
    names = draw(HEADERS)
    # Few values a column, so that rows differ now in one cell, now in another.
    few = [
        st.sampled_from(draw(st.lists(st.sampled_from(CELLS[n]), min_size=1, max_size=3)))
        for n in names
    ]
    rows = draw(st.lists(st.tuples(*few), min_size=4, max_size=20))
    plain = [CELLS[name][0] for name in names]  # so that the columns are understood
    told = io.StringIO()
    csv.writer(told).writerows([names, *[plain] * 30, *rows])
    return told.getvalue()


def sales_of(plan: Plan) -> tuple[Sales, Tally]:
    tally = Tally()
    people = People(plan.columns, source="", country="DE", moments=plan.moments)
    return Sales(people, Settled.of(plan, today=SHOP.today), tally), tally


def planned(folder: Path, text: str, answers: Answers) -> tuple[Plan, list[tuple[int, list[str]]]]:
    path = folder / "sales.csv"
    path.write_text(text, encoding="utf-8", newline="")
    plan = plan_for(path, shop=SHOP, answers=answers, name=path.name)
    return plan, list(plan.rows.walk(lambda row, reason: None, Tally()))


@settings(max_examples=150, deadline=None)
@given(
    text=files(),
    answers=st.builds(
        Answers,
        is_day_first=st.booleans(),
        has_decimal_comma=st.just(False),
        time_zone=st.sampled_from(["", "UTC", "Asia/Tokyo"]),
    ),
)
def test_a_single_row_reads_the_same_quickly_and_closely(text: str, answers: Answers) -> None:
    with TemporaryDirectory() as folder:
        plan, rows = planned(Path(folder), text, answers)
        assert plan.examination.unusable is None
        quick, quick_tally = sales_of(plan)
        close, close_tally = sales_of(plan)

        for row in rows:
            assert quick.read([row]) == close.read_closely([row])

        assert quick_tally == close_tally


@pytest.mark.parametrize("day", DAYS[:6])
def test_a_plain_row_is_not_looked_at_closely(tmp_path: Path, monkeypatch, day: str) -> None:
    text = "Order ID,Date,Email,Item,Total,Status\n" + f"A1,{day},ana@example.com,Tea,4.50,paid\n"
    plan, [row] = planned(tmp_path, text, Answers(is_day_first=True))
    sales, tally = sales_of(plan)
    monkeypatch.delattr(Sales, "read_closely")

    [record] = sales.read([row])

    assert isinstance(record, PurchaseRecord)
    assert record.total_minor == 450
    assert tally.gross_minor == {"EUR": 450}
