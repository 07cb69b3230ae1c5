"""Who was erased stays forgotten whatever old file is brought in (G2).

Before a step of an import is planned, its records of such people are stripped: a sale counts for
the business and for no person, as what an erasure leaves of sales does, and a row about the person
alone is refused with its line. Whoever is written down here again by now is no longer forgotten.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from regulars.actions.import_matching import Clues, clues_of
from regulars.actions.import_sales import content_of
from regulars.queries.compact import ABSENT
from regulars.queries.erasure_marks import Marks, file_marks
from regulars.queries.known_people import EMAILS, HOMES, KEYS, PHONES, KnownPeople
from regulars.readers.records import CustomerRecord, PurchaseRecord, Record, RefundRecord, Refusal
from regulars.rules.imports import RefusalReason
from regulars.rules.matching import Likeness, digest, likeness

KEPT_SALE = "erased-"

Sum = tuple[date, str, int]  # what stays of a sale: its day, currency and amount


class Forgetting:
    """Strips the records of one import in the order of the file."""

    def __init__(self, people: KnownPeople, marks: Marks) -> None:
        self.people = people
        self.marks = marks
        self.places: dict[str, int] = {}  # key of a stripped sale -> which of its like in the file

    def without(self, records: Sequence[Record]) -> Sequence[Record]:
        if not self.marks:
            return records
        self.places = {}
        return [found for record in records for found in self._stripped(record)]

    def _stripped(self, record: Record) -> Iterator[Record]:
        if isinstance(record, Refusal):
            yield record
            return
        person = record if isinstance(record, CustomerRecord) else record.customer
        if person is None or not self._is_forgotten(person):
            yield record
        elif isinstance(record, PurchaseRecord):
            yield self._sale(record)
        elif isinstance(record, RefundRecord):
            key = self._key(record.source, record.key) if record.key else ""
            of = self._key(record.source, record.purchase_key) if record.purchase_key else ""
            yield record._replace(key=key, purchase_key=of, customer=None)
        elif person.may_be_alone:
            yield Refusal(person.row, RefusalReason.FORGOTTEN.value)

    def _sale(self, record: PurchaseRecord) -> PurchaseRecord:
        told = record.key
        if not told:
            content = content_of(record)
            told = f"{content}|{self.people.repeat(digest('forgotten', content))}"
        key = self._key(record.source, told)
        like = digest("sum", record.source, *map(str, sum_of(record)))
        self.places[key] = self.people.repeat(like)
        return record._replace(
            key=key, customer=None, lines=(), note="", promised_on=None, delivered_on=None
        )

    def _key(self, source: str, told: str) -> str:
        """The same for the same sale in every file, and no way back to its number."""
        return KEPT_SALE + self.marks.hidden(f"{source}|{told}")

    def _is_forgotten(self, person: CustomerRecord) -> bool:
        clues = clues_of(person)
        told = file_marks(
            name=clues.name,
            emails=person.emails,
            phones=person.phones,
            keys=[(clues.source, clues.key_text)] if clues.key_text else [],
            postcode=person.postcode,
        )
        return self.marks.holds(told) and not self._is_back(clues)

    def _is_back(self, clues: Clues) -> bool:
        """Whether somebody who is here now is meant: the same name, or no name to tell."""
        people = self.people
        found = [slot for one in clues.emails for slot in people.holders(EMAILS, one)]
        found += [slot for one in clues.phones for slot in people.holders(PHONES, one)]
        for table, key in ((KEYS, clues.key), (HOMES, clues.home)):
            slot = people.tables[table].get(key) if key else ABSENT
            if slot != ABSENT:
                found.append(slot)
        same = {Likeness.SAME, Likeness.UNKNOWN}
        return any(likeness(clues.name, people.name_of(slot)) in same for slot in found)


def sum_of(record: PurchaseRecord) -> Sum:
    return record.bought_on, record.currency, record.total_minor
