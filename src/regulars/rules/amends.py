"""What somebody here may give to put things right, by their role."""

from collections.abc import Mapping
from enum import StrEnum

from regulars.rules.kinds import Role


class AmendsState(StrEnum):
    """Given at once within the role's limit, or asked for above it."""

    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"


Limits = Mapping[Role, int | None]  # minor units; None: no limit


def limit_of(role: str, limits: Limits) -> int | None:
    """The most that a role may give by itself, None for no limit. A role this version does not
    know may give nothing."""
    if role not in set(Role):
        return 0
    return limits[Role(role)]


def is_within(cost_minor: int, limit_minor: int | None) -> bool:
    """Whether the cost may be given without asking. Raises ValueError below 0."""
    if cost_minor < 0:
        raise ValueError(f"amends cost at least nothing, not {cost_minor}")
    return limit_minor is None or cost_minor <= limit_minor
