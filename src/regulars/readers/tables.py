"""Any upload as a table of text cells, one row at a time."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from regulars.readers.archives import check_archive, check_workbook, is_zip
from regulars.readers.encodings import Encoding, encoding_of
from regulars.readers.lines import LONGEST_CELL, Records, Refuse
from regulars.readers.problems import Unusable
from regulars.rules.imports import RefusalReason, UnusableReason

DELIMITERS = (",", ";", "\t", "|")
_SNIFFED_ROWS = 60
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Rows = Iterator[tuple[int, list[str]]]
Cell = int | float | str | bool | time | date | datetime | timedelta


@dataclass(frozen=True, slots=True)
class Table:
    """A file, or one sheet of it, opened so far that its rows can be walked again and again."""

    path: Path
    walk: Callable[[Refuse], Rows]
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""

    def rows(self, refuse: Refuse | None = None) -> Rows:
        """(number as an editor or spreadsheet counts it, cells). Blank rows are left out."""
        return self.walk(refuse or _say_nothing)


def open_tables(path: Path) -> list[Table]:
    """One table for a text file, one for each filled sheet of a workbook. Raises Unusable."""
    if path.stat().st_size == 0:
        raise Unusable(UnusableReason.EMPTY)
    if is_zip(path):
        check_archive(path)
        check_workbook(path)
        return _sheets(path)
    with path.open("rb") as stream:
        if stream.read(8) == _OLD_EXCEL:
            return _sheets(path)
    return [_text_table(path)]


def _say_nothing(row: int, reason: RefusalReason) -> None:
    pass


def _text_table(path: Path) -> Table:
    with path.open("rb") as stream:
        start = stream.read(1 << 16)
    if start.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!")):
        raise Unusable(UnusableReason.NOT_A_TABLE)
    encoding = encoding_of(path)
    delimiter, skip_lines = _delimiter_of(path, encoding)

    def walk(refuse: Refuse) -> Rows:
        records = Records(
            path, encoding=encoding, delimiter=delimiter, refuse=refuse, skip_lines=skip_lines
        )
        for number, cells in records:
            if not any(cells):
                continue
            yield number, cells

    return Table(path, walk, encoding=encoding.name, delimiter=delimiter)


def _delimiter_of(path: Path, encoding: Encoding) -> tuple[str, int]:
    """The delimiter, and how many lines a `sep=` note takes."""
    with path.open(encoding=encoding.name, errors="replace", newline="") as stream:
        first = stream.readline(LONGEST_CELL)
    said = first.strip().strip('"')
    if said.lower().startswith("sep=") and len(said) == 5:
        return said[4], 1
    fits = {mark: _fit(path, encoding, mark) for mark in DELIMITERS}
    best = max(DELIMITERS, key=lambda mark: fits[mark])
    if not fits[best][1] and _is_set_out_with_spaces(path, encoding):
        return " ", 0
    return best, 0


def _is_set_out_with_spaces(path: Path, encoding: Encoding) -> bool:
    """Every row as wide as the first, of more than two cells, most of them numbers."""
    records = Records(path, encoding=encoding, delimiter=" ", refuse=_say_nothing)
    rows = [cells for _, cells in islice(records, _SNIFFED_ROWS) if any(cells)]
    cells = [cell for row in rows for cell in row]
    numbers = sum(cell.replace(".", "", 1).replace(",", "", 1).isdigit() for cell in cells)
    is_even = len({len(row) for row in rows}) == 1
    return is_even and len(rows[0]) > 2 and numbers > len(cells) / 2


def _fit(path: Path, encoding: Encoding, delimiter: str) -> tuple[float, int]:
    """How evenly a delimiter divides the first rows: the widest even division is the right one."""
    widths: Counter[int] = Counter()
    try:
        for taken, (_, cells) in enumerate(
            Records(path, encoding=encoding, delimiter=delimiter, refuse=_say_nothing)
        ):
            if taken >= _SNIFFED_ROWS:
                break
            if any(cells):
                widths[len(cells)] += 1
    except csv.Error:
        return 0.0, 0
    useful = {width: count for width, count in widths.items() if width > 1}
    if not useful:
        return 0.0, 0
    width, count = max(useful.items(), key=lambda pair: (pair[1], pair[0]))
    return count / widths.total() * (width - 1) ** 0.5, width


def _sheets(path: Path) -> list[Table]:
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            names = [
                name
                for name, meta in zip(book.sheet_names, book.sheets_metadata, strict=True)
                if meta.typ == SheetTypeEnum.WorkSheet
            ]
            filled = [name for name in names if book.get_sheet_by_name(name).height]
    except PasswordError as error:
        raise Unusable(UnusableReason.PASSWORD) from error
    except (CalamineError, OSError, ValueError) as error:
        raise Unusable(UnusableReason.DAMAGED) from error
    if not filled:
        raise Unusable(UnusableReason.EMPTY)
    return [_sheet(path, name) for name in filled]


def _sheet(path: Path, name: str) -> Table:
    def walk(refuse: Refuse) -> Rows:
        with CalamineWorkbook.from_path(str(path)) as book:
            sheet = book.get_sheet_by_name(name)
            for number, row in enumerate(sheet.iter_rows(), start=1):
                cells = [_text_of(cell) for cell in row]
                if not any(cells):
                    continue
                if any(len(cell) > LONGEST_CELL for cell in cells):
                    refuse(number, RefusalReason.CELL_TOO_LONG)
                    continue
                yield number, cells

    return Table(path, walk, sheet=name)


def _text_of(cell: Cell) -> str:
    """A typed cell as text that can be read back in one way only."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return _text_of_number(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, timedelta):
        return str(cell)
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def _text_of_number(number: float) -> str:
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    text = format(number, ".10f").rstrip("0")
    # 1.234 could be a thousand and some: one digit more and it cannot.
    return text + "0" if len(text) - text.index(".") == 4 else text
