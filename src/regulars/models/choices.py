"""How an enum of `rules` becomes the choices of a column."""

from enum import StrEnum


def choices(kinds: type[StrEnum]) -> list[tuple[str, str]]:
    """Plain texts, so that no migration imports our code; the words for people: labels.py."""
    return [(kind.value, kind.value) for kind in kinds]
