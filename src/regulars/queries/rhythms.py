"""A customer's rhythm in plain words, and the stage as a filter."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import get_language, gettext, ngettext

from regulars.models import Rhythm
from regulars.queries import formats
from regulars.queries.chances import coming_chance, return_chance
from regulars.rules.rhythm_words import Steadiness, Unit, in_unit, steadiness
from regulars.rules.stages import LOYAL_DAYS, LOYAL_VISITS, Stage, stage

COUNTED_DAYS = 100  # silences up to here are said in days, so that they compare with the gap


def stage_of(rhythm: Rhythm, today: date) -> Stage:
    return stage(
        visits=rhythm.visits,
        first_on=rhythm.first_on,
        slipping_from=rhythm.slipping_from,
        lapsed_from=rhythm.lapsed_from,
        lost_from=rhythm.lost_from,
        returned_on=rhythm.returned_on,
        today=today,
    )


def stage_filter(wanted: Stage, today: date, *, prefix: str = "") -> Q:
    """What rules.stages.stage says, for the database. `prefix` is "rhythm__" on customers."""

    def field(name: str, value: object) -> Q:
        return Q(**{f"{prefix}{name}": value})

    if wanted is Stage.PROSPECT:
        nobody = field("visits", 0)
        return nobody | Q(**{f"{prefix}isnull": True}) if prefix else nobody
    came = field("visits__gt", 0)
    lost, lapsed, slipping = (
        field(f"{name}__lte", today) for name in ("lost_from", "lapsed_from", "slipping_from")
    )
    present = came & ~lost & ~lapsed & ~slipping
    steady = present & field("returned_on", None)
    is_loyal = field("visits__gte", LOYAL_VISITS) & field(
        "first_on__lte", today - timedelta(days=LOYAL_DAYS)
    )
    return {
        Stage.LOST: came & lost,
        Stage.LAPSED: came & lapsed & ~lost,
        Stage.SLIPPING: came & slipping & ~lapsed & ~lost,
        Stage.RETURNED: present & ~field("returned_on", None),
        Stage.FIRST_TIME: steady & field("visits", 1),
        Stage.SECOND: steady & field("visits", 2),
        Stage.REGULAR: steady & field("visits__gt", 2) & ~is_loyal,
        Stage.LOYAL: steady & is_loyal,
    }[wanted]


def silence_days(rhythm: Rhythm, today: date) -> int:
    """Days since the last visit; 0 without one."""
    return max((today - rhythm.last_on).days, 0) if rhythm.last_on else 0


def is_late(rhythm: Rhythm, today: date) -> bool:
    return rhythm.late_from is not None and rhythm.late_from <= today


def sentence(rhythm: Rhythm, today: date) -> str:
    """Short, for a list: "Usually back every 31 days. Silent for 58." """
    if not rhythm.visits:
        return gettext("No purchase yet.")
    silent = silence_days(rhythm, today)
    if rhythm.usual_gap_days is None or not rhythm.own_gaps:
        return f"{_cannot_tell(rhythm)} {_last_here(silent)}"
    gap = _usually(rhythm.usual_gap_days)
    if not is_late(rhythm, today):
        return f"{gap} {_last_here(silent)}"
    if in_unit(rhythm.usual_gap_days)[1] is Unit.DAYS and silent < COUNTED_DAYS:
        short = ngettext("Silent for %(days)d.", "Silent for %(days)d.", silent)
        return f"{gap} {short % {'days': silent}}"
    return f"{gap} {_silent(silent)}"


def long_sentence(rhythm: Rhythm, today: date) -> str:
    """For the customer's page: how often, how steadily, and what a silence means here."""
    if not rhythm.visits:
        return gettext("No purchase yet.")
    silent = silence_days(rhythm, today)
    if rhythm.usual_gap_days is None or not rhythm.own_gaps:
        said = [_cannot_tell(rhythm), _last_here(silent)]
    else:
        said = [_comes_back(rhythm), silence_sentence(rhythm, today) or _last_here(silent)]
        if not is_late(rhythm, today) and (chance := coming_chance(rhythm)):
            said.append(chance)
    if coming := expected(rhythm, today):
        said.append(coming)
    return " ".join(said)


def resting_sentence(rhythm: Rhythm, today: date) -> str:
    """Of somebody who is left in peace: nothing is expected of them, and nothing read into it."""
    if not rhythm.visits:
        return gettext("No purchase yet.")
    return _last_here(silence_days(rhythm, today))


def silence_sentence(rhythm: Rhythm, today: date) -> str:
    """What a silence beyond the usual means, from the shop's own past; "" if there is none."""
    if not is_late(rhythm, today):
        return ""
    silent = _silent(silence_days(rhythm, today))
    chance = return_chance(rhythm)
    if not chance:
        return silent
    return gettext("%(silent)s: %(share)s") % {"silent": silent.rstrip("."), "share": chance}


def expected(rhythm: Rhythm, today: date) -> str:
    """When the next visit is expected; "" where nobody can tell or the time is over."""
    if rhythm.next_from is None or rhythm.next_to is None or rhythm.next_to < today:
        return ""
    until = _day(rhythm.next_to, today)
    if rhythm.next_to == today:
        return gettext("Expected today at the latest.")
    if rhythm.next_from <= today:
        return gettext("Expected between now and %(until)s.") % {"until": until}
    if rhythm.next_from == rhythm.next_to:
        return gettext("Expected %(day)s.") % {"day": until}
    start = _day(rhythm.next_from, today)
    return gettext("Expected between %(start)s and %(until)s.") % {"start": start, "until": until}


def gap_words(days: float) -> str:
    """Within a sentence: "every 31 days"."""
    count, unit = in_unit(days)
    match unit:
        case Unit.DAYS:
            said = ngettext("every day", "every %(count)d days", count)
        case Unit.WEEKS:
            said = ngettext("every week", "every %(count)d weeks", count)
        case Unit.MONTHS:
            said = ngettext("every month", "every %(count)d months", count)
        case Unit.YEARS:
            said = ngettext("every year", "every %(count)d years", count)
    return said % {"count": count}


def _usually(days: float) -> str:
    count, unit = in_unit(days)
    match unit:
        case Unit.DAYS:
            said = ngettext("Usually back every day.", "Usually back every %(count)d days.", count)
        case Unit.WEEKS:
            said = ngettext(
                "Usually back every week.", "Usually back every %(count)d weeks.", count
            )
        case Unit.MONTHS:
            said = ngettext(
                "Usually back every month.", "Usually back every %(count)d months.", count
            )
        case Unit.YEARS:
            said = ngettext(
                "Usually back every year.", "Usually back every %(count)d years.", count
            )
    return said % {"count": count}


def _comes_back(rhythm: Rhythm) -> str:
    how = {
        Steadiness.VERY_STEADY: gettext("Comes back %(gap)s, very steadily."),
        Steadiness.STEADY: gettext("Comes back %(gap)s, steadily."),
        Steadiness.UNEVEN: gettext("Comes back %(gap)s, with ups and downs."),
        Steadiness.RANDOM: gettext("Comes back about %(gap)s, at very different times."),
    }[steadiness(1.0 if rhythm.gap_spread is None else rhythm.gap_spread)]
    return how % {"gap": gap_words(rhythm.usual_gap_days or 0)}


def _cannot_tell(rhythm: Rhythm) -> str:
    if rhythm.visits == 1:
        return gettext("One purchase so far; cannot tell yet how often.")
    said = ngettext(
        "%(count)d visit so far; cannot tell yet how often.",
        "%(count)d visits so far; cannot tell yet how often.",
        rhythm.visits,
    )
    return said % {"count": rhythm.visits}


def _silent(days: int) -> str:
    count, unit = in_unit(days) if days >= COUNTED_DAYS else (days, Unit.DAYS)
    match unit:
        case Unit.DAYS:
            said = ngettext("Silent for %(count)d day.", "Silent for %(count)d days.", count)
        case Unit.WEEKS:
            said = ngettext("Silent for %(count)d week.", "Silent for %(count)d weeks.", count)
        case Unit.MONTHS:
            said = ngettext("Silent for %(count)d month.", "Silent for %(count)d months.", count)
        case Unit.YEARS:
            said = ngettext("Silent for %(count)d year.", "Silent for %(count)d years.", count)
    return said % {"count": count}


def _last_here(days: int) -> str:
    if days == 0:
        return gettext("Last here today.")
    if days == 1:
        return gettext("Last here yesterday.")
    count, unit = in_unit(days)
    match unit:
        case Unit.DAYS:
            said = ngettext("Last here %(count)d day ago.", "Last here %(count)d days ago.", count)
        case Unit.WEEKS:
            said = ngettext(
                "Last here %(count)d week ago.", "Last here %(count)d weeks ago.", count
            )
        case Unit.MONTHS:
            said = ngettext(
                "Last here %(count)d month ago.", "Last here %(count)d months ago.", count
            )
        case Unit.YEARS:
            said = ngettext(
                "Last here %(count)d year ago.", "Last here %(count)d years ago.", count
            )
    return said % {"count": count}


def _day(on: date, today: date) -> str:
    return formats.day(on, today=today, language=get_language() or "en")
