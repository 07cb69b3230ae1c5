"""Where the header is, and which rows under it are data."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from regulars.readers.amounts import is_amount
from regulars.readers.columns import Columns, Row, numbered
from regulars.readers.format import Compute, Format, Layout
from regulars.readers.formats import recognise
from regulars.readers.lines import Refuse
from regulars.readers.moments import is_moment
from regulars.readers.people import WHO, emails_in
from regulars.readers.records import Tally
from regulars.readers.tables import Rows, Table
from regulars.readers.words import FIELDS_BY_NAME, FOOTERS, SUMMARIES, TOTALS, fold
from regulars.rules.imports import Field, FileKind, RefusalReason

MOST_LETTERHEAD_ROWS = 60
MOST_COLUMNS = 2_000
_MOST_WAITING = 20
_MOST_TITLE_ROWS = 8
_FEWEST_FOR_LONELY = 3  # columns; in narrower tables a row of one cell may well be data


@dataclass(frozen=True, slots=True)
class Header:
    row: int  # 0: the file has none
    names: tuple[str, ...]  # as they stand, blanks at the end cut off
    format: Format | None = None  # where its signature was found

    @property
    def folded(self) -> frozenset[str]:
        return frozenset(numbered(self.names))


def find_header(table: Table, *, file_name: str) -> Header | None:
    """A row with a format's signature, else the row that looks most like names of columns."""
    first: list[tuple[int, list[str]]] = []
    for number, cells in table.rows():
        if len(first) == MOST_LETTERHEAD_ROWS:
            break
        first.append((number, cells))
    if not first:
        return None
    for number, cells in first:
        names = _trimmed(cells)
        known = recognise(frozenset(numbered(names)), file_name=file_name)
        if known:
            return Header(number, names, known)
    scores = [_likeness(cells, first[i + 1 : i + 6]) for i, (_, cells) in enumerate(first)]
    best = max(range(len(first)), key=lambda i: (scores[i], -i))
    if scores[best] <= 0:
        width = max(len(_trimmed(cells)) for _, cells in first)
        return Header(0, tuple(f"Column {i}" for i in range(1, width + 1)))
    return Header(first[best][0], _trimmed(first[best][1]))


def summary_title(table: Table) -> str:
    """The title of a summary report, standing alone above its table; "" for none."""
    for _, cells in islice(table.rows(), _MOST_TITLE_ROWS):
        title = _lone_text(cells)
        if title and len(title) < 80 and SUMMARIES.search(fold(title)):
            return title
    return ""


def detail_report(title: str) -> str:
    """The format that holds what a summary of this title adds up."""
    return "quickbooks_sales" if "customer summary" in fold(title) else ""


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    width = len(cells)
    while width and not cells[width - 1].strip():
        width -= 1
    return tuple(cells[:width])


def _likeness(cells: list[str], following: list[tuple[int, list[str]]]) -> float:
    """How much a row looks like a header: known words, no values, and rows as wide below it."""
    filled = [cell for cell in cells if cell.strip()]
    values = sum(_is_value(cell) for cell in filled)
    known = sum(fold(cell) in FIELDS_BY_NAME for cell in filled)
    if not filled or values > len(filled) / 4:
        return 0.0
    if len(filled) == 1 and (not known or max(map(_filled, following), default=1) > 1):
        return 0.0
    widths = [_filled(row) for row in following]
    is_as_wide = sum(width > len(filled) / 3 for width in widths) / max(len(widths), 1)
    holds_values = any(_is_value(cell) for _, row in following for cell in row)
    if not known and not holds_values:
        return 0.0
    return (3 * known + len(filled) - 4 * values) * (0.2 + is_as_wide)


def _filled(row: tuple[int, list[str]]) -> int:
    return sum(bool(cell.strip()) for cell in row[1])


def _is_value(cell: str) -> bool:
    text = cell.strip()
    return bool(text) and (is_amount(text) or is_moment(text) or bool(emails_in([text])))


class DataRows:
    """The rows of data under a header, each as wide as it. Walk it as often as needed."""

    def __init__(
        self,
        table: Table,
        header: Header,
        columns: Columns,
        *,
        layout: Layout,
        computed: Sequence[Compute] = (),
    ) -> None:
        self._table = table
        self._columns = columns
        self._computed = computed  # one more cell each, right of the file's own
        self._header = header
        self._layout = layout
        self._width = len(header.names)
        self._name_column = min(columns.by_field.get(Field.NAME, (0,)))
        is_of_people = bool(header.format and header.format.kind is FileKind.CUSTOMERS)
        self._who = columns.of_any(WHO) if is_of_people else []

    def unsifted(self) -> Rows:
        """Every row below the header, broken ones too: for a quick look over the whole file."""
        for number, cells in self._table.rows():
            if number > self._header.row:
                if len(cells) < self._width:
                    cells.extend([""] * (self._width - len(cells)))
                if self._computed:
                    del cells[self._width :]
                    self._compute(number, cells)
                yield number, cells

    def _compute(self, number: int, cells: list[str]) -> None:
        row = Row(self._columns, number, cells)
        cells.extend([compute(row) for compute in self._computed])

    def _is_person(self, cells: list[str], lone: str) -> bool:
        """In a tool's list of people somebody may be known by a name or an address alone."""
        if FOOTERS.fullmatch(fold(lone)):
            return False
        return any(cells[index].strip() for index in self._who if index < self._width)

    def walk(self, refuse: Refuse, tally: Tally) -> Rows:
        """Skips letterhead, totals and footers; refuses what is too wide or stands alone."""
        group = ""
        width = self._width
        lonely: list[tuple[int, str]] = []

        def refuse_counted(number: int, reason: RefusalReason) -> None:
            if number > self._header.row:
                tally.rows += 1
                refuse(number, reason)

        is_grouped = self._layout is Layout.GROUPS
        for number, cells in self._table.rows(refuse_counted):
            if number <= self._header.row:
                continue
            surplus = len(cells) - width
            if surplus < 0:
                cells.extend([""] * -surplus)
            elif surplus:
                if any(cell.strip() for cell in cells[width:]):
                    refuse_counted(number, RefusalReason.TOO_MANY_CELLS)
                    continue
                del cells[width:]
            filled = sum(map(bool, cells)) if width >= _FEWEST_FOR_LONELY else width
            if filled <= 3 or is_grouped:
                lone = _lone_text(cells)
                if lone is None and filled <= 1:
                    continue
                if _is_total(cells):
                    continue
                if lone is not None and self._is_person(cells, lone):
                    pass
                elif is_grouped and cells[self._name_column].strip():
                    group = cells[self._name_column]
                    if lone is not None:
                        continue
                elif lone is not None and width >= _FEWEST_FOR_LONELY:
                    lonely.append((number, lone))
                    if len(lonely) > _MOST_WAITING:
                        _judge_lonely(lonely[:1], refuse_counted, are_last=False)
                        del lonely[:1]
                    continue
            if lonely:
                _judge_lonely(lonely, refuse_counted, are_last=False)
                lonely.clear()
            if is_grouped and group:
                cells[self._name_column] = group
            tally.rows += 1
            if self._computed:
                self._compute(number, cells)
            yield number, cells
        _judge_lonely(lonely, refuse_counted, are_last=True)


def _lone_text(cells: list[str]) -> str | None:
    """The text of the only filled cell; None where more are filled, or none."""
    filled = [text for cell in cells if (text := cell.strip())]
    return filled[0] if len(filled) == 1 else None


def _is_total(cells: list[str]) -> bool:
    first = next((text for cell in cells if (text := cell.strip())), "")
    return len(first) < 120 and bool(TOTALS.fullmatch(fold(first)))


def _judge_lonely(
    lonely: list[tuple[int, str]],
    refuse: Callable[[int, RefusalReason], None],
    *,
    are_last: bool,
) -> None:
    """A text alone in its row is a footer at the end or by its words; elsewhere a broken row."""
    for number, text in lonely:
        is_sentence = are_last and " " in text
        if not is_sentence and not FOOTERS.fullmatch(fold(text)):
            refuse(number, RefusalReason.ROW_UNREADABLE)
