"""Where the answer to "What else can we do for you?" goes (C23, C24)."""

from enum import StrEnum


class ElseRoute(StrEnum):
    NOTHING = "nothing"
    QUOTE = "quote"
    WISH = "wish"
    IMPROVEMENT = "improvement"
    COMPLAINT = "complaint"
