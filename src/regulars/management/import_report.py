"""An import in sentences, for a person at a terminal."""

from collections.abc import Iterator, Mapping
from typing import Any

from regulars.queries.format_titles import title_of
from regulars.queries.import_words import notice_words
from regulars.readers.examining import Examination

SHOWN = 10


def report(name: str, seen: Examination, told: Mapping[str, Any], *, is_dry_run: bool) -> str:
    return "\n".join(_lines(name, seen, told, is_dry_run=is_dry_run))


def _lines(
    name: str, seen: Examination, told: Mapping[str, Any], *, is_dry_run: bool
) -> Iterator[str]:
    kind = seen.title or title_of(told["format"])
    kind = "no format we know by name" if kind == "generic" else kind
    yield f"{name}: {kind}, {_many(told['rows'], 'row', 'rows')}."
    yield from (f"  {notice_words(notice.code, notice.facts)}" for notice in seen.notices)
    for kind, counts in (("Purchases", told["purchases"]), ("Customers", told["customers"])):
        if any(counts[part] for part in ("created", "updated", "unchanged")):
            yield f"  {kind}: {_parts(counts)}."
    yield from _sales(told)
    yield from _refused(told["refused"])
    if is_dry_run:
        yield "  This was a trial: nothing was written."
    elif told["batch"]:
        yield f"  To take all of it back: regulars import --undo {told['batch']}"


def _sales(told: Mapping[str, Any]) -> Iterator[str]:
    if told["people_with_purchases"]:
        bought = _many(told["people_with_purchases"], "person", "people")
        yield f"  {bought} bought something, {told['repeat_people']:,} more than once."
    if alone := told["unattributed_purchases"]:
        yield f"  {_many(alone, 'purchase names', 'purchases name')} nobody."
    if forgotten := told.get("forgotten_purchases"):
        one, several = "purchase is", "purchases are"
        yield f"  {_many(forgotten, one, several)} of people who wished to be forgotten."
    if called_off := told["cancelled"]:
        yield f"  {_many(called_off, 'cancelled one', 'cancelled ones')} left out."
    for currency, sums in told["revenue"].items():
        yield f"  {currency} {sums['gross']}, of which {sums['refunded']} was given back."
    if told["first_on"]:
        yield f"  From {told['first_on']} to {told['last_on']}."


def _parts(counts: Mapping[str, int]) -> str:
    said = f"{counts['created']:,} new, {counts['updated']:,} updated"
    return f"{said}, {counts['unchanged']:,} as they were"


def _refused(rows: list[Mapping[str, Any]]) -> Iterator[str]:
    if not rows:
        return
    yield f"  {_many(len(rows), 'row was', 'rows were')} refused:"
    for row in rows[:SHOWN]:
        yield f"    row {row['row']}: {row['reason']}"
    if len(rows) > SHOWN:
        yield f"    and {len(rows) - SHOWN:,} more; --json lists them all."


def _many(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}"
