"""Everybody we know, as small as an import of a million rows needs it.

A person is a slot: a number that counts from 0. The tables lead from the digests of what
identifies a person to slots. The state is a function of the rows that were there before the batch
and of the records read since; a journal of the latter lets a killed import go on from the same
state.
"""

import struct
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from regulars.models import (
    Consent,
    ContactPoint,
    Customer,
    CustomerKey,
    ImportChange,
    ImportJournal,
    Merge,
)
from regulars.queries.compact import ABSENT, HashTable, Texts
from regulars.rules.channels import Channel
from regulars.rules.kinds import ContactKind
from regulars.rules.matching import digest, is_alias, is_full_name, match_name, match_postcode

HAS_EMAIL, HAS_PHONE, HAS_KEY = 1, 2, 4
SEEN, CREATED, UPDATED, BOUGHT, BOUGHT_AGAIN = 8, 16, 32, 64, 128
REACHABLE = HAS_EMAIL | HAS_PHONE
OF_THIS_BATCH = SEEN | CREATED | UPDATED | BOUGHT | BOUGHT_AGAIN

KEYS, EMAILS, PHONES, HOMES, NAMES, RECORDS = range(6)
_CHANNELS = {channel.value: 2 * place for place, channel in enumerate(Channel)}
YES, NO = 1, 2
_HEADER = struct.Struct("<II")
_SIGN, _WORD = 1 << 63, 1 << 64


def key_digest(source: str, key: str) -> int:
    return digest("key", source, key)


def email_digest(email: str) -> int:
    return digest("email", email)


def phone_digest(phone: str) -> int:
    return digest("phone", phone)


def home_digest(name: str, postcode: str) -> int:
    return digest("home", name, postcode)


def name_digest(name: str) -> int:
    return digest("name", name)


def _further(key: int, place: int) -> int:
    """The digest under which a further holder of one address or number is kept."""
    mixed = (key + place * 0x9E3779B97F4A7C15) % _WORD
    return (mixed - _WORD if mixed >= _SIGN else mixed) or 1


class KnownPeople:
    """Who is identified by what, and what this batch has done with each."""

    def __init__(self) -> None:
        self.ids = array("q")  # 0: not written yet
        self.flags = bytearray()
        self.consents = array("H")  # two bits a channel
        self.names = Texts()
        self.late_names: dict[int, str] = {}  # of those who had none at first
        self.tables = tuple(HashTable() for _ in range(6))
        self.told = HashTable()  # hash of a sale's or refund's key -> number of the file
        self.repeats = HashTable()  # digest of a sale without a key -> how many of it so far
        self.is_recording = False  # only what is learned from the file goes into the journal
        self._added: list[tuple[int, int, int]] = []
        self._touched: set[int] = set()

    def __len__(self) -> int:
        return len(self.ids)

    def new(self, name: str, *, row_id: int = 0) -> int:
        self.ids.append(row_id)
        self.flags.append(0)
        self.consents.append(0)
        self.names.append(name)
        return len(self.ids) - 1

    def name_of(self, slot: int) -> str:
        return self.names[slot] or self.late_names.get(slot, "")

    def holders(self, table: int, key: int) -> Iterator[int]:
        """Everybody who has this e-mail address or phone number, the first one first."""
        entries = self.tables[table]
        place = 0
        slot = entries.get(key)
        while slot != ABSENT:
            yield slot
            place += 1
            slot = entries.get(_further(key, place))

    def add(self, table: int, key: int, slot: int) -> None:
        """Let a digest lead to a person; keys, homes and names lead to the first one only."""
        entries = self.tables[table]
        if entries.get(key) == ABSENT:
            entries.put(key, slot)
        elif table in (EMAILS, PHONES):
            place = 1
            while entries.get(_further(key, place)) != ABSENT:
                place += 1
            entries.put(_further(key, place), slot)
        else:
            return
        if self.is_recording:
            self._added.append((table, key, slot))

    def mark(self, slot: int, flag: int) -> None:
        self.flags[slot] |= flag
        if self.is_recording:
            self._touched.add(slot)

    def consent(self, slot: int, channel: str) -> int:
        return (self.consents[slot] >> _CHANNELS[channel]) & 3

    def set_consent(self, slot: int, channel: str, answer: int) -> None:
        shift = _CHANNELS[channel]
        self.consents[slot] = self.consents[slot] & ~(3 << shift) | (answer << shift)
        if self.is_recording:
            self._touched.add(slot)

    def repeat(self, content: int) -> int:
        """How many equal sales without a key this file had before this one."""
        before = max(self.repeats.get(content), 0)
        self.repeats.put(content, before + 1)
        return before

    def begin_file(self) -> None:
        """For a further file that is tried together with those before it."""
        keep = ~OF_THIS_BATCH & 0xFF
        self.flags = bytearray(flags & keep for flags in self.flags)
        self.repeats = HashTable()

    def slot_of(self, row_id: int) -> int:
        """Rows were loaded in order of their ids."""
        place = bisect_left(self.ids, row_id)
        return place if place < len(self.ids) and self.ids[place] == row_id else ABSENT

    # --- the journal ---

    def _forget_journal(self) -> None:
        self._added.clear()
        self._touched.clear()

    def take_journal(self) -> bytes:
        """What was learned since the last call, by row ids, so that they must be known by now."""
        ids = self.ids
        touched = sorted(self._touched)
        parts = (
            bytes(table for table, _, _ in self._added),
            array("q", (key for _, key, _ in self._added)).tobytes(),
            array("q", (ids[slot] for _, _, slot in self._added)).tobytes(),
            array("q", (ids[slot] for slot in touched)).tobytes(),
            bytes(self.flags[slot] for slot in touched),
            array("H", (self.consents[slot] for slot in touched)).tobytes(),
        )
        counts = len(self._added), len(touched)
        self._forget_journal()
        return _HEADER.pack(*counts) + b"".join(parts)

    def replay(self, journal: bytes) -> None:
        added, touched = _HEADER.unpack_from(journal)
        cells = _Cells(journal, _HEADER.size)
        tables, keys = cells.take("B", added), cells.take("q", added)
        owners = cells.take("q", added)
        slots = {owner: self._now(owner) for owner in set(owners)}
        for table, key, owner in zip(tables, keys, owners, strict=True):
            if slots[owner] != ABSENT:
                self.add(table, key, slots[owner])
        ids, flags = cells.take("q", touched), cells.take("B", touched)
        for row_id, flag, consents in zip(ids, flags, cells.take("H", touched), strict=True):
            slot = self._now(row_id)
            if slot != ABSENT:
                self.flags[slot] |= flag
                self.consents[slot] = consents

    def _now(self, row_id: int) -> int:
        """The slot of a row that may have been merged into another since."""
        slot = self.slot_of(row_id)
        while slot == ABSENT:
            kept = (
                Merge.objects.filter(gone_id=row_id, undone_at=None)
                .values_list("kept_id", flat=True)
                .first()
            )
            if kept is None:
                return ABSENT
            row_id = kept
            slot = self.slot_of(row_id)
        return slot


class _Cells:
    def __init__(self, block: bytes, start: int) -> None:
        self._block = block
        self._at = start

    def take(self, typecode: str, count: int) -> Sequence[int]:
        cells: array[int] = array(typecode)
        end = self._at + cells.itemsize * count
        cells.frombytes(self._block[self._at : end])
        self._at = end
        return cells


def known_people(*, source: str, batch_id: int | None = None) -> KnownPeople:
    """Everybody as they were before this batch, then what the batch has learned so far."""
    people = KnownPeople()
    _load_customers(people, batch_id)
    _load_contact_points(people, batch_id)
    _load_keys(people, source, batch_id)
    _load_consents(people, batch_id)
    if batch_id is not None:
        journal = ImportJournal.objects.filter(batch=batch_id).order_by("position")
        for block in journal.values_list("block", flat=True).iterator(chunk_size=20):
            people.replay(bytes(block))
        people.is_recording = True
    return people


def _load_customers(people: KnownPeople, batch_id: int | None) -> None:
    before = _before(batch_id)
    columns = ("id", "name", "given_name", "family_name", "company", "postcode", "batch_id")
    rows = Customer.objects.order_by("pk").values_list(*columns)
    for row_id, name, given, family, company, postcode, batch in rows.iterator(chunk_size=2000):
        told = match_name(name or f"{given} {family}".strip() or company)
        slot = people.new(told, row_id=row_id)
        if batch is not None and batch == batch_id:
            continue
        was = before.get(row_id, {})
        if "name" in was:
            told = match_name(was["name"])
        learn_name(people, slot, told, was.get("postcode", postcode))


def learn_name(people: KnownPeople, slot: int, name: str, postcode: str) -> None:
    """Only a full name says anything, and with a postcode it says who."""
    if not is_full_name(name):
        return
    people.add(NAMES, name_digest(name), slot)
    if place := match_postcode(postcode):
        people.add(HOMES, home_digest(name, place), slot)


def _before(batch_id: int | None) -> dict[int, dict[str, str]]:
    if batch_id is None:
        return {}
    changes = ImportChange.objects.filter(batch=batch_id, table="customer").order_by("-pk")
    found: dict[int, dict[str, str]] = {}
    for row_id, before in changes.values_list("row_id", "before").iterator():
        if "name" in before or "postcode" in before:
            found.setdefault(row_id, {}).update(before)
    return found


def _load_contact_points(people: KnownPeople, batch_id: int | None) -> None:
    rows = ContactPoint.objects.order_by("customer_id", "pk")
    for owner, kind, value in _not_of(rows, batch_id, "customer_id", "kind", "value"):
        slot = people.slot_of(owner)
        if kind == ContactKind.EMAIL:
            people.flags[slot] |= HAS_EMAIL
            if not is_alias(value):
                people.add(EMAILS, email_digest(value), slot)
        elif kind == ContactKind.PHONE:
            people.flags[slot] |= HAS_PHONE
            people.add(PHONES, phone_digest(value), slot)


def _load_keys(people: KnownPeople, source: str, batch_id: int | None) -> None:
    rows = CustomerKey.objects.order_by("pk")
    for owner, of, key in _not_of(rows, batch_id, "customer_id", "source", "key"):
        slot = people.slot_of(owner)
        people.add(KEYS, key_digest(of, key), slot)
        if of == source:
            people.flags[slot] |= HAS_KEY


def _load_consents(people: KnownPeople, batch_id: int | None) -> None:
    # The latest one holds. Files speak of a whole channel.
    rows = Consent.objects.filter(topic="").order_by("answered_at", "pk")
    for owner, channel, given in _not_of(rows, batch_id, "customer_id", "channel", "is_given"):
        people.set_consent(people.slot_of(owner), channel, YES if given else NO)


def _not_of(
    rows: "QuerySet[Any]", batch_id: int | None, *columns: str
) -> Iterator[tuple[Any, ...]]:
    for *row, batch in rows.values_list(*columns, "batch_id").iterator(chunk_size=2000):
        if batch is None or batch != batch_id:
            yield tuple(row)
