"""Two records of one person: when to ask, what is kept, how long it can be undone."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from rapidfuzz.fuzz import token_sort_ratio

from regulars.rules.matching import DoubtReason, Likeness, likeness, match_name

UNDO_DAYS = 30
A_TYPO_PERCENT = 85  # names this alike may be one name, mistyped


@dataclass(frozen=True, slots=True)
class Known:
    """What tells people apart."""

    name: str
    emails: frozenset[str] = field(default_factory=frozenset)
    phones: frozenset[str] = field(default_factory=frozenset)
    postcode: str = ""
    sources: frozenset[str] = field(default_factory=frozenset)  # tools that keep an id of them
    birthday: tuple[int, int] | None = None


def are_alike(one: str, other: str) -> bool:
    """One name in another order or shortened, or a slip of the finger away."""
    ours, theirs = match_name(one), match_name(other)
    if likeness(ours, theirs) in {Likeness.SAME, Likeness.COMPATIBLE}:
        return True
    return bool(ours and theirs) and token_sort_ratio(ours, theirs) >= A_TYPO_PERCENT


def doubt_about(one: Known, other: Known) -> DoubtReason | None:
    """Why somebody should look at the two, or None. Never a decision.

    A shared phone alone is a household, and so is a shared address: the names must be alike too.
    Who keeps two birthdays is two people; one tool that keeps two ids has said so as well, unless
    they share an e-mail.
    """
    if one.birthday and other.birthday and one.birthday != other.birthday:
        return None
    is_alike = are_alike(one.name, other.name)
    if one.emails & other.emails and (is_alike or not one.name or not other.name):
        return DoubtReason.SAME_EMAIL
    if one.sources & other.sources or not is_alike:
        return None
    if one.phones & other.phones:
        return DoubtReason.SAME_PHONE
    if one.postcode and one.postcode == other.postcode:
        return DoubtReason.SAME_NAME
    return None


def may_undo_merge(merged_at: datetime, now: datetime) -> bool:
    return now - merged_at <= timedelta(days=UNDO_DAYS)


def keeps_from(kept: object, gone: object) -> str:
    """Which record a value comes from unless a person chooses: "gone" only where kept has none."""
    return "gone" if kept in (None, "") and gone not in (None, "") else "kept"
