"""What the log says of an error: its kind and where, never what it holds (G4).

The text of an exception may carry a name, an address or a row of a table; the place where it
happened is what a developer needs.
"""

import logging
import traceback
from types import TracebackType

Told = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutData(logging.Formatter):
    def formatException(self, ei: Told) -> str:  # noqa: N802  # logging calls it by this name
        error: BaseException | None = ei[1]
        parts: list[str] = []
        while error is not None and len(parts) < 5:
            kind = f"{type(error).__module__}.{type(error).__qualname__}"
            parts.append("".join(traceback.format_tb(error.__traceback__)) + kind)
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\nwhile there was:\n".join(parts)


def is_worth_a_line(record: logging.LogRecord) -> bool:
    """Whether a line tells somebody something. An answer of /health is one already: whoever asked
    has it, and `serve` asks it many times until its worker is there."""
    return getattr(getattr(record, "request", None), "path", "") != "/health"
