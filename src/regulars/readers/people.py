"""Who a row is about: cells of a person, cleaned of spreadsheet armour and pseudo customers."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypedDict

from regulars.readers.columns import Columns, Picked, Row, picker
from regulars.readers.memory import Kept
from regulars.readers.moments import Moments, anniversary_in
from regulars.readers.records import ConsentRecord, CustomerRecord
from regulars.readers.words import COUNTRIES, NO, NOBODY, YES, fold
from regulars.rules.channels import Channel
from regulars.rules.dates import Anniversary
from regulars.rules.imports import Field
from regulars.rules.phones import to_e164

LONGEST_EMAIL = 254
LONGEST_TEXT = 200
LONGEST_NOTE = 5_000
_EMAIL = re.compile(
    r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*"
    r"@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_](?:[\w-]{0,61}[^\W_])?"
)
# What nearly all look like: it is one of the above and needs no cleaning.
_PLAIN_EMAIL = re.compile(
    r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?",
    re.ASCII,
)
_LONGEST_PLAIN_EMAIL = 60
_BETWEEN = re.compile(r"\s*(?::::|;|,|\||\n)\s*")
# Marks that only spoil a comparison. The joiners U+200C and U+200D are letters' business: Persian
# names and joined signs fall apart without them.
_INVISIBLE = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\ufeff\x00-\x08\x0b-\x1f]")
_SPOILT = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
_START = 3  # letters
_NOBODY_STARTS = frozenset(words[:_START] for words in NOBODY)
_MOST_KEPT = 20_000

CONSENTS = {
    Field.CONSENT_EMAIL: Channel.EMAIL,
    Field.CONSENT_SMS: Channel.SMS,
    Field.CONSENT_WHATSAPP: Channel.WHATSAPP,
    Field.CONSENT_PHONE: Channel.PHONE,
    Field.CONSENT_POST: Channel.POST,
}
WHO = (
    Field.CUSTOMER_KEY,
    Field.NAME,
    Field.GIVEN_NAME,
    Field.FAMILY_NAME,
    Field.COMPANY,
    Field.EMAIL,
    Field.PHONE,
)
WHERE = (Field.STREET, Field.POSTCODE, Field.CITY, Field.REGION, Field.COUNTRY)
ABOUT = (Field.BIRTHDAY, Field.LANGUAGE, Field.CUSTOMER_SINCE, Field.TAGS, Field.OWN_FIELD)
PERSONAL = (*WHO, *WHERE, *ABOUT, *CONSENTS)


def bare(text: str) -> str:
    """A cell without a spreadsheet's armour (`'0800`, `="2"`) and with single spaces."""
    text = text.strip()
    if not text:
        return ""
    if text[0] in "='":
        if text.startswith('="') and text.endswith('"'):
            text = text[2:-1]
        text = text.removeprefix("'")
    if not text.isprintable():
        text = _INVISIBLE.sub("", text.replace("\xa0", " "))
        return " ".join(text.split())
    return " ".join(text.split()) if "  " in text else text.strip()


def emails_in(cells: Iterable[str]) -> tuple[str, ...]:
    """Addresses that could be real, lower case, each once, in the order of the file."""
    found: dict[str, None] = {}
    for cell in cells:
        if len(cell) <= _LONGEST_PLAIN_EMAIL and _PLAIN_EMAIL.fullmatch(cell):
            found.setdefault(cell)
            continue
        if "@" not in cell or len(cell) > LONGEST_NOTE:
            continue
        for part in _BETWEEN.split(cell):
            email = bare(part).removeprefix("* ").removeprefix("mailto:").lower()
            if email.endswith(">") and "<" in email:
                email = email[email.rindex("<") + 1 : -1]
            local = email.partition("@")[0]
            if len(email) <= LONGEST_EMAIL and len(local) <= 64 and _EMAIL.fullmatch(email):
                found.setdefault(email)
    return tuple(found)


def phones_in(cells: Iterable[str], *, country: str) -> tuple[str, ...]:
    """Numbers as E.164, each once, in the order of the file."""
    found: dict[str, None] = {}
    for cell in cells:
        whole = to_e164(cell, country)
        parts = [whole] if whole else [to_e164(p, country) for p in _BETWEEN.split(cell[:400])]
        for phone in parts:
            if phone:
                found.setdefault(phone)
    return tuple(found)


def name_in(text: str) -> str:
    """A person's or firm's name, "" for a pseudo customer and for what has no letter."""
    name = bare(text)[:LONGEST_TEXT]
    if name[:_START].isalpha():
        start = fold(name[:_START])  # the whole would cost more than all else about a person
        if len(start) >= _START and start[:_START] not in _NOBODY_STARTS:
            return name
    if not any(map(str.isalpha, name)) or fold(name) in NOBODY:
        return ""
    return name


def is_spoilt(key: str) -> bool:
    """A long id that a spreadsheet turned into `4.00E+18` is shared by many: nobody's any more."""
    return "+" in key and bool(_SPOILT.fullmatch(key))


def key_in(text: str) -> str:
    key = bare(text)[:LONGEST_TEXT]
    if not key or is_spoilt(key):
        return ""
    if key.endswith(".0") and key[:-2].isdigit():
        key = key[:-2]  # a spreadsheet took the id for a number
    is_nobody = fold(key) in NOBODY or not any(map(str.isalnum, key)) or not key.strip("0")
    return "" if is_nobody else key


def order_key_in(text: str) -> str:
    key = bare(text)[:LONGEST_TEXT]
    return "" if is_spoilt(key) else key


def country_in(text: str) -> str:
    """ISO 3166 two letters; "" where the text names no country we know."""
    text = bare(text)
    if len(text) == 2 and text.isascii() and text.isalpha():
        return {"UK": "GB"}.get(text.upper(), text.upper())
    return COUNTRIES.get(fold(text), "")


def consent_in(text: str) -> bool | None:
    """Only a plain yes or no counts."""
    word = fold(text)
    return True if word in YES else False if word in NO else None


class _About(TypedDict, total=False):
    """What only some files say about a person."""

    language: str
    birthday: Anniversary | None
    customer_since_on: date | None
    tags: tuple[str, ...]
    consents: tuple[ConsentRecord, ...]
    extra: Mapping[str, str]


class People:
    """Reads the person of a row; equal cells give the very same record, the first one's row."""

    def __init__(
        self,
        columns: Columns,
        *,
        source: str,
        country: str,
        moments: Mapping[int, Moments],
        are_names_weak: bool = False,
        are_emails_aliases: bool = False,
    ) -> None:
        self._columns = columns
        self._source = source
        self._country = country
        self._moments = moments
        self._are_names_weak = are_names_weak
        self._are_emails_aliases = are_emails_aliases
        self._told_of = picker(columns.of_any(PERSONAL))
        self._texts = [
            (field.value, field)
            for field in (Field.STREET, Field.POSTCODE, Field.CITY, Field.REGION)
            if field in columns
        ]
        self._are_names_whole = Field.GIVEN_NAME not in columns and Field.FAMILY_NAME not in columns
        self._has_more = any(field in columns for field in (*ABOUT, *CONSENTS))
        self._consent_channels = [(f, c) for f, c in CONSENTS.items() if f in columns]
        self._known: Kept[Picked, CustomerRecord | None] = Kept(most=_MOST_KEPT)

    def read(self, number: int, cells: list[str]) -> CustomerRecord | None:
        """None for nobody: no key, e-mail, phone or usable name."""
        told = self._told_of(cells)
        if told in self._known:
            return self._known[told]
        return self._known.keep(told, self._person(Row(self._columns, number, cells)))

    def _person(self, row: Row) -> CustomerRecord | None:
        has = self._columns.by_field
        key = key_in(row.get(Field.CUSTOMER_KEY)) if Field.CUSTOMER_KEY in has else ""
        emails: tuple[str, ...] = ()
        if Field.EMAIL in has and not self._are_emails_aliases:
            emails = emails_in(row.all(Field.EMAIL))
        country = country_in(row.get(Field.COUNTRY)) if Field.COUNTRY in has else ""
        phones: tuple[str, ...] = ()
        if Field.PHONE in has and (numbers := row.all(Field.PHONE)):
            phones = phones_in(numbers, country=country or self._country)
        name, given, family = self._names(row)
        company = name_in(row.get(Field.COMPANY)) if Field.COMPANY in has else ""
        if not (key or emails or phones or name or company):
            return None
        return CustomerRecord(
            row.number,
            self._source,
            key,
            name,
            given,
            family,
            company,
            emails,
            phones,
            country=country,
            may_be_alone=not self._are_names_weak or bool(key or emails or phones),
            **{attribute: _text(row, field) for attribute, field in self._texts},
            **(self._about(row) if self._has_more else {}),
        )

    def _about(self, row: Row) -> _About:
        return {
            "language": _language_in(row.get(Field.LANGUAGE)),
            "birthday": self._birthday(row),
            "customer_since_on": self._since(row),
            "tags": _tags_in(row.all(Field.TAGS)),
            "consents": tuple(self._consents(row)),
            "extra": self._extra(row),
        }

    def _names(self, row: Row) -> tuple[str, str, str]:
        """Full, given and family name; an e-mail is no name."""
        has = self._columns.by_field
        if self._are_names_whole:
            name = _first_name(row)
            return ("" if "@" in name else name), "", ""
        given = name_in(row.get(Field.GIVEN_NAME)) if Field.GIVEN_NAME in has else ""
        family = name_in(row.get(Field.FAMILY_NAME)) if Field.FAMILY_NAME in has else ""
        name = _first_name(row)
        if name and given and not family and fold(given) not in fold(name):
            name, family = f"{given} {name}", name  # "Vorname" beside "Name"
        name = name or " ".join(part for part in (given, family) if part)
        return ("", "", "") if "@" in name else (name, given, family)

    def _birthday(self, row: Row) -> Anniversary | None:
        for index in self._columns.by_field.get(Field.BIRTHDAY, ()):
            try:
                if birthday := anniversary_in(row.cells[index], self._moments[index]):
                    return birthday
            except ValueError:
                continue  # a person with an odd birthday is still a person
        return None

    def _since(self, row: Row) -> date | None:
        for index in self._columns.by_field.get(Field.CUSTOMER_SINCE, ()):
            try:
                if moment := self._moments[index].read(row.cells[index]):
                    return moment.at.date()
            except ValueError:
                continue
        return None

    def _consents(self, row: Row) -> Iterable[ConsentRecord]:
        for field, channel in self._consent_channels:
            for index in self._columns.by_field.get(field, ()):
                value = row.cells[index].strip()
                given = consent_in(value)
                if given is not None:
                    words = f"{self._columns.headers[index].strip()}: {value}"
                    yield ConsentRecord(channel, given, words[:LONGEST_TEXT])
                    break

    def _extra(self, row: Row) -> Mapping[str, str]:
        return {
            self._columns.headers[index].strip(): value[:LONGEST_NOTE]
            for index in self._columns.by_field.get(Field.OWN_FIELD, ())
            if (value := bare(row.cells[index]))
        }


def _first_name(row: Row) -> str:
    for text in row.all(Field.NAME):
        if name := name_in(text):
            return name
    return ""


def _text(row: Row, field: Field) -> str:
    if not row.has(field):
        return ""
    text = bare(row.get(field))[:LONGEST_TEXT]
    return text if any(map(str.isalnum, text)) else ""  # "-" is no postcode


def _language_in(text: str) -> str:
    match = re.fullmatch(r"([a-zA-Z]{2,3})(?:[-_]([a-zA-Z]{2}))?", text.strip())
    if not match:
        return ""
    return match[1].lower() + (f"-{match[2].upper()}" if match[2] else "")


def _tags_in(cells: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for cell in cells:
        for part in _BETWEEN.split(cell):
            tag = bare(part).strip('"').removeprefix("* ").strip()
            if tag:
                found.setdefault(tag[:LONGEST_TEXT])
    return tuple(found)
