"""How a name is found however it is typed."""

import unicodedata
from collections.abc import Iterable

# Letters that Unicode does not take apart, as people type them without the right keyboard.
PLAIN = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ł": "l", "þ": "th"})


def fold(text: str) -> str:
    """Lower case without accents: "José López" and "jose lopez" become the same."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text)  # first: the 𝒥 of 𝒥ane has no small letter
    apart = unicodedata.normalize("NFKD", plain.casefold()).translate(PLAIN)
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).split())


def search_text(*, name: str, company: str, emails: Iterable[str], phones: Iterable[str]) -> str:
    """All that a customer is found by, folded, one part a line."""
    parts = [fold(name), fold(company), *(fold(email) for email in emails), *phones]
    return "\n".join(part for part in parts if part)
