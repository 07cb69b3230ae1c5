"""A message on its way out: claimed, handed over, settled. docs/run/sending.md tells the whole.

Every change names the owner and the fence of the claim it rests on, so that whoever lost the claim
changes nothing. The hand-over reads anew, in its own transaction, whether the message may leave.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, models, transaction

from regulars.actions.events import record
from regulars.actions.import_tables import Cells, insert
from regulars.actions.messages import (
    FREE,
    cancel_messages,
    hand_to_person,
    move_message,
)
from regulars.models import (
    Attempt,
    Customer,
    MailAccount,
    Manners,
    Message,
    TextAccount,
)
from regulars.queries.leaving import Bounds, bounds_at, verdicts_on
from regulars.queries.manners import load_at
from regulars.queries.weighed_rows import (
    MessageRow,
    ToSend,
    due_messages,
    manners_row,
    messages_locked,
    messages_to_send,
    number_about_to_leave,
    number_tried,
    shop_row,
)
from regulars.rules.channels import Channel
from regulars.rules.manners import Kind, Load, Verdict
from regulars.rules.messages import MUST_REACH, MessageState, Purpose, Reason
from regulars.rules.sending import LONGEST_WAIT, Result

S = MessageState
# Somewhat longer than a second: so much may pass between our commit and the server's clock.
SECOND = timedelta(seconds=1.25)
MOST_AT_ONCE = 200  # are claimed
DAY = timedelta(days=1, minutes=1)
# A moment farther ahead than any wait was written under a clock that ran ahead.
BEYOND_ANY_WAIT = 2 * LONGEST_WAIT
WAITS = {Reason.PAUSED, Reason.HELD}  # nothing is moved: it goes on when the owner says so

Account = MailAccount | TextAccount
SHARING: dict[type[Account], tuple[Channel, ...]] = {
    MailAccount: (Channel.EMAIL,),
    TextAccount: (Channel.SMS, Channel.WHATSAPP),
}


def account_model(channel: Channel) -> type[Account]:
    return MailAccount if channel is Channel.EMAIL else TextAccount


@dataclass(frozen=True, slots=True)
class Held:
    """A claim: it holds for as long as the row bears this owner and this fence."""

    pk: int
    owner: str
    fence: int


def held(message: Message | MessageRow | ToSend) -> Held:
    return Held(message.pk, message.owner, message.fence)


def rows_of(claim: Held) -> "models.QuerySet[Message]":
    return Message.objects.filter(pk=claim.pk, owner=claim.owner, fence=claim.fence)


# --- claim ---


def due(channel: Channel, now: datetime) -> "models.QuerySet[Message]":
    """What could leave now, if nothing stands in the way."""
    return due_messages(channel.value, now, now + BEYOND_ANY_WAIT)


@transaction.atomic(savepoint=False)
def claim(
    *, channel: Channel, owner: str, most: int, now: datetime, lease_until: datetime
) -> list[ToSend]:
    """Take messages that are due, notices first, no more than the account's limits leave room for.
    Nobody else can take them until the lease is over."""
    model = account_model(channel)
    # Workers take turns here: the limits hold for all of them together.
    account = model._default_manager.select_for_update(no_key=True).filter(is_on=True).first()
    if account is None or is_stopped():
        return []
    room = min(most, _room(account, now), MOST_AT_ONCE)
    if room <= 0:
        return []
    found = messages_to_send(channel, now, room, never=now + BEYOND_ANY_WAIT)
    taken = [one._replace(owner=owner, fence=one.fence + 1) for one in found]
    until = Cells().moment(lease_until)
    _write_each(CLAIM, [(owner, one.fence, until, one.pk) for one in taken])
    return taken


CLAIM = f"""
    UPDATE {Message._meta.db_table}
    SET state = '{S.CLAIMED.value}', owner = %s, fence = %s, lease_until = %s
    WHERE id = %s AND state = '{S.PLANNED.value}'
"""  # noqa: S608  # nothing in it but names of ours


def _write_each(sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """All of them, or none: the rows are locked and were just found to be as the statement says."""
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)
        if cursor.rowcount != len(rows):
            raise RuntimeError(f"{cursor.rowcount} of {len(rows)} messages were as they were read")


def is_stopped() -> bool:
    """Whether the owner stopped everything, or this is a restored copy that holds its sending."""
    shop = shop_row()
    manners = manners_row()
    return shop is None or shop.is_sending_held or (manners is not None and manners.is_paused)


def _room(account: Account, now: datetime) -> int:
    """How many more may leave in any second and any day, counting those that are about to."""
    channels = [one.value for one in SHARING[type(account)]]
    about_to = number_about_to_leave(channels)

    def left(most: int, window: timedelta) -> int:
        return most - about_to - number_tried(channels, now - window, now + window)

    return min(left(account.most_a_second, SECOND), left(account.most_a_day, DAY))


@transaction.atomic(savepoint=False)
def renew(claims: Collection[Held], *, owner: str, lease_until: datetime) -> int:
    """Say that the owner still works on these."""
    return (
        in_hand()
        .filter(pk__in=[one.pk for one in claims], owner=owner)
        .update(lease_until=lease_until)
    )


@transaction.atomic
def give_back(claims: Sequence[Held]) -> int:
    """What was claimed and not begun is free again."""
    return sum(
        rows_of(one).filter(state=S.CLAIMED.value).update(state=S.PLANNED.value, **FREE)
        for one in claims
    )


# --- hand over ---


@transaction.atomic(savepoint=False)
def hand_over(
    claims: Sequence[Held], *, at: datetime, lease_until: datetime, bounds: Bounds | None = None
) -> dict[Held, bool]:
    """Commit that these leave now, each one that still may. After this commit nothing but the
    other side's answer can tell whether one arrived; before it, none has left."""
    if not claims:
        return {}
    bounds = _locked_bounds(at) if bounds is None else bounds
    found = _locked_messages(claims)
    leaving: list[Held] = []
    begun = load_at(at, Channel.EMAIL, bounds)
    load: Load | None = begun
    for group in _one_a_customer(claims, found, most=_room_today(begun, at, bounds)):
        verdicts = verdicts_on([found[one.pk] for one in group], at, bounds, load)
        may = [one for one in group if verdicts[one.pk].kind is Kind.GO]
        _leave(may, at, lease_until)
        leaving += may
        for one in group:
            if one not in may:
                _instead(one, verdicts[one.pk])
        load = None  # what has just left counts for the next ones
    cells = Cells()
    made = [(one.pk, one.fence, one.owner, cells.moment(at), "", "") for one in leaving]
    insert(Attempt, ("message_id", "fence", "owner", "handed_at", "result", "said"), made)
    return {one: one in leaving for one in claims}


LEAVE = f"""
    UPDATE {Message._meta.db_table}
    SET state = '{S.HANDING.value}', handed_at = %s, lease_until = %s
    WHERE id = %s AND owner = %s AND fence = %s AND state = '{S.CLAIMED.value}'
"""  # noqa: S608  # nothing in it but names of ours


def _leave(claims: Sequence[Held], at: datetime, lease_until: datetime) -> None:
    cells = Cells()
    moments = (cells.moment(at), cells.moment(lease_until))
    _write_each(LEAVE, [(*moments, one.pk, one.owner, one.fence) for one in claims])


def _one_a_customer(
    claims: Sequence[Held], found: Mapping[int, MessageRow], *, most: int
) -> Iterator[list[Held]]:
    """Those that are still ours, in groups that can be weighed together: what one of them changes
    (its customer's budget, the room of the day) is no matter to the others."""
    left = [
        one
        for one in claims
        if one.pk in found and held(found[one.pk]) == one and found[one.pk].state == S.CLAIMED.value
    ]
    while left:
        group: list[Held] = []
        whose: set[int | None] = set()
        for one in left:
            customer = found[one.pk].customer_id
            is_channel = not group or found[one.pk].channel == found[group[0].pk].channel
            if customer not in whose and is_channel and len(group) < max(most, 1):
                whose.add(customer)
                group.append(one)
        left = [one for one in left if one not in group]
        most -= len(group)
        yield group


def _room_today(load: Load, at: datetime, bounds: Bounds) -> int:
    """How many more the owner lets leave today. Close to the end they are weighed one by one."""
    today = at.astimezone(bounds.shop_zone).date()
    return bounds.messages_a_day - load.on(Channel.EMAIL, today)


def _locked_bounds(at: datetime) -> Bounds:
    """The owner's decisions, held still until the commit: after a pause is committed nothing
    more is handed over."""
    if connection.features.has_select_for_update:
        list(Manners.objects.select_for_update(no_key=True).values_list("pk"))
    return bounds_at(at)


def _locked_messages(claims: Sequence[Held]) -> dict[int, MessageRow]:
    """The rows as they are now. Customers first and in order, as a merge and an erasure do it; the
    full lock makes a consent or a complaint that is just being written wait or be seen."""
    keys = [one.pk for one in claims]
    if connection.features.has_select_for_update:  # else this transaction is the only one
        whose = Message.objects.filter(pk__in=keys).values("customer_id")
        theirs = Customer.objects.filter(pk__in=whose).order_by("pk")
        list(theirs.select_for_update().values_list("pk"))
    return messages_locked(keys)


def _instead(claim: Held, verdict: Verdict) -> None:
    """It waits, becomes somebody's task, or ends; never nothing."""
    message = Message.objects.get(pk=claim.pk)
    reason = verdict.reason or Reason.BY_HAND
    if verdict.kind is Kind.MOVE and reason in WAITS:
        give_back([claim])
    elif verdict.kind is Kind.MOVE and verdict.until_at is not None:
        move_message(message, due_at=verdict.until_at, reason=reason)
    elif verdict.kind is Kind.HAND and message.customer_id is not None:
        hand_to_person(message, reason=reason)
    else:
        cancel_messages(Message.objects.filter(pk=message.pk), reason=reason)


# --- what nobody holds any more ---


@transaction.atomic
def take_back(claim: Held, *, now: datetime) -> bool:
    """The owner has gone silent. What it had not handed over is free again; of what it had,
    nobody knows whether it arrived. The fence stays: an answer that comes late is still true."""
    rows = rows_of(claim)
    if rows.filter(state=S.CLAIMED.value).update(state=S.PLANNED.value, **FREE):
        return True
    lost = rows.filter(state=S.HANDING.value).update(
        state=S.UNKNOWN.value, reason=Reason.LOST_ANSWER.value, ended_at=now, **FREE
    )
    if lost:
        Attempt.objects.filter(message_id=claim.pk, fence=claim.fence, result="").update(
            result=Result.LOST.value, ended_at=now
        )
        message = Message.objects.select_related("customer").get(pk=claim.pk)
        record("message.unknown", message.customer, message=message.pk)
    return bool(lost)


def in_hand() -> "models.QuerySet[Message]":
    return Message.objects.filter(state__in=[S.CLAIMED.value, S.HANDING.value])


@transaction.atomic
def end_expired(*, now: datetime) -> int:
    """What makes no sense any more is not sent late: it ends, listed with its reason, or becomes a
    task where somebody counts on it (S21)."""
    late = Message.objects.filter(
        state__in=[S.PLANNED.value, S.DRAFT.value], use_by_at__lt=now
    ).select_related("customer")
    ended = 0
    for message in late.order_by("pk")[:200]:
        if Purpose(message.purpose) in MUST_REACH and message.customer_id is not None:
            hand_to_person(message, reason=Reason.EXPIRED)
        else:
            cancel_messages(Message.objects.filter(pk=message.pk), reason=Reason.EXPIRED)
        ended += 1
    return ended


# --- the account ---


@transaction.atomic
def note_trouble(*, channel: Channel, said: str, now: datetime) -> bool:
    """The other side cannot be reached. One alert, however many messages wait (S5)."""
    rows = account_model(channel)._default_manager.filter(is_on=True)
    told = said[:300] or "?"
    if rows.filter(trouble="").update(trouble=told, trouble_since_at=now):
        record("account.changed", what="trouble", channel=channel.value)
        return True
    rows.exclude(trouble=told).update(trouble=told)
    return False


@transaction.atomic
def clear_trouble(*, channel: Channel) -> bool:
    rows = account_model(channel)._default_manager.exclude(trouble="")
    return bool(rows.update(trouble="", trouble_since_at=None))
