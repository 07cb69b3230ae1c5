"""Small numbers as words, as a heading wants them."""

from django.utils.translation import get_language, ngettext, pgettext_lazy

from regulars.queries.care_labels import Words
from regulars.queries.formats import whole

WORDS: dict[int, Words] = {
    1: pgettext_lazy("number at the beginning of a sentence", "One"),
    2: pgettext_lazy("number at the beginning of a sentence", "Two"),
    3: pgettext_lazy("number at the beginning of a sentence", "Three"),
    4: pgettext_lazy("number at the beginning of a sentence", "Four"),
    5: pgettext_lazy("number at the beginning of a sentence", "Five"),
    6: pgettext_lazy("number at the beginning of a sentence", "Six"),
    7: pgettext_lazy("number at the beginning of a sentence", "Seven"),
    8: pgettext_lazy("number at the beginning of a sentence", "Eight"),
    9: pgettext_lazy("number at the beginning of a sentence", "Nine"),
    10: pgettext_lazy("number at the beginning of a sentence", "Ten"),
    11: pgettext_lazy("number at the beginning of a sentence", "Eleven"),
    12: pgettext_lazy("number at the beginning of a sentence", "Twelve"),
}


def beginning(count: int) -> str:
    """The number as the first word of a sentence: "Seven", and 13 in digits."""
    return str(WORDS.get(count, "")) or whole(count, get_language() or "en")


def people_to_care_for(count: int, *, is_today: bool) -> str:
    """The heading of a day with somebody on it."""
    if is_today:
        said = ngettext(
            "%(count)s person to care for today", "%(count)s people to care for today", count
        )
    else:
        said = ngettext(
            "%(count)s person to care for that day", "%(count)s people to care for that day", count
        )
    return said % {"count": beginning(count)}
