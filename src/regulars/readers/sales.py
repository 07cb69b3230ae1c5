"""Rows of one order made into one purchase, a refund, or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal

from regulars.readers.amounts import Amounts, AmountUnreadable
from regulars.readers.columns import Columns, Row
from regulars.readers.format import Judge, SplitItems, judge_by_words
from regulars.readers.grouping import Group
from regulars.readers.moments import (
    MomentImpossible,
    Moments,
    MomentUnreadable,
    is_utc,
    read_clock,
)
from regulars.readers.people import LONGEST_NOTE, LONGEST_TEXT, People, bare, emails_in, is_spoilt
from regulars.readers.records import (
    CustomerRecord,
    LineRecord,
    PurchaseRecord,
    Record,
    RefundRecord,
    Refusal,
    Tally,
)
from regulars.readers.zones import zone_of
from regulars.rules.imports import Field, RefusalReason, Verdict
from regulars.rules.money import LARGEST_MINOR, is_currency, to_minor

FIRST_DAY = date(1970, 1, 1)
MOST_DAYS_AHEAD = 400  # a visit may be booked a year ahead; beyond it is a slip of the pen
_ONE = Decimal(1)
_MONEY_CACHE_SIZE = 50_000
_AMOUNTS = (Field.TOTAL, Field.LINE_AMOUNT, Field.UNIT_PRICE, Field.NET)
_LINE = (Field.ITEM, Field.SKU)
_TAKEN = frozenset({Verdict.SALE, Verdict.REFUNDED})


class RowRefused(Exception):
    """One row cannot be taken; the others of the file can."""

    def __init__(self, row: int, reason: RefusalReason, **facts: str) -> None:
        super().__init__(reason.value)
        self.refusal = Refusal(row, reason.value, {k: v[:LONGEST_TEXT] for k, v in facts.items()})


@dataclass(frozen=True, slots=True)
class Settled:
    """What the whole file, the owner and the shop have settled."""

    source: str
    currency: str
    zone: tzinfo  # of times that name none
    home_zone: tzinfo  # the business's own
    today: date
    moments: dict[int, Moments]
    amounts: dict[int, Amounts]
    judge: Judge = judge_by_words
    split_items: SplitItems | None = None
    adds_each_row: tuple[Field, ...] = ()
    adds_once: tuple[Field, ...] = ()
    takes_off_each_row: tuple[Field, ...] = ()


class Sales:
    """Reads one file's orders; the tally counts what makes no record."""

    def __init__(self, columns: Columns, people: People, settled: Settled, tally: Tally) -> None:
        self._columns = columns
        self._people = people
        self._settled = settled
        self._tally = tally
        self._minor: dict[tuple[int, str, str], int | None] = {}
        self._has_amounts = any(field in columns for field in _AMOUNTS)
        self._has_lines = any(field in columns for field in _LINE)
        self._has_line_amounts = any(f in columns for f in (Field.LINE_AMOUNT, Field.UNIT_PRICE))
        self._has_sku = Field.SKU in columns
        self._has_category = Field.CATEGORY in columns
        self._is_judged = settled.judge is not judge_by_words or any(
            field in columns for field in (Field.STATUS, Field.ROW_TYPE)
        )
        self._has_quantity = Field.QUANTITY in columns
        self._has_currency = Field.CURRENCY in columns
        self._has_refunded = Field.REFUNDED in columns
        self._has_promised = Field.PROMISED_ON in columns
        self._has_place = Field.PLACE in columns
        self._has_staff = Field.STAFF in columns
        self._has_note = Field.NOTE in columns
        self._has_zone = Field.TIME_ZONE in columns
        self._last_day = settled.today + timedelta(days=MOST_DAYS_AHEAD)

    def read(self, group: Group) -> list[Record]:
        """One purchase or refund, nothing, or a refusal for each row of the order."""
        rows = [Row(self._columns, number, cells) for number, cells in group]
        try:
            record = self._record(rows)
        except RowRefused as refused:
            first = refused.refusal
            # What cannot be taken without its order is named too, so that each row is accounted.
            others = [row.number for row in rows if row.number != first.row]
            return [first, *(Refusal(row, first.reason, first.facts) for row in others)]
        return [] if record is None else [record]

    def _record(self, rows: list[Row]) -> Record | None:
        if not self._is_judged and len(rows) == 1 and not self._is_negative(rows[0], 1):
            return self._purchase(rows, [], is_given_back=False)
        sales: list[Row] = []
        refunds: list[Row] = []
        is_given_back = False
        verdicts = self._verdicts(rows)
        self._tally.rows -= verdicts.count(Verdict.SKIP)
        for row, verdict in zip(rows, verdicts, strict=True):
            if verdict is Verdict.REFUND:
                refunds.append(row)
            elif verdict in _TAKEN:
                is_back = self._is_negative(row, len(rows))
                (refunds if is_back else sales).append(row)
                is_given_back |= verdict is Verdict.REFUNDED and not is_back
        if sales:
            return self._purchase(sales, refunds, is_given_back=is_given_back)
        if refunds:
            return self._refund(refunds)
        self._count_nothing(verdicts)
        return None

    def _verdicts(self, rows: list[Row]) -> list[Verdict]:
        """What each row is; one that does not say is as the row before it."""
        verdicts = [Verdict.SALE]
        for row in rows:
            said = self._settled.judge(row) if self._is_judged else None
            verdicts.append(said or verdicts[-1])
        return verdicts[1:]

    def _count_nothing(self, seen: list[Verdict]) -> None:
        if Verdict.CANCELLED in seen:
            self._tally.cancelled += 1
        elif Verdict.NOT_A_SALE in seen:
            self._tally.not_sales += 1

    def _is_negative(self, row: Row, count: int) -> bool:
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
        if "-" not in text and "(" not in text and "−" not in text and "–" not in text:
            return False
        return (self._money(row, field, self._settled.currency) or 0) < 0

    def _purchase(
        self, rows: list[Row], refunds: list[Row], *, is_given_back: bool
    ) -> PurchaseRecord:
        first = rows[0]
        at, on, is_time_known = self._when(rows)
        currency = self._currency(rows)
        total = self._total(rows, currency)
        if total < 0:
            raise RowRefused(
                first.number, RefusalReason.AMOUNT_UNREADABLE, value=first.get(Field.TOTAL)
            )
        refunded = total if is_given_back else self._refunded(rows, refunds, currency, total)
        lines = self._lines(rows, currency)
        customer = self._customer(rows)
        tally = self._tally
        tally.lines += len(lines)
        tally.gross_minor[currency] = tally.gross_minor.get(currency, 0) + total
        if refunded:
            tally.refunded_minor[currency] = tally.refunded_minor.get(currency, 0) + refunded
        return PurchaseRecord(
            row=first.number,
            source=self._settled.source,
            key=_order_key(rows),
            bought_at=at,
            bought_on=on,
            is_time_known=is_time_known,
            currency=currency,
            total_minor=total,
            refunded_minor=refunded,
            customer=customer,
            lines=lines,
            promised_on=self._promised(rows) if self._has_promised else None,
            place=self._text(rows, Field.PLACE) if self._has_place else "",
            staff=self._text(rows, Field.STAFF) if self._has_staff else "",
            note=_first(rows, Field.NOTE)[:LONGEST_NOTE] if self._has_note else "",
        )

    def _refund(self, rows: list[Row]) -> RefundRecord | None:
        currency = self._currency(rows)
        amount = abs(self._total(rows, currency))
        if not amount:
            self._tally.not_sales += 1
            return None
        _, on, _ = self._when(rows)
        key = _order_key(rows)
        refund_key = bare(_first(rows, Field.LINE_KEY))[:LONGEST_TEXT] or key
        tally = self._tally
        tally.refunded_minor[currency] = tally.refunded_minor.get(currency, 0) + amount
        return RefundRecord(
            row=rows[0].number,
            source=self._settled.source,
            key=refund_key,
            purchase_key=bare(_first(rows, Field.REFUND_OF))[:LONGEST_TEXT] or key,
            refunded_on=on,
            currency=currency,
            amount_minor=amount,
            customer=self._customer(rows),
        )

    def _customer(self, rows: list[Row]) -> CustomerRecord | None:
        for row in rows:
            if person := self._people.read(row):
                return person
        cell = _first(rows, Field.EMAIL)
        if cell and "@" not in cell and len(rows) == 1 and not emails_in([cell]):
            name = bare(cell)
            if name and any(map(str.isalpha, name)) and not self._columns.by_field.get(Field.NAME):
                raise RowRefused(rows[0].number, RefusalReason.EMAIL_UNREADABLE, value=cell)
        return None

    def _currency(self, rows: list[Row]) -> str:
        if not self._has_currency:
            return self._settled.currency
        text = _first(rows, Field.CURRENCY)
        code = text.upper()
        if not code:
            return self._settled.currency
        if not is_currency(code):
            raise RowRefused(rows[0].number, RefusalReason.CURRENCY_UNKNOWN, value=text)
        return code

    def _money(self, row: Row, field: Field, currency: str) -> int | None:
        """The field's first filled cell in minor units; None where all are blank."""
        for index in self._columns.by_field.get(field, ()):
            text = row.cells[index]
            known = (index, text, currency)
            try:
                minor = self._minor[known]
            except KeyError:
                minor = self._minor_in(row, index, text, currency)
                if len(self._minor) >= _MONEY_CACHE_SIZE:
                    self._minor.clear()
                self._minor[known] = minor
            if minor is not None:
                return minor
        return None

    def _minor_in(self, row: Row, index: int, text: str, currency: str) -> int | None:
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

    def _total(self, rows: list[Row], currency: str) -> int:
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

    def _on_top(self, row: Row, currency: str) -> int:
        more = sum(self._every(row, field, currency) for field in self._settled.adds_each_row)
        less = sum(self._every(row, f, currency) for f in self._settled.takes_off_each_row)
        return more - less

    def _every(self, row: Row, field: Field, currency: str) -> int:
        """The sum of all columns of a field, two taxes for instance."""
        return sum(
            self._minor_in(row, index, row.cells[index], currency) or 0
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

    def _refunded(self, rows: list[Row], refunds: list[Row], currency: str, total: int) -> int:
        if not refunds and not self._has_refunded:
            return 0
        said = [m for row in rows if (m := self._money(row, Field.REFUNDED, currency)) is not None]
        refunded = 0
        if said:
            refunded = abs(said[0] if len(set(said)) == 1 else sum(said))
        if refunds:
            refunded += abs(self._total(refunds, currency))
        return min(refunded, total)

    def _lines(self, rows: list[Row], currency: str) -> tuple[LineRecord, ...]:
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
            )
            for row in rows
            if (name := bare(row.get(Field.ITEM)) or bare(row.get(Field.SKU)))
        )

    def _text(self, rows: list[Row], field: Field) -> str:
        return bare(_first(rows, field))[:LONGEST_TEXT]

    def _promised(self, rows: list[Row]) -> date | None:
        for index in self._columns.by_field.get(Field.PROMISED_ON, ()):
            for row in rows:
                try:
                    moment = self._settled.moments[index].read(row.cells[index])
                except ValueError:
                    continue  # an odd promise does not undo a sale
                if moment:
                    return moment.at.date()
        return None

    def _when(self, rows: list[Row]) -> tuple[datetime, date, bool]:
        for row in rows:
            for index in self._columns.by_field.get(Field.BOUGHT_ON, ()):
                text = row.cells[index]
                if text and not text.isspace():
                    return self._moment(row, index, text)
        column = self._columns.headers[self._columns.by_field[Field.BOUGHT_ON][0]]
        raise RowRefused(rows[0].number, RefusalReason.DATE_MISSING, column=column.strip())

    def _moment(self, row: Row, index: int, text: str) -> tuple[datetime, date, bool]:
        column = self._columns.headers[index]
        try:
            moment = self._settled.moments[index].read(text)
            if moment is None:
                raise RowRefused(row.number, RefusalReason.DATE_MISSING, column=column)
            at, is_time_known = moment.at, moment.is_time_known
            if not is_time_known and (clock := row.get(Field.TIME)):
                at, is_time_known = self._with_clock(at, clock)
        except MomentUnreadable as error:
            raise RowRefused(
                row.number, RefusalReason.DATE_UNREADABLE, column=column, value=text
            ) from error
        except MomentImpossible as error:
            raise RowRefused(
                row.number, RefusalReason.DATE_IMPOSSIBLE, column=column, value=text
            ) from error
        if not moment.has_year:
            raise RowRefused(row.number, RefusalReason.DATE_UNREADABLE, column=column, value=text)
        if not FIRST_DAY <= at.date() <= self._last_day:
            raise RowRefused(row.number, RefusalReason.DATE_OUT_OF_RANGE, column=column, value=text)
        return self._local(row, at, is_time_known)

    def _with_clock(self, at: datetime, clock: str) -> tuple[datetime, bool]:
        """The time column may hold a time, or once more the whole date with the time."""
        if ":" in clock and (" " in clock or "T" in clock) and clock[:4].isdigit():
            repeated = Moments().read(clock)
            return (repeated.at, True) if repeated else (at, False)
        known = read_clock(clock)
        if known is None:
            return at, False
        seconds, zone = known
        return (at + timedelta(seconds=seconds)).replace(tzinfo=zone), True

    def _local(self, row: Row, at: datetime, is_time_known: bool) -> tuple[datetime, date, bool]:
        """The zone: in the value, then in the row's own column, then the file's.

        A day is the day as it was written, but UTC is a machine's clock and no shop's: its
        times are taken to the business's own day. A time that the clocks skipped or showed
        twice is read with the offset that was in force before the change.
        """
        home = self._settled.home_zone
        if not is_time_known:
            noon = at.replace(tzinfo=home, hour=12, minute=0, second=0, microsecond=0)
            return noon, at.date(), False
        zone = at.tzinfo
        if zone is None:
            said = row.get(Field.TIME_ZONE) if self._has_zone else ""
            zone = (zone_of(said) if said else None) or self._settled.zone
            at = at.replace(tzinfo=zone)
        if zone is not home and is_utc(zone):
            at = at.astimezone(home)
        return at, at.date(), True


def _order_key(rows: Iterable[Row]) -> str:
    key = bare(_first(rows, Field.ORDER_KEY))[:LONGEST_TEXT]
    return "" if is_spoilt(key) else key


def _first(rows: Iterable[Row], field: Field) -> str:
    for row in rows:
        if value := row.get(field):
            return value
    return ""
