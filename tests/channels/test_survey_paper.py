"""The printed slips as a reader of PDFs sees them."""

import io
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from regulars.channels import survey_paper
from regulars.channels.paper import PaperIsMissing
from regulars.channels.survey_paper import Slip, print_survey
from regulars.rules.surveys import SheetKind

MADE = datetime(2026, 11, 28, 9, tzinfo=UTC)
SLIP = Slip("Is everything right?", "A few questions.", "Point at it.", "https://a.example/p/x")


def printed(kind: SheetKind, *slips: Slip) -> bytes:
    return print_survey(kind, slips, business="Aurora", language="en", made_at=MADE)


def pages(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def test_a_poster_is_one_page_with_its_address_to_type():
    (page,) = pages(printed(SheetKind.POSTER, SLIP))
    for text in ("Aurora", "Is everything right?", "Point at it.", "https://a.example/p/x"):
        assert text in page


def test_eight_slips_share_a_page_and_code_in_a_name_is_text():
    names = [f"#emph[Person] {number} \\ $x$" for number in range(9)]
    made = [Slip(SLIP.title, SLIP.lead, SLIP.how, SLIP.link, name=name) for name in names]

    found = pages(printed(SheetKind.SLIPS, *made))

    assert len(found) == 2
    assert "#emph[Person] 0 \\ $x$" in found[0]
    assert "#emph[Person] 8 \\ $x$" in found[1]


def test_the_same_slips_are_the_same_bytes():
    assert printed(SheetKind.SLIPS, SLIP) == printed(SheetKind.SLIPS, SLIP)


def test_without_the_extra_nothing_is_printed(monkeypatch):
    monkeypatch.setattr(survey_paper, "typst", None)
    with pytest.raises(PaperIsMissing):
        printed(SheetKind.POSTER, SLIP)
