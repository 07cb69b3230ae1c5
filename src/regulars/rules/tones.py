"""Words that do not go with a tone, a purpose or a place in a text (B3, C14)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from regulars.rules.fields import FIELDS, LONGEST_TEXT, MOST_FIELDS
from regulars.rules.kinds import Tone
from regulars.rules.messages import Purpose
from regulars.rules.placeholders import FIELD, fields_of

# Whoever gets one of these gets nothing to buy with it.
WITHOUT_ADVERTISING = frozenset(
    {Purpose.NOTICE, Purpose.PROMISE, Purpose.RECOVERY, Purpose.GREETING, Purpose.THANKS}
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_PERCENT_OFF = re.compile(r"\d+\s?(?:%|percent|prozent)", re.IGNORECASE)
_FAMILIAR = {
    "de": """du dich dir dein deine deinen deinem deiner deines euch euer eure euren eurem eurer
        hi hey hallöchen tschüss tschau ciao servus moin lg vlg""",
    "en": "hi hey hiya cheers mate buddy guys folks gonna wanna gotta yeah yep nope xoxo xx",
}
_DISTANT = {  # only where they stand inside a sentence: "Sie" at its beginning may be "they"
    "de": "Ihnen Ihr Ihre Ihren Ihrem Ihrer Ihres Sie",
    "en": "esteemed hereby",
}
_ADVERTISING = {
    "de": """rabatt rabatte rabattcode gutschein gutscheine gutscheincode aktion aktionscode
        aktionspreis angebot angebote sonderangebot sonderangebote sparangebot schnäppchen sale
        preisnachlass rabattaktion""",
    "en": """discount discounts voucher vouchers coupon coupons offer offers sale promo promotion
        bargain""",
}
_INFORMAL = {"de": "hallo hi hey liebe lieber moin servus na", "en": "hello hi hey hiya"}
_GREETINGS = {
    "de": ("hallo", "hi", "hey", "liebe", "lieber", "sehr geehrte", "sehr geehrter", "guten tag"),
    "en": ("hello", "hi", "hey", "dear", "good morning", "good afternoon", "good evening"),
}
_GREETINGS_NOT = ("liebe grüße",)
_CLOSINGS = {
    "de": (
        "viele grüße",
        "herzliche grüße",
        "liebe grüße",
        "beste grüße",
        "mit freundlichen grüßen",
        "freundliche grüße",
        "ihr team",
        "dein team",
    ),
    "en": (
        "kind regards",
        "best regards",
        "warm regards",
        "yours sincerely",
        "sincerely",
        "all the best,",
        "best wishes,",
        "your team",
    ),
}


class Trouble(StrEnum):
    """Why a text cannot be kept. Each is one sentence in queries/wording_words.py."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_MANY_FIELDS = "too_many_fields"
    UNKNOWN_FIELD = "unknown_field"
    STRAY_BRACE = "stray_brace"
    GREETING = "greeting"
    SIGNATURE = "signature"
    FAMILIAR = "familiar"  # a text for those who want distance
    DISTANT = "distant"  # a text for those who want closeness
    ADVERTISING = "advertising"


@dataclass(frozen=True, slots=True)
class Found:
    trouble: Trouble
    word: str = ""  # the word it hangs on


def trouble_in(
    body: str, *, purpose: Purpose, tone: Tone, language: str, subject: str = ""
) -> Found | None:
    """The first thing wrong with a text as it is written; None where it can be kept."""
    if not body.strip():
        return Found(Trouble.EMPTY)
    if len(body) > LONGEST_TEXT:
        return Found(Trouble.TOO_LONG)
    return (
        _fields_trouble(f"{subject}\n{body}")
        or _frame_trouble(body, language)
        or clash(f"{subject}\n{body}", tone=tone, language=language)
        or advertising(f"{subject}\n{body}", purpose=purpose, language=language)
    )


def _fields_trouble(text: str) -> Found | None:
    if len(FIELD.findall(text)) > MOST_FIELDS:
        return Found(Trouble.TOO_MANY_FIELDS)
    for name in sorted(fields_of(text)):
        if name not in FIELDS:
            return Found(Trouble.UNKNOWN_FIELD, f"{{{name}}}")
    left = FIELD.sub("", text)
    stray = next((at for at, sign in enumerate(left) if sign in "{}"), None)
    return None if stray is None else Found(Trouble.STRAY_BRACE, left[stray : stray + 20].strip())


def _frame_trouble(body: str, language: str) -> Found | None:
    lines = [line.strip().lower() for line in body.strip().splitlines() if line.strip()]
    if not lines[0].startswith(_GREETINGS_NOT):
        for greeting in _GREETINGS.get(language, ()):
            if re.match(rf"{greeting}\b[^.?]{{0,60}}(?:,|$|!)", lines[0]):
                return Found(Trouble.GREETING, greeting)
    for closing in _CLOSINGS.get(language, ()):
        if any(line.startswith(closing) and len(line) < 60 for line in lines[-4:]):
            return Found(Trouble.SIGNATURE, closing)
    return None


def clash(text: str, *, tone: Tone, language: str) -> Found | None:
    """A word that does not go with the tone: "du" to somebody who wants distance."""
    if tone is Tone.FRIENDLY:
        word = _inside(text, _DISTANT.get(language, ""))
        return Found(Trouble.DISTANT, word) if word else None
    word = _among(_words(text), _FAMILIAR.get(language, ""))
    return Found(Trouble.FAMILIAR, word) if word else None


def greeting_clash(body: str, *, tone: Tone, language: str) -> Found | None:
    """An informal greeting to somebody formal, in a letter as it leaves."""
    if tone is not Tone.FORMAL:
        return None
    first = _words(body.strip().partition("\n")[0])[:1]
    word = _among(first, _INFORMAL.get(language, ""))
    return Found(Trouble.FAMILIAR, word) if word else None


def advertising(text: str, *, purpose: Purpose, language: str) -> Found | None:
    """A word of advertising where none belongs: in a greeting, thanks, an apology, a notice."""
    if purpose not in WITHOUT_ADVERTISING:
        return None
    percent = _PERCENT_OFF.search(text)
    word = percent[0] if percent else _among(_words(text), _ADVERTISING.get(language, ""))
    return Found(Trouble.ADVERTISING, word) if word else None


def _words(text: str) -> list[str]:
    return [match[0] for match in _WORD.finditer(FIELD.sub(" ", text))]


def _among(words: Iterable[str], listed: str) -> str:
    unwanted = frozenset(listed.split())
    return next((word for word in words if word.lower() in unwanted), "")


def _inside(text: str, listed: str) -> str:
    """A listed word, cased as it stands, that does not begin a sentence."""
    unwanted = frozenset(listed.split())
    for sentence in re.split(r"[.?!:\n]\s*|[„“”\"]", text):
        for word in _words(sentence)[1:]:
            if word in unwanted:
                return word
    return ""
