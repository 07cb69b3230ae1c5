import pytest

from regulars.queries.wording_words import FILLED_WITH, fields_said, trouble_said
from regulars.rules.fields import FIELDS
from regulars.rules.tones import Found, Trouble


def test_every_field_says_what_fills_it():
    assert FILLED_WITH.keys() == FIELDS.keys()
    assert ("{item}", "What they bought", True) in fields_said()


@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_is_one_sentence_and_names_its_word(trouble):
    said = trouble_said(Found(trouble, "voucher"))

    assert said.count(". ") == 0
    assert "%" not in said
    needs_word = trouble in {
        Trouble.UNKNOWN_FIELD,
        Trouble.STRAY_BRACE,
        Trouble.FAMILIAR,
        Trouble.DISTANT,
        Trouble.ADVERTISING,
    }
    assert ("voucher" in said) == needs_word
