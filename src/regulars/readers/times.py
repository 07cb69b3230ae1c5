"""When a sale was, in the zone that its file means."""

import re
from datetime import date, datetime, timedelta

from regulars.readers.columns import Picked, Row, picker
from regulars.readers.memory import Kept
from regulars.readers.moments import (
    MomentImpossible,
    Moments,
    MomentUnreadable,
    is_utc,
    read_clock,
)
from regulars.readers.problems import RowRefused
from regulars.readers.settled import Settled
from regulars.readers.zones import zone_of
from regulars.rules.imports import Field, RefusalReason

FIRST_DAY = date(1970, 1, 1)
MOST_DAYS_AHEAD = 400  # a visit may be booked a year ahead; beyond it is a slip of the pen
_MOST_KEPT = 20_000
_LONGEST_DAY = 14
_DAY_AND_CLOCK = frozenset({16, 19})  # letters of `2025-11-22 09:30` and `22.11.2025 09:30:15`
_DAY = re.compile(r"(?:\d{4}-\d\d-\d\d|\d\d([./-])\d\d\1\d{4})[ T]", re.ASCII)
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?", re.ASCII)
_OF_TIMES = (Field.BOUGHT_ON, Field.TIME, Field.TIME_ZONE)

When = tuple[datetime, date, bool]  # the moment, the local day, whether the time is known


class Times:
    """Reads one file's days and times.

    A day and a time of day come again and again, the two together do not: where a cell holds
    both in the plainest way, each is looked up by itself.
    """

    def __init__(self, settled: Settled) -> None:
        self._columns = settled.columns
        self._settled = settled
        self._has_zone = Field.TIME_ZONE in settled.columns
        self._place = settled.columns.by_field[Field.BOUGHT_ON][0]
        self._told_of = picker(settled.columns.of_any(_OF_TIMES))
        self._whens: Kept[Picked, When] = Kept(most=_MOST_KEPT)
        self._midnights: Kept[str, When] = Kept(most=_MOST_KEPT)
        self._clocks: Kept[str, timedelta | None] = Kept(most=_MOST_KEPT)
        is_converted = settled.zone is not settled.home_zone and is_utc(settled.zone)
        self._is_apart = not self._has_zone and not is_converted
        self._last_day = settled.today + timedelta(days=MOST_DAYS_AHEAD)

    def of(self, number: int, cells: list[str]) -> When:
        """The same as `when` says of one row. Raises RowRefused."""
        text = cells[self._place]
        if len(text) <= _LONGEST_DAY:
            told = self._told_of(cells)
            known = self._whens.get(told)
            return known or self._whens.keep(told, self._when_of(number, cells))
        if self._is_apart and len(text) in _DAY_AND_CLOCK:
            clock = self._clock(text[11:])
            midnight = self._midnights.get(text[:11]) or self._midnight(number, text[:11])
            if clock is not None and midnight is not None:
                at, on, _ = midnight
                return at + clock, on, True
        return self._when_of(number, cells)

    def _when_of(self, number: int, cells: list[str]) -> When:
        return self.when([Row(self._columns, number, cells)])

    def _clock(self, text: str) -> timedelta | None:
        """None where the time is not written in the plainest way."""
        try:
            return self._clocks[text]
        except KeyError:
            match = _CLOCK.fullmatch(text)
            clock = None
            if match:
                hour, minute, second = (int(part or 0) for part in match.groups())
                clock = timedelta(hours=hour, minutes=minute, seconds=second)
            return self._clocks.keep(text, clock)

    def _midnight(self, number: int, day: str) -> When | None:
        """The first moment of a day that stands, with the mark behind it, before a time."""
        if not _DAY.fullmatch(day):
            return None
        row = Row(self._columns, number, [])
        return self._midnights.keep(day, self._moment(row, self._place, f"{day}00:00"))

    def when(self, rows: list[Row]) -> When:
        for row in rows:
            for index in self._columns.by_field.get(Field.BOUGHT_ON, ()):
                text = row.cells[index]
                if text and not text.isspace():
                    return self._moment(row, index, text)
        column = self._columns.headers[self._columns.by_field[Field.BOUGHT_ON][0]]
        raise RowRefused(rows[0].number, RefusalReason.DATE_MISSING, column=column.strip())

    def day_of(self, rows: list[Row], field: Field) -> date | None:
        """The first day that one of these rows tells: promised, or delivered."""
        for index in self._columns.by_field.get(field, ()):
            for row in rows:
                try:
                    moment = self._settled.moments[index].read(row.cells[index])
                except ValueError:
                    continue  # an odd day does not undo a sale
                if moment:
                    return moment.at.date()
        return None

    def _moment(self, row: Row, index: int, text: str) -> When:
        column = self._columns.headers[index]
        try:
            moment = self._settled.moments[index].read(text)
            if moment is None:
                raise RowRefused(row.number, RefusalReason.DATE_MISSING, column=column)
            at, is_time_known = moment.at, moment.is_time_known
            if not is_time_known and (clock := row.get(Field.TIME)):
                at, is_time_known = self._with_clock(at, clock)
        except MomentUnreadable as error:
            raise RowRefused(
                row.number, RefusalReason.DATE_UNREADABLE, column=column, value=text
            ) from error
        except MomentImpossible as error:
            raise RowRefused(
                row.number, RefusalReason.DATE_IMPOSSIBLE, column=column, value=text
            ) from error
        if not moment.has_year:
            raise RowRefused(row.number, RefusalReason.DATE_UNREADABLE, column=column, value=text)
        if not FIRST_DAY <= at.date() <= self._last_day:
            raise RowRefused(row.number, RefusalReason.DATE_OUT_OF_RANGE, column=column, value=text)
        return self._local(row, at, is_time_known)

    def _with_clock(self, at: datetime, clock: str) -> tuple[datetime, bool]:
        """The time column may hold a time, or once more the whole date with the time."""
        if ":" in clock and (" " in clock or "T" in clock) and clock[:4].isdigit():
            repeated = Moments().read(clock)
            return (repeated.at, True) if repeated else (at, False)
        known = read_clock(clock)
        if known is None:
            return at, False
        seconds, zone = known
        return (at + timedelta(seconds=seconds)).replace(tzinfo=zone), True

    def _local(self, row: Row, at: datetime, is_time_known: bool) -> When:
        """The zone: in the value, then in the row's own column, then the file's.

        A day is the day as it was written, but UTC is a machine's clock and no shop's: its
        times are taken to the business's own day. A time that the clocks skipped or showed
        twice is read with the offset that was in force before the change.
        """
        home = self._settled.home_zone
        if not is_time_known:
            noon = at.replace(tzinfo=home, hour=12, minute=0, second=0, microsecond=0)
            return noon, at.date(), False
        zone = at.tzinfo
        if zone is None:
            said = row.get(Field.TIME_ZONE) if self._has_zone else ""
            zone = (zone_of(said) if said else None) or self._settled.zone
            at = at.replace(tzinfo=zone)
        if zone is not home and is_utc(zone):
            at = at.astimezone(home)
        return at, at.date(), True
