"""What came out of a file, in the words of the fixtures."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

from regulars.readers.files import ShopDefaults, examine, parts
from regulars.readers.records import CustomerRecord
from regulars.readers.words import fold
from regulars.rules.money import minor_digits
from tests.readers.fixtures.shape import Case, Expected, Refused
from tests.readers.reading import Read, read_part

TODAY = date(2026, 11, 22)


def shop_of(case: Case) -> ShopDefaults:
    return ShopDefaults(
        country=case.country, currency=case.currency, time_zone=case.time_zone, today=TODAY
    )


def outcome(case: Case, path: Path, scratch: Path) -> tuple[set[str], Expected | Refused]:
    """The names of the formats found in an upload, and what its parts gave together."""
    shop = shop_of(case)
    found: set[str] = set()
    reads: list[Read] = []
    for part in parts(path, scratch=scratch):
        seen = examine(part.path, shop=shop, name=part.name)
        found.add(seen.format)
        if seen.unusable is not None:
            return found, Refused(seen.unusable.value, seen.unusable_facts.get("instead", ""))
        if seen.questions:
            kinds = tuple(question.kind.value for question in seen.questions)
            return found, Expected(rows=0, questions=kinds)
        reads.append(read_part(part, scratch, shop=shop))
    return found, _together(reads)


def _together(reads: list[Read]) -> Expected:
    purchases = [p for read in reads for p in read.purchases]
    visits = Counter(identities(p.customer for p in purchases if p.customer))
    days = [p.bought_on.isoformat() for p in purchases]
    notices = {
        notice.code.value for read in reads for notice in read.seen.notices if _matters(notice.code)
    }
    return Expected(
        rows=sum(read.tally.rows for read in reads),
        purchases=len(purchases),
        lines=sum(read.tally.lines for read in reads),
        people_with_purchases=len(visits),
        repeat_people=sum(count > 1 for count in visits.values()),
        unattributed=sum(p.customer is None for p in purchases),
        cancelled=sum(read.tally.cancelled for read in reads),
        gross=_money(read.tally.gross_minor for read in reads),
        refunded=_money(read.tally.refunded_minor for read in reads),
        first_on=min(days, default=""),
        last_on=max(days, default=""),
        refused_rows=tuple(refusal.row for read in reads for refusal in read.refusals),
        contacts=sum(len(read.customers) for read in reads),
        notices=tuple(sorted(notices)),
    )


def _matters(code: str) -> bool:
    return code == "no_customers"


def _money(sums: Iterable[dict[str, int]]) -> dict[str, str]:
    total: Counter[str] = Counter()
    for each in sums:
        total.update(each)
    return {
        currency: str(Decimal(minor).scaleb(-minor_digits(currency)))
        for currency, minor in total.items()
        if minor
    }


def identities(people: Iterable[CustomerRecord]) -> list[int]:
    """A number for each record: the same for the same person by key, e-mail, phone, else name."""
    of_mark: dict[str, int] = {}
    found = []
    for person in people:
        marks = [*person.emails, *person.phones, *([f"key {person.key}"] if person.key else [])]
        marks = marks or [f"name {fold(person.name or person.company)}"]
        known = next((of_mark[mark] for mark in marks if mark in of_mark), len(of_mark))
        for mark in marks:
            of_mark.setdefault(mark, known)
        found.append(known)
    return found
