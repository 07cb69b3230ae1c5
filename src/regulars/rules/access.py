"""Who may do what. The web floor asks here and nowhere else."""

from enum import StrEnum

from regulars.rules.kinds import Role


class Right(StrEnum):
    """What somebody who works here may do."""

    CARE = "care"  # see customers, talk with them, write down what was said
    IMPORT = "import"  # bring in files and take them back
    MERGE = "merge"  # make two customers one
    ERASE = "erase"  # remove a customer for good
    EXPORT = "export"  # take everything out of the house
    CHANGE_SHOP = "change_shop"  # the business, its currency, its words, its own fields
    CHANGE_PEOPLE = "change_people"  # colleagues and their roles


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.OWNER: frozenset(Right),
    Role.STAFF: frozenset({Right.CARE, Right.IMPORT, Right.MERGE}),
}


def may(role: str, right: Right) -> bool:
    """Whether the role has the right. A role this version does not know has none."""
    return role in set(Role) and right in RIGHTS[Role(role)]
