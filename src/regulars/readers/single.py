"""The commonest order, one row that says one sale, read without looking at a cell twice.

What is out of the ordinary is left to `Sales`, which looks closely: money back, no total, what has
to be refused. Both make the same record of the same row.
"""

from typing import NamedTuple

from regulars.readers.columns import Picked, Row, picker
from regulars.readers.format import judge_by_words
from regulars.readers.memory import Kept
from regulars.readers.people import LONGEST_NOTE, LONGEST_TEXT, People, bare, order_key_in
from regulars.readers.problems import RowRefused
from regulars.readers.records import CustomerRecord, LineRecord, PurchaseRecord, Tally
from regulars.readers.settled import Settled
from regulars.readers.sums import MINUS, Sums
from regulars.readers.times import Times
from regulars.rules.imports import Field, Verdict

_MOST_KEPT = 20_000
_SETTING = (Field.CURRENCY, Field.PLACE, Field.STAFF, Field.STATUS, Field.ROW_TYPE)
_LINES = (
    Field.ITEM,
    Field.SKU,
    Field.CATEGORY,
    Field.SUPPLIER,
    Field.QUANTITY,
    Field.LINE_AMOUNT,
    Field.UNIT_PRICE,
)

_SELDOM = (Field.REFUNDED, Field.PROMISED_ON, Field.DELIVERED_ON, Field.NOTE)

Cells = list[str]


class Unusual(Exception):
    """This row has to be looked at closely."""


class Setting(NamedTuple):
    """What a sale shares with many others."""

    currency: str
    place: str
    staff: str


class SingleSales:
    """Reads one file's single rows; for those that are not so simple it says None."""

    def __init__(
        self, people: People, settled: Settled, tally: Tally, *, sums: Sums, times: Times
    ) -> None:
        columns = settled.columns
        self._columns = columns
        self._people = people
        self._settled = settled
        self._tally = tally
        self._sums = sums
        self._times = times
        self._totals = columns.by_field.get(Field.TOTAL, ())[:1]
        self._keys = columns.by_field.get(Field.ORDER_KEY, ())
        self._emails = columns.by_field.get(Field.EMAIL, ())
        self._is_judged_by_row = settled.judge is not judge_by_words
        self._has_more = any(field in columns for field in _SELDOM)
        self._setting_of = picker(columns.of_any(_SETTING))
        self._line_of = picker(columns.of_any(_LINES))
        self._settings: Kept[Picked, Setting] = Kept(most=_MOST_KEPT)
        self._minor: Kept[tuple[str, str], int] = Kept(most=_MOST_KEPT)
        self._lines: Kept[tuple[Picked, str], tuple[LineRecord, ...]] = Kept(most=_MOST_KEPT)
        if settled.split_items is not None:
            self._totals = ()  # several items packed into a cell: never simple

    def read(self, number: int, cells: Cells) -> PurchaseRecord | None:
        if not self._totals:
            return None
        try:
            return self._purchase(number, cells)
        except (Unusual, RowRefused):
            return None

    def _purchase(self, number: int, cells: Cells) -> PurchaseRecord:
        """Counts in the tally once nothing can go wrong any more."""
        told = self._setting_of(cells)
        currency, place, staff = self._settings.get(told) or self._setting(told, number, cells)
        if self._is_judged_by_row:
            self._judge(number, cells)
        at, on, is_time_known = self._times.of(number, cells)
        text = cells[self._totals[0]]
        total = self._minor.get((text, currency))
        if total is None:
            total = self._total(number, cells, currency)
        line = (self._line_of(cells), currency)
        lines = self._lines.get(line)
        if lines is None:
            lines = self._lines.keep(line, self._lines_in(number, cells, currency))
        refunded, promised_on, delivered_on, note = 0, None, None, ""
        if self._has_more:
            rows = [Row(self._columns, number, cells)]
            refunded = self._sums.refunded(rows, [], currency, total)
            promised_on = self._times.day_of(rows, Field.PROMISED_ON)
            delivered_on = self._times.day_of(rows, Field.DELIVERED_ON)
            note = rows[0].get(Field.NOTE)[:LONGEST_NOTE]
        customer = self._people.read(number, cells) or self._nobody(cells)
        self._count(currency, total, refunded, len(lines))
        return PurchaseRecord(
            row=number,
            source=self._settled.source,
            key=order_key_in(_filled(cells, self._keys)),
            bought_at=at,
            bought_on=on,
            is_time_known=is_time_known,
            currency=currency,
            total_minor=total,
            refunded_minor=refunded,
            customer=customer,
            lines=lines,
            promised_on=promised_on,
            delivered_on=delivered_on,
            place=place,
            staff=staff,
            note=note,
        )

    def _count(self, currency: str, total: int, refunded: int, lines: int) -> None:
        tally = self._tally
        tally.lines += lines
        tally.gross_minor[currency] = tally.gross_minor.get(currency, 0) + total
        if refunded:
            tally.refunded_minor[currency] = tally.refunded_minor.get(currency, 0) + refunded

    def _setting(self, told: Picked, number: int, cells: Cells) -> Setting:
        row = Row(self._columns, number, cells)
        if not self._is_judged_by_row and judge_by_words(row) not in {None, Verdict.SALE}:
            raise Unusual
        setting = Setting(
            self._sums.currency([row]),
            bare(row.get(Field.PLACE))[:LONGEST_TEXT],
            bare(row.get(Field.STAFF))[:LONGEST_TEXT],
        )
        return self._settings.keep(told, setting)

    def _judge(self, number: int, cells: Cells) -> None:
        verdict = self._settled.judge(Row(self._columns, number, cells))
        if verdict is not None and verdict is not Verdict.SALE:
            raise Unusual

    def _total(self, number: int, cells: Cells, currency: str) -> int:
        place = self._totals[0]
        text = cells[place]
        if not MINUS.isdisjoint(text):
            raise Unusual
        row = Row(self._columns, number, cells)
        minor = self._sums.minor_in(row, place, text, currency)
        if minor is None:
            raise Unusual
        return self._minor.keep((text, currency), minor)

    def _lines_in(self, number: int, cells: Cells, currency: str) -> tuple[LineRecord, ...]:
        row = Row(self._columns, number, cells)
        if not MINUS.isdisjoint(row.get(Field.QUANTITY)):
            raise Unusual
        return self._sums.lines([row], currency)

    def _nobody(self, cells: Cells) -> CustomerRecord | None:
        if _filled(cells, self._emails):
            raise Unusual  # an e-mail that is none, where it is all that names the person
        return None


def _filled(cells: Cells, places: tuple[int, ...]) -> str:
    for place in places:
        if text := cells[place].strip():
            return text
    return ""
