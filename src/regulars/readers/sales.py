"""Rows of one order made into one purchase, a refund, or nothing."""

from collections.abc import Iterable
from datetime import date

from regulars.readers.columns import Row, first_of
from regulars.readers.format import judge_by_words
from regulars.readers.grouping import Group
from regulars.readers.people import (
    LONGEST_NOTE,
    LONGEST_TEXT,
    People,
    bare,
    emails_in,
    order_key_in,
)
from regulars.readers.problems import RowRefused
from regulars.readers.records import (
    CustomerRecord,
    PurchaseRecord,
    Record,
    RefundRecord,
    Refusal,
    Tally,
)
from regulars.readers.settled import Settled
from regulars.readers.single import SingleSales
from regulars.readers.sums import Sums
from regulars.readers.times import Times
from regulars.rules.imports import Field, RefusalReason, Verdict

_TAKEN = frozenset({Verdict.SALE, Verdict.REFUNDED})


class Sales:
    """Reads one file's orders; the tally counts what makes no record."""

    def __init__(self, people: People, settled: Settled, tally: Tally) -> None:
        columns = settled.columns
        self._columns = columns
        self._people = people
        self._settled = settled
        self._tally = tally
        self._sums = Sums(settled)
        self._times = Times(settled)
        self._single = SingleSales(people, settled, tally, sums=self._sums, times=self._times)
        self._is_judged = settled.judge is not judge_by_words or any(
            field in columns for field in (Field.STATUS, Field.ROW_TYPE)
        )
        self._has_promised = Field.PROMISED_ON in columns
        self._has_delivered = Field.DELIVERED_ON in columns
        self._has_place = Field.PLACE in columns
        self._has_staff = Field.STAFF in columns
        self._has_note = Field.NOTE in columns

    def read(self, group: Group) -> list[Record]:
        """One purchase or refund, nothing, or a refusal for each row of the order."""
        if len(group) == 1 and (purchase := self._single.read(*group[0])):
            return [purchase]
        return self.read_closely(group)

    def read_closely(self, group: Group) -> list[Record]:
        """The same, of any order, however it is written."""
        rows = [Row(self._columns, number, cells) for number, cells in group]
        try:
            record = self._record(rows)
        except RowRefused as refused:
            refusal = refused.refusal
            # What cannot be taken without its order is named too, so that each row is accounted.
            others = [row.number for row in rows if row.number != refusal.row]
            return [refusal, *(Refusal(row, refusal.reason, refusal.facts) for row in others)]
        return [] if record is None else [record]

    def _record(self, rows: list[Row]) -> Record | None:
        if not self._is_judged and len(rows) == 1 and not self._sums.is_negative(rows[0], 1):
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
                is_back = self._sums.is_negative(row, len(rows))
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

    def _purchase(
        self, rows: list[Row], refunds: list[Row], *, is_given_back: bool
    ) -> PurchaseRecord:
        first = rows[0]
        at, on, is_time_known = self._times.when(rows)
        currency = self._sums.currency(rows)
        total = self._sums.total(rows, currency)
        if total < 0:
            raise RowRefused(
                first.number, RefusalReason.AMOUNT_UNREADABLE, value=first.get(Field.TOTAL)
            )
        refunded = total if is_given_back else self._sums.refunded(rows, refunds, currency, total)
        lines = self._sums.lines(rows, currency)
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
            promised_on=self._day(rows, Field.PROMISED_ON) if self._has_promised else None,
            delivered_on=self._day(rows, Field.DELIVERED_ON) if self._has_delivered else None,
            place=self._text(rows, Field.PLACE) if self._has_place else "",
            staff=self._text(rows, Field.STAFF) if self._has_staff else "",
            note=first_of(rows, Field.NOTE)[:LONGEST_NOTE] if self._has_note else "",
        )

    def _refund(self, rows: list[Row]) -> RefundRecord | None:
        currency = self._sums.currency(rows)
        amount = abs(self._sums.total(rows, currency))
        if not amount:
            self._tally.not_sales += 1
            return None
        _, on, _ = self._times.when(rows)
        key = _order_key(rows)
        refund_key = bare(first_of(rows, Field.LINE_KEY))[:LONGEST_TEXT] or key
        tally = self._tally
        tally.refunded_minor[currency] = tally.refunded_minor.get(currency, 0) + amount
        return RefundRecord(
            row=rows[0].number,
            source=self._settled.source,
            key=refund_key,
            purchase_key=bare(first_of(rows, Field.REFUND_OF))[:LONGEST_TEXT] or key,
            refunded_on=on,
            currency=currency,
            amount_minor=amount,
            customer=self._customer(rows),
        )

    def _customer(self, rows: list[Row]) -> CustomerRecord | None:
        for row in rows:
            if person := self._people.read(row.number, row.cells):
                return person
        cell = first_of(rows, Field.EMAIL)
        if cell and "@" not in cell and len(rows) == 1 and not emails_in([cell]):
            name = bare(cell)
            if name and any(map(str.isalpha, name)) and not self._columns.by_field.get(Field.NAME):
                raise RowRefused(rows[0].number, RefusalReason.EMAIL_UNREADABLE, value=cell)
        return None

    def _day(self, rows: list[Row], field: Field) -> date | None:
        return self._times.day_of(rows, field)

    def _text(self, rows: list[Row], field: Field) -> str:
        return bare(first_of(rows, field))[:LONGEST_TEXT]


def _order_key(rows: Iterable[Row]) -> str:
    return order_key_in(first_of(rows, Field.ORDER_KEY))
