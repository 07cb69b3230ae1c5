"""Sends the morning's lists and the evening's rests that are due, through the mail account."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

from django.utils.timezone import now as present

from regulars.actions import digests
from regulars.actions.outbox import is_stopped
from regulars.channels.base import CannotReach, Carrier, Parcel
from regulars.jobs.routes import mail_route
from regulars.models import Digest, MailAccount, Shop
from regulars.queries.digests import Words, turns_at, window_for, words_for
from regulars.queries.secrets import CannotUnseal
from regulars.queries.shops import the_shop
from regulars.rules.kinds import DigestKind
from regulars.rules.messages import MessageState, Purpose
from regulars.rules.sending import Outcome, Result

LEASE = timedelta(minutes=15)  # longer than any server may take for its last answer
Clock = Callable[[], datetime]


class DigestLeave:
    """The word of the row: asked once, before anything of it leaves."""

    def __init__(self, digest: Digest, owner: str, clock: Clock) -> None:
        self._digest, self._owner, self._clock = digest, owner, clock
        self._until: datetime | None = None

    def ask(self) -> bool:
        until = self._clock() + LEASE
        allowed = digests.hand_over(digest=self._digest, owner=self._owner, lease_until=until)
        self._until = until if allowed else None
        return allowed

    def holds(self) -> bool:
        return self._until is not None and self._clock() < self._until - LEASE / 2


def send_digests(now: datetime | None = None) -> int:
    """One look: what is due gets its row, and what has one is sent. Returns how many left.

    Safe to run twice, at once and late. A server that is away or busy is asked again later.
    """
    clock: Clock = (lambda: now) if now is not None else present
    shop = the_shop()
    if shop is None:
        return 0
    digests.give_up_lost(now=clock())
    account = MailAccount.objects.filter(pk=MailAccount.ONLY).first()
    domain = account.from_address.rpartition("@")[2] if account else ""
    for turn in turns_at(clock(), shop):
        digests.plan_digest(turn=turn, domain=domain, now=clock())
    waiting = list(
        Digest.objects.filter(state=MessageState.PLANNED.value)
        .select_related("person")
        .order_by("pk")
    )
    alive = [one for one in waiting if _still_makes_sense(one, shop, clock())]
    ready = [one for one in alive if one.next_try_at is None or one.next_try_at <= clock()]
    if not ready or account is None or is_stopped():
        return 0
    return _send(ready, shop, account, clock)


def _still_makes_sense(digest: Digest, shop: Shop, now: datetime) -> bool:
    window = window_for(digest, shop)
    if window is None:
        digests.cancel_digest(digest=digest, said=digests.NOT_WANTED)
    elif window.is_over(now):
        digests.cancel_digest(digest=digest, said=digest.said or digests.MISSED)
    return window is not None and window.is_open(now)


def _send(ready: list[Digest], shop: Shop, account: MailAccount, clock: Clock) -> int:
    try:
        route = mail_route()
    except CannotUnseal:
        return 0
    if route is None:
        return 0
    carrier, sent = route.carrier(), 0
    owner = f"digests-{os.getpid()}-{uuid4().hex[:8]}"
    try:
        for digest in ready:
            words = words_for(digest.person, DigestKind(digest.kind), digest.day, shop)
            if words is None:
                digests.cancel_digest(digest=digest, said=digests.NOTHING)
                continue
            parcel = _parcel(digest, words, shop, account)
            outcome = _carry(carrier, parcel, DigestLeave(digest, owner, clock))
            digests.settle_digest(digest=digest, outcome=outcome, owner=owner, now=clock())
            sent += outcome.result is Result.ACCEPTED
    finally:
        carrier.close()
    return sent


def _carry(carrier: Carrier, parcel: Parcel, leave: DigestLeave) -> Outcome:
    try:
        carrier.open()
    except CannotReach as trouble:
        return Outcome(Result.UNREACHABLE, str(trouble))
    return carrier.carry(parcel, leave, lambda: None)


def _parcel(digest: Digest, words: Words, shop: Shop, account: MailAccount) -> Parcel:
    return Parcel(
        number=digest.pk,
        message_id=digest.message_id,
        to_address=digest.person.email,
        to_name=digest.person.display_name,
        subject=words.subject,
        body=words.body,
        purpose=Purpose.SERVICE,
        from_name=account.from_name or shop.name,
        from_address=account.from_address,
        language=words.language,
        business=shop.name,
    )
