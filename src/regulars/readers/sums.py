"""What an order says in money and pieces, added up from the cells of its rows."""

from decimal import Decimal

from regulars.readers.amounts import AmountUnreadable
from regulars.readers.columns import Row, first_of
from regulars.readers.people import LONGEST_TEXT, bare
from regulars.readers.problems import RowRefused
from regulars.readers.records import LineRecord
from regulars.readers.settled import Settled
from regulars.rules.imports import Field, RefusalReason
from regulars.rules.money import LARGEST_MINOR, is_currency, to_minor

MINUS = frozenset("-−–(")  # without one of these no amount is negative
_ONE = Decimal(1)
_MONEY_CACHE_SIZE = 50_000
_AMOUNTS = (Field.TOTAL, Field.LINE_AMOUNT, Field.UNIT_PRICE, Field.NET)
_LINE = (Field.ITEM, Field.SKU)


class Sums:
    """Adds up one file's orders."""

    def __init__(self, settled: Settled) -> None:
        columns = settled.columns
        self._columns = columns
        self._settled = settled
        self._minor: dict[tuple[int, str, str], int | None] = {}
        self._has_amounts = any(field in columns for field in _AMOUNTS)
        self._has_lines = any(field in columns for field in _LINE)
        self._has_line_amounts = any(f in columns for f in (Field.LINE_AMOUNT, Field.UNIT_PRICE))
        self._has_sku = Field.SKU in columns
        self._has_category = Field.CATEGORY in columns
        self._has_supplier = Field.SUPPLIER in columns
        self._has_quantity = Field.QUANTITY in columns
        self._has_currency = Field.CURRENCY in columns
        self._has_refunded = Field.REFUNDED in columns

    def currency(self, rows: list[Row]) -> str:
        if not self._has_currency:
            return self._settled.currency
        text = first_of(rows, Field.CURRENCY)
        code = text.upper()
        if not code:
            return self._settled.currency
        if not is_currency(code):
            raise RowRefused(rows[0].number, RefusalReason.CURRENCY_UNKNOWN, value=text)
        return code

    def is_negative(self, row: Row, count: int) -> bool:
        """A negative quantity or total is money back; a lone negative line too."""
        if self._has_quantity and row.get(Field.QUANTITY).startswith(("-", "−", "(")):
            return True
        if total := row.get(Field.TOTAL):
            return self._negative(row, Field.TOTAL, total)
        if count > 1:
            return False  # a discount as a line of its own
        for field in (Field.LINE_AMOUNT, Field.UNIT_PRICE, Field.NET):
            if amount := row.get(field):
                return self._negative(row, field, amount)
        return False

    def _negative(self, row: Row, field: Field, text: str) -> bool:
        if MINUS.isdisjoint(text):
            return False
        return (self._money(row, field, self._settled.currency) or 0) < 0

    def total(self, rows: list[Row], currency: str) -> int:
        """What was to be paid. An order's total repeated on its rows is not added up."""
        totals = [m for row in rows if (m := self._money(row, Field.TOTAL, currency)) is not None]
        if totals:
            return totals[0] if len(set(totals)) == 1 else sum(totals)
        amounts = [m for row in rows if (m := self._line_amount(row, currency)) is not None]
        if amounts:
            once = sum(
                next((m for row in rows if (m := self._money(row, field, currency))), 0)
                for field in self._settled.adds_once
            )
            return sum(amounts) + once + sum(self._on_top(row, currency) for row in rows)
        nets = [m for row in rows if (m := self._money(row, Field.NET, currency)) is not None]
        if nets:
            tax = next((m for row in rows if (m := self._money(row, Field.TAX, currency))), 0)
            return nets[0] + tax if len(set(nets)) == 1 else sum(nets) + tax * len(nets)
        if self._has_amounts:
            column = next(f for f in _AMOUNTS if f in self._columns)
            header = self._columns.headers[self._columns.by_field[column][0]]
            raise RowRefused(rows[0].number, RefusalReason.AMOUNT_MISSING, column=header.strip())
        return 0

    def refunded(self, rows: list[Row], refunds: list[Row], currency: str, total: int) -> int:
        if not refunds and not self._has_refunded:
            return 0
        said = [m for row in rows if (m := self._money(row, Field.REFUNDED, currency)) is not None]
        refunded = 0
        if said:
            refunded = abs(said[0] if len(set(said)) == 1 else sum(said))
        if refunds:
            refunded += abs(self.total(refunds, currency))
        return min(refunded, total)

    def lines(self, rows: list[Row], currency: str) -> tuple[LineRecord, ...]:
        if self._settled.split_items is not None:
            return tuple(line for row in rows for line in self._settled.split_items(row))
        if not self._has_lines:
            return ()
        return tuple(
            LineRecord(
                name=name[:LONGEST_TEXT],
                quantity=self._quantity(row) if self._has_quantity else _ONE,
                amount_minor=self._line_amount(row, currency),
                sku=bare(row.get(Field.SKU))[:LONGEST_TEXT] if self._has_sku else "",
                category=bare(row.get(Field.CATEGORY))[:LONGEST_TEXT] if self._has_category else "",
                supplier=bare(row.get(Field.SUPPLIER))[:LONGEST_TEXT] if self._has_supplier else "",
            )
            for row in rows
            if (name := bare(row.get(Field.ITEM)) or bare(row.get(Field.SKU)))
        )

    def _on_top(self, row: Row, currency: str) -> int:
        more = sum(self._every(row, field, currency) for field in self._settled.adds_each_row)
        less = sum(self._every(row, f, currency) for f in self._settled.takes_off_each_row)
        return more - less

    def _every(self, row: Row, field: Field, currency: str) -> int:
        """The sum of all columns of a field, two taxes for instance."""
        return sum(
            self.minor_in(row, index, row.cells[index], currency) or 0
            for index in self._columns.by_field.get(field, ())
        )

    def _line_amount(self, row: Row, currency: str) -> int | None:
        if not self._has_line_amounts:
            return None
        amount = self._money(row, Field.LINE_AMOUNT, currency)
        if amount is not None:
            return amount
        for index in self._columns.by_field.get(Field.UNIT_PRICE, ()):
            try:
                price = self._settled.amounts[index].read(row.cells[index])
            except AmountUnreadable as error:
                raise RowRefused(
                    row.number,
                    RefusalReason.AMOUNT_UNREADABLE,
                    column=self._columns.headers[index].strip(),
                    value=row.cells[index],
                ) from error
            if price is not None:
                return to_minor(price * self._quantity(row), currency)
        return None

    def _quantity(self, row: Row) -> Decimal:
        for index in self._columns.by_field.get(Field.QUANTITY, ()):
            try:
                quantity = self._settled.amounts[index].read(row.cells[index])
            except AmountUnreadable as error:
                raise RowRefused(
                    row.number,
                    RefusalReason.AMOUNT_UNREADABLE,
                    column=self._columns.headers[index].strip(),
                    value=row.cells[index],
                ) from error
            if quantity is not None:
                return quantity
        return _ONE

    def _money(self, row: Row, field: Field, currency: str) -> int | None:
        """The field's first filled cell in minor units; None where all are blank."""
        for index in self._columns.by_field.get(field, ()):
            text = row.cells[index]
            known = (index, text, currency)
            try:
                minor = self._minor[known]
            except KeyError:
                minor = self.minor_in(row, index, text, currency)
                if len(self._minor) >= _MONEY_CACHE_SIZE:
                    self._minor.clear()
                self._minor[known] = minor
            if minor is not None:
                return minor
        return None

    def minor_in(self, row: Row, index: int, text: str, currency: str) -> int | None:
        try:
            amount = self._settled.amounts[index].read(text)
        except AmountUnreadable as error:
            raise RowRefused(
                row.number,
                RefusalReason.AMOUNT_UNREADABLE,
                column=self._columns.headers[index].strip(),
                value=text,
            ) from error
        minor = None if amount is None else to_minor(amount, currency)
        if minor is not None and abs(minor) > LARGEST_MINOR:
            raise RowRefused(row.number, RefusalReason.AMOUNT_UNREADABLE, value=text)
        return minor
