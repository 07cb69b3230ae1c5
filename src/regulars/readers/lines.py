"""Text files as records: quoted cells may span lines, but no lost quote swallows the file."""

import csv
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from regulars.readers.encodings import Encoding
from regulars.rules.imports import RefusalReason

LONGEST_LINE = 1_000_000
LONGEST_CELL = 200_000
MOST_LINES_IN_A_RECORD = 200
LONGEST_RECORD = 400_000

Refuse = Callable[[int, RefusalReason], None]


class Records:
    """Rows of a delimited file as (line number, cells). What cannot be read goes to `refuse`."""

    def __init__(
        self, path: Path, *, encoding: Encoding, delimiter: str, refuse: Refuse, skip_lines: int = 0
    ) -> None:
        self._path = path
        self._encoding = encoding
        self._delimiter = delimiter
        self._refuse = refuse
        self._skip_lines = skip_lines
        self._line = 0  # where the record given last begins
        self._balanced = _balanced_pattern(delimiter).fullmatch
        self._closes = _closing_pattern(delimiter).match
        self._stays_open = _open_pattern(delimiter).match

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        csv.field_size_limit(LONGEST_LINE)
        with self._path.open(
            encoding=self._encoding.name, errors=_errors(self._encoding), newline=""
        ) as stream:
            rows = csv.reader(
                self._records(partial(stream.readline, LONGEST_LINE)),
                delimiter=self._delimiter,
                skipinitialspace=self._delimiter == " ",  # columns set out with several spaces
            )
            for row in rows:
                yield self._line, row

    def _records(self, readline: Callable[[], str]) -> Iterator[str]:
        """Logical records: a line, or the lines that a quoted cell spans."""
        number = 0
        suspicious = self._encoding.is_mixed or self._encoding.has_nul
        waiting: list[str] = []  # lines read ahead that turned out to stand alone
        while line := (waiting.pop() if waiting else readline()):
            number += 1
            if number <= self._skip_lines:
                continue
            self._line = number
            if len(line) == LONGEST_LINE:
                self._refuse(number, RefusalReason.CELL_TOO_LONG)
                _skip_to_end_of(line, readline)
                continue
            if suspicious and (problem := _problem_of(line)):
                self._refuse(number, problem)
                continue
            if '"' not in line or self._balanced(line):
                yield line
                continue
            rest = self._rest_of_record(line, waiting, readline)
            if rest is None:
                self._refuse(number, RefusalReason.QUOTE_UNCLOSED)
                continue
            yield line + "".join(rest)
            number += len(rest)

    def _rest_of_record(
        self, line: str, waiting: list[str], readline: Callable[[], str]
    ) -> list[str] | None:
        """The lines until the open quote closes; None where it does not: they wait again."""
        taken: list[str] = []
        length = len(line)
        while len(taken) < MOST_LINES_IN_A_RECORD and length < LONGEST_RECORD:
            following = waiting.pop() if waiting else readline()
            if not following:
                break
            taken.append(following)
            length += len(following)
            if '"' not in following:
                continue
            if self._closes(following):
                return taken
            if not self._stays_open(following):
                break
        waiting.extend(reversed(taken))
        return None


def _errors(encoding: Encoding) -> str:
    return "surrogateescape" if encoding.name.startswith("utf-8") else "replace"


def _problem_of(line: str) -> RefusalReason | None:
    if "\0" in line:
        return RefusalReason.NUL_CHARACTER
    try:
        line.encode()
    except UnicodeEncodeError:  # a lone surrogate stands for a byte that is in another encoding
        return RefusalReason.ENCODING_MIXED
    return None


def _skip_to_end_of(line: str, readline: Callable[[], str]) -> None:
    while line and not line.endswith(("\n", "\r")):
        line = readline()


_INSIDE = r'[^"]*+(?:""[^"]*+)*+'
_QUOTED = rf'"{_INSIDE}"'


def _balanced_pattern(delimiter: str) -> re.Pattern[str]:
    """A whole line in which every quoted cell is closed."""
    d = re.escape(delimiter)
    cell = rf'(?:{_QUOTED}[^{d}]*+|[^"{d}][^{d}]*+|)'
    return re.compile(rf"{cell}(?:{d}{cell})*+")


def _closing_pattern(delimiter: str) -> re.Pattern[str]:
    """A line that begins inside a quoted cell, closes it and leaves no other open."""
    d = re.escape(delimiter)
    cell = rf'(?:{_QUOTED}[^{d}]*+|[^"{d}][^{d}]*+|)'
    return re.compile(rf'{_INSIDE}"\s*(?:{d}{cell})*+$')


def _open_pattern(delimiter: str) -> re.Pattern[str]:
    """A line that begins inside a quoted cell and ends inside one, this or the next."""
    d = re.escape(delimiter)
    cell = rf'(?:{_QUOTED}[^{d}]*+|[^"{d}][^{d}]*+|)'
    return re.compile(rf'{_INSIDE}(?:"{d}(?:{cell}{d})*+"{_INSIDE})?$')
