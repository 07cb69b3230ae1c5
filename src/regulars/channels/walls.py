"""The charter for the wall, as PDF and as a picture to look at, by typst (the extra `paper`)."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from regulars.channels.paper import PIXELS_PER_INCH, PaperIsMissing, fonts

try:
    import typst
except ImportError:  # the extra is not installed
    typst = None  # type: ignore[assignment]

TEMPLATE = Path(__file__).parent / "sheets" / "charter.typ"


@dataclass(frozen=True, slots=True)
class WallClause:
    sentence: str
    who: str = ""
    figure: str = ""  # 47 of 49


@dataclass(frozen=True, slots=True)
class Wall:
    """All words, ready in the language of the business."""

    business: str
    heading: str
    opening: tuple[str, ...]  # paragraphs
    clauses: tuple[WallClause, ...]
    kept: str  # before each figure
    foot: str
    language: str = "en"
    paper: str = "a4"  # or "us-letter"


def wall_pdf(wall: Wall, *, made_at: datetime) -> bytes:
    """The same words at the same moment are the same bytes. Raises PaperIsMissing."""
    made = _compile(wall, format="pdf", timestamp=made_at.replace(microsecond=0))
    assert isinstance(made, bytes)
    return made


def wall_png(wall: Wall) -> list[bytes]:
    """Each page as a picture."""
    drawn = _compile(wall, format="png", ppi=PIXELS_PER_INCH)
    return drawn if isinstance(drawn, list) else [drawn]


def _compile(wall: Wall, **how: Any) -> Any:
    if typst is None:
        raise PaperIsMissing
    data = json.dumps(asdict(wall))
    return typst.compile(
        TEMPLATE.read_bytes(), font_paths=fonts(), sys_inputs={"data": data}, **how
    )
