"""Rows of one order brought together, wherever in the file they stand, in little memory."""

import json
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np

Rows = Iterable[tuple[int, list[str]]]
Group = list[tuple[int, list[str]]]
KeyOf = Callable[[list[str]], str | None]  # None: belongs to the row before it; "" alone

_CACHE_KIB = 8_000


def scattered_keys(rows: Rows, key_of: KeyOf) -> frozenset[int]:
    """Hashes of the keys whose rows do not all stand together."""
    hashes = array("q")
    before: str | None = None
    for _, cells in rows:
        key = key_of(cells)
        if key is not None and key != before:
            if key:
                hashes.append(hash(key))
            before = key
    values, counts = np.unique(np.frombuffer(hashes, dtype=np.int64), return_counts=True)
    return frozenset(int(value) for value in values[counts > 1])


def grouped(
    rows: Rows, key_of: KeyOf, *, scattered: frozenset[int], scratch: Path
) -> Iterator[Group]:
    """One list for an order: those that stand together in file order, then the scattered ones.

    Scattered rows wait in a file in `scratch`; they come in the order of their first rows.
    """
    with _Waiting(scratch) as waiting:
        group: Group = []
        before: str | None = ""
        for number, cells in rows:
            key = key_of(cells)
            if key is None:
                key = before or ""
            elif key != before or not key:
                if group:
                    yield group
                group = []
            before = key
            if key and scattered and hash(key) in scattered:
                waiting.put(key, number, cells)
            else:
                group.append((number, cells))
        if group:
            yield group
        yield from waiting.groups()


class _Waiting:
    """Rows on disk by the first row of their order. The file is made when the first one comes."""

    def __init__(self, scratch: Path) -> None:
        self._path = scratch / "waiting-rows.sqlite3"
        self._connection: sqlite3.Connection | None = None
        self._first: dict[str, int] = {}

    def __enter__(self) -> "_Waiting":
        return self

    def __exit__(self, *_: object) -> None:
        if self._connection is not None:
            self._connection.close()
            self._path.unlink(missing_ok=True)

    def put(self, key: str, number: int, cells: list[str]) -> None:
        if self._connection is None:
            self._connection = self._opened()
        first = self._first.setdefault(key, number)
        self._connection.execute(
            "INSERT INTO waiting VALUES (?, ?, ?)", (first, number, json.dumps(cells))
        )

    def groups(self) -> Iterator[Group]:
        if self._connection is None:
            return
        rows = self._connection.execute(
            "SELECT first, number, cells FROM waiting ORDER BY first, number"
        )
        group: Group = []
        before = None
        for first, number, cells in rows:
            if first != before and group:
                yield group
                group = []
            before = first
            group.append((number, json.loads(cells)))
        if group:
            yield group

    def _opened(self) -> sqlite3.Connection:
        self._path.unlink(missing_ok=True)
        connection = sqlite3.connect(self._path, isolation_level=None)
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        connection.execute(
            "CREATE TABLE waiting (first INT, number INT, cells TEXT, "
            "PRIMARY KEY (first, number)) WITHOUT ROWID"
        )
        connection.execute("BEGIN")
        return connection
