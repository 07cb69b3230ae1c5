# ruff: noqa: E501 - rows as they stand in files
from datetime import date

from tests.readers.reading import read_text

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
