import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.listing import needles
from regulars.rules.phones import to_e164
from regulars.rules.search import search_text


def is_found(typed: str, held: str) -> bool:
    return all(any(one in held for one in some) for some in needles(typed, region="DE"))


HELD = search_text(
    name="José Müller-López",
    company="Café Süd",
    emails=["jose@example.com"],
    phones=["+491701234567"],
)


@pytest.mark.parametrize(
    "typed",
    [
        "jose",
        "LÓPEZ",
        "lopez jose",
        "mull",
        "sud",
        "@example",
        "0170",
        "0170 1234",
        "0170/123 45 67",
        "+49 170",
        "0049 170 1234567",
        "+49 (0)170 1234567",
        "234567",
        "josé 0170",
        "",
    ],
)
def test_somebody_is_found_by_any_part(typed):
    assert is_found(typed, HELD)


@pytest.mark.parametrize("typed", ["peter", "jose peter", "0171", "%", "8"])
def test_somebody_else_is_not_found(typed):
    assert not is_found(typed, HELD)


@given(st.integers(30, 999), st.integers(100_000, 9_999_999))
def test_a_phone_is_found_in_the_form_it_was_typed_in(area, number):
    typed = f"0{area} {number}"
    stored = to_e164(typed, "DE")
    if stored is None:
        return

    assert is_found(typed, stored)
    assert is_found(typed[:-1], stored)


@given(st.text(max_size=80))
def test_any_text_can_be_looked_for(text):
    for some in needles(text, region="DE"):
        assert some
