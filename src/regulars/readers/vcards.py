"""Address books as vCard 2.1, 3.0 and 4.0, as telephones and mail programs really write them."""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from regulars.readers.encodings import Encoding, encoding_of
from regulars.readers.moments import Moments, anniversary_in
from regulars.readers.people import LONGEST_NOTE, bare, country_in, emails_in, name_in, phones_in
from regulars.readers.records import CustomerRecord, Refusal, Tally
from regulars.rules.dates import Anniversary
from regulars.rules.imports import RefusalReason

FORMAT = "vcard"
TITLE = "vCard"
_START_BYTES = 2_000
_LONGEST_LINE = 100_000
_LONGEST_VALUE = 20_000
_BEGIN = re.compile(r"begin\s*:\s*vcard", re.IGNORECASE)
_END = re.compile(r"end\s*:\s*vcard", re.IGNORECASE)
_PROPERTY = re.compile(r'(?:[\w-]+\.)?([\w-]+)((?:;(?:[^":;]|"[^"]*")*)*):(.*)', re.DOTALL)
_UNESCAPED_SEMICOLON = re.compile(r"(?<!\\);")
_ESCAPED = re.compile(r"\\([\\;,:nN])")
_USED = frozenset(
    {"FN", "N", "NICKNAME", "ORG", "EMAIL", "TEL", "ADR", "BDAY", "NOTE", "CATEGORIES", "LANG"}
    | {"UID"}
)
_NO_VOICE = frozenset({"FAX", "PAGER", "MODEM", "BBS", "TELEX", "ISDN"})
_MOBILE = frozenset({"CELL", "MOBILE", "IPHONE"})


@dataclass(slots=True)
class _Value:
    text: str
    types: frozenset[str]


@dataclass(slots=True)
class _Card:
    line: int
    values: dict[str, list[_Value]] = field(default_factory=dict)
    is_whole: bool = False

    def first(self, name: str) -> str:
        found = self.values.get(name, [])
        return next((value.text for value in found if value.text.strip()), "")

    def preferred(self, name: str) -> list[_Value]:
        return sorted(self.values.get(name, []), key=lambda value: "PREF" not in value.types)


def is_vcard(path: Path) -> bool:
    with path.open("rb") as stream:
        start = stream.read(_START_BYTES).replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    return bool(_BEGIN.match(start.decode("latin-1").lstrip()))


def read_vcards(path: Path, *, country: str, tally: Tally) -> Iterator[CustomerRecord | Refusal]:
    """One record a card, numbered by the line that begins it."""
    for card in _cards(path, encoding_of(path)):
        tally.rows += 1
        if not card.is_whole:
            yield Refusal(card.line, RefusalReason.ROW_UNREADABLE.value)
            continue
        person = _person(card, country)
        yield person or Refusal(card.line, RefusalReason.NOBODY_NAMED.value)


def preview_names(path: Path, *, count: int) -> list[str]:
    return [
        _full_name(card)[0] or card.first("EMAIL") or card.first("TEL")
        for card in islice(_cards(path, encoding_of(path)), count)
    ]


def _cards(path: Path, encoding: Encoding) -> Iterator[_Card]:
    card: _Card | None = None
    depth = 0
    for number, line in _unfolded(path, encoding):
        if _BEGIN.fullmatch(line.strip()):
            if card is not None and not _is_agent(card):
                yield card  # the one before was never closed
                depth = 0
            depth += 1
            if depth == 1:
                card = _Card(number)
        elif card is not None and _END.fullmatch(line.strip()):
            depth -= 1
            if depth == 0:
                card.is_whole = True
                yield card
                card = None
        elif card is not None and depth == 1:
            _take(card, line)
    if card is not None:
        yield card


def _is_agent(card: _Card) -> bool:
    """A card inside a card, an assistant's: version 2.1 allows it after AGENT."""
    return "AGENT" in card.values


def _unfolded(path: Path, encoding: Encoding) -> Iterator[tuple[int, str]]:
    """Logical lines with the number of their first physical one."""
    start, whole = 0, ""
    is_soft = False
    for number, line in _lines(path, encoding):
        if whole and is_soft:
            whole = whole[:-1] + line
        elif whole and line[:1] in {" ", "\t"}:
            whole += line[1:] if len(whole) < _LONGEST_LINE else ""
        else:
            if whole:
                yield start, whole
            start, whole = number, line
        head = whole.partition(":")[0].upper()
        is_soft = "QUOTED-PRINTABLE" in head and whole.endswith("=")
    if whole:
        yield start, whole


def _lines(path: Path, encoding: Encoding) -> Iterator[tuple[int, str]]:
    errors = "surrogateescape" if encoding.name.startswith("utf-8") else "replace"
    with path.open(encoding=encoding.name, errors=errors) as stream:
        number = 0
        while line := stream.readline(_LONGEST_LINE):
            number += line.endswith("\n")
            yield number or 1, line.rstrip("\r\n")


def _take(card: _Card, line: str) -> None:
    match = _PROPERTY.fullmatch(line)
    if not match:
        return
    name = match[1].upper()
    if name == "AGENT":
        card.values.setdefault(name, [])
    if name not in _USED:
        return
    given = [each.strip() for each in match[2].upper().split(";") if each.strip()]
    types = {
        part.strip('" ')
        for each in given
        for part in each.partition("=")[2 if "=" in each else 0].split(",")
    }
    if "PREF" in match[2].upper():
        types.add("PREF")
    if "BASE64" in types or "B" in types:
        return
    text = match[3][:_LONGEST_VALUE]
    if "QUOTED-PRINTABLE" in types:
        text = _from_quoted_printable(text, match[2])
    text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    card.values.setdefault(name, []).append(_Value(text, frozenset(types)))


def _from_quoted_printable(text: str, parameters: str) -> str:
    raw = quopri.decodestring(text.encode("utf-8", "surrogateescape"))
    said = re.search(r"CHARSET=([\w-]+)", parameters, re.IGNORECASE)
    for charset in (said[1] if said else "utf-8", "utf-8", "cp1252"):
        try:
            return raw.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("latin-1")


def _parts(text: str) -> list[str]:
    """The parts of a structured value, unescaped."""
    return [bare(_plain(part)) for part in _UNESCAPED_SEMICOLON.split(text)]


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda m: "\n" if m[1] in "nN" else m[1], text)


def _full_name(card: _Card) -> tuple[str, str, str]:
    parts = [*_parts(card.first("N")), "", ""]
    family, given = name_in(parts[0]), name_in(parts[1])
    said = name_in(_plain(card.first("FN"))) or " ".join(p for p in (given, family) if p)
    if "@" in said:
        return "", "", ""
    return said or name_in(_plain(card.first("NICKNAME"))), given, family


def _person(card: _Card, country: str) -> CustomerRecord | None:
    name, given, family = _full_name(card)
    company = name_in(next(iter(_parts(card.first("ORG"))), ""))
    address = next((_parts(v.text) for v in card.preferred("ADR") if v.text.strip(";, ")), [])
    box, extended, street, city, region, postcode, nation = (*address, *[""] * 7)[:7]
    home = country_in(nation)
    phones = phones_in(_numbers(card), country=home or country)
    emails = emails_in(_plain(value.text) for value in card.preferred("EMAIL"))
    if not (name or company or phones or emails):
        return None
    return CustomerRecord(
        row=card.line,
        source=FORMAT,
        key=bare(card.first("UID"))[:200],
        name="" if name == company and not (given or family) else name,
        given_name=given,
        family_name=family,
        company=company,
        emails=emails,
        phones=phones,
        street=", ".join(part for part in (street, extended, box) if part)[:200],
        postcode=postcode,
        city=city,
        region=region,
        country=home,
        language=bare(card.first("LANG")),
        birthday=_birthday(card),
        note=_plain(card.first("NOTE")).strip()[:LONGEST_NOTE],
        tags=tuple(
            tag
            for v in card.values.get("CATEGORIES", [])
            for tag in map(bare, v.text.split(","))
            if tag
        ),
    )


def _numbers(card: _Card) -> list[str]:
    """Voice numbers, the preferred and then the mobile ones first."""
    voice = [v for v in card.values.get("TEL", []) if not v.types & _NO_VOICE]
    voice.sort(key=lambda v: ("PREF" not in v.types, not v.types & _MOBILE))
    return [value.text.removeprefix("tel:") for value in voice]


def _birthday(card: _Card) -> Anniversary | None:
    for value in card.values.get("BDAY", []):
        try:
            if found := anniversary_in(value.text, Moments()):
                return found
        except ValueError:
            continue
    return None
