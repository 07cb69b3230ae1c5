"""The PDFs as a reader of PDFs sees them."""

import io
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from regulars.channels import paper
from regulars.channels.paper import Look, Sheet, draw_png, letters_missing, print_pdf, too_long
from regulars.rules.kinds import PaperKind

MADE = datetime(2026, 11, 28, 9, tzinfo=UTC)
MM = 72 / 25.4
MARA = ("Mara Lindqvist", "Lange Straße 5", "20095 Hamburg")
BODY = (("Dear Mara,",), ("thank you for coming in.", "It was a pleasure."), ("Ana Torres",))


def look(kind="postcard", size="a6", **more):
    told = {"business": "Aurora Coffee", "sender": ("Aurora Coffee", "Weg 1", "20099 Hamburg")}
    return Look(PaperKind(kind), size, **told | more)


def read(made_of, sheets, root):
    return PdfReader(io.BytesIO(print_pdf(made_of, sheets, root=root, made_at=MADE)))


def words(page):
    return " ".join(page.extract_text().split())


def size_mm(page):
    return tuple(round(float(side) / MM) for side in page.mediabox[2:])


def where(page):
    """Each text with the millimetres from the left and from the top at which it begins."""
    found, height = {}, float(page.mediabox[3])

    def note(text, at, tm, _font, _size):
        if text.strip():
            x = at[0] * tm[4] + at[2] * tm[5] + at[4]
            y = at[1] * tm[4] + at[3] * tm[5] + at[5]
            found.setdefault(text.strip(), (x / MM, (height - y) / MM))

    page.extract_text(visitor_text=note)
    return found


def test_a_postcard_is_two_sides_of_a6_with_words_and_address(tmp_path):
    pages = read(look(headline="Thank you"), [Sheet(1, MARA, BODY), Sheet(2, MARA)], tmp_path).pages
    assert [size_mm(page) for page in pages] == [(148, 105)] * 4
    assert "Thank you" in words(pages[0])
    for text in ("Dear Mara,", "It was a pleasure.", *MARA, "20099 Hamburg"):
        assert text in words(pages[1])


@pytest.mark.parametrize(
    ("size", "form", "millimetres"), [("a4", "din", (210, 297)), ("us-letter", "plain", (216, 279))]
)
def test_a_letter_shows_its_address_in_the_window(tmp_path, size, form, millimetres):
    made = look("letter", size, form=form)
    (page,) = read(made, [Sheet(1, MARA, BODY, "A subject", "28 November 2026")], tmp_path).pages
    assert size_mm(page) == millimetres
    found = where(page)
    x, y = next(at for text, at in found.items() if text.startswith("Mara Lindqvist"))
    assert 20 <= x <= 30
    assert 62 <= y <= 72, "form B: the address begins 62.7 mm from the top"
    for text in ("A subject", "28 November 2026", "Dear Mara,", "Aurora Coffee · Weg 1"):
        assert text in words(page)


def test_a_long_letter_goes_on_and_the_next_one_begins_a_page_of_its_own(tmp_path):
    long = tuple((f"Paragraph {number}. " + "Words and words. " * 20,) for number in range(30))
    sheets = [Sheet(1, MARA, long), Sheet(2, ("Ben",), (("Short.",),))]
    pages = read(look("letter", "a4", form="din"), sheets, tmp_path).pages
    assert len(pages) >= 3
    assert "Paragraph 29." in words(pages[-2])
    assert ["Aurora Coffee · Weg 1" in words(page) for page in pages].count(True) == 2
    assert "Ben" in words(pages[-1])


@pytest.mark.parametrize(
    ("size", "millimetres"), [("dl", (220, 110)), ("c6", (162, 114)), ("us10", (241, 105))]
)
def test_an_envelope_has_its_size_and_both_addresses(tmp_path, size, millimetres):
    (page,) = read(look("envelope", size), [Sheet(1, MARA)], tmp_path).pages
    assert size_mm(page) == millimetres
    assert all(line in words(page) for line in (*MARA, "Weg 1"))


@pytest.mark.parametrize(
    "nasty",
    [
        "#sys.inputs.data",
        '#panic(1) #eval("1")',
        "$x^2$ and $",
        "back\\slash \\u{41} \\",
        "\"quotes\" 'and' `code` ```more```",
        "*b* _i_ @ref <label> = head - list + more / term",
        '[#read("/etc/passwd")]',
        "// comment /* and */ ~ --- ...",
        "{{ name }} {% x %}",
    ],
)
def test_what_people_wrote_is_text_and_never_code(tmp_path, nasty):
    to = (nasty[:60], "Lange Straße 5", "20095 Hamburg")
    made = look(headline=nasty, sender=(nasty,), business=nasty)
    page = read(made, [Sheet(1, to, ((nasty,),), nasty)], tmp_path).pages[1]
    plain = nasty.replace("'", "").replace('"', "")
    told = words(page).replace("’", "").replace("'", "").replace('"', "")
    told = told.replace("“", "").replace("”", "").replace("‘", "")
    assert plain in told


def test_the_same_sheets_at_the_same_moment_are_the_same_file(tmp_path):
    first, second = (
        print_pdf(
            look(link="https://a.example"), [Sheet(1, MARA, BODY)], root=tmp_path, made_at=MADE
        )
        for _ in range(2)
    )
    assert first == second


def test_letters_that_no_font_has_are_named():
    assert letters_missing(["Ångström, ÆØ, ß, Łódź, Ñandú", "Ελλάδα", "Київ"]) == frozenset()
    assert letters_missing(["plain", "\U00013080 and \U00012000"]) == {"\U00013080", "\U00012000"}


def test_a_text_that_fits_at_no_size_is_named_by_its_key(tmp_path):
    long = (("Far too many words for a card. " * 60,),)
    sheets = [Sheet(1, MARA, BODY), Sheet(7, MARA, long)]
    assert too_long(look(), sheets, root=tmp_path) == {7}
    assert too_long(look(), sheets[:1], root=tmp_path) == frozenset()


def test_a_design_is_drawn_as_pictures(tmp_path):
    pages = draw_png(look(headline="Hello"), Sheet(1, MARA, BODY), root=tmp_path)
    assert len(pages) == 2
    assert all(page.startswith(b"\x89PNG") for page in pages)


def test_nothing_outside_the_folder_is_read(tmp_path):
    folder = tmp_path / "inside"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(draw_png(look(), Sheet(1, MARA), root=folder)[0])
    with pytest.raises(Exception, match="escape the project root"):
        print_pdf(look(picture="/../secret.png"), [Sheet(1, MARA)], root=folder, made_at=MADE)


def test_without_the_extra_it_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(paper, "typst", None)
    with pytest.raises(paper.PaperIsMissing):
        print_pdf(look(), [], root=tmp_path, made_at=MADE)
