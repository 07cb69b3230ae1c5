"""The two questions about one guarantee: would it matter, is it expected anyway (E10, E12).

The key of such a survey is stored and says of which guarantee it is.
"""

from collections.abc import Iterable, Mapping

from regulars.rules.kinds import Tone

MATTERS, EXPECTED = 1, 2  # the places of the questions
YES = 1  # the place of the option
LONGEST_QUOTED = 220  # a question has room for 300
_KEY = "guarantee-"
_F, _P = Tone.FRIENDLY, Tone.FORMAL

# language and tone -> title, thanks, the question around the sentence, the second one, the options
Words = tuple[str, str, str, str, tuple[str, str]]
WORDS: Mapping[tuple[str, Tone], Words] = {
    ("en", _F): (
        "Two questions about something we might promise",
        "Thank you. It decides what we promise.",
        "“{sentence}” Would that matter to you?",
        "Would you expect this anyway?",
        ("Yes", "No"),
    ),
    ("en", _P): (
        "Two questions about something we may promise",
        "Thank you for your answer. It decides what we promise.",
        "“{sentence}” Would that matter to you?",
        "Would you expect this anyway?",
        ("Yes", "No"),
    ),
    ("de", _F): (
        "Zwei Fragen zu etwas, das wir versprechen könnten",
        "Danke. Das entscheidet, was wir versprechen.",
        "„{sentence}“ Wäre dir das wichtig?",
        "Würdest du das ohnehin erwarten?",
        ("Ja", "Nein"),
    ),
    ("de", _P): (
        "Zwei Fragen zu etwas, das wir versprechen könnten",
        "Danke für Ihre Antwort. Sie entscheidet, was wir versprechen.",
        "„{sentence}“ Wäre Ihnen das wichtig?",
        "Würden Sie das ohnehin erwarten?",
        ("Ja", "Nein"),
    ),
}


def key_of(guarantee: int) -> str:
    return f"{_KEY}{guarantee}"


def guarantee_of(key: str) -> int | None:
    """None for any other survey."""
    number = key.removeprefix(_KEY)
    return int(number) if key.startswith(_KEY) and number.isdecimal() else None


def quoted(sentence: str) -> str:
    """As much of it as a question holds."""
    if len(sentence) <= LONGEST_QUOTED:
        return sentence
    return sentence[: LONGEST_QUOTED - 1].rsplit(" ", 1)[0] + "…"


def tally(answers: Iterable[tuple[int, int | None]]) -> tuple[bool, bool] | None:
    """Of one person's choices by question: whether it matters, whether it is expected. None where
    one of the two was left out: half an answer counts for nothing."""
    said = dict(answers)
    matters, expected = said.get(MATTERS), said.get(EXPECTED)
    if matters is None or expected is None:
        return None
    return matters == YES, expected == YES
