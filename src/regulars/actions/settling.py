"""What follows from the other side's answer: one try of a message is settled."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection, models, transaction
from django.db.models import F, Q

from regulars.actions.events import record, record_all
from regulars.actions.import_tables import Cells
from regulars.actions.messages import FREE, close_touch_of, owe_by_hand
from regulars.actions.outbox import Held, rows_of
from regulars.actions.reports import apply_reports, suppress
from regulars.actions.texts import note_refused_by_stop
from regulars.models import Attempt, Message
from regulars.queries.texts import TEXTS
from regulars.queries.weighed_rows import claims_locked, has_unmatched_reports
from regulars.rules.channels import Channel
from regulars.rules.messages import MUST_REACH, MessageState, Purpose, Reason, SuppressedFor
from regulars.rules.sending import (
    ASK_AFTER,
    MOST_TRIES,
    SENT_AGAIN,
    Outcome,
    Result,
    wait_after,
)

S = MessageState
UNSENT_YET = [S.CLAIMED.value, S.HANDING.value]
LONGEST_SAID = 500
KEY_IS_KNOWN_FOR = timedelta(hours=23)  # providers remember our key for a day


@transaction.atomic(savepoint=False)
def settle(ended: Sequence[tuple[Held, Outcome]], *, now: datetime) -> int:
    """Write down how these tries ended. Returns of how many it was still ours to say."""
    accepted = [one for one in ended if one[1].result is Result.ACCEPTED]
    others = [one for one in ended if one[1].result is not Result.ACCEPTED]
    return _accepted(accepted, now) + sum(_settle(*one, now) for one in others)


def _settle(claim: Held, outcome: Outcome, now: datetime) -> bool:
    changed = HOW[outcome.result](claim, outcome, now)
    if changed and outcome.result is not Result.STOPPED:
        Attempt.objects.filter(message_id=claim.pk, fence=claim.fence).update(
            result=outcome.result.value, said=outcome.said[:LONGEST_SAID], ended_at=now
        )
    return changed


def _ours(claim: Held, *states: str) -> "models.QuerySet[Message]":
    """The row while it is ours, or while nobody took it since it was declared unknown: what the
    other side told us is true however late we write it down."""
    mine = Q(state__in=states, owner=claim.owner)
    return Message.objects.filter(mine | Q(state=S.UNKNOWN.value), pk=claim.pk, fence=claim.fence)


ACCEPTED = f"""
    UPDATE {Message._meta.db_table}
    SET state = '{S.ACCEPTED.value}', accepted_at = %s, ended_at = %s, said = %s, provider = %s,
        provider_id = %s, reason = '', owner = '', lease_until = NULL
    WHERE id = %s AND fence = %s
        AND (state = '{S.UNKNOWN.value}' OR (state = '{S.HANDING.value}' AND owner = %s))
"""  # noqa: S608  # nothing in it but names of ours
TRIED = f"""
    UPDATE {Attempt._meta.db_table} SET result = %s, said = %s, ended_at = %s
    WHERE message_id = %s AND fence = %s
"""  # noqa: S608  # nothing in it but names of ours


def _accepted(ended: Sequence[tuple[Held, Outcome]], now: datetime) -> int:
    """In as many statements for all of them as for one: most tries end like this."""
    found = claims_locked(claim.pk for claim, _ in ended)
    ours = [one for one in ended if _is_ours(one[0], found.get(one[0].pk))]
    if not ours:
        return 0
    moment = Cells().moment(now)
    with connection.cursor() as cursor:
        cursor.executemany(
            ACCEPTED,
            [
                (
                    moment,
                    moment,
                    outcome.said[:LONGEST_SAID],
                    outcome.provider,
                    outcome.provider_id,
                    claim.pk,
                    claim.fence,
                    claim.owner,
                )
                for claim, outcome in ours
            ],
        )
        if cursor.rowcount != len(ours):
            raise RuntimeError(f"{cursor.rowcount} of {len(ours)} outcomes were ours to write")
        cursor.executemany(
            TRIED,
            [
                (outcome.result.value, outcome.said[:LONGEST_SAID], moment, claim.pk, claim.fence)
                for claim, outcome in ours
            ],
        )
    whose = [(found[claim.pk][0], {"message": claim.pk}) for claim, _ in ours]
    record_all("message.accepted", whose)
    if has_unmatched_reports():
        for claim, _ in ours:
            apply_reports(_row(claim))
    return len(ours)


def _is_ours(claim: Held, row: tuple[int | None, str, int, str] | None) -> bool:
    """As _ours, of a row that is locked."""
    if row is None:
        return False
    _, owner, fence, state = row
    is_held = state == S.HANDING.value and owner == claim.owner
    return fence == claim.fence and (is_held or state == S.UNKNOWN.value)


def _busy(claim: Held, outcome: Outcome, now: datetime) -> bool:
    """Later, with the same Message-ID. A busy server never counts as a bounce."""
    message = _row(claim)
    if message.tries + 1 >= MOST_TRIES:
        return _failed(claim, outcome, now, reason=Reason.BUSY)
    changed = _ours(claim, *UNSENT_YET).update(
        state=S.PLANNED.value,
        tries=F("tries") + 1,
        next_try_at=now + wait_after(message.tries + 1),
        reason=Reason.BUSY.value,
        said=outcome.said[:LONGEST_SAID],
        ended_at=None,
        **FREE,
    )
    return bool(changed)


def _refused(claim: Held, outcome: Outcome, now: datetime) -> bool:
    return _failed(claim, outcome, now, reason=Reason.REFUSED)


def _spoilt(claim: Held, outcome: Outcome, now: datetime) -> bool:
    is_address = "address" in outcome.said
    return _failed(claim, outcome, now, reason=Reason.NO_ADDRESS if is_address else Reason.UNFILLED)


def _failed(claim: Held, outcome: Outcome, now: datetime, *, reason: Reason) -> bool:
    """Nobody got it and nobody will. Where somebody counts on it, a person takes over."""
    changed = _ours(claim, *UNSENT_YET).update(
        state=S.FAILED.value,
        reason=reason.value,
        said=outcome.said[:LONGEST_SAID],
        ended_at=now,
        next_try_at=None,
        **FREE,
    )
    if not changed:
        return False
    message = _row(claim)
    if outcome.is_stop:
        note_refused_by_stop(message)
    elif outcome.is_about_address:
        suppress(
            channel=Channel(message.channel),
            address=message.to_address,
            reason=SuppressedFor.BOUNCE,
        )
    if message.customer_id is not None and Purpose(message.purpose) in MUST_REACH:
        owe_by_hand(message, reason=reason)
    else:
        close_touch_of(message, reason=reason, person=None)
    record("message.failed", message.customer, message=message.pk, reason=reason.value)
    return True


def _unreachable(claim: Held, outcome: Outcome, now: datetime) -> bool:
    """Nothing of it left the house: as if it had never been tried."""
    changed = _ours(claim, *UNSENT_YET).update(
        state=S.PLANNED.value,
        next_try_at=now + wait_after(1),
        reason=Reason.UNREACHABLE.value,
        said=outcome.said[:LONGEST_SAID],
        ended_at=None,
        **FREE,
    )
    return bool(changed)


def _stopped(claim: Held, _outcome: Outcome, now: datetime) -> bool:
    """The hand-over said no, and mostly changed the row itself; or nobody could ask."""
    changed = rows_of(claim).filter(state__in=UNSENT_YET)
    return bool(changed.update(state=S.PLANNED.value, next_try_at=now + wait_after(1), **FREE))


def _lost(claim: Held, outcome: Outcome, now: datetime) -> bool:
    """Handed over, and no answer. Asked again only where the provider knows our key."""
    first = Attempt.objects.filter(message_id=claim.pk).order_by("handed_at").first()
    if outcome.may_repeat and first is not None and now - first.handed_at < KEY_IS_KNOWN_FOR:
        return _busy(claim, outcome, now)
    changed = (
        rows_of(claim)
        .filter(state=S.HANDING.value)
        .update(
            state=S.UNKNOWN.value,
            reason=Reason.LOST_ANSWER.value,
            said=outcome.said[:LONGEST_SAID],
            provider=outcome.provider,
            ended_at=now,
            **FREE,
        )
    )
    if changed:
        message = _row(claim)
        record("message.unknown", message.customer, message=message.pk)
    return bool(changed)


HOW = {
    Result.BUSY: _busy,
    Result.REFUSED: _refused,
    Result.UNREACHABLE: _unreachable,
    Result.STOPPED: _stopped,
    Result.SPOILT: _spoilt,
    Result.LOST: _lost,
}


def _row(claim: Held) -> Message:
    return Message.objects.select_related("customer").get(pk=claim.pk)


@transaction.atomic
def send_again(*, now: datetime) -> int:
    """Of what is unknown, and what nobody can be asked about, only what somebody counts on goes
    once more, with the same Message-ID: two notices are better than none. The rest is held and
    shown: a missing greeting is better than two."""
    counted_on = [purpose.value for purpose in SENT_AGAIN]
    rows = Message.objects.filter(
        state=S.UNKNOWN.value, purpose__in=counted_on, ended_at__lt=now - ASK_AFTER
    ).exclude(channel__in=[one.value for one in TEXTS])  # their provider can be asked
    rows = rows.annotate(
        lost=models.Count("attempts", filter=Q(attempts__result=Result.LOST.value))
    )
    again = 0
    for message in rows.filter(lost__lte=1).select_related("customer").order_by("pk")[:200]:
        again += Message.objects.filter(pk=message.pk, state=S.UNKNOWN.value).update(
            state=S.PLANNED.value, next_try_at=None, ended_at=None, **FREE
        )
        record("message.resolved", message.customer, message=message.pk, was_sent=False)
    return again
