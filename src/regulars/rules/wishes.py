"""What becomes of a wish. How it was heard is rules.kinds.WishCertainty."""

from enum import StrEnum


class WishDecision(StrEnum):
    """What we cannot do is another answer than what we choose not to do (F5)."""

    UNDECIDED = "undecided"
    WILL_DO = "will_do"
    CANNOT = "cannot"
    CHOOSE_NOT = "choose_not"
    ANOTHER_FIRM = "another_firm"


ANSWER_WITHIN_DAYS = 14  # a wish that nobody answered for longer looks like indifference
