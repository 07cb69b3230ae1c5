"""Why a file cannot serve at all, as a code with facts. The words live where people read them."""

from collections.abc import Mapping

from regulars.rules.imports import UnusableReason


class Unusable(Exception):
    """The whole file cannot be taken."""

    def __init__(self, reason: UnusableReason, **facts: str | int) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.facts: Mapping[str, str] = {name: str(value) for name, value in facts.items()}
