"""A log of purchases out of a csv file, as other programs write them."""

import csv
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import numpy as np

from regulars.science.checks import Floats, ScienceError
from regulars.science.statistics import Ints

DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Log:
    """names of the customers in order of appearance; the rest one entry per row (m,)."""

    names: list[str]
    customer: Ints
    on_day: Ints  # days since 1970-01-01
    amount: Floats | None


def read_log(path: Path, *, customer: str, date: str, amount: str | None) -> Log:
    """The three columns of a csv file.

    customer, date, amount   names of columns as the first line has them

    Returns a Log; rows without customer and date are left out. Raises ScienceError, with the line,
    on a column that is not there or a cell that is no date or no amount; OSError as open does.

    Source: none; delimiter, date form and decimal sign are told by the cells.
    """
    text = _text(path)
    delimiter = max(DELIMITERS, key=text.split("\n", 1)[0].count)
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    header = [cell.strip() for cell in next(rows, [])]
    places = [_place(header, name) for name in (customer, date, *([amount] if amount else []))]
    longest = max(places)
    kept = [(rows.line_num, row) for row in rows if len(row) > longest]
    who, when = places[0], places[1]
    kept = [(number, row) for number, row in kept if row[who].strip() and row[when].strip()]
    if not kept:
        raise ScienceError("the file has no row with a customer and a date")
    lines = [number for number, _ in kept]
    numbers: dict[str, int] = {}
    customers = [numbers.setdefault(row[who].strip(), len(numbers)) for _, row in kept]
    paid = None if amount is None else amounts([row[places[2]] for _, row in kept], lines)
    return Log(
        list(numbers), np.array(customers), days([row[when] for _, row in kept], lines), paid
    )


def _text(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _place(header: list[str], name: str) -> int:
    if name in header:
        return header.index(name)
    lowered = [cell.lower() for cell in header]
    if name.lower() in lowered:
        return lowered.index(name.lower())
    raise ScienceError(f"the file has no column {name!r}; it has {', '.join(header)}")


def days(cells: list[str], lines: list[int] | None = None) -> Ints:
    """The days of dates in one of the common forms, the same throughout; a time is cut off.

    cells   2026-03-31, 20260331, 2026/03/31, 31.03.2026, 31/03/2026 or 03/31/2026

    Returns (m,) days since 1970-01-01. Raises ScienceError on a cell that is no date, and on
    slashes that leave open which is the month.

    Source: ISO 8601 and custom.
    """
    short = [cell.strip().split("T")[0].split(" ")[0] for cell in cells]
    if all(cell.isdigit() and len(cell) == 8 for cell in short):
        short = [f"{cell[:4]}-{cell[4:6]}-{cell[6:]}" for cell in short]
    elif not short[0][:4].isdigit():
        short = _turned(short, lines)
    else:
        short = [cell.replace("/", "-").replace(".", "-") for cell in short]
    try:
        return np.array(short, dtype="M8[D]").astype(np.int64)
    except ValueError:
        raise ScienceError(_which(cells, short, lines)) from None


def _turned(cells: list[str], lines: list[int] | None) -> list[str]:
    sign = next((s for s in "./-" if s in cells[0]), "/")
    parts = [cell.split(sign) for cell in cells]
    for i, part in enumerate(parts):
        if len(part) != 3 or not all(p.isdigit() for p in part):
            raise ScienceError(f"{_line(lines, i)}{cells[i]!r} is no date")
    first, second = max(int(p[0]) for p in parts), max(int(p[1]) for p in parts)
    if sign == "/" and first <= 12 and second <= 12 and any(p[0] != p[1] for p in parts):
        raise ScienceError("the dates do not tell which is the month; write them as 2026-03-31")
    month, day = (1, 0) if sign != "/" or first > 12 else (0, 1)
    century = ["20" if len(p[2]) == 2 else "" for p in parts]
    return [f"{c}{p[2]}-{p[month]:0>2}-{p[day]:0>2}" for c, p in zip(century, parts, strict=True)]


def _which(cells: list[str], short: list[str], lines: list[int] | None) -> str:
    for i, cell in enumerate(short):
        try:
            np.datetime64(cell, "D")
        except ValueError:
            return f"{_line(lines, i)}{cells[i]!r} is no date"
    return "a date could not be read"


def _line(lines: list[int] | None, i: int) -> str:
    return "" if lines is None else f"line {lines[i]}: "


def amounts(cells: list[str], lines: list[int] | None = None) -> Floats:
    """Amounts with or without currency and thousands signs; an empty cell is 0.

    Returns (m,). Raises ScienceError on a cell that is no amount.

    Source: the last of comma and point is the decimal sign, unless three digits follow a comma.
    """
    try:
        return np.array(cells, dtype=np.float64)
    except ValueError:
        pass  # not plain numbers: one by one
    return np.array([_amount(cell, _line(lines, i)) for i, cell in enumerate(cells)])


def _amount(cell: str, line: str) -> float:
    kept = "".join(c for c in cell if c.isdigit() or c in ".,-").strip(".,")
    if cell.strip().startswith("("):
        kept = f"-{kept}"
    comma, point = kept.rfind(","), kept.rfind(".")
    if comma > point and (point >= 0 or len(kept) - comma != 4):
        kept = kept.replace(".", "").replace(",", ".")
    kept = kept.replace(",", "")
    if not cell.strip():
        return 0.0
    try:
        value = float(kept)
    except ValueError:
        raise ScienceError(f"{line}{cell!r} is no amount") from None
    if not np.isfinite(value):
        raise ScienceError(f"{line}{cell!r} is no amount")
    return value
