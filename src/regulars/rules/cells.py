"""Text on its way into a spreadsheet."""

# A cell that begins with one of these is run as a formula by spreadsheets.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def defuse(text: str) -> str:
    """The same text as a spreadsheet shows it, never runs it: with an apostrophe before it where
    it would be taken for a formula. `arm` takes it away again."""
    return f"'{text}" if text.startswith((*DANGEROUS, "'")) else text


def arm(cell: str) -> str:
    """What `defuse` was given."""
    return cell[1:] if cell.startswith("'") else cell
