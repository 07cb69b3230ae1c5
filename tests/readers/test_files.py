# ruff: noqa: E501 - rows as they stand in files
from datetime import UTC, date, datetime

import openpyxl
import pytest

from regulars.readers.files import Answers, NotSettled, examine
from regulars.rules.imports import Field, QuestionKind
from tests.readers.reading import SHOP, read_file, read_text, write

SHOPIFY = """
Name,Email,Financial Status,Accepts Marketing,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Billing Name,Cancelled at,Refunded Amount,Phone
#1002,A@b.com,paid,yes,USD,30.00,2022-01-11 23:32:30 -0500,2,Tea,10.00,Ann  Lee,,10.00,'+46 70 123 45 67
#1002,A@b.com,,,,,2022-01-11 23:32:30 -0500,1,Cup,10.00,,,,
#1001,,paid,no,USD,10.00,2022-01-10 04:32:30 -0500,1,Tea,10.00,Bob,2022-01-11 04:32:30 -0500,0.00,
"""


def test_an_order_of_many_rows_is_one_purchase(tmp_path):
    read = read_text(tmp_path, SHOPIFY)

    [purchase] = read.purchases
    assert read.seen.format == "shopify_orders"
    assert (purchase.key, purchase.total_minor, purchase.refunded_minor) == ("#1002", 3000, 1000)
    assert [(line.name, line.amount_minor) for line in purchase.lines] == [
        ("Tea", 2000),
        ("Cup", 1000),
    ]
    assert purchase.bought_on == date(2022, 1, 11)
    assert purchase.customer is not None
    assert purchase.customer.phones == ("+46701234567",)
    assert read.tally.cancelled == 1


def test_a_german_till_list_is_understood(tmp_path):
    read = read_text(
        tmp_path,
        """
        Kundennummer;Name;E-Mail;Datum;Betrag;Artikel
        17;Anna Müller;anna@x.de;03.04.2024;1.234,50;Schnitt
        18;Jörg Groß;;13.04.2024;25,00;Farbe
        """,
        encoding="cp850",
    )

    assert [p.total_minor for p in read.purchases] == [123450, 2500]
    assert [p.customer.name for p in read.purchases if p.customer] == ["Anna Müller", "Jörg Groß"]


def test_a_date_that_no_value_settles_is_asked_once_and_never_guessed(tmp_path):
    text = "Date,Due date,Customer,Total\n03/04/2024,04/05/2024,Ann,5.00\n05/06/2024,,Bob,6.00\n"
    path = write(tmp_path, text)

    seen = examine(path, shop=SHOP)
    with pytest.raises(NotSettled):
        read_file(path, tmp_path)
    month_first = read_file(path, tmp_path, answers=Answers(is_day_first=False))

    [question] = seen.questions
    assert (question.kind, question.column) == (QuestionKind.DAY_MONTH, "Date")
    assert [p.bought_on for p in month_first.purchases] == [date(2024, 3, 4), date(2024, 5, 6)]


def test_a_value_at_the_end_of_a_long_file_settles_the_order(tmp_path):
    rows = ["Date,Customer,Total", *["03/04/2024,Ann,5.00"] * 2000, "31/12/2024,Bob,6.00"]

    read = read_text(tmp_path, "\n".join(rows))

    assert read.purchases[0].bought_on == date(2024, 4, 3)


def test_letterhead_totals_and_footer_are_no_rows(tmp_path):
    read = read_text(
        tmp_path,
        """
        Sales journal 2024

        Prepared: 01.02.2024

        Receipt;Date;Customer;Total
        1;13.01.2024;Ann;10,00
        2;14.01.2024;Bob;12,00

        Total;;;22,00
        2 record(s) downloaded
        """,
    )

    assert read.seen.header_row == 5
    assert [p.row for p in read.purchases] == [6, 7]
    assert (read.refused, read.tally.rows) == ([], 2)


def test_each_bad_row_is_named_with_its_line_and_every_good_one_is_taken(tmp_path):
    read = read_text(
        tmp_path,
        """
        Order,Date,Customer,Total
        1,13/01/2024,Ann,10.00
        2,30/02/2024,Ann,10.00
        3,13/01/2999,Ann,10.00
        4,13/01/1969,Ann,10.00
        5,soon,Ann,10.00
        6,,Ann,10.00
        7,13/01/2024,Ann,much
        8,13/01/2024,Ann,
        9,13/01/2024,Ann,10.00,surplus
        10,13/01/2024,"Ann,10.00
        garbage
        12,14/01/2024,Bob,10.00
        """,
    )

    assert [p.key for p in read.purchases] == ["1", "12"]
    assert sorted(read.refused) == [
        (3, "date_impossible"),
        (4, "date_out_of_range"),
        (5, "date_out_of_range"),
        (6, "date_unreadable"),
        (7, "date_missing"),
        (8, "amount_unreadable"),
        (9, "amount_missing"),
        (10, "too_many_cells"),
        (11, "quote_unclosed"),
        (12, "row_unreadable"),
    ]
    assert read.tally.rows == 12


def test_refunds_lower_their_sale_wherever_they_stand(tmp_path):
    read = read_text(
        tmp_path,
        """
        Receipt,Date,Customer,Quantity,Amount
        R2,15/01/2024,Bob,-1,-4.00
        R1,14/01/2024,Ann,-1,-5.00
        R3,13/01/2024,Cid,1,7.00
        R1,13/01/2024,Ann,2,10.00
        """,
    )

    assert [(p.key, p.total_minor, p.refunded_minor) for p in read.purchases] == [
        ("R3", 700, 0),
        ("R1", 1000, 500),
    ]
    assert [(r.purchase_key, r.amount_minor) for r in read.refunds] == [("R2", 400)]


def test_the_owners_word_beats_the_guess(tmp_path):
    text = "When,Who,Sum\n13/01/2024,Ann Lee,10.00\n"
    answers = Answers(mapping={"Who": Field.COMPANY, 2: Field.OWN_FIELD})

    read = read_file(write(tmp_path, text), tmp_path, answers=answers)

    [purchase] = read.purchases
    assert purchase.customer is not None
    assert purchase.customer.company == "Ann Lee"
    assert purchase.customer.extra == {"Sum": "10.00"}


def test_utc_times_are_taken_to_the_business_and_others_stay_as_written(tmp_path):
    utc = read_text(tmp_path, "Paid at (UTC),Client,Total\n2024-01-13 23:30:00,Ann,5.00\n")
    there = read_text(tmp_path, "Paid at,Client,Total\n2024-01-13T23:30:00-05:00,Ann,5.00\n")

    assert utc.purchases[0].bought_on == date(2024, 1, 14)
    assert there.purchases[0].bought_on == date(2024, 1, 13)


def test_a_time_that_the_clocks_skipped_is_still_a_moment(tmp_path):
    read = read_text(
        tmp_path, "Date,Client,Total\n31.03.2024 02:30,Ann,5.00\n27.10.2024 02:30,Ann,5.00\n"
    )

    assert [p.bought_at.astimezone(UTC).hour for p in read.purchases] == [1, 0]


def test_a_sheet_that_serves_is_found_and_its_rows_are_numbered_as_seen(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Notes"])
    sheet = book.create_sheet("Sales")
    sheet["B3"], sheet["C3"], sheet["D3"] = "Date", "Customer", "Total"
    sheet["B4"], sheet["C4"], sheet["D4"] = datetime(2024, 4, 3, 10, 30), "Ann Lee", 1234.567
    path = tmp_path / "book.xlsx"
    book.save(path)

    read = read_file(path, tmp_path)

    [purchase] = read.purchases
    assert (read.seen.sheet, read.seen.header_row, purchase.row) == ("Sales", 3, 4)
    assert (purchase.total_minor, purchase.bought_on) == (123457, date(2024, 4, 3))


def test_the_shape_is_the_same_for_the_same_columns_in_any_order(tmp_path):
    one = examine(write(tmp_path, "Date,Customer,Total\n", name="a.csv"), shop=SHOP)
    two = examine(write(tmp_path, "total;DATE;customer\n", name="b.csv"), shop=SHOP)

    assert one.shape == two.shape


def test_a_file_of_sales_without_any_customer_cannot_serve(tmp_path):
    seen = examine(write(tmp_path, "Receipt,Date,Item,Total\n1,13/01/2024,Tea,5.00\n"), shop=SHOP)

    assert seen.unusable == "no_customer"
