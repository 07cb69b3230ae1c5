"""Exports as they look after a year of life: spoilt by spreadsheets, translated, cut short."""

import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from regulars.readers.files import examine, parts
from regulars.rules.imports import UnusableReason
from tests.readers.reading import SHOP, read_file, read_text, write


def totals(read) -> list[int]:
    return [purchase.total_minor for purchase in read.purchases]


def test_ids_that_a_spreadsheet_rounded_hold_no_two_orders_together(tmp_path: Path):
    read = read_text(
        tmp_path,
        """
        Location,Order Id,Order #,Checks,Opened,# of Guests,Server,Total,Voided,Paid,Closed
        Grill,4.00E+18,1,1,10/8/26 5:18 PM,2,Sam,51.00,FALSE,x,y
        Grill,4.00E+18,2,1,10/13/26 5:18 PM,2,Sam,52.00,FALSE,x,y
        """,
    )

    assert totals(read) == [5100, 5200]
    assert [purchase.key for purchase in read.purchases] == ["", ""]


def test_a_customer_s_id_is_the_same_whether_a_spreadsheet_took_it_for_a_number(tmp_path: Path):
    read = read_text(
        tmp_path,
        """
        Invoice,InvoiceDate,Description,Quantity,Price,Customer ID
        489434,2009-12-01 07:45:00,Lamp,1,6.95,13085.0
        489435,2009-12-02 07:45:00,Lamp,1,6.95,13085
        """,
    )

    assert {purchase.customer.key for purchase in read.purchases} == {"13085"}


def test_totals_of_a_desktop_quickbooks_report_are_no_sales(tmp_path: Path):
    read = read_text(
        tmp_path,
        """
        ,,Type,Date,Num,Memo,Name,Item,Qty,Sales Price,Amount,Balance
        Abel Kristy,,,,,,,,,,,
        ,,Invoice,12/15/2025,71,Lumber,Abel Kristy,Lumber,2,5.00,10.00,10.00
        ,,Invoice,12/16/2025,72,Trim,Abel Kristy,Trim,1,5.00,5.00,15.00
        Total Abel Kristy,,,,,,,,3,,15.00,15.00
        Baker:Family Room,,,,,,,,,,,
        ,,Invoice,11/15/2025,73,Trim,Baker:Family Room,Trim,1,5.00,5.00,5.00
        Total Baker:Family Room,,,,,,,,1,,5.00,5.00
        TOTAL,,,,,,,,4,,20.00,20.00
        """,
    )

    assert (read.seen.format, read.refused) == ("quickbooks_sales", [])
    assert [(p.customer.name, p.total_minor) for p in read.purchases] == [
        ("Abel Kristy", 1000),
        ("Abel Kristy", 500),
        ("Baker:Family Room", 500),
    ]


def test_an_item_s_row_under_its_ebay_order_is_not_paid_again(tmp_path: Path):
    read = read_text(
        tmp_path,
        """
        Sales Record Number,Order Number,Buyer Username,Buyer Name,Item Title,Quantity,Sold For,Total Price,Sale Date,Paid On Date
        202,12-09-0,pia,Pia Stone,,2,$40.00,$45.00,Jul-02-26,Jul-02-26
        202,12-09-0,pia,,Lamp,1,$25.00,$25.00,Jul-02-26,Jul-02-26
        202,12-09-0,pia,,Shade,1,$15.00,$15.00,Jul-02-26,Jul-02-26
        1 record(s) downloaded
        """,  # noqa: E501
    )

    assert totals(read) == [4500]
    assert [line.name for line in read.purchases[0].lines] == ["Lamp", "Shade"]


def test_woocommerce_may_write_its_revenue_as_html(tmp_path: Path):
    read = read_text(
        tmp_path,
        """
        Date,Order #,N. Revenue (formatted),Status,Customer,Customer type,Product(s),Items sold
        2024-02-03 10:20:30,1203,"<bdi>45,00&nbsp;&euro;</bdi>",completed,Gil,new,2× Mug,2
        2024-02-04 10:20:30,1204,"-&euro;5,00",refunded,Gil,returning,1× Mug,1
        """,
    )

    assert totals(read) == [4500]
    assert [refund.amount_minor for refund in read.refunds] == [500]


@pytest.mark.parametrize(
    ("kind", "status", "given_back"), [("Sale", "Refunded", 1150), ("Sale", "Successful", 0)]
)
def test_sumup_in_english_may_say_in_the_status_that_a_sale_was_given_back(
    tmp_path: Path, kind: str, status: str, given_back: int
):
    read = read_text(
        tmp_path,
        f"""
        Email,Date,Transaction ID,Transaction type,Status,Process as,Entry mode,Auth code,Total
        me@x.com,2025-01-31 19:56:55,T1,{kind},{status},CREDIT,CONTACTLESS,1,11.5
        ,2025-01-31 19:57:55,T1,Payout,Paid,,,,11.5
        """,
    )

    assert [(p.total_minor, p.refunded_minor) for p in read.purchases] == [(1150, given_back)]


def test_xero_without_totals_adds_lines_and_their_tax(tmp_path: Path):
    read = read_text(
        tmp_path,
        """
        ContactName,InvoiceNumber,InvoiceDate,Total,Description,Quantity,UnitAmount,TaxAmount
        Kea,INV-1,13 Mar 2024,,Visit,2,50.00,15.00
        Kea,INV-1,13 Mar 2024,,Part,1,10.00,1.50
        """,
    )

    assert totals(read) == [12650]


def test_vagaro_packs_date_employee_and_number_into_one_cell(tmp_path: Path):
    read = read_text(
        tmp_path,
        """
        Checkout Date / Checkout By / Transaction ID,Customer,Item Sold,Qty,Tip,Amt Paid
        "Jan 15, 2024 10:00 AM / Jane / 12345",Ann Lee,Cut,1,$5.00,$55.00
        "Jan 15, 2024 10:00 AM / Jane / 12345",Ann Lee,Shampoo,1,$0.00,$10.00
        02/16/2024 10:00 AM / Jane / 12346,Ann Lee,Cut,1,$5.00,$55.00
        """,
    )

    assert [(p.key, p.bought_on.isoformat(), p.total_minor) for p in read.purchases] == [
        ("12345", "2024-01-15", 6500),
        ("12346", "2024-02-16", 5500),
    ]


def test_paypal_in_german_tells_sales_from_the_rest(tmp_path: Path):
    read = read_text(
        tmp_path,
        """
        "Datum","Uhrzeit","Zeitzone","Name","Typ","Status","Währung","Brutto","Absender E-Mail-Adresse","Empfänger E-Mail-Adresse","Transaktionscode","Zugehöriger Transaktionscode","Auswirkung auf Guthaben"
        "13.02.2023","10:11:12","CET","Max","PayPal Express-Zahlung","Abgeschlossen","EUR","1.119,00","max@x.de","ich@x.de","A1","","Haben"
        "14.02.2023","10:11:12","CET","Max","Rückzahlung","Abgeschlossen","EUR","-19,00","ich@x.de","max@x.de","A2","A1","Soll"
        "15.02.2023","10:11:12","CET","","Bankgutschrift auf PayPal-Konto","Abgeschlossen","EUR","50,00","","ich@x.de","A3","","Haben"
        "16.02.2023","10:11:12","CET","","Allgemeine Abbuchung","Abgeschlossen","EUR","-500,00","ich@x.de","","A4","","Soll"
        "17.02.2023","10:11:12","CET","Eva","Handyzahlung","Ausstehend","EUR","5,00","eva@x.de","ich@x.de","A5","","Memo"
        "18.02.2023","10:11:12","CET","Eva","Zahlung im Einzugsverfahren","Abgeschlossen","EUR","25,00","eva@x.de","ich@x.de","A6","B-1","Haben"
        """,  # noqa: E501
    )

    assert [(p.key, p.total_minor, p.refunded_minor) for p in read.purchases] == [
        ("A1", 111_900, 1_900),
        ("A6", 2_500, 0),
    ]
    assert (read.tally.cancelled, read.tally.not_sales) == (1, 2)


def test_bigcommerce_packs_its_products(tmp_path: Path):
    read = read_text(
        tmp_path,
        """
        Order ID,Customer ID,Customer Name,Customer Email,Order Date,Order Status,Order Total (inc tax),Refund Amount,Product Details
        101,7,Ann Lee,ann@x.com,14/02/2024,Completed,30.00,0.00,"Product ID: 12, Product Qty: 2, Product SKU: M, Product Name: Mug, Product Weight: 1|Product ID: 13, Product Qty: 1, Product Name: Tea, green, Product Weight: 1"
        102,7,Ann Lee,ann@x.com,15/02/2024,Incomplete,30.00,0.00,"Product ID: 12, Product Qty: 2, Product Name: Mug"
        """,  # noqa: E501
    )

    assert read.tally.cancelled == 1
    assert [(line.name, line.quantity) for line in read.purchases[0].lines] == [
        ("Mug", Decimal(2)),
        ("Tea, green", Decimal(1)),
    ]


@pytest.mark.parametrize(
    ("file_name", "consents"),
    [
        ("subscribed_members_export_15d1.csv", [True]),
        ("unsubscribed_members_export_15d1.csv", [False]),
        ("cleaned_members_export_15d1.csv", [False]),
        ("nonsubscribed_members_export_15d1.csv", []),
    ],
)
def test_the_name_of_a_mailchimp_file_says_who_must_not_be_written_to(
    tmp_path: Path, file_name: str, consents: list[bool]
):
    path = tmp_path / file_name
    path.write_text(
        "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,LAST_CHANGED,LEID,EUID\n"
        "a@x.com,Ann,Lee,2,,2022-01-01,1,ab\n",
        encoding="utf-8",
    )

    [ann] = read_file(path, tmp_path).customers

    assert [consent.is_given for consent in ann.consents] == consents


def test_a_day_of_toast_is_told_once(tmp_path: Path):
    archive = tmp_path / "20261008.zip"
    with zipfile.ZipFile(archive, "w") as day:
        for name in ("OrderDetails", "CheckDetails", "PaymentDetails", "ItemSelectionDetails"):
            day.writestr(f"20261008/{name}.csv", "a,b\n1,2\n")
        day.writestr("20261009/OrderDetails.csv", "a,b\n1,2\n")

    names = [part.name for part in parts(archive, scratch=tmp_path)]

    assert names == ["20261008/CheckDetails.csv", "20261009/OrderDetails.csv"]


def test_columns_set_out_with_spaces_and_no_heading(tmp_path: Path):
    path = tmp_path / "log.txt"
    path.write_text(
        " 00001 19970101  1   11.77\n 00002 19970112  1   12.00\n 00002 19970115 10  112.00\n"
    )

    read = read_file(path, tmp_path)

    assert [(p.customer.key, p.bought_on.isoformat(), p.total_minor) for p in read.purchases] == [
        ("00001", "1997-01-01", 1177),
        ("00002", "1997-01-12", 1200),
        ("00002", "1997-01-15", 11200),
    ]


def test_the_list_of_quickbooks_customers_has_a_letterhead_and_a_count(tmp_path: Path):
    read = read_text(
        tmp_path,
        """
        Customer Contact List,,,,,
        Test Company,,,,,

        Customer,Phone Numbers,Email,Full Name,Billing Address,Shipping Address
        Abel Kristy,Phone:+1 (617) 555-0123 Mobile:+1 (617) 555-0188,kristy@x.com,Kristy Abel,1 Rd,
        Only Name Ltd,,,,,
        "Monday, August 03, 2026 09:15 AM GMT-07:00",,,,,
        """,
    )

    assert read.seen.format == "quickbooks_customers"
    assert [(person.name, len(person.phones)) for person in read.customers] == [
        ("Kristy Abel", 2),
        ("Only Name Ltd", 0),
    ]
    assert read.refused == []


def test_a_shopify_order_without_its_number_stands_alone(tmp_path: Path):
    read = read_text(
        tmp_path,
        """
        Name,Email,Financial Status,Total,Currency,Created at,Lineitem quantity,Lineitem name
        ,,paid,10.00,EUR,,1,Tea
        ,ann@x.com,paid,12.00,EUR,2024-01-01 10:00:00 +0100,1,Tea
        #2,ann@x.com,paid,14.00,EUR,2024-01-02 10:00:00 +0100,1,Tea
        """,
    )

    assert [(p.key, p.total_minor) for p in read.purchases] == [("", 1200), ("#2", 1400)]
    assert read.refused == [(2, "date_missing")]


def test_a_file_with_a_tool_s_plain_names_but_its_own_money_is_mapped_like_any_other(
    tmp_path: Path,
):
    read = read_text(
        tmp_path,
        """
        ID,Customer,Company,Date,Amount
        1,Ann Lee,Lee Ltd,2024-01-14,12.50
        2,Ann Lee,Lee Ltd,2024-02-14,13.50
        """,
    )

    assert read.seen.format == "generic"
    assert totals(read) == [1250, 1350]


@pytest.mark.parametrize(
    ("status", "is_sale"),
    [
        ("paid", True),
        ("partially_paid", True),
        ("partially_refunded", True),
        ("refunded", True),
        ("", True),
        ("pending", False),
        ("authorized", False),
        ("voided", False),
        ("expired", False),
    ],
)
def test_what_shopify_calls_a_sale(tmp_path: Path, status: str, is_sale: bool):
    read = read_text(
        tmp_path,
        f"""
        Name,Email,Financial Status,Total,Created at,Lineitem quantity,Lineitem name
        #2,ann@x.com,{status},14.00,2024-01-02 10:00:00 +0100,1,Tea
        """,
    )

    assert (len(read.purchases), read.tally.cancelled) == (int(is_sale), int(not is_sale))


@pytest.mark.parametrize(
    "text",
    [
        """
        Sales Summary,Jan 1 2024 - Jan 31 2024
        Gross Sales,"$1,000.00"
        Net Sales,"$1,000.00"
        """,
        """
        Customer,Total
        Ann Lee,100.00
        Bob Ray,50.00
        """,
        """
        Month,Orders,Gross sales,Discounts,Returns,Net sales,Shipping,Taxes,Total sales
        Jan 2024,10,100,0,0,100,0,0,100
        """,
    ],
)
def test_sums_in_place_of_sales_are_refused(tmp_path: Path, text: str):
    seen = examine(write(tmp_path, text), shop=SHOP)

    assert str(seen.unusable) == "summary_report"


def test_a_visit_paid_in_two_equal_halves_is_paid_in_full(tmp_path: Path):
    square = read_text(
        tmp_path,
        """
        Date,Time,Time Zone,Gross Sales,Net Sales,Total Collected,Net Total,Transaction ID,Payment ID,Event Type
        2026-07-18,12:00:00,Berlin,€10.00,€10.00,€10.00,€9.70,T1,P1,Payment
        2026-07-18,12:00:09,Berlin,€10.00,€10.00,€10.00,€9.70,T1,P2,Payment
        """,  # noqa: E501
    )
    zettle = read_text(
        tmp_path,
        """
        Datum,Uhrzeit,Belegnummer,MwSt. (19.0%),Gesamt,Netto,Zahlungsmethode,Ereignistyp,Letzte Ziffern
        2024-01-31 19:56:55,2024-01-31 19:56:55,100,1.60,10.00,9.80,Karte,Kauf,1234
        2024-01-31 19:56:59,2024-01-31 19:56:59,100,1.60,10.00,9.80,Bar,Kauf,
        """,  # noqa: E501
    )

    assert totals(square) == [2000]
    assert totals(zettle) == [2000]


def test_a_family_name_called_name_beside_a_given_name(tmp_path: Path):
    read = read_text(
        tmp_path,
        """
        Kartennummer;Name;Vorname;Telefon
        1001;Müller;Jörg;0171 2345678
        """,
    )

    [joerg] = read.customers
    assert (joerg.name, joerg.given_name, joerg.family_name) == ("Jörg Müller", "Jörg", "Müller")


def test_the_count_under_an_ebay_export_is_no_sale(tmp_path: Path):
    read = read_text(
        tmp_path,
        """
        "Sales Record Number","Order Number","Buyer Username","Buyer Name","Item Title","Quantity","Sold For","Total Price","Sale Date","Paid On Date"
        "1","12-09-0","pia","Pia Stone","Lamp","1","$40.00","$45.00","Jul-02-26","Jul-02-26"

        "1","record(s) downloaded,"," from ,Jul-01-26"," 00:00:00"," to ","Jul-31-26"," 12:00:00"
        "Seller ID : lampking"
        """,  # noqa: E501
    )

    assert (totals(read), read.refused, read.tally.rows) == ([4500], [], 1)


def test_days_that_are_only_counted_are_no_dates(tmp_path: Path):
    path = write(
        tmp_path,
        """
        household_key,BASKET_ID,DAY,PRODUCT_ID,QUANTITY,SALES_VALUE
        2375,26984851472,1,1004906,1,1.39
        2375,26984851472,1,1033142,1,0.82
        1364,26984896261,2,842930,1,2.19
        """,
    )

    assert examine(path, shop=SHOP).unusable is UnusableReason.NO_DATE


@pytest.mark.parametrize(
    "text",
    [
        "Hello, this is a readme\n",
        "Dear Anna Smith\nthank you for your order.\nIt will come on Monday, we hope\n",
    ],
)
def test_a_letter_is_no_list_of_customers(tmp_path: Path, text: str):
    assert examine(write(tmp_path, text), shop=SHOP).unusable is UnusableReason.NOT_A_TABLE


def test_the_numbers_of_a_log_without_a_heading_are_its_customers(tmp_path: Path):
    days = [f"199{n % 3 + 6}01{n % 28 + 1:02d}" for n in range(40)]
    rows = [f" {n % 4 + 1:05d} {day}  1  {n + 10}.77\n" for n, day in enumerate(days)]

    read = read_text(tmp_path, "".join(rows))

    keys = {purchase.customer.key for purchase in read.purchases}
    assert keys == {"00001", "00002", "00003", "00004"}
    assert len(read.purchases) == 40
