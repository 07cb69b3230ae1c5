import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.people_names import Typed, from_line, to_email


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("Maria Schulz", Typed("Maria Schulz")),
        ("Maria Schulz +49 170 1234567", Typed("Maria Schulz", (), ("+491701234567",))),
        ("Maria Schulz, 0170/1234567", Typed("Maria Schulz", (), ("+491701234567",))),
        (
            "Maria Schulz 030 1234567 <Maria@Example.com>",
            Typed("Maria Schulz", ("maria@example.com",), ("+49301234567",)),
        ),
        ("Studio 54", Typed("Studio 54")),
        ("maria@example.com", Typed("", ("maria@example.com",))),
        ("Ana @ the corner", Typed("Ana @ the corner")),
    ],
)
def test_a_line_typed_in_a_hurry_is_understood(line, typed):
    assert from_line(line, region="DE") == typed


@given(st.text(max_size=120))
def test_any_line_gives_something_and_never_breaks(line):
    typed = from_line(line, region="DE")

    assert len(typed.name) <= len(line)


@pytest.mark.parametrize("text", ["", "a", "a@", "@b.de", "a b@c.de", "a@b", "x" * 300 + "@b.de"])
def test_what_is_no_address_is_none(text):
    assert to_email(text) is None
