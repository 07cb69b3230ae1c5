"""What one record of a person makes of a customer's row."""

from datetime import date
from typing import Any

from regulars.readers.records import CustomerRecord
from regulars.rules.kinds import Tone
from regulars.rules.matching import match_name
from regulars.rules.search import fold

Row = dict[str, Any]

ADDRESS = ("street", "postcode", "city")
BIRTHDAY = ("birthday_month", "birthday_day", "birthday_year")
# What a file may fill, in the order of the table's columns.
FILLED = (
    "name",
    "given_name",
    "family_name",
    "company",
    *ADDRESS,
    "region",
    "country",
    "language",
    *BIRTHDAY,
    "customer_since_on",
)
LENGTHS = {
    "name": 200,
    "given_name": 100,
    "family_name": 100,
    "company": 200,
    "street": 300,
    "postcode": 20,
    "city": 100,
    "region": 100,
    "country": 2,
    "language": 10,
}
# Columns that a new row gets and no file fills.
UNTOLD: Row = {
    "tone": Tone.UNDECIDED.value,
    "preferred_channel": "",
    "best_time": "",
    "why_stays": "",
    "carer_id": None,
    "pause_reason": "",
    "paused_until_on": None,
}


def full_name(record: CustomerRecord) -> str:
    return record.name or f"{record.given_name} {record.family_name}".strip() or record.company


def stand_in(record: CustomerRecord) -> str:
    """What a nameless person is called until somebody says a name."""
    return next(iter((*record.emails, *record.phones)), f"#{record.key}")


def told(record: CustomerRecord) -> Row:
    """The row as this record alone would have it."""
    birthday = record.birthday
    row: Row = {
        "name": full_name(record) or stand_in(record),
        "given_name": record.given_name,
        "family_name": record.family_name,
        "company": record.company,
        "street": record.street,
        "postcode": record.postcode,
        "city": record.city,
        "region": record.region,
        "country": record.country,
        "language": record.language,
        "birthday_month": birthday.month if birthday else None,
        "birthday_day": birthday.day if birthday else None,
        "birthday_year": birthday.year if birthday else None,
        "customer_since_on": record.customer_since_on,
    }
    for name, longest in LENGTHS.items():
        text = row[name]
        if len(text) > longest:
            row[name] = text[:longest]
    return row


def filled(row: Row, record: CustomerRecord) -> Row:
    """What this record adds to what is known: empty fields only, parts that belong together
    only together, so that no street of one place gets the city of another."""
    new = told(record)
    changes: Row = {}
    if full_name(record) and not match_name(row["name"]) and match_name(new["name"]):
        changes["name"] = new["name"]
    if not row["given_name"] and not row["family_name"] and new["given_name"]:
        name: str = changes.get("name") or row["name"]
        known = set(fold(name).split())
        if set(fold(new["given_name"]).split()) <= known:
            changes |= {part: new[part] for part in ("given_name", "family_name") if new[part]}
    fields: tuple[str, ...] = ("company", "language")
    if _is_one_place(row, new):
        fields += (*ADDRESS, "region", "country")
    changes |= {field: new[field] for field in fields if new[field] and not row[field]}
    changes |= _birthday(row, new)
    changes |= _since(row["customer_since_on"], new["customer_since_on"])
    return changes


def _is_one_place(row: Row, new: Row) -> bool:
    return all(
        not row[name] or not new[name] or fold(row[name]) == fold(new[name])
        for name in (*ADDRESS, "country")
    )


def _birthday(row: Row, new: Row) -> Row:
    if new["birthday_month"] is None:
        return {}
    if row["birthday_month"] is None:
        return {name: new[name] for name in BIRTHDAY}
    is_same_day = all(row[name] == new[name] for name in BIRTHDAY[:2])
    if is_same_day and row["birthday_year"] is None and new["birthday_year"] is not None:
        return {"birthday_year": new["birthday_year"]}
    return {}


def _since(known: date | None, new: date | None) -> Row:
    return {"customer_since_on": new} if new and not known else {}


def record_text(record: CustomerRecord) -> str:
    """All that a record says, so that the same words are looked at once."""
    told = (
        record.source,
        record.key,
        record.name,
        record.given_name,
        record.family_name,
        record.company,
        *record.emails,
        *record.phones,
        record.street,
        record.postcode,
        record.city,
        record.region,
        record.country,
        record.language,
        record.note,
        *record.tags,
        *[f"{c.channel}{c.is_given}" for c in record.consents],
        *[f"{name}={value}" for name, value in record.extra.items()],
    )
    rest = f"{record.birthday}{record.customer_since_on}" if record.birthday else ""
    return "\x1f".join(told) + (rest or str(record.customer_since_on or ""))
