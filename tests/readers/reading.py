"""How the tests of this folder read a file: the same few words everywhere."""

import textwrap
from datetime import date
from pathlib import Path

from regulars.readers.files import Answers, Examination, Part, ShopDefaults, examine, parts, read
from regulars.readers.records import (
    CustomerRecord,
    PurchaseRecord,
    Record,
    RefundRecord,
    Refusal,
    Tally,
)

SHOP = ShopDefaults(
    country="DE", currency="EUR", time_zone="Europe/Berlin", today=date(2026, 11, 22)
)


class Read:
    """A file as it was read, sorted by what came out."""

    def __init__(self, records: list[Record], tally: Tally, seen: Examination) -> None:
        self.records = records
        self.tally = tally
        self.seen = seen
        self.purchases = [r for r in records if isinstance(r, PurchaseRecord)]
        self.customers = [r for r in records if isinstance(r, CustomerRecord)]
        self.refunds = [r for r in records if isinstance(r, RefundRecord)]
        self.refusals = [r for r in records if isinstance(r, Refusal)]
        self.refused = [(r.row, r.reason) for r in self.refusals]


def read_file(
    path: Path, scratch: Path, *, answers: Answers | None = None, shop: ShopDefaults = SHOP
) -> Read:
    [part] = parts(path, scratch=scratch)
    return read_part(part, scratch, answers=answers, shop=shop)


def read_part(
    part: Part, scratch: Path, *, answers: Answers | None = None, shop: ShopDefaults = SHOP
) -> Read:
    seen = examine(part.path, shop=shop, answers=answers, name=part.name)
    tally = Tally()
    records = list(
        read(part.path, shop=shop, answers=answers, tally=tally, scratch=scratch, name=part.name)
    )
    return Read(records, tally, seen)


def write(folder: Path, text: str, *, name: str = "file.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(textwrap.dedent(text).lstrip("\n").encode(encoding))
    return path


def read_text(folder: Path, text: str, **how: object) -> Read:
    path = write(folder, text, encoding=str(how.pop("encoding", "utf-8")))
    return read_file(path, folder, **how)  # type: ignore[arg-type]
