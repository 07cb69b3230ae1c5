"""Tables that hold a million entries in a few bytes each, for imports of any size.

A dict of a million 8-byte hashes takes about 140 MB; this takes 12 to 32 MB.
"""

from array import array
from collections.abc import Iterator
from typing import Literal

ABSENT = -1
_SMALLEST = 1 << 10


class HashTable:
    """From digest to whole number >= 0. Digests are 8 bytes and never 0 (rules.matching.digest).

    Open addressing in two arrays: an empty place has the key 0.
    """

    def __init__(self, typecode: Literal["i", "q"] = "i") -> None:
        self._typecode = typecode
        self._set_size(_SMALLEST)

    def _set_size(self, size: int) -> None:
        self._mask = size - 1
        self._keys = array("q", bytes(8 * size))
        self._values = array(self._typecode, [0]) * size
        self._room = size * 5 // 8
        self._used = 0

    def __len__(self) -> int:
        return self._used

    def get(self, key: int) -> int:
        """The value, or ABSENT."""
        keys, mask = self._keys, self._mask
        place = key & mask
        while True:
            found = keys[place]
            if found == key:
                return self._values[place]
            if not found:
                return ABSENT
            place = (place + 1) & mask

    def put(self, key: int, value: int) -> None:
        keys, mask = self._keys, self._mask
        place = key & mask
        while True:
            found = keys[place]
            if found == key:
                self._values[place] = value
                return
            if not found:
                break
            place = (place + 1) & mask
        keys[place] = key
        self._values[place] = value
        self._used += 1
        if self._used > self._room:
            self._grow()

    def items(self) -> Iterator[tuple[int, int]]:
        return ((key, value) for key, value in zip(self._keys, self._values, strict=True) if key)

    def _grow(self) -> None:
        old_keys, old_values = self._keys, self._values
        self._set_size((self._mask + 1) * 2)
        for key, value in zip(old_keys, old_values, strict=True):
            if key:
                self.put(key, value)


class Texts:
    """Many short texts in one block of bytes, by number."""

    def __init__(self) -> None:
        self._block = bytearray()
        self._ends = array("Q")

    def __len__(self) -> int:
        return len(self._ends)

    def append(self, text: str) -> None:
        self._block += text.encode("utf-8", "replace")
        self._ends.append(len(self._block))

    def __getitem__(self, number: int) -> str:
        start = self._ends[number - 1] if number else 0
        return self._block[start : self._ends[number]].decode()
