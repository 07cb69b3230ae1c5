"""Time zones by the many names that tools give them."""

import re
from datetime import timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import get_global

_OFFSET = re.compile(r"(?:GMT|UTC|Z)?\s*([+\-−])\s*(\d{1,2}):?(\d{2})?", re.IGNORECASE)
_HOURS = {"UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "IST": 5.5}
_HOURS |= {"CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "TRT": 3}
_HOURS |= {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
_HOURS |= {"AKST": -9, "AKDT": -8, "HST": -10, "AST": -4, "ADT": -3, "NST": -3.5, "NDT": -2.5}
_HOURS |= {"BRT": -3, "ART": -3, "JST": 9, "KST": 9, "HKT": 8, "SGT": 8, "ICT": 7, "PKT": 5}
_HOURS |= {"AWST": 8, "ACST": 9.5, "ACDT": 10.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13}
_HOURS |= {"SAST": 2, "CAT": 2, "EAT": 3, "WAT": 1, "GST": 4, "HEC": 1, "HAEC": 2}
# Names that Rails applications show, where the city in the name is no zone by itself.
_PLACES = {
    "eastern time (us & canada)": "America/New_York",
    "central time (us & canada)": "America/Chicago",
    "mountain time (us & canada)": "America/Denver",
    "pacific time (us & canada)": "America/Los_Angeles",
    "atlantic time (canada)": "America/Halifax",
    "indiana (east)": "America/Indiana/Indianapolis",
    "arizona": "America/Phoenix",
    "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu",
    "newfoundland": "America/St_Johns",
    "saskatchewan": "America/Regina",
    "brasilia": "America/Sao_Paulo",
    "edinburgh": "Europe/London",
    "bern": "Europe/Zurich",
    "chennai": "Asia/Kolkata",
    "mumbai": "Asia/Kolkata",
    "new delhi": "Asia/Kolkata",
    "beijing": "Asia/Shanghai",
    "hanoi": "Asia/Ho_Chi_Minh",
    "osaka": "Asia/Tokyo",
    "canberra": "Australia/Sydney",
    "wellington": "Pacific/Auckland",
    "abu dhabi": "Asia/Dubai",
    "eastern time": "America/New_York",
    "central time": "America/Chicago",
    "mountain time": "America/Denver",
    "pacific time": "America/Los_Angeles",
}
_AREAS = ("Europe", "America", "Asia", "Africa", "Australia", "Pacific", "Atlantic")


@lru_cache(maxsize=1000)
def zone_of(name: str) -> tzinfo | None:
    """The zone of an IANA, Windows or Rails name, an abbreviation or an offset; None if none."""
    name = name.strip()
    if not name or len(name) > 60:
        return None
    if name.upper() in _HOURS:
        return timezone(timedelta(hours=_HOURS[name.upper()]))
    if match := _OFFSET.fullmatch(name):
        return _fixed(*match.groups())
    name = re.sub(r"^\((?:GMT|UTC)[^)]*\)\s*", "", name)  # "(GMT-05:00) Eastern Time"
    windows = get_global("windows_zone_mapping")
    candidates = [name, _PLACES.get(name.casefold(), ""), windows.get(name, "")]
    candidates += [f"{area}/{name.replace(' ', '_')}" for area in _AREAS]
    return next((zone for each in candidates if (zone := _iana(each))), None)


def _fixed(sign: str, hours: str, minutes: str | None) -> tzinfo | None:
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if offset >= timedelta(hours=15):
        return None
    return timezone(offset if sign == "+" else -offset)


def _iana(name: str) -> ZoneInfo | None:
    if not re.fullmatch(r"[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*", name):
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
