"""Where pictures and sheets lie inside the data folder. Their names are ours, never a person's."""

import hashlib
import json
from pathlib import Path

from django.conf import settings

from regulars.models import CardDesign, CharterPrint, PrintBatch, Shop, SurveySheet


def paper_folder() -> Path:
    """The only folder that the template of a sheet may read."""
    return Path(settings.DATA) / "files" / "paper"


def picture_path(name: str) -> Path:
    return paper_folder() / "pictures" / Path(name).name


def batch_path(batch: PrintBatch) -> Path:
    """Where its sheets are or will be: the same name however often they are made."""
    return paper_folder() / "batches" / f"{batch.pk}.pdf"


def survey_sheet_path(sheet: SurveySheet) -> Path:
    """The same name however often it is drawn."""
    return Path(settings.DATA) / "files" / "surveys" / f"{sheet.pk}.pdf"


def survey_sheets() -> list[Path]:
    return sorted((Path(settings.DATA) / "files" / "surveys").glob("*.pdf"))


def drawing_path(design: CardDesign, shop: Shop, side: int) -> Path:
    """A picture of how a design looks. Another look is another name, so that none is ever old."""
    return paper_folder() / "drawings" / f"{design.pk}-{look_digest(design, shop)}-{side}.png"


def look_digest(design: CardDesign, shop: Shop) -> str:
    told = [
        design.kind,
        design.paper,
        design.accent,
        design.headline,
        design.picture,
        design.sender_lines,
        design.link,
        shop.name,
        shop.country,
        shop.language,
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def wall_path(wanted: CharterPrint) -> Path:
    """Where the charter for the wall is or will be."""
    return paper_folder() / "walls" / f"{wanted.pk}.pdf"
