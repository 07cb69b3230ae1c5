import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.postal_addresses import Address, Gap, country_name, gaps, lines

MARA = Address("Mara Lindqvist", "", "Lange Straße 5", "20095", "Hamburg")


@pytest.mark.parametrize(
    ("address", "home", "written"),
    [
        (MARA, "DE", ["Mara Lindqvist", "Lange Straße 5", "20095 Hamburg"]),
        (MARA, "", ["Mara Lindqvist", "Lange Straße 5", "20095 Hamburg"]),
        (
            Address("Jean Roy", "Café Bleu", "3 rue d'Alésia", "75014", "Paris", "", "FR"),
            "DE",
            ["Café Bleu", "Jean Roy", "3 rue d'Alésia", "75014 Paris", "FRANKREICH"],
        ),
        (
            Address("Ann Lee", "", "1 High St\nFlat 2", "SW1A 1AA", "London", "", "GB"),
            "GB",
            ["Ann Lee", "1 High St", "Flat 2", "London", "SW1A 1AA"],
        ),
        (
            Address("Bo Diaz", "", "12 Elm St", "02139", "Cambridge", "MA", "US"),
            "US",
            ["Bo Diaz", "12 Elm St", "Cambridge MA 02139"],
        ),
        (
            Address("Nagy Éva", "", "Fő utca 7.", "1011", "Budapest", "", "HU"),
            "HU",
            ["Nagy Éva", "Budapest", "Fő utca 7.", "1011"],
        ),
        (
            Address("Yuki Kimura", "", "1-2-3 Ginza", "104-0061", "Chuo-ku", "Tokyo", "JP"),
            "DE",
            ["Yuki Kimura", "1-2-3 Ginza", "Chuo-ku, Tokyo", "104-0061", "JAPAN"],
        ),
        (
            Address("Aroha Ngata", "", "9 Queen St", "1010", "Auckland", "", "NZ"),
            "NZ",
            ["Aroha Ngata", "9 Queen St", "Auckland 1010"],
        ),
        (
            Address("Rita Melo", "", "Rua A 1", "01310-100", "São Paulo", "SP", "BR"),
            "BR",
            ["Rita Melo", "Rua A 1", "São Paulo - SP", "01310-100"],
        ),
        (
            Address("Aroma GmbH", "Aroma GmbH", "Weg 1", "8001", "Zürich", "", "CH"),
            "CH",
            ["Aroma GmbH", "Weg 1", "8001 Zürich"],
        ),
    ],
)
def test_the_lines_stand_in_the_order_of_the_country(address, home, written):
    assert lines(address, home=home, language="de") == written


@pytest.mark.parametrize(
    ("address", "home", "missing"),
    [
        (MARA, "DE", []),
        (Address(""), "DE", [Gap.NAME, Gap.STREET, Gap.CITY, Gap.POSTCODE]),
        (Address("A", "", "B 1", "1234", "C"), "DE", [Gap.ODD_POSTCODE]),
        (Address("A", "", "B 1", "1234", "C"), "AT", []),
        (Address("A", "", "B 1", "", "C"), "", [Gap.COUNTRY, Gap.POSTCODE]),
        (Address("A", "", "B 1", "", "Dublin", "", "IE"), "DE", []),
        (Address("A", "", "B 1", "02139", "Cambridge", "", "US"), "DE", [Gap.REGION]),
        (Address("A", "", "B 1", "12ABC", "Paris", "", "FR"), "DE", [Gap.ODD_POSTCODE]),
        (Address("A", "", "B 1", "sw1a1aa", "London", "", "GB"), "DE", []),
        (Address("A\x00", "", "B 1", "20095", "C"), "DE", [Gap.SPECK]),
        (Address("", "A Ltd", "B 1", "20095", "C"), "DE", []),
        (Address("A", "", " ", "20095", "\t"), "DE", [Gap.STREET, Gap.CITY]),
    ],
)
def test_what_is_missing_is_named(address, home, missing):
    assert gaps(address, home=home) == missing


TEXT = st.text(max_size=40)


@given(
    TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, st.sampled_from(["", "DE", "US", "GB", "JP", "HU", "XX"])
)
def test_whatever_stands_in_a_field_each_line_is_one_line_with_something_in_it(
    name, company, street, postcode, city, region, country
):
    address = Address(name, company, street, postcode, city, region, country)
    for line in lines(address, home="DE"):
        assert line.strip() == line != ""
        assert len(line.splitlines()) == 1
    gaps(address, home="DE")


def test_a_whole_address_keeps_every_word_of_it():
    written = " ".join(lines(MARA, home="DE"))
    assert all(word in written for word in ("Mara", "Lindqvist", "Straße", "20095", "Hamburg"))


def test_a_country_nobody_knows_is_its_code_and_an_odd_language_is_english():
    assert country_name("XX", "de") == "XX"
    assert country_name("FR", "zz") == "France"
