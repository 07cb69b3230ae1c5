import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.cells import DANGEROUS, arm, defuse


@given(st.text())
def test_no_cell_is_a_formula_and_nothing_is_lost(text):
    cell = defuse(text)
    assert not cell.startswith(DANGEROUS)
    assert arm(cell) == text


@pytest.mark.parametrize("text", ["=1+1", "+49 30 1", "-5", "@SUM(A1)", "\tx", "\rx", "\nx"])
def test_what_a_spreadsheet_would_run_is_shown(text):
    assert defuse(text) == f"'{text}"


def test_plain_text_is_left_alone():
    assert defuse("Tomás Ferreira") == "Tomás Ferreira"
