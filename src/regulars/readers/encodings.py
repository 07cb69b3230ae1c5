"""Which encoding a text file is in: proof first, then the letters that make sense in names."""

import codecs
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

_CHUNK = 1 << 18
_HIGH = re.compile(rb"(.?)([\x80-\xff])(?=(.?))", re.DOTALL)
_MOST_EVIDENCE = 20_000
_FOREIGN_SCRIPT_SHARE = 0.3  # of letters; above it the text is not written in Latin letters
_LATIN = ("cp1252", "cp850", "cp437", "cp1250", "cp1254", "mac_roman", "iso8859-15", "cp1257")
# Accented letters of the languages whose shops we know, the common ones weigh more.
_COMMON = frozenset("äöüßéèàçñóíáúãõâêîôåøæëïœÄÖÜÉÅØ")
_POSSIBLE = frozenset("ąćęłńśźżčďěňřšťůžýőűğışÀÁÂÃÇÈÊËÍÎÓÔÕÑÚÆĄĆĘŁŃŚŹŻČŘŠŽÝŐŰİŞĞŒùûòìðþāēīūģķļņōŗ")
_SIGNS = frozenset("€£’‘“”„–—…®©°«»º\xa0·¡¿§")


@dataclass(frozen=True, slots=True)
class Encoding:
    name: str  # as Python calls it
    is_mixed: bool = False  # some lines are not in it: they hold lone surrogates once decoded
    has_nul: bool = False


def encoding_of(path: Path) -> Encoding:
    """The encoding of a whole file, read once in pieces."""
    with path.open("rb") as stream:
        start = stream.read(_CHUNK)
    by_mark = _by_byte_order_mark(start)
    if by_mark is not None:
        return by_mark
    wide = _utf16_by_nuls(start)
    if wide is not None:
        return Encoding(wide)
    return _narrow_encoding(path)


def _by_byte_order_mark(start: bytes) -> Encoding | None:
    if start.startswith(codecs.BOM_UTF8):
        return Encoding("utf-8-sig", is_mixed=True, has_nul=True)
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return Encoding("utf-32")
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding("utf-16")
    return None


def _utf16_by_nuls(start: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of Latin text is NUL."""
    half = len(start) // 2
    if half < 2:
        return None
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _narrow_encoding(path: Path) -> Encoding:
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    has_nul, valid, broken = False, 0, 0
    evidence: Counter[tuple[bytes, int, bytes]] = Counter()
    sample = b""
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            has_nul = has_nul or b"\0" in chunk
            text = decoder.decode(chunk)
            if text.isascii():
                continue
            bad = len(re.findall("[\udc80-\udcff]", text))
            broken += bad
            valid += len(text) - len(text.encode("ascii", "ignore")) - bad
            if bad and sum(evidence.values()) < _MOST_EVIDENCE:
                sample = sample or chunk
                evidence.update((m[1], m[2][0], m[3]) for m in _HIGH.finditer(chunk))
    if not broken:
        return Encoding("utf-8", has_nul=has_nul)
    if valid > broken:
        return Encoding("utf-8", is_mixed=True, has_nul=has_nul)
    return Encoding(_legacy_encoding(evidence, sample), has_nul=has_nul)


def _legacy_encoding(evidence: Counter[tuple[bytes, int, bytes]], sample: bytes) -> str:
    """One of the one-byte encodings; a foreign script is left to charset-normalizer."""
    high = sum(byte >= 0x80 for byte in sample)
    ascii_letters = sum(chr(byte).isalpha() for byte in sample if byte < 0x80)
    if high > _FOREIGN_SCRIPT_SHARE * (high + ascii_letters):
        best = from_bytes(sample).best()
        if best is not None:
            return best.encoding
    return max(_LATIN, key=lambda name: (_score(evidence, name), -_LATIN.index(name)))


def _score(evidence: Counter[tuple[bytes, int, bytes]], encoding: str) -> float:
    return sum(
        count * _plausibility(before, byte, after, encoding)
        for (before, byte, after), count in evidence.items()
    )


def _plausibility(before: bytes, byte: int, after: bytes, encoding: str) -> float:
    """How well one non-ASCII character sits between its neighbours."""
    try:
        char = bytes([byte]).decode(encoding)
    except UnicodeDecodeError:
        return -5.0
    left = before.decode("latin-1").isalpha() and before.isascii()
    right = after.decode("latin-1").isalpha() and after.isascii()
    if char.isalpha():
        worth = 2.0 if char in _COMMON else 0.7 if char in _POSSIBLE else -1.5
        if char.isupper() and before.islower():
            worth -= 2.5  # a capital inside a word
        return worth if left or right else worth / 2
    if left and right and char not in "’'":
        return -3.0  # a sign inside a word
    if unicodedata.category(char) in {"Cc", "Cn", "Co"}:
        return -4.0
    return 0.4 if char in _SIGNS else -1.0
