"""Cards, letters and envelopes as PDF, and as pictures to look at, by typst (the extra `paper`).

One compile makes a whole batch. What people wrote goes in as data; our own template beside this
file (sheets/paper.typ) shows it as text, so that it can never be code. Nothing is fetched.
"""

import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import segno

from regulars.rules.kinds import PaperKind

try:
    import typst
except ImportError:  # the extra is not installed
    typst = None  # type: ignore[assignment]

TEMPLATE = Path(__file__).parent / "sheets" / "paper.typ"
EACH_LETTER = b"""#set page(width: 20mm, height: 20mm, margin: 2mm)
#set text(font: ("Libertinus Serif", "New Computer Modern"))
#for one in json(bytes(sys.inputs.data)) { page(text(one)) }"""
IN_NO_FONT = "\u0378"  # no letter: what a font shows for it, it shows for all that it lacks
PIXELS_PER_INCH = 150.0


class PaperIsMissing(Exception):
    """The extra `paper` is not installed."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a batch looks: the business's own design on its own paper."""

    kind: PaperKind
    paper: str  # a letter: "a4" or "us-letter"; an envelope: "dl", "c6" or "us10"
    form: str = "plain"  # of a letter: "din" puts the address where DIN 5008 form B wants it
    business: str = ""
    accent: str = "#1d6b57"
    headline: str = ""
    picture: str = ""  # a path below the root, beginning with a slash
    sender: tuple[str, ...] = ()
    link: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is written to one person."""

    key: int
    to: tuple[str, ...]
    paragraphs: tuple[tuple[str, ...], ...] = ()  # each of its lines
    subject: str = ""
    day: str = ""


def print_pdf(look: Look, sheets: Sequence[Sheet], *, root: Path, made_at: datetime) -> bytes:
    """All sheets in their order, one file. The same sheets at the same moment are the same bytes.

    `root` is the only folder that the template may read. Raises PaperIsMissing.
    """
    return _one(
        _compile(look, sheets, root, format="pdf", timestamp=made_at.replace(microsecond=0))
    )


def draw_png(look: Look, sheet: Sheet, *, root: Path) -> list[bytes]:
    """Each side of one sheet as a picture."""
    drawn = _compile(look, [sheet], root, format="png", ppi=PIXELS_PER_INCH)
    return drawn if isinstance(drawn, list) else [drawn]


def too_long(look: Look, sheets: Sequence[Sheet], *, root: Path) -> frozenset[int]:
    """The keys of sheets whose text does not fit, however small it is set."""
    _must_be_there()
    found = typst.query(
        TEMPLATE.read_bytes(),
        "<too-long>",
        field="value",
        root=str(root),
        font_paths=fonts(),
        sys_inputs={"data": _data(look, sheets)},
    )
    return frozenset(json.loads(found))


def letters_missing(texts: Iterable[str]) -> frozenset[str]:
    """Characters that no font here has. Found by drawing each beside one that none can have."""
    _must_be_there()
    asked = sorted({c for text in texts for c in text if not _is_surely_there(c)})
    if not asked:
        return frozenset()
    drawn = typst.compile(
        EACH_LETTER,
        format="svg",
        font_paths=fonts(),
        sys_inputs={"data": json.dumps([IN_NO_FONT, *asked])},
    )
    lacking, *pages = drawn
    return frozenset(one for one, page in zip(asked, pages, strict=True) if page == lacking)


def _is_surely_there(c: str) -> bool:
    """Western letters are in the fonts that come along; marks and spaces are never seen alone."""
    return c <= "\u017f" or unicodedata.category(c)[0] in "ZCM"


def _compile(look: Look, sheets: Sequence[Sheet], root: Path, **how: Any) -> Any:
    _must_be_there()
    return typst.compile(
        TEMPLATE.read_bytes(),
        root=str(root),
        font_paths=fonts(),
        sys_inputs={"data": _data(look, sheets)},
        **how,
    )


def _data(look: Look, sheets: Sequence[Sheet]) -> str:
    told = {name: getattr(look, name) for name in Look.__slots__}
    told["qr"] = _qr(look.link)
    written = [{name: getattr(sheet, name) for name in Sheet.__slots__} for sheet in sheets]
    return json.dumps({"look": told, "sheets": written})


def _qr(link: str) -> str:
    """The link as a square of dots, drawn as SVG; "" for none."""
    if not link:
        return ""
    return str(segno.make(link, error="m", micro=False).svg_inline(border=0, scale=4))


@cache
def fonts() -> Any:
    """Those that typst brings, and whatever this machine has for other scripts."""
    return typst.Fonts(include_system_fonts=True)


def _must_be_there() -> None:
    if typst is None:
        raise PaperIsMissing


def _one(pdf: Any) -> bytes:
    assert isinstance(pdf, bytes)
    return pdf
