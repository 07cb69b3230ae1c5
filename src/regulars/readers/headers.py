"""Where the header is, and which rows under it are data."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from regulars.readers.amounts import is_amount
from regulars.readers.columns import Columns, Row, nameless, numbered
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
_FEWEST_FILLED = 3  # cells; a row with no more is looked at closely
_LONGEST_TOTAL = 120
_TOTAL_STARTS = frozenset({"tot", "sum", "ges", "zwi", "gra", "raz", "i a", "sub", "som", "rep"})
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
        return Header(0, tuple(map(nameless, range(1, width + 1))))
    return Header(first[best][0], _trimmed(first[best][1]))


def summary_title(table: Table) -> str:
    """The title of a summary report, standing alone above its table; "" for none."""
    for _, cells in islice(table.rows(), _MOST_TITLE_ROWS):
        filled = [text for cell in cells if (text := cell.strip())]
        words = fold(filled[0]).split() if filled else []
        is_title = len(filled) == 1 or (len(filled) == 2 and len(words) > 1)  # with its period
        if is_title and len(filled[0]) < 80 and SUMMARIES.search(" ".join(words)):
            return filled[0]
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
        self._own = columns.up_to(len(header.names))
        self._computed = computed  # one more cell each, right of the file's own
        self._blanks = [""] * len(computed)
        keys = columns.by_field.get(Field.ORDER_KEY, ())
        self._is_key_computed = any(index >= len(header.names) for index in keys)
        self._header = header
        self._layout = layout
        self._width = len(header.names)
        self._name_column = min(columns.by_field.get(Field.NAME, (0,)))
        is_of_people = bool(header.format and header.format.kind is FileKind.CUSTOMERS)
        self._who = [i for i in columns.of_any(WHO) if i < self._width] if is_of_people else []

    def unsifted(self) -> Rows:
        """Every row below the header, broken ones too: for a quick look at the orders' keys."""
        for number, cells in self._table.rows():
            if number > self._header.row:
                if len(cells) < self._width:
                    cells.extend([""] * (self._width - len(cells)))
                if self._computed:
                    del cells[self._width :]
                    self._compute(number, cells, are_needed=self._is_key_computed)
                yield number, cells

    def _compute(self, number: int, cells: list[str], *, are_needed: bool = True) -> None:
        if not are_needed:
            cells.extend(self._blanks)
            return
        row = Row(self._own, number, cells)
        cells.extend([compute(row) for compute in self._computed])

    def _is_person(self, cells: list[str]) -> bool:
        """In a tool's list of people somebody may be known by a name or an address alone."""
        known = [text for index in self._who if (text := cells[index].strip())]
        return bool(known) and not _is_total(known[0]) and not FOOTERS.fullmatch(fold(known[0]))

    def walk(self, refuse: Refuse, tally: Tally) -> Rows:
        """Skips letterhead, totals and footers; refuses what is too wide or stands alone."""

        def refuse_counted(number: int, reason: RefusalReason) -> None:
            if number > self._header.row:
                tally.rows += 1
                refuse(number, reason)

        width = self._width
        sieve = _Sieve(refuse_counted, name_column=self._name_column, layout=self._layout)
        fewest = _FEWEST_FILLED if width >= _FEWEST_FOR_LONELY else 0
        is_grouped = self._layout is Layout.GROUPS
        for number, cells in self._table.rows(refuse_counted):
            if number <= self._header.row:
                continue
            if len(cells) != width and not _fitted(cells, width):
                refuse_counted(number, RefusalReason.TOO_MANY_CELLS)
                continue
            if (
                is_grouped
                or cells[0][:3].lower() in _TOTAL_STARTS
                or width - cells.count("") <= fewest
            ) and not (self._is_person(cells) or sieve.keeps(number, cells)):
                continue
            if sieve.lonely:
                sieve.judge_lonely(are_last=False)
            tally.rows += 1
            if self._computed:
                self._compute(number, cells)
            yield number, cells
        sieve.judge_lonely(are_last=True)


class _Sieve:
    """Tells group rows, totals and footers from data; remembers the group and what stood alone."""

    def __init__(self, refuse: Refuse, *, name_column: int, layout: Layout) -> None:
        self.lonely: list[tuple[int, str]] = []
        self._refuse = refuse
        self._name_column = name_column
        self._is_grouped = layout is Layout.GROUPS
        self._group = ""

    def keeps(self, number: int, cells: list[str]) -> bool:
        """Whether a row is data. In a grouped report it is given its group's name."""
        filled = [text for cell in cells if (text := cell.strip())]
        if not filled or _is_total(filled[0]):
            return False
        is_alone = len(filled) == 1
        if self._is_grouped:
            if self._group and fold(filled[0]) == f"total {fold(self._group)}":
                return False
            if cells[self._name_column].strip():
                self._group = cells[self._name_column]
                return not is_alone
            if not is_alone:
                cells[self._name_column] = self._group
                return True
        if is_alone:
            self.lonely.append((number, filled[0]))
            if len(self.lonely) > _MOST_WAITING:
                self.judge_lonely(are_last=False)
        return not is_alone

    def judge_lonely(self, *, are_last: bool) -> None:
        """A text alone in its row is a footer at the end or by its words, else a broken row."""
        for number, text in self.lonely:
            is_sentence = are_last and " " in text
            if not is_sentence and not FOOTERS.fullmatch(fold(text)):
                self._refuse(number, RefusalReason.ROW_UNREADABLE)
        self.lonely.clear()


def _fitted(cells: list[str], width: int) -> bool:
    """Make a row as wide as the header; False where that would lose something."""
    if len(cells) < width:
        cells.extend([""] * (width - len(cells)))
        return True
    if any(cell.strip() for cell in cells[width:]):
        return False
    del cells[width:]
    return True


def _lone_text(cells: list[str]) -> str | None:
    """The text of the only filled cell; None where more are filled, or none."""
    filled = [text for cell in cells if (text := cell.strip())]
    return filled[0] if len(filled) == 1 else None


def _is_total(first: str) -> bool:
    return len(first) < _LONGEST_TOTAL and bool(TOTALS.fullmatch(fold(first)))
