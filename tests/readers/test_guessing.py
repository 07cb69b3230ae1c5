import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.readers.guessing import guess_fields
from regulars.rules.imports import Certainty, Field

COLUMNS: dict[Field, tuple[str, tuple[str, ...]]] = {
    Field.ORDER_KEY: ("Order number", ("A-1001", "A-1002", "A-1003", "A-1004")),
    Field.BOUGHT_ON: ("Order date", ("13.04.2024", "14.04.2024", "15.04.2024", "16.04.2024")),
    Field.TOTAL: ("Total", ("12,50", "99,00", "7,95", "120,00")),
    Field.NAME: ("Customer", ("Ann Lee", "Bob Poe", "Çelik Öz", "María García López")),
    Field.EMAIL: ("E-mail", ("ann@x.com", "bob@x.com", "oez@x.de", "maria@x.es")),
    Field.PHONE: ("Phone", ("+49 171 1234567", "0171 7654321", "+44 20 7946 0958", "")),
}
TRANSLATED = {
    Field.ORDER_KEY: ["Bestellnummer", "N° commande", "Numero ordine", "Bestelnummer", "Faktura"],
    Field.BOUGHT_ON: ["Datum", "Date de commande", "Fecha", "Data", "Dato", "Köpdatum"],
    Field.TOTAL: ["Betrag", "Montant TTC", "Importe", "Totaal", "Beløb", "Gesamt (EUR)"],
    Field.NAME: ["Kunde", "Nom du client", "Cliente", "Klant", "Kundnamn", "Nombre completo"],
    Field.EMAIL: ["E-Mail-Adresse", "Courriel", "Correo electrónico", "E-postadress", "email"],
    Field.PHONE: ["Telefon", "Téléphone portable", "Cellulare", "Teléfono", "Telefoonnummer"],
}


def guessed(columns: list[tuple[str, tuple[str, ...]]]) -> list[Field]:
    headers = [header for header, _ in columns]
    rows = [list(row) for row in zip(*(values for _, values in columns), strict=True)]
    return [guess.field for guess in guess_fields(headers, rows)]


@given(st.permutations(list(COLUMNS)))
def test_the_order_of_columns_does_not_matter(order):
    assert guessed([COLUMNS[field] for field in order]) == list(order)


@settings(max_examples=50)
@given(st.permutations(list(COLUMNS)), st.data())
def test_names_in_many_languages_are_understood(order, data):
    columns = [(data.draw(st.sampled_from(TRANSLATED[f])), COLUMNS[f][1]) for f in order]

    assert guessed(columns) == list(order)


@given(st.permutations(list(COLUMNS)))
def test_values_alone_tell_what_nameless_columns_are(order):
    columns = [(f"field_{i}", COLUMNS[field][1]) for i, field in enumerate(order)]

    assert guessed(columns) == list(order)


def test_a_name_that_its_values_deny_is_not_believed():
    [guess] = guess_fields(["Phone"], [["ann@x.com"], ["bob@x.com"]])

    assert guess.field is Field.EMAIL
    assert guess.certainty is Certainty.GUESSED


@pytest.mark.parametrize(
    "header", ["Last order date", "Letzter Besuch", "Dernière visite", "Total Spent", "Balance"]
)
def test_sums_and_days_of_a_lifetime_are_no_purchases(header):
    values = ("13.04.2024", "14.04.2024") if "p" not in header and "B" not in header else ("1", "2")
    fields = guessed([("Name", ("Ann Lee", "Bob Poe")), (header, values)])

    assert fields == [Field.NAME, Field.IGNORE]


def test_codes_in_place_of_names_are_keys():
    fields = guessed([("Date", ("13.04.2024",) * 3), ("Client", ("KERT01", "COOM01", "PEDM01"))])

    assert fields == [Field.BOUGHT_ON, Field.CUSTOMER_KEY]


def test_an_amount_that_differs_within_an_order_is_of_its_lines():
    fields = guessed(
        [
            ("Receipt", ("R100", "R100", "R101")),
            ("Date", ("13.04.2024", "13.04.2024", "14.04.2024")),
            ("Client", ("Ann Lee", "Ann Lee", "Bob Poe")),
            ("Amount", ("10.00", "5.00", "7.00")),
        ]
    )

    assert fields[3] is Field.LINE_AMOUNT


def test_each_word_of_a_name_is_weighed_with_the_values():
    columns = [
        ("Bestellnummer", ("5001", "5001", "5002")),
        ("Bestelldatum", ("13.04.2024", "13.04.2024", "14.04.2024")),
        ("E-Mail (Rechnung)", ("ann@x.com", "ann@x.com", "bob@x.com")),
        ("Gesamtbetrag der Bestellung", ("28,90", "28,90", "12,00")),
        ("Artikelname", ("Tee", "Becher", "Tee")),
        ("Menge", ("1", "2", "1")),
        ("Artikelpreis", ("10,00", "7,00", "10,00")),
    ]

    assert guessed(columns) == [
        Field.ORDER_KEY,
        Field.BOUGHT_ON,
        Field.EMAIL,
        Field.TOTAL,
        Field.ITEM,
        Field.QUANTITY,
        Field.UNIT_PRICE,
    ]


def test_dates_are_seen_under_a_name_that_speaks_of_the_receipt():
    columns = [
        ("Data scontrino", ("13-04-2024", "14-04-2024", "15-04-2024")),
        ("N. scontrino", ("1", "2", "3")),
        ("Cliente", ("Gio Rossi", "Pia Neri", "Gio Rossi")),
        ("Totale", ("€ 1.100,00", "€ 10,50", "€ 9,00")),
    ]

    assert guessed(columns) == [Field.BOUGHT_ON, Field.ORDER_KEY, Field.NAME, Field.TOTAL]
