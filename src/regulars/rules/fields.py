"""The named fields of a text: what each is filled with, and whether it is a true detail.

A text knows these names and nothing else; rules/placeholders.py fills them in one pass.
"""

from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_date, format_time

from regulars.rules.situations import Detail
from regulars.rules.suggestions import Truths, sayable

LONGEST_VALUE = 200  # of what one record may put into a sentence
MOST_FIELDS = 20  # in one text; with the longest text and value it bounds what can come out
LONGEST_TEXT = 4_000
LONGEST_OUT = LONGEST_TEXT + MOST_FIELDS * LONGEST_VALUE


@dataclass(frozen=True, slots=True)
class Field:
    """One name that a text may hold in braces."""

    name: str
    is_detail: bool  # true of this customer alone: what a thank-you may lean on (C21)


# What fills them is said to owners in queries/wording_words.py.
FIELDS: dict[str, Field] = {
    name: Field(name, is_detail)
    for name, is_detail in (
        ("first_name", False),
        ("name", False),
        ("shop", False),
        ("signer", False),
        (Detail.ITEM.value, True),
        (Detail.WHEN.value, True),
        (Detail.SINCE.value, True),
        (Detail.YEARS.value, True),
        (Detail.TALK.value, True),
        (Detail.KEPT.value, True),
        (Detail.CONNECTION.value, True),
        ("visits", True),  # how many times they have been here
        ("what_for", True),  # what the purchase meant to them
        ("goal", True),
        ("colleague", True),  # who helped them
        ("thing", True),
        ("service_by", True),
        ("appointment", True),
        ("appointment_what", True),
        ("preferences_link", False),
        ("own_page_link", False),
        ("survey_link", False),
    )
}
DETAILS = frozenset(name for name, field in FIELDS.items() if field.is_detail)


@dataclass(frozen=True, slots=True)
class Known:
    """What the records say beyond the truths of a visit; "" or None where they say nothing."""

    first_name: str = ""
    name: str = ""
    shop: str = ""
    signer: str = ""
    visits: int = 0
    what_for: str = ""
    goal: str = ""
    colleague: str = ""
    thing: str = ""
    service_on: date | None = None
    appointment_at: datetime | None = None  # on the clock of the business
    appointment_what: str = ""
    preferences_link: str = ""
    own_page_link: str = ""
    survey_link: str = ""


def values_of(truths: Truths, known: Known, *, day: date, language: str) -> dict[str, str]:
    """Every field that something true can fill, said in that language. One line each, and none
    longer than LONGEST_VALUE: what does not fit is not said at all."""
    said = sayable(truths, day=day, language=language)
    said |= {
        name: getattr(known, name)
        for name in (
            "first_name",
            "name",
            "shop",
            "signer",
            "what_for",
            "goal",
            "colleague",
            "thing",
            "appointment_what",
            "preferences_link",
            "own_page_link",
            "survey_link",
        )
    }
    if known.visits > 1:
        said["visits"] = str(known.visits)
    if known.service_on is not None:
        said["service_by"] = full_day(known.service_on, language=language)
    if known.appointment_at is not None:
        said["appointment"] = moment_said(known.appointment_at, language=language)
    lines = {name: " ".join(value.split()) for name, value in said.items()}
    return {name: line for name, line in lines.items() if 0 < len(line) <= LONGEST_VALUE}


def full_day(on: date, *, language: str) -> str:
    """12 March 2027; 12. März 2027."""
    return format_date(on, "d MMMM y" if language == "en" else "d. MMMM y", locale=language)


def moment_said(at: datetime, *, language: str) -> str:
    """Thursday, 3 December, at 14:30; Donnerstag, 3. Dezember, um 14:30 Uhr."""
    day = format_date(at.date(), "EEEE, d MMMM" if language == "en" else "EEEE, d. MMMM", language)
    clock = format_time(at.time(), "HH:mm", locale=language)
    return f"{day}, at {clock}" if language == "en" else f"{day}, um {clock} Uhr"
