"""When two records are one person, and when nobody can tell.

The order of evidence: the tool's own customer id, then e-mail, then phone, then name with
postcode. A name alone is evidence only among records that carry nothing else.
"""

from enum import StrEnum
from hashlib import blake2b

from rapidfuzz.fuzz import ratio

from regulars.rules.search import fold

# Addresses that a marketplace makes up for one sale or one pair of seller and buyer. Two sales to
# one person may carry two of them, so they say who may be written to, not who it is.
ALIAS_DOMAINS = (
    "marketplace.amazon.",
    "members.ebay.",
    "privaterelay.appleid.com",
    "orders.etsy.com",
    "guest.booking.com",
    "email.gobuyer.com",
)
_A_TYPO_PERCENT = 80  # two names this alike may be one name mistyped, or a couple: nobody can tell
_A_FULL_NAME = 2


class Likeness(StrEnum):
    """What two names say about two people."""

    UNKNOWN = "unknown"  # one of them has no name
    SAME = "same"
    COMPATIBLE = "compatible"  # "A. Smith" and "Anna Smith", "Smith" and "Anna Smith"
    SIMILAR = "similar"  # "Jon Smith" and "John Smith", "Anna Meier" and "Anna Schulz"
    DIFFERENT = "different"


class Match(StrEnum):
    SAME = "same"
    DOUBTFUL = "doubtful"  # two records for now, offered to a person who may know
    OTHER = "other"


class DoubtReason(StrEnum):
    """Why two customers are offered as perhaps one. Stored: never rename one."""

    SAME_EMAIL = "same_email"
    SAME_PHONE = "same_phone"
    SAME_NAME = "same_name"
    KEY_AND_EMAIL = "key_and_email"  # one row names the id of one and the e-mail of the other


def digest(*parts: str) -> int:
    """Eight bytes that stand for a text, the same in every process; never 0.

    Among ten million texts two share one with a chance of about 1 in 370,000.
    """
    told = blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(told, "little", signed=True) or 1


def is_alias(email: str) -> bool:
    domain = email.rpartition("@")[2]
    return domain.startswith(ALIAS_DOMAINS)


def match_name(name: str) -> str:
    """A name as it is compared: folded, without signs. Empty for what only stands in for a name:
    an e-mail address, a phone number, "#" with a tool's id."""
    if "@" in name or (name.startswith("#") and " " not in name):
        return ""
    told = fold(name)
    if not told.isascii() or not told.replace(" ", "").isalnum():
        told = " ".join("".join(c if c.isalnum() else " " for c in told).split())
    return told if any(c.isalpha() for c in told) else ""


def match_postcode(postcode: str) -> str:
    return "".join(c for c in postcode.upper() if c.isalnum())


def is_full_name(name: str) -> bool:
    """Whether a folded name has more than one part: "Anna" alone is shared by too many."""
    return name.count(" ") + 1 >= _A_FULL_NAME


def likeness(one: str, other: str) -> Likeness:
    """What two names, folded by match_name, say."""
    if not one or not other:
        return Likeness.UNKNOWN
    if one == other:
        return Likeness.SAME
    ours, theirs = sorted(one.split()), sorted(other.split())
    if ours == theirs:
        return Likeness.SAME
    if len(ours) > len(theirs):
        ours, theirs = theirs, ours
    if _is_part_of(ours, theirs):
        return Likeness.COMPATIBLE
    if (
        ratio(" ".join(ours), " ".join(theirs)) >= _A_TYPO_PERCENT
        or one.split(maxsplit=1)[0] == other.split(maxsplit=1)[0]
    ):
        return Likeness.SIMILAR
    return Likeness.DIFFERENT


def _is_part_of(few: list[str], many: list[str]) -> bool:
    """Whether each part of one name is in the other, an initial standing for its name."""
    left = list(many)
    whole = 0
    for part in sorted(few, key=len, reverse=True):
        found = next((p for p in left if p == part), None)
        if found is None:
            found = next((p for p in left if _is_initial(part, p) or _is_initial(p, part)), None)
        else:
            whole += len(part) > 1
        if found is None:
            return False
        left.remove(found)
    return whole > 0


def _is_initial(short: str, long: str) -> bool:
    return len(short) == 1 and long.startswith(short)


def match_by_email(names: Likeness, *, has_other_key: bool) -> Match:
    """Two records with one e-mail address.

    An address is an account: whoever orders there reads what is written there, and one person
    orders under a maiden name, a firm's name or as a present for somebody else. So it is one
    person, unless the tool itself keeps two ids and the names differ too: a shared mailbox.
    """
    if has_other_key and names in {Likeness.DIFFERENT, Likeness.SIMILAR}:
        return Match.DOUBTFUL
    return Match.SAME


def match_by_phone(names: Likeness, *, has_other_key: bool, has_other_email: bool) -> Match:
    """Two records with one phone number. Households share a phone, so the names decide.

    has_other_key    the tool keeps two ids for them
    has_other_email  both have e-mail addresses, none in common
    """
    if names in {Likeness.SAME, Likeness.COMPATIBLE}:
        return Match.SAME
    if names is Likeness.SIMILAR:
        return Match.DOUBTFUL
    if names is Likeness.DIFFERENT:
        return Match.OTHER
    return Match.DOUBTFUL if has_other_key or has_other_email else Match.SAME


def match_by_name(*, ours_is_reachable: bool, theirs_is_reachable: bool) -> Match:
    """Two people of one full name and no other evidence: a doubt worth a person's time only where
    one of them has neither e-mail nor phone, so that nothing speaks against it either."""
    return Match.OTHER if ours_is_reachable and theirs_is_reachable else Match.DOUBTFUL
