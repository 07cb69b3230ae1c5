"""Which paper a business of a country uses."""

from regulars.rules.kinds import Paper, PaperKind

LETTER_COUNTRIES = frozenset({"US", "CA", "MX", "CO", "CL", "PH", "VE", "GT", "CR", "PA", "DO"})
# Where envelopes have their window as DIN 5008 form B wants it.
DIN_COUNTRIES = frozenset({"DE", "AT", "LI"})

PAPERS: dict[PaperKind, tuple[Paper, ...]] = {
    PaperKind.POSTCARD: (Paper.A6,),
    PaperKind.LETTER: (Paper.A4, Paper.US_LETTER),
    PaperKind.ENVELOPE: (Paper.DL, Paper.C6, Paper.US10),
}


def usual_paper(kind: PaperKind, country: str) -> Paper:
    """What lies in the drawer there."""
    is_american = country in LETTER_COUNTRIES
    if kind is PaperKind.LETTER:
        return Paper.US_LETTER if is_american else Paper.A4
    if kind is PaperKind.ENVELOPE:
        return Paper.US10 if is_american else Paper.DL
    return Paper.A6


def letter_form(country: str) -> str:
    """Where the address stands on a letter: "din" for windows by DIN 5008 form B, else "plain"."""
    return "din" if country in DIN_COUNTRIES else "plain"


def written_as(body: str) -> tuple[tuple[str, ...], ...]:
    """A text in paragraphs, each in its lines."""
    lines = [line.strip() for line in body.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    found: list[list[str]] = [[]]
    for line in lines:
        if line:
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return tuple(tuple(paragraph) for paragraph in found if paragraph)
