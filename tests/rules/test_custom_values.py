import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.custom_values import OddValue, stored_value
from regulars.rules.kinds import FieldKind


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (FieldKind.NUMBER, "42,5", "42.5"),
        (FieldKind.NUMBER, "1 000", "1000"),
        (FieldKind.NUMBER, "-3", "-3"),
        (FieldKind.NUMBER, "", ""),
        (FieldKind.DATE, "2026-02-28", "2026-02-28"),
        (FieldKind.TEXT, "  as it is  ", "as it is"),
        (FieldKind.CHOICE, "oat", "oat"),
    ],
)
def test_a_value_is_kept_in_one_form(kind, typed, kept):
    assert stored_value(kind, typed, options=["oat"]) == kept


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        (FieldKind.NUMBER, "many", "number"),
        (FieldKind.NUMBER, "NaN", "number"),
        (FieldKind.NUMBER, "1e999999", "number"),
        (FieldKind.DATE, "2026-02-30", "date"),
        (FieldKind.CHOICE, "soy", "choice"),
        (FieldKind.TEXT, "x" * 501, "long"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_code(kind, typed, code):
    with pytest.raises(OddValue) as refused:
        stored_value(kind, typed, options=["oat"])

    assert refused.value.code == code


@given(st.sampled_from(FieldKind), st.text(max_size=600))
def test_any_text_is_kept_or_refused_and_kept_ones_stay(kind, text):
    try:
        kept = stored_value(kind, text, options=["oat"])
    except OddValue:
        return
    assert stored_value(kind, kept, options=["oat"]) == kept
