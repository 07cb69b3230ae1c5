"""What to say: the right tone, something true, and not the same words as last time (C21)."""

import zlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from regulars.rules.greetings import Addressee, Voice, letter
from regulars.rules.kinds import TouchRule
from regulars.rules.placeholders import fields_of, fill
from regulars.rules.situations import Situation
from regulars.rules.wordings import SUBJECTS, WORDINGS, address_of

LONGEST_ITEM = 60
A_WEEK_DAYS = 7
MONTHS_SAID_WITHOUT_YEAR_DAYS = 300

_NEAR = {"en": ("today", "yesterday"), "de": ("heute", "gestern")}
_YEARS = {
    "en": ("one year", "{} years"),
    "de": ("einem Jahr", "{} Jahren"),
}
_NUMBERS = {
    "en": ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    "de": ("zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn"),
}


@dataclass(frozen=True, slots=True)
class Truths:
    """What the records say of this customer that may be said to them."""

    item: str = ""  # the name of what they bought last
    bought_on: date | None = None
    first_on: date | None = None
    talked_on: date | None = None  # we last spoke with or heard from them
    kept_on: date | None = None  # the birthday or other day
    years: int | None = None
    connection: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    text: str
    subject: str
    has_detail: bool  # False: greeting and signature only, and a person writes what is true
    variants: int


def situation_of(rule: TouchRule, *, kept_on: date | None, day: date) -> Situation:
    is_late = kept_on is not None and kept_on < day
    if rule is TouchRule.BIRTHDAY and is_late:
        return Situation.BIRTHDAY_LATE
    if rule is TouchRule.OCCASION and is_late:
        return Situation.OCCASION_LATE
    if rule is TouchRule.GESTURE:  # a word by the way goes with it
        return Situation.SILENCE
    if rule.value not in set(Situation):  # what is owed says itself what it is about
        return Situation.FOLLOW_UP
    return Situation(rule.value)


def day_said(on: date, *, day: date, language: str) -> str:
    """A past day as people say it: "yesterday", "on Thursday", "on 3 May", "in May 2025"."""
    ago = (day - on).days
    if 0 <= ago < 2:
        return _NEAR[language][ago]
    if 0 < ago < A_WEEK_DAYS:
        weekday = format_date(on, "EEEE", locale=language)
        return f"on {weekday}" if language == "en" else f"am {weekday}"
    if 0 < ago <= MONTHS_SAID_WITHOUT_YEAR_DAYS:
        if language == "en":
            return f"on {format_date(on, 'd MMMM', locale=language)}"
        return f"am {format_date(on, 'd. MMMM', locale=language)}"
    return ("in " if language == "en" else "im ") + month_said(on, language=language)


def month_said(on: date, *, language: str) -> str:
    return format_date(on, "MMMM yyyy", locale=language)


def years_said(years: int, *, language: str) -> str:
    one, many = _YEARS[language]
    if years == 1:
        return one
    words = _NUMBERS[language]
    return many.format(words[years - 2] if years - 2 < len(words) else years)


def is_speakable(item: str) -> bool:
    """Whether the name of a product can stand in a sentence, and not only on a receipt."""
    longest_word = max((len(word) for word in item.split() if word.isalpha()), default=0)
    return longest_word >= 3 and len(item) <= LONGEST_ITEM


def sayable(truths: Truths, *, day: date, language: str) -> dict[str, str]:
    """The fields that can be filled, said in the customer's language."""
    said: dict[str, str] = {}
    if truths.bought_on is not None:
        said["when"] = day_said(truths.bought_on, day=day, language=language)
        if is_speakable(truths.item):
            said["item"] = truths.item
    if truths.first_on is not None:
        said["since"] = month_said(truths.first_on, language=language)
    if truths.talked_on is not None:
        said["talk"] = day_said(truths.talked_on, day=day, language=language)
    if truths.kept_on is not None:
        said["kept"] = day_said(truths.kept_on, day=day, language=language)
    if truths.years:
        said["years"] = years_said(truths.years, language=language)
    if truths.connection:
        said["connection"] = truths.connection
    return said


def suggest(
    situation: Situation,
    *,
    who: Addressee,
    voice: Voice,
    truths: Truths,
    day: date,
    turn: str,
    other: int = 0,
    said_before: Collection[str] = (),
) -> Suggestion:
    """Words for this customer on this day.

    `turn` (the customer and the occurrence) picks the variant, the same one each time; `other`
    moves on to the next, and so do words that were used before. What nothing true can fill is
    left out; where nothing is left, the text has no body.
    """
    address = address_of(voice.tone)
    subject = SUBJECTS[voice.language][situation]
    known = sayable(truths, day=day, language=voice.language)
    texts = [
        letter(fill(wording, known), who, voice)
        for wording in WORDINGS[voice.language, address][situation]
        if fields_of(wording) <= known.keys()
    ]
    fresh = [text for text in texts if text not in said_before] or texts
    if not fresh:
        return Suggestion(letter("", who, voice), subject, has_detail=False, variants=0)
    start = zlib.crc32(turn.encode()) + other
    return Suggestion(
        text=fresh[start % len(fresh)],
        subject=subject,
        has_detail=True,
        variants=len(fresh),
    )
