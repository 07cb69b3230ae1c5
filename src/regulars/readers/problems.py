"""Why a file, or a row of it, cannot serve, as a code with facts. The words live where people
read them."""

from collections.abc import Mapping

from regulars.readers.records import Refusal
from regulars.rules.imports import RefusalReason, UnusableReason

_LONGEST_FACT = 200


class Unusable(Exception):
    """The whole file cannot be taken."""

    def __init__(self, reason: UnusableReason, **facts: str | int) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.facts: Mapping[str, str] = {name: str(value) for name, value in facts.items()}


class RowRefused(Exception):
    """One row cannot be taken; the others of the file can."""

    def __init__(self, row: int, reason: RefusalReason, **facts: str) -> None:
        super().__init__(reason.value)
        self.refusal = Refusal(row, reason.value, {k: v[:_LONGEST_FACT] for k, v in facts.items()})
