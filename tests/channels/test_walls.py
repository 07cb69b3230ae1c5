"""The sheet for the wall, as a reader of PDFs sees it."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from regulars.channels.walls import Wall, WallClause, wall_pdf, wall_png

MADE = datetime(2026, 11, 28, 9, tzinfo=UTC)
WALL = Wall(
    business="Aurora Coffee",
    heading="What you can count on",
    opening=("We mean it.",),
    clauses=(
        WallClause("Whoever writes gets an answer within a day.", "For: everybody.", "47 of 49"),
        WallClause("#strong[What] we promise is done by its day."),
    ),
    kept="Kept in the last 90 days:",
    foot="Version 3, counted on 28 November 2026",
)


def words(wall: Wall) -> list[str]:
    pages = PdfReader(io.BytesIO(wall_pdf(wall, made_at=MADE))).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def test_everything_stands_on_one_page_and_nothing_of_it_is_code():
    (page,) = words(WALL)

    for text in ("Aurora Coffee", "What you can count on", "We mean it.", "47 of 49", "Version 3"):
        assert text in page
    assert "#strong[What] we promise" in page


@pytest.mark.parametrize(("paper", "points"), [("a4", (595, 842)), ("us-letter", (612, 792))])
def test_it_is_on_the_paper_of_the_country(paper, points):
    pdf = wall_pdf(replace(WALL, paper=paper), made_at=MADE)
    (page,) = PdfReader(io.BytesIO(pdf)).pages
    assert tuple(round(float(side)) for side in page.mediabox[2:]) == points


def test_many_promises_go_on_and_the_same_words_are_the_same_bytes():
    long = replace(WALL, clauses=WALL.clauses * 12)
    assert len(words(long)) > 1
    assert wall_pdf(WALL, made_at=MADE) == wall_pdf(WALL, made_at=MADE)


def test_it_can_be_looked_at():
    (picture,) = wall_png(WALL)
    assert picture.startswith(b"\x89PNG")
