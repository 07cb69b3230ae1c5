"""Named gaps in a text: {item}, {when}. Nothing but names, so that no text can do harm."""

import re
from collections.abc import Mapping

FIELD = re.compile(r"\{([a-z_]+)\}")


def fields_of(text: str) -> frozenset[str]:
    return frozenset(FIELD.findall(text))


def fill(text: str, fields: Mapping[str, str]) -> str:
    """The text with every gap filled, in one pass: a value that looks like a gap stays as it is.

    Raises KeyError on a gap that nothing fills, since a sentence with a hole must not leave.
    """
    return FIELD.sub(lambda gap: fields[gap[1]], text)
