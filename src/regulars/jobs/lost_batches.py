"""Imports whose process was killed: known by standing still, and then taken up again."""

from datetime import datetime, timedelta

from regulars.actions.imports import go_on
from regulars.models import ImportBatch
from regulars.queries.standing_still import Mark, marks_of_lonely_batches

# Longer than any step takes. Whoever is only slow loses nothing: one of the two gives way.
PATIENCE = timedelta(minutes=2)


class Watch:
    """Remembers what it saw last. A worker that starts anew begins to wait anew."""

    def __init__(self, patience: timedelta = PATIENCE) -> None:
        self.patience = patience
        self._seen: dict[int, tuple[Mark, datetime]] = {}

    def look(self, now: datetime) -> list[int]:
        """Have each batch that has not moved for the whole patience go on. Returns their ids."""
        seen = {}
        for pk, mark in marks_of_lonely_batches().items():
            before, since = self._seen.get(pk, (None, now))
            seen[pk] = (mark, since if mark == before else now)
        still = [pk for pk, (_, since) in seen.items() if now - since >= self.patience]
        self._seen = {pk: told for pk, told in seen.items() if pk not in still}
        for batch in ImportBatch.objects.filter(pk__in=still):
            go_on(batch, person=None)
        return still
