"""The rhythm strip: every visit a dot on a line of time, the expected next one a soft band."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import get_language, gettext, ngettext

from regulars.models import Rhythm
from regulars.queries import formats
from regulars.queries.rhythms import gap_words, silence_days

SMALL, WIDE = (150, 22), (640, 84)
NOW_AT = 0.9  # today stands here; what is to the right of it is to come
LEFT_AT = 0.04
SHORTEST_DAYS = 60  # a strip shows at least this long, so that one purchase is not a lifetime ago
DOTS = {False: 8, True: 18}
NARROWEST_BAND = {False: 7.0, True: 26.0}  # a steady rhythm is narrow, and must be seen
RADII = {False: (3.0, 4.0, 5.0), True: (5.1, 6.8, 8.5)}
FREE = float("inf")  # where the usual is to pay nothing, no amount is large


class Dot(NamedTuple):
    x: float
    radius: float
    title: str


@dataclass(frozen=True, slots=True)
class Strip:
    """Numbers for the drawing, in its own units."""

    width: int
    height: int
    y: float
    top: float
    bottom: float
    now: float
    dots: list[Dot]
    band: tuple[float, float] | None  # x and width of the expected visit
    band_top: float
    band_height: float
    silence: tuple[float, float] | None  # from where to where, once later than expected
    words: str
    is_wide: bool


def strip_for(
    rhythm: Rhythm, today: date, *, wide: bool = False, is_expected: bool = True
) -> Strip:
    """The drawing of one customer's rhythm. Reads the given row only; no query. Of somebody who is
    left in peace no visit is expected."""
    width, height = WIDE if wide else SMALL
    recent = [(date.fromisoformat(day), amount) for day, amount in rhythm.recent][-DOTS[wide] :]
    y = round(height * 0.55, 1)
    now = round(width * NOW_AT, 1)
    scale = _scale(recent, rhythm, today, width)
    band = _band(rhythm, today, scale, wide=wide) if is_expected else None
    return Strip(
        width=width,
        height=height,
        y=y,
        top=round(height * 0.17, 1),
        bottom=round(height * 0.93, 1),
        now=now,
        dots=_dots(recent, today, scale, now, wide=wide),
        band=band,
        band_top=round(height * 0.27, 1),
        band_height=round(height * 0.56, 1),
        silence=_silence(rhythm, today, band, now),
        words=words_for(rhythm, today),
        is_wide=wide,
    )


def words_for(rhythm: Rhythm, today: date) -> str:
    """The strip in words: "19 purchases, every 31 days, silent for 58 days"."""
    if not rhythm.visits:
        return gettext("no purchase yet")
    count = ngettext("%(count)d purchase", "%(count)d purchases", rhythm.purchases)
    parts = [count % {"count": rhythm.purchases}]
    if rhythm.usual_gap_days is not None and rhythm.own_gaps:
        parts.append(gap_words(rhythm.usual_gap_days))
    silent = silence_days(rhythm, today)
    if silent:
        said = ngettext("silent for %(days)d day", "silent for %(days)d days", silent)
        parts.append(said % {"days": silent})
    return ", ".join(parts)


def _scale(
    recent: list[tuple[date, int]], rhythm: Rhythm, today: date, width: int
) -> tuple[float, float]:
    """Pixels per day, and where today is."""
    shown = (today - recent[0][0]).days if recent else 0
    days = max(shown, SHORTEST_DAYS, round((rhythm.usual_gap_days or 0) * 2))
    return width * (NOW_AT - LEFT_AT) / days, width * NOW_AT


def _x(day: date, today: date, scale: tuple[float, float]) -> float:
    per_day, now = scale
    return now - (today - day).days * per_day


def _dots(
    recent: list[tuple[date, int]],
    today: date,
    scale: tuple[float, float],
    now: float,
    *,
    wide: bool,
) -> list[Dot]:
    """The radius grows at one and a half times the usual amount, and again at three times."""
    amounts = sorted(amount for _, amount in recent)
    usual = amounts[len(amounts) // 2] if amounts else 0
    small, large, largest = RADII[wide]
    large_from, largest_from = usual * 1.5 or FREE, usual * 3 or FREE
    language = get_language() or "en"
    per_day, right = scale
    return [
        Dot(
            min(round(right - (today - day).days * per_day, 1), now),
            small if amount < large_from else large if amount < largest_from else largest,
            formats.day(day, today=today, language=language) if wide else "",
        )
        for day, amount in recent
    ]


def _band(
    rhythm: Rhythm, today: date, scale: tuple[float, float], *, wide: bool
) -> tuple[float, float] | None:
    if rhythm.next_from is None or rhythm.next_to is None:
        return None
    until = min(rhythm.next_to, today + timedelta(days=36_500))
    start, end = _x(rhythm.next_from, today, scale), _x(until, today, scale)
    extra = max(0.0, NARROWEST_BAND[wide] - (end - start)) / 2
    width = (WIDE if wide else SMALL)[0]
    start = min(max(start - extra, 0.0), width - NARROWEST_BAND[wide])
    end = min(max(end + extra, start + NARROWEST_BAND[wide]), float(width))
    return round(start, 1), round(end - start, 1)


def _silence(
    rhythm: Rhythm, today: date, band: tuple[float, float] | None, now: float
) -> tuple[float, float] | None:
    if band is None or rhythm.next_to is None or rhythm.next_to >= today:
        return None
    return min(round(band[0] + band[1], 1), now), now
