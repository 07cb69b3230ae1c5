"""The morning's list and the evening's rest: one row for a person, kind and day, and its fate.

planned -> handing -> accepted, or failed, or unknown when the answer was lost. What was once handed
over is never handed over again, and one that came too late ends with a reason.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from regulars.actions.events import record
from regulars.models import Digest
from regulars.queries.digests import Turn
from regulars.rules.messages import MessageState
from regulars.rules.sending import Outcome, Result, wait_after

S = MessageState
MISSED = "missed: nothing ran at its time"
NOTHING = "nobody was waiting"
NOT_WANTED = "not wanted any more"
LOST = "nobody knows how it ended"
LONGEST_SAID = 300
LONGEST_WAIT = timedelta(minutes=15)  # a morning is soon over


@transaction.atomic
def plan_digest(*, turn: Turn, domain: str, now: datetime) -> Digest | None:
    """Its row, once; one whose time is over ends at once. None for the second of two workers."""
    is_over = turn.window.is_over(now)
    number = f"{turn.kind.value}-{turn.person.pk}-{turn.day.isoformat()}"
    digest, is_new = Digest.objects.get_or_create(
        person=turn.person,
        kind=turn.kind.value,
        day=turn.day,
        defaults={
            "message_id": f"<{number}@{domain or 'regulars'}>",
            "state": S.CANCELLED.value if is_over else S.PLANNED.value,
            "said": MISSED if is_over else "",
        },
    )
    return digest if is_new and not is_over else None


@transaction.atomic
def cancel_digest(*, digest: Digest, said: str) -> bool:
    """Only what was not handed over can still be left."""
    planned = Digest.objects.filter(pk=digest.pk, state=S.PLANNED.value)
    return bool(planned.update(state=S.CANCELLED.value, said=said))


@transaction.atomic
def hand_over(*, digest: Digest, owner: str, lease_until: datetime) -> bool:
    """The word that it may leave, given once. After it, only the server can tell what became."""
    changed = Digest.objects.filter(pk=digest.pk, state=S.PLANNED.value, tries=digest.tries).update(
        state=S.HANDING.value, owner=owner, lease_until=lease_until, tries=F("tries") + 1
    )
    return bool(changed)


@transaction.atomic
def settle_digest(*, digest: Digest, outcome: Outcome, owner: str, now: datetime) -> None:
    """How a try ended. Busy, or nobody there: later again, under the same Message-ID.

    What another worker has in hand is its own: only who handed it over can say that it left.
    """
    mine = Q(state__in=(S.HANDING.value, S.UNKNOWN.value), owner=owner)
    rows = Digest.objects.filter(Q(state=S.PLANNED.value) | mine, pk=digest.pk)
    said = outcome.said[:LONGEST_SAID]
    tries = digest.tries + 1
    match outcome.result:
        case Result.ACCEPTED:
            if rows.update(state=S.ACCEPTED.value, sent_at=now, said=said):
                record("digest.sent", person=digest.person, digest=digest.pk)
        case Result.REFUSED | Result.SPOILT:
            rows.update(state=S.FAILED.value, said=said)
        case Result.LOST:
            rows.update(state=S.UNKNOWN.value, said=said or LOST)
        case Result.BUSY | Result.UNREACHABLE:
            rows.update(
                state=S.PLANNED.value,
                said=said,
                tries=tries,
                next_try_at=now + min(wait_after(tries), LONGEST_WAIT),
            )
        case Result.STOPPED:  # another worker was quicker, or the row has ended
            pass


@transaction.atomic
def give_up_lost(*, now: datetime) -> int:
    """Handed over by a worker that is gone: nobody knows whether it arrived. Never sent again."""
    lost = Digest.objects.filter(state=S.HANDING.value, lease_until__lt=now)
    return lost.update(state=S.UNKNOWN.value, said=LOST)
