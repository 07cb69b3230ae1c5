"""Cells of a spreadsheet that stay text (OWASP ASVS V1.2.10)."""

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """The text as a cell that no spreadsheet runs: led by an apostrophe where it might be."""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text
