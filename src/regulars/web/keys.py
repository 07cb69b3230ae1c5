"""The number of a row as a form or an address names it."""

LONGEST = 17  # digits, which every database takes


def key_of(told: str) -> int:
    """0, which no row has, for what is no such number: a row that is not there is then said to be
    not there, whatever was typed."""
    return int(told) if told.isascii() and told.isdecimal() and len(told) <= LONGEST else 0
