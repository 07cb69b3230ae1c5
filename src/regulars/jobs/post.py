"""Makes the sheets of a batch, and draws designs. Killed anywhere, it makes the same file again
under the same name (S19)."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from regulars.actions.post import note_sheets
from regulars.channels.paper import Look, Sheet, draw_png, letters_missing, print_pdf, too_long
from regulars.models import CardDesign, Message, PrintBatch, Shop
from regulars.queries.formats import long_day
from regulars.queries.local_days import shop_zone
from regulars.queries.paper_files import batch_path, drawing_path, paper_folder
from regulars.queries.post import address_of, batch_messages
from regulars.rules.kinds import PaperKind
from regulars.rules.messages import Purpose
from regulars.rules.papers import letter_form, written_as
from regulars.rules.postal_addresses import lines

SIDES = 2


def write_sheets(batch: PrintBatch, at: Callable[[str], None] = lambda _point: None) -> str:
    """One file with all sheets of the batch. `at` is told each step; a test may stop there."""
    if batch.ready_at is not None:
        return "ready"
    at("begun")
    shop = Shop.objects.get(pk=Shop.ONLY)
    look = look_of(batch.design, PaperKind(batch.kind), shop)
    rows = list(batch_messages(batch))
    if any(row.purpose == Purpose.NOTICE for row in rows):
        look = replace(look, headline="", link="")  # nothing commercial rides along (N4)
    sheets = [sheet_of(row, look, batch, shop) for row in rows]
    left_out = _left_out(look, sheets, shop)
    printed = [sheet for sheet in sheets if sheet.key not in left_out]
    pdf = b""
    if printed:
        pdf = print_pdf(look, printed, root=_root(), made_at=batch.made_at)
    at("drawn")
    path = batch_path(batch)
    if pdf:
        write_whole(path, pdf)
    at("written")
    note_sheets(
        batch,
        stored_as=str(path.relative_to(settings.DATA)) if pdf else "",
        sheets=len(printed),
        left_out=sorted(left_out.items()),
    )
    at("noted")
    return f"{len(printed)} of {len(sheets)}"


def _left_out(look: Look, sheets: list[Sheet], shop: Shop) -> dict[int, str]:
    """Who cannot be printed, and why in the words of the business."""
    missing = letters_missing(_everything(sheets))
    long = too_long(look, sheets, root=_root())
    told = {}
    with override(shop.language):
        for sheet in sheets:
            lacking = sorted({c for text in _everything([sheet]) for c in text} & missing)
            if lacking:
                told[sheet.key] = _("no font here has these letters: %(letters)s") % {
                    "letters": " ".join(lacking[:12])
                }
            elif sheet.key in long:
                told[sheet.key] = _("the text is too long for this card")
    return told


def _everything(sheets: list[Sheet]) -> list[str]:
    return [
        text
        for sheet in sheets
        for text in (*sheet.to, sheet.subject, *(line for one in sheet.paragraphs for line in one))
    ]


def look_of(design: CardDesign | None, kind: PaperKind, shop: Shop) -> Look:
    design = design or CardDesign(kind=kind.value)
    return Look(
        kind=kind,
        paper=design.paper,
        form=letter_form(shop.country),
        business=shop.name,
        accent=design.accent,
        headline=design.headline,
        picture=f"/pictures/{Path(design.picture).name}" if design.picture else "",
        sender=tuple(line.strip() for line in design.sender_lines.splitlines() if line.strip()),
        link=design.link,
        language=shop.language,
    )


def sheet_of(message: Message, look: Look, batch: PrintBatch, shop: Shop) -> Sheet:
    customer = message.customer
    assert customer is not None
    is_envelope = look.kind is PaperKind.ENVELOPE
    return Sheet(
        key=message.pk,
        to=tuple(lines(address_of(customer), home=shop.country, language=shop.language)),
        paragraphs=() if is_envelope else written_as(message.body),
        subject="" if is_envelope else message.subject,
        day=long_day(batch.made_at.astimezone(shop_zone()).date(), message.language),
    )


def draw_design(design: CardDesign) -> int:
    """How it looks, as pictures for the settings. Returns how many sides."""
    shop = Shop.objects.get(pk=Shop.ONLY)
    look = look_of(design, PaperKind(design.kind), shop)
    with override(shop.language):
        body = _(
            "Dear Mara,\n\nthank you for coming in last week. I hope all of it is just as you"
            " wanted it. If anything is not, ring me: I would like to put it right.\n\nWarm regards"
        )
        sheet = Sheet(
            key=1,
            to=("Mara Lindqvist", _("Long Street 5"), _("12345 Sampletown")),
            paragraphs=written_as(body),
            subject=_("Thank you"),
            day=long_day(design.created_at.astimezone(shop_zone()).date(), shop.language),
        )
    pages = draw_png(look, sheet, root=_root())[:SIDES]
    for side, page in enumerate(pages, 1):
        write_whole(drawing_path(design, shop, side), page)
    return len(pages)


def _root() -> Path:
    folder = paper_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def write_whole(path: Path, data: bytes) -> None:
    """The file is there whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    coming = path.with_suffix(f".{os.getpid()}.coming")
    handle = os.open(coming, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    coming.replace(path)
