import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.readers.amounts import Amounts, AmountUnreadable, currency_in, settle_decimal

AMOUNTS = st.decimals(
    min_value=-9_999_999, max_value=9_999_999, places=2, allow_nan=False, allow_infinity=False
)
WAYS = {  # thousands mark, decimal mark
    "english": (",", "."),
    "german": (".", ","),
    "french": ("\u202f", ","),
    "plain": ("", "."),
    "swiss": ("’", "."),
}


def written(amount: Decimal, way: str) -> str:
    thousands, mark = WAYS[way]
    return f"{amount:,.2f}".replace(",", "T").replace(".", mark).replace("T", thousands)


@given(AMOUNTS, st.sampled_from(sorted(WAYS)), st.sampled_from(["", " €", " EUR", " kr"]))
def test_an_amount_is_read_as_it_was_meant_in_every_way_of_writing(amount, way, sign):
    assert Amounts().read(written(amount, way) + sign) == amount


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("$8.00", "8"),
        ("-$7.00", "-7"),
        ("$-7.00", "-7"),
        ("($34.40)", "-34.40"),
        ("$1,234.50", "1234.50"),
        ("$1,149.00 ", "1149"),
        ("1.234,56", "1234.56"),
        ("-75,57", "-75.57"),
        ("0,00", "0"),
        ("116,99 €", "116.99"),
        ("1\xa0234,50\xa0€", "1234.50"),
        ("1'234.50", "1234.50"),
        ("CHF 12.-", "12"),
        ("12,--", "12"),
        ("11.5", "11.5"),
        ("75-", "-75"),
        ("−3,20", "-3.20"),
        ("'12.50", "12.50"),
        ('="2"', "2"),
        ("1,23,456.00", "123456"),
        ("12.345.678", "12345678"),
        (".5", "0.5"),
    ],
)
def test_ways_of_writing_seen_in_real_files(text, meant):
    assert Amounts().read(text) == Decimal(meant)


@pytest.mark.parametrize("text", ["", " ", "-", "--"])
def test_nothing_is_no_amount_and_no_mistake(text):
    assert Amounts().read(text) is None


@pytest.mark.parametrize(
    "text", ["abc", "12 5", "1.2.3", "2024-01-02", "12:30", "5 of 7", "1,2,3", "A17", "9" * 50]
)
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(AmountUnreadable):
        Amounts().read(text)


def test_one_mark_before_three_digits_is_read_as_its_column_says():
    assert Amounts(is_comma=True).read("1.000") == 1000
    assert Amounts(is_comma=False).read("1.000") == 1
    assert Amounts(is_comma=True).read("1,000") == 1


@pytest.mark.parametrize(
    ("values", "digits", "is_comma"),
    [
        (["1.000", "2,50"], 2, True),
        (["1,000", "2.50"], 2, False),
        (["1.000", "2.500"], 2, None),
        (["1,000", "2,500"], 2, None),
        (["1.000", "2.500"], 3, False),
        (["1.000", "2.500"], 0, True),
        (["5", "17"], 2, False),
        (["1.000.000"], 2, True),
        ([], 2, False),
    ],
)
def test_the_decimal_mark_is_settled_by_the_whole_column(values, digits, is_comma):
    assert settle_decimal(values, digits=digits) is is_comma


def test_a_sign_names_its_currency():
    assert currency_in("116,99 €", home="USD") == "EUR"
    assert currency_in("$5", home="CAD") == "CAD"
    assert currency_in("$5", home="EUR") == "USD"
    assert currency_in("Betrag (CHF)", home="EUR") == "CHF"
    assert currency_in("12.50", home="EUR") == ""


@given(st.text(max_size=60))
def test_no_text_breaks_it(text):
    with contextlib.suppress(AmountUnreadable):
        assert Amounts().read(text) is None or isinstance(Amounts().read(text), Decimal)


@pytest.mark.parametrize(
    ("text", "home", "currency"),
    [
        ("R$ 1.050,00", "BRL", "BRL"),
        ("R$ 1.050,00", "EUR", "BRL"),
        ("A$12.00", "USD", "AUD"),
        ("NZ$12.00", "AUD", "NZD"),
        ("CA$12.00", "USD", "CAD"),
        ("HK$12", "USD", "HKD"),
        ("US$12", "CAD", "USD"),
        ("1,050円", "JPY", "JPY"),
        ("¥12", "CNY", "CNY"),
        ("￥12", "JPY", "JPY"),
        ("Total ($)", "AUD", "AUD"),
    ],
)
def test_whose_dollar_or_yen_it_is(text, home, currency):
    assert currency_in(text, home=home) == currency


def test_yen_may_be_written_behind():
    assert Amounts().read("12,000円") == 12000
