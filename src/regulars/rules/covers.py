"""Who stands in for whom while somebody is away."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Away:
    """A person is away from one day to another, both included, and another one takes over."""

    person_id: int
    cover_id: int
    from_on: date
    to_on: date

    def holds_on(self, day: date) -> bool:
        return self.from_on <= day <= self.to_on

    def overlaps(self, other: "Away") -> bool:
        return self.from_on <= other.to_on and other.from_on <= self.to_on


def who_covers(person_id: int, day: date, absences: Iterable[Away]) -> int:
    """Who does that person's work on that day: themselves, their cover, or whoever covers for
    the cover. Where all of a circle are away at once, the work stays with the person."""
    away = {one.person_id: one.cover_id for one in absences if one.holds_on(day)}
    seen = [person_id]
    while (cover := away.get(seen[-1])) is not None:
        if cover in seen:
            return person_id
        seen.append(cover)
    return seen[-1]


def closes_a_circle(new: Away, absences: Iterable[Away]) -> bool:
    """Whether there would be a day on which everybody in a chain of covers is away."""
    known = list(absences)

    def leads_back(at: int, window: tuple[date, date], seen: frozenset[int]) -> bool:
        for one in known:
            first, last = max(window[0], one.from_on), min(window[1], one.to_on)
            if one.person_id != at or first > last:
                continue
            if one.cover_id == new.person_id:
                return True
            if one.cover_id not in seen and leads_back(
                one.cover_id, (first, last), seen | {one.cover_id}
            ):
                return True
        return False

    return leads_back(new.cover_id, (new.from_on, new.to_on), frozenset({new.cover_id}))
