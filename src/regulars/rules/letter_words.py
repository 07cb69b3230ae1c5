"""The small print under an e-mail, in the reader's language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FootWords:
    preferences: str
    unsubscribe: str


ENGLISH = FootWords(
    preferences="Choose what we may write to you about",
    unsubscribe="No more of these, please",
)
GERMAN = FootWords(
    preferences="Auswählen, worüber wir schreiben dürfen",
    unsubscribe="Bitte nichts mehr davon",
)
WORDS = {"en": ENGLISH, "de": GERMAN}


def foot_words(language: str) -> FootWords:
    """Of the nearest language that there is."""
    return WORDS.get(language.lower().split("-")[0], ENGLISH)
