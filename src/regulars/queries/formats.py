"""Amounts, numbers and days as the reader's language writes them."""

import re
from datetime import date
from functools import lru_cache

from babel import Locale, dates, numbers
from django.utils.translation import gettext as _

from regulars.rules.money import from_minor

A_WEEK_DAYS = 7
LETTER_BEFORE_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)")  # KWD1.234: CLDR wants a space there


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """`en` alone is American to Babel; the world outside writes 24 Sep and 1,234.50."""
    return Locale.parse("en_GB" if language == "en" else language.replace("-", "_"))


@lru_cache(maxsize=4_096)  # a page says the same prices again and again
def money(amount_minor: int, currency: str, language: str) -> str:
    amount = from_minor(amount_minor, currency)
    written = numbers.format_currency(amount, currency, locale=locale_of(language))
    return LETTER_BEFORE_DIGIT.sub("\u00a0", written)


def round_money(amount_minor: int, currency: str, language: str) -> str:
    """€340: an amount that is known about, without its cents."""
    locale = locale_of(language)
    pattern = locale.currency_formats["standard"].pattern.replace(".00", "")
    amount = round(from_minor(amount_minor, currency))
    written = numbers.format_currency(
        amount, currency, format=pattern, locale=locale, currency_digits=False
    )
    return LETTER_BEFORE_DIGIT.sub("\u00a0", written)


def whole(number: int, language: str) -> str:
    return numbers.format_decimal(number, locale=locale_of(language))


def share(value: float, language: str) -> str:
    """0.42 → 42 %."""
    return numbers.format_percent(value, locale=locale_of(language))


def day(on: date, *, today: date, language: str) -> str:
    """today, tomorrow, yesterday; the weekday within the coming week; 24 Sep; 24 Sep 2024."""
    away_days = (on - today).days
    if away_days == 0:
        return _("today")
    if away_days == 1:
        return _("tomorrow")
    if away_days == -1:
        return _("yesterday")
    if 1 < away_days < A_WEEK_DAYS:
        return dates.format_date(on, "EEEE", locale=locale_of(language))
    skeleton = "MMMd" if on.year == today.year else "yMMMd"
    return _by_skeleton(on, skeleton, language)


@lru_cache(maxsize=4_096)
def _by_skeleton(on: date, skeleton: str, language: str) -> str:
    return dates.format_skeleton(skeleton, on, locale=locale_of(language))


def full_day(on: date, language: str) -> str:
    """Sunday, 22 November 2026."""
    return dates.format_date(on, "full", locale=locale_of(language))


def long_day(on: date, language: str) -> str:
    """22 November 2026, as it stands on a letter."""
    return dates.format_date(on, "long", locale=locale_of(language))


def month(on: date, language: str) -> str:
    """March 2024."""
    return dates.format_skeleton("yMMMM", on, locale=locale_of(language))


def day_of_year(month: int, day: int, year: int | None, language: str) -> str:
    """24 September, or 24 September 2019 where the year is known; 29 February without one too."""
    try:
        on = date(year or 2000, month, day)
    except ValueError:  # other people's files know a 31 February
        return f"{day}.{month}.{year or ''}"
    if year:
        return dates.format_date(on, "long", locale=locale_of(language))
    return dates.format_skeleton("MMMMd", on, locale=locale_of(language))


def language_name(code: str, language: str) -> str:
    """ja → Japanese; the code itself where nobody knows it."""
    return str(locale_of(language).languages.get(code.replace("-", "_"), code))
