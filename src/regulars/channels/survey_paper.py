"""A poster or slips with the link to a survey, as PDF, by typst (the extra `paper`)."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import segno

from regulars.channels.paper import PaperIsMissing, fonts
from regulars.rules.surveys import SheetKind

try:
    import typst
except ImportError:  # the extra is not installed
    typst = None  # type: ignore[assignment]

TEMPLATE = Path(__file__).parent / "sheets" / "survey.typ"


@dataclass(frozen=True, slots=True)
class Slip:
    """What stands on one of them, in its reader's language."""

    title: str
    lead: str
    how: str  # what to do with the square of dots
    link: str
    name: str = ""


def print_survey(
    kind: SheetKind, slips: Sequence[Slip], *, business: str, language: str, made_at: datetime
) -> bytes:
    """One file. The same slips at the same moment are the same bytes. Raises PaperIsMissing."""
    if typst is None:
        raise PaperIsMissing
    sheets = [asdict(slip) | {"qr": _qr(slip.link)} for slip in slips]
    told = {"kind": kind.value, "business": business, "language": language, "sheets": sheets}
    pdf = typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        font_paths=fonts(),
        sys_inputs={"data": json.dumps(told)},
        timestamp=made_at.replace(microsecond=0),
    )
    assert isinstance(pdf, bytes)
    return pdf


def _qr(link: str) -> str:
    return str(segno.make(link, error="m", micro=False).svg_inline(border=2, scale=4))
