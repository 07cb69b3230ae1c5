import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.phones import readable, to_e164


@pytest.mark.parametrize(
    "text",
    [
        "0171 1234567",
        "0171/1234567",
        "(0171) 123-4567",
        "+49 171 1234567",
        "+49 (0)171 1234567",
        "0049 171 1234567",
        "491711234567",
        "'+49 171 1234567",
        '="01711234567"',
        "tel:+491711234567",
        "171 1234567",
    ],
)
def test_one_number_however_it_is_written(text):
    assert to_e164(text, "DE") == "+491711234567"


@pytest.mark.parametrize("text", ["", "-", "12", "n/a", "0", "1" * 60, "ann@x.com"])
def test_what_is_no_number(text):
    assert to_e164(text, "DE") is None


@given(st.sampled_from(sorted(phonenumbers.SUPPORTED_REGIONS)))
def test_the_example_of_every_country_is_read_in_its_own_and_the_worlds_way(region):
    number = phonenumbers.example_number(region)
    meant = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    for way in ("INTERNATIONAL", "NATIONAL"):
        written = phonenumbers.format_number(number, getattr(phonenumbers.PhoneNumberFormat, way))
        assert to_e164(written, region) == meant


def test_a_stored_number_is_shown_in_groups_and_an_odd_one_as_it_is():
    assert readable("+491701234567") == "+49 170 1234567"
    assert readable("12") == "12"
