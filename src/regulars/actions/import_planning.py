"""What a step of an import will do, decided from what is known. Nothing is written here, so that a
preview and the import itself cannot differ."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from regulars.actions.import_forgetting import KEPT_SALE, Forgetting, sum_of
from regulars.actions.import_matching import Matcher, PeopleStep
from regulars.actions.import_people import FILLED, Row, filled
from regulars.actions.import_sales import content_of, sale_changes, says_more, who
from regulars.queries.compact import ABSENT
from regulars.queries.erasure_marks import the_marks
from regulars.queries.import_lookups import (
    StoredRows,
    StoredSale,
    customer_rows,
    noted_facts,
    own_values,
    tagged,
)
from regulars.queries.known_people import (
    BOUGHT,
    BOUGHT_AGAIN,
    CREATED,
    SEEN,
    UPDATED,
    KnownPeople,
)
from regulars.readers.records import (
    CustomerRecord,
    LineRecord,
    PurchaseRecord,
    Record,
    RefundRecord,
    Refusal,
)
from regulars.rules.matching import digest

LONGEST_NOTE = 500
LONGEST_KEY = 180


@dataclass(slots=True)
class Counts:
    """What was done so far. Kept with the batch in the transaction of each step."""

    created: int = 0  # purchases
    updated: int = 0
    unchanged: int = 0
    repeated: int = 0  # rows that say again what this file said before
    refused: int = 0
    lines: int = 0
    unattributed: int = 0
    forgotten: int = 0  # purchases of people who were erased
    gross_minor: dict[str, int] = field(default_factory=dict)
    refunded_minor: dict[str, int] = field(default_factory=dict)
    first_on: str = ""
    last_on: str = ""
    refunds: int = 0  # rows of money given back, new ones
    refunds_beyond: int = 0  # that gave back more than was paid
    refunds_waiting: int = 0  # whose sale is not known
    kept_refusals: int = 0
    doubts: int = 0
    alike: dict[str, int] = field(default_factory=dict)  # sales that another tool told of, by tool

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Counts":
        return cls(**{name: told[name] for name in cls.__dataclass_fields__ if name in told})

    def span(self, day: date) -> None:
        text = day.isoformat()
        if not self.first_on or text < self.first_on:
            self.first_on = text
        self.last_on = max(self.last_on, text)


@dataclass(slots=True)
class NewSale:
    record: PurchaseRecord
    key: str
    slot: int  # ABSENT: nobody
    refunded_minor: int


@dataclass(slots=True)
class ChangedSale:
    stored: StoredSale
    changes: Row
    slot: int = ABSENT  # who it is attributed to from now on
    lines: tuple[LineRecord, ...] = ()  # that replace the stored ones


@dataclass(slots=True)
class NewRefund:
    record: RefundRecord
    key: str
    slot: int
    purchase_id: int | None


@dataclass(slots=True)
class Step:
    """All that one step of an import writes."""

    people: PeopleStep
    fills: dict[int, tuple[Row, Row]] = field(default_factory=dict)  # slot -> before, after
    sales: list[NewSale] = field(default_factory=list)
    changed: list[ChangedSale] = field(default_factory=list)
    refunds: list[NewRefund] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    values: list[tuple[int, str, str]] = field(default_factory=list)  # slot, own field, text
    tags: list[tuple[int, str]] = field(default_factory=list)


class Planner:
    """Takes records in the order of the file and says what each step does."""

    def __init__(
        self, *, people: KnownPeople, stored: StoredRows, counts: Counts, file_number: int = 1
    ) -> None:
        self.people = people
        self.stored = stored
        self.counts = counts
        self.file_number = file_number  # of several that are tried together
        self.matcher = Matcher(people)
        self.forgetting = Forgetting(people, the_marks())

    def plan(self, records: Sequence[Record]) -> Step:
        step = Step(people=self.matcher.begin())
        sales: list[tuple[PurchaseRecord, str, bool]] = []
        refunds: list[RefundRecord] = []
        for record in self.forgetting.without(records):
            if isinstance(record, PurchaseRecord):
                key = self._sale_key(record)
                told_by = self._told_by("sale", record.source, key)
                if told_by == self.file_number:
                    self.counts.repeated += 1
                else:
                    sales.append((record, key, told_by != ABSENT))
            elif isinstance(record, CustomerRecord):
                if record.may_be_alone:
                    self.matcher.person(record)
            elif isinstance(record, RefundRecord):
                refunds.append(record)
            else:
                step.refused.append(record)
        self._plan_sales(step, sales)
        self._plan_refunds(step, refunds)
        self._plan_fills(step)
        self._plan_alike(step)
        self.counts.refused += len(step.refused)
        self.counts.kept_refusals += step.people.kept_refusals
        self.counts.doubts += len(step.people.doubts)
        return step

    # --- sales ---

    def _sale_key(self, record: PurchaseRecord) -> str:
        if not record.key:
            return self._content_key("sale", content_of(record))
        told = record.key[:LONGEST_KEY]
        # Two unknown tools may both count from 1.
        return told if record.source else f"{told} {record.bought_on}"

    def _content_key(self, kind: str, content: str) -> str:
        """For what has no number: what it says, and which of several equal ones of the file."""
        told = digest(kind, content)
        return f"~{told & 0xFFFFFFFFFFFFFFFF:016x}-{self.people.repeat(told)}"

    def _told_by(self, *told: str) -> int:
        """The number of the file that told of this first, ABSENT for none; from now on this one."""
        key = hash(told) or 1
        before = self.people.told.get(key)
        if before == ABSENT:
            self.people.told.put(key, self.file_number)
        return before

    def pass_over(self, records: Sequence[Record]) -> None:
        """Records that were written before the import was stopped: only told again."""
        for record in self.forgetting.without(records):
            if isinstance(record, PurchaseRecord):
                self._told_by("sale", record.source, self._sale_key(record))
            elif isinstance(record, RefundRecord):
                self._told_by("refund", record.source, self._refund_key(record))

    def _plan_sales(self, step: Step, sales: list[tuple[PurchaseRecord, str, bool]]) -> None:
        keys = [key for _, key, _ in sales]
        known = self.stored.sales(keys)
        waiting = self.stored.waiting_refunds(keys)
        places = self.forgetting.places
        days = {record.bought_on for record, _, _ in sales if record.key in places}
        sums = self.stored.kept_sums(days, prefix=KEPT_SALE)
        for record, key, is_told in sales:
            stored = known.get(key)
            slot = self._buyer(record, stored)
            is_forgotten = record.key in places
            self._count_sale(record, slot, is_forgotten=is_forgotten)
            if stored is not None:
                changed = self._change(stored, record, slot)
                self.counts.updated += changed is not None
                self.counts.unchanged += changed is None
                if changed:
                    step.changed.append(changed)
            elif is_forgotten and places[record.key] < sums[sum_of(record)]:
                self.counts.unchanged += 1  # what the erasure left of it is here
            elif is_told:  # by a file that is tried together with this one
                self.counts.unchanged += 1
            else:
                refunded = max(record.refunded_minor, waiting.get(key, 0))
                refunded = min(record.total_minor, refunded)
                step.sales.append(NewSale(record, key, slot, refunded))
                self.counts.created += 1

    def _buyer(self, record: PurchaseRecord, stored: StoredSale | None) -> int:
        known = ABSENT
        if stored is not None and stored.customer_id is not None:
            known = self.people.slot_of(stored.customer_id)
        return self.matcher.person(record.customer, known=known)

    def _count_sale(self, record: PurchaseRecord, slot: int, *, is_forgotten: bool) -> None:
        counts = self.counts
        counts.lines += len(record.lines)
        gross, refunded = counts.gross_minor, counts.refunded_minor
        currency = record.currency
        gross[currency] = gross.get(currency, 0) + record.total_minor
        if record.refunded_minor:
            refunded[currency] = refunded.get(currency, 0) + record.refunded_minor
        counts.span(record.bought_on)
        if is_forgotten:
            counts.forgotten += 1
        elif slot == ABSENT:
            counts.unattributed += 1
        elif self.people.flags[slot] & BOUGHT:
            self.people.mark(slot, BOUGHT_AGAIN | SEEN)
        else:
            self.people.mark(slot, BOUGHT | SEEN)

    def _change(self, stored: StoredSale, record: PurchaseRecord, slot: int) -> ChangedSale | None:
        changes = sale_changes(stored, record)
        lines = record.lines if says_more(record.lines, stored.lines) else ()
        buyer = slot if stored.customer_id is None else ABSENT
        if not changes and not lines and buyer == ABSENT:
            return None
        return ChangedSale(stored, changes, buyer, lines)

    # --- refunds ---

    def _plan_refunds(self, step: Step, refunds: list[RefundRecord]) -> None:
        if not refunds:
            return
        keyed = [(record, self._refund_key(record)) for record in refunds]
        known = self.stored.refund_keys([key for _, key in keyed])
        wanted = [record.purchase_key for record in refunds if record.purchase_key]
        sales = self.stored.sales(wanted)
        given = self.stored.refunded([sale.id for sale in sales.values()])
        for record, key in keyed:
            told_by = self._told_by("refund", record.source, key)
            if told_by == self.file_number:
                self.counts.repeated += 1
                continue
            currency, refunded = record.currency, self.counts.refunded_minor
            refunded[currency] = refunded.get(currency, 0) + record.amount_minor
            if key not in known and told_by == ABSENT:
                self._plan_refund(step, record, key, sales.get(record.purchase_key), given)

    def _refund_key(self, record: RefundRecord) -> str:
        if record.key:
            return record.key[:LONGEST_KEY]
        text = f"{record.source}|{record.purchase_key}|{record.refunded_on}|{record.currency}"
        return self._content_key("refund", f"{text}|{record.amount_minor}|{who(record.customer)}")

    def _plan_refund(
        self,
        step: Step,
        record: RefundRecord,
        key: str,
        sale: StoredSale | None,
        given: dict[int, int],
    ) -> None:
        self.counts.refunds += 1
        slot = self.matcher.find(record.customer)
        if sale is None or sale.currency != record.currency:
            self.counts.refunds_waiting += 1
            step.refunds.append(NewRefund(record, key, slot, None))
            return
        if slot == ABSENT and sale.customer_id is not None:
            slot = self.people.slot_of(sale.customer_id)
        given[sale.id] = given.get(sale.id, 0) + record.amount_minor
        self.counts.refunds_beyond += given[sale.id] > sale.total_minor
        refunded = min(sale.total_minor, max(sale.refunded_minor, given[sale.id]))
        if refunded != sale.refunded_minor:
            earlier = next((c for c in step.changed if c.stored.id == sale.id), None)
            if earlier is None:
                earlier = ChangedSale(sale, {})
                step.changed.append(earlier)
                self.counts.updated += 1
            earlier.changes["refunded_minor"] = refunded
        step.refunds.append(NewRefund(record, key, slot, sale.id))

    # --- people ---

    def _plan_fills(self, step: Step) -> None:
        """What records add to people who are known already."""
        ids, drafts = self.people.ids, step.people.drafts
        wanted = {ids[slot] for slot, _ in step.people.told if slot not in drafts and ids[slot]}
        rows = customer_rows(wanted, FILLED)
        for slot, record in step.people.told:
            row = drafts.get(slot) or rows.get(ids[slot])
            if row is None:  # made by this preview in an earlier step: written nowhere
                continue
            changes = filled(row, record)
            if not changes:
                continue
            if slot not in drafts:
                before, after = step.fills.setdefault(slot, ({}, {}))
                for name in changes:
                    before.setdefault(name, row[name])
                after.update(changes)
                self.people.mark(slot, UPDATED)
            row.update(changes)
        self._plan_extras(step)

    def _plan_extras(self, step: Step) -> None:
        """Notes, tags and own fields that are not there yet."""
        ids, drafts, extras = self.people.ids, step.people.drafts, step.people.extras
        wanted = {ids[slot] for slot, _ in extras if slot not in drafts and ids[slot]}
        facts, values, tags = noted_facts(wanted), own_values(wanted), tagged(wanted)
        for slot, record in extras:
            if slot not in drafts and not ids[slot]:
                continue
            who_id = ids[slot] or -slot - 1  # one who is not written yet has nothing so far
            before = len(step.notes) + len(step.values) + len(step.tags)
            note = record.note.strip()[:LONGEST_NOTE]
            if note and (who_id, note) not in facts:
                facts.add((who_id, note))
                step.notes.append((slot, note))
            for name, value in record.extra.items():
                if (who_id, name[:80]) not in values:
                    values.add((who_id, name[:80]))
                    step.values.append((slot, name[:80], value[:LONGEST_NOTE]))
            for tag in record.tags:
                if (who_id, tag[:60]) not in tags:
                    tags.add((who_id, tag[:60]))
                    step.tags.append((slot, tag[:60]))
            if len(step.notes) + len(step.values) + len(step.tags) > before:
                self.people.mark(slot, UPDATED)

    def _plan_alike(self, step: Step) -> None:
        """New sales that look like ones another tool has told of: counted, never decided."""
        if not self.stored.has_other_sales:
            return
        ids = self.people.ids
        wanted = {ids[sale.slot] for sale in step.sales if sale.slot != ABSENT and ids[sale.slot]}
        known = self.stored.elsewhere(wanted)
        for sale in step.sales if known else ():
            if sale.slot == ABSENT:
                continue
            told = sale.record
            one = (ids[sale.slot], told.bought_on, told.currency, told.total_minor)
            if source := known.get(one):
                self.counts.alike[source] = self.counts.alike.get(source, 0) + 1


def people_counts(flags: Iterable[int]) -> dict[str, int]:
    """What became of the people of a file, each once."""
    seen = Counter(flag for flag in flags if flag & SEEN)
    return {
        "created": sum(n for flag, n in seen.items() if flag & CREATED),
        "updated": sum(n for flag, n in seen.items() if flag & UPDATED and not flag & CREATED),
        "unchanged": sum(n for flag, n in seen.items() if not flag & (UPDATED | CREATED)),
        "with_purchases": sum(n for flag, n in seen.items() if flag & BOUGHT),
        "repeat": sum(n for flag, n in seen.items() if flag & BOUGHT_AGAIN),
    }
