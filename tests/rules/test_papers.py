import pytest

from regulars.rules.kinds import Paper, PaperKind
from regulars.rules.papers import PAPERS, letter_form, usual_paper, written_as


@pytest.mark.parametrize("kind", list(PaperKind))
@pytest.mark.parametrize("country", ["DE", "US", "GB", ""])
def test_the_usual_paper_is_one_of_its_kind(kind, country):
    assert usual_paper(kind, country) in PAPERS[kind]


def test_paper_and_window_are_those_of_the_country():
    assert usual_paper(PaperKind.LETTER, "DE") is Paper.A4
    assert usual_paper(PaperKind.LETTER, "US") is Paper.US_LETTER
    assert usual_paper(PaperKind.ENVELOPE, "CA") is Paper.US10
    assert (letter_form("AT"), letter_form("FR")) == ("din", "plain")


def test_a_text_falls_into_paragraphs_and_lines():
    assert written_as("Dear Mara,\r\n\r\n\r\n one\rtwo \n\n") == (("Dear Mara,",), ("one", "two"))
    assert written_as(" \n ") == ()
