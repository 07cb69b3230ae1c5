import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.cells import harmless


@pytest.mark.parametrize(
    "text", ["=1+1", "+49 170", "-1", "@SUM(A1)", "\tx", "\rx", "=cmd|' /C calc'!A0", "＝1"]
)
def test_what_a_spreadsheet_might_run_is_led_by_an_apostrophe(text):
    assert harmless(text) == f"'{text}"


@given(st.text())
def test_a_cell_never_starts_a_formula_and_nothing_is_lost(text):
    cell = harmless(text)

    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert cell.endswith(text)
