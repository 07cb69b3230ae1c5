"""Which engine carries the tasks: our own workers or, on several machines, Celery.

Celery is an extra. It is imported here alone, and only where REGULARS_ENGINE asks for it.
"""

import importlib
import os
from typing import Protocol, cast

from django.conf import settings

CELERY = "celery"


class Carrier(Protocol):
    """An engine that is told of rows by their keys and has them claimed and run somewhere."""

    def relay(self) -> int:
        """Tell the engine of every row that is due. Returns how many."""

    def work(self, processes: int) -> int:
        """Carry rows until stopped. Returns the exit code."""


def carrier() -> Carrier | None:
    """The engine that the settings name, or None: the workers carry the rows themselves."""
    if settings.ENGINE != CELERY:
        return None
    # A stopped worker gives back what it holds instead of finishing it; read at import time.
    os.environ.setdefault("REMAP_SIGTERM", "SIGQUIT")
    module = importlib.import_module("regulars.jobs.celery_engine")
    return cast("Carrier", module.carrier(settings.BROKER_URL, settings.SECRET_KEY))
