"""Counting links that lead nowhere, so that nobody tries them out by the thousand (P7).

In the database, so that every process counts together and a restart forgets nothing.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from regulars.models import LinkGuess
from regulars.queries.guesses import WINDOW, guess_keys


@transaction.atomic
def note_wrong_link(*, address: str, token: str, at: datetime) -> None:
    """One more wrong link from that network address, and one more with that beginning."""
    for key in guess_keys(address, token):
        row, is_new = LinkGuess.objects.get_or_create(
            key=key, defaults={"since_at": at, "count": 1}
        )
        if is_new:
            continue
        is_over = row.since_at <= at - WINDOW
        same = LinkGuess.objects.filter(pk=row.pk, since_at=row.since_at)
        if is_over:
            same.update(since_at=at, count=1)
        else:
            same.update(count=F("count") + 1)


@transaction.atomic
def forget_guesses(*, before: datetime) -> int:
    """Drop what is counted no more. For the clock; returns how many rows."""
    return LinkGuess.objects.filter(since_at__lt=before - WINDOW).delete()[0]
