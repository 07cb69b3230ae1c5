"""Columns by what they mean, and one row seen through them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from regulars.readers.words import fold
from regulars.rules.imports import Field


def nameless(number: int) -> str:
    """What the column with this number is called where the file names none."""
    return f"Column {number}"


def numbered(headers: Sequence[str]) -> list[str]:
    """Folded names; the second of two equal ones is `name #2`, since that is legal."""
    seen: dict[str, int] = {}
    names = []
    for header in headers:
        name = fold(header)
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} #{seen[name]}")
    return names


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns serve a field, the best first: the first cell that is not blank counts."""

    headers: tuple[str, ...]
    by_field: Mapping[Field, tuple[int, ...]]
    by_name: Mapping[str, int]

    @classmethod
    def of(cls, headers: Sequence[str], by_field: Mapping[Field, Iterable[int]]) -> "Columns":
        names = {name: index for index, name in enumerate(numbered(headers))}
        filled = {field: tuple(at) for field, at in by_field.items()}
        return cls(tuple(headers), {f: at for f, at in filled.items() if at}, names)

    def up_to(self, width: int) -> "Columns":
        """Only the file's own columns, without what is computed to the right of them."""
        own = {f: tuple(i for i in at if i < width) for f, at in self.by_field.items()}
        names = {name: index for name, index in self.by_name.items() if index < width}
        return Columns(self.headers[:width], {f: at for f, at in own.items() if at}, names)

    def __contains__(self, field: Field) -> bool:
        return field in self.by_field

    def of_any(self, fields: Iterable[Field]) -> list[int]:
        return sorted({index for field in fields for index in self.by_field.get(field, ())})


Picked = str | tuple[str, ...]


def picker(places: Sequence[int]) -> Callable[[list[str]], Picked]:
    """Takes the cells at some places at once: of two rows equal exactly where the cells are."""
    return itemgetter(*places) if places else _nothing


def _nothing(cells: list[str]) -> Picked:
    return ""


class Row:
    """One row while it is being judged: cells by meaning or by header name."""

    __slots__ = ("_columns", "cells", "number")

    def __init__(self, columns: Columns, number: int, cells: list[str]) -> None:
        self._columns = columns
        self.number = number
        self.cells = cells

    def get(self, field: Field) -> str:
        """The first cell of the field that is not blank, without outer spaces; else ""."""
        for index in self._columns.by_field.get(field, ()):
            if value := self.cells[index].strip():
                return value
        return ""

    def all(self, field: Field) -> list[str]:
        """Every cell of the field that is not blank."""
        found = []
        for index in self._columns.by_field.get(field, ()):
            if value := self.cells[index].strip():
                found.append(value)  # a loop takes a third of the time of a generator here
        return found

    def named(self, header: str) -> str:
        """The cell under a header, written in any case; "" where the file has no such column."""
        index = self._columns.by_name.get(fold(header))
        return "" if index is None else self.cells[index].strip()

    def word(self, header: str) -> str:
        """The folded cell under a header: for comparing statuses."""
        return fold(self.named(header))

    def has_column(self, *headers: str) -> bool:
        return any(fold(header) in self._columns.by_name for header in headers)

    def has(self, field: Field) -> bool:
        return field in self._columns.by_field


def first_of(rows: Iterable[Row], field: Field) -> str:
    """The first filled cell of the field in rows of one order; else ""."""
    for row in rows:
        if value := row.get(field):
            return value
    return ""
