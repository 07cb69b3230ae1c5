"""Promises: given, kept, told in time that they will not hold, broken, released, taken back.

Everything but open is final but for the minutes in which a slip of the finger is taken back. Only
a person gives a promise, a file in which one stands, or a guarantee; the product's own reminders
are touches.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from regulars.actions.amends import BeyondLimit, ask_for_amends, give_amends
from regulars.actions.events import record
from regulars.actions.interactions import Talk, record_interaction
from regulars.actions.touches import UNDO_MINUTES, CannotReopen
from regulars.models import Customer, Event, Person, Promise, Purchase
from regulars.queries.local_days import shop_today
from regulars.rules.channels import Channel
from regulars.rules.kinds import Outcome
from regulars.rules.messages import Purpose
from regulars.rules.promises import (
    PromiseAct,
    PromiseState,
    TrueReason,
    WrongAct,
    state_after,
)

SETTLED = frozenset({"promise.kept", "promise.told", "promise.broken", "promise.released"})
UNDOABLE = SETTLED | {"promise.made"}


class PromiseClosed(Exception):
    """Somebody settled it first."""


@dataclass(frozen=True, slots=True)
class Why:
    """What really happened. For us alone; nobody makes an excuse of it (E6)."""

    reason: TrueReason
    words: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """How they heard of it, and what was said."""

    how: Channel
    words: str = ""
    answer: str = ""  # what they said
    on: date | None = None  # None: today
    is_on_record: bool = False  # the talk is written down already


@dataclass(frozen=True, slots=True)
class Offer:
    """What makes up for it. Above one's limit it is asked for, and an owner decides."""

    what: str
    cost_minor: int
    currency: str


@transaction.atomic
def make_promise(  # noqa: PLR0913  # the columns of one row, each by its name
    *,
    customer: Customer,
    kind: str,
    what: str,
    due_on: date,
    person: Person | None,
    made_on: date | None = None,
    rule: str = "",
    occurrence: str = "",
    purchase: Purchase | None = None,
    made_by: Person | None = None,
) -> Promise:
    """Give a promise; `person` keeps it. With a `rule` it exists once for (customer, rule,
    occurrence), and a second call returns the first one as it is.

    Raises ValueError where it would be due before it is given, or says nothing.
    """
    made_on = made_on or shop_today()
    if due_on < made_on or not what.strip() or not kind.strip():
        raise ValueError("a promise says what, of which kind, and a day that is still to come")
    promise, is_new = Promise.objects.get_or_create(
        customer=customer,
        rule=rule,
        occurrence=occurrence if rule else uuid4().hex,
        defaults={
            "kind": kind.strip(),
            "what": what.strip(),
            "made_on": made_on,
            "due_on": due_on,
            "person": person,
            "made_by": made_by or person,
            "purchase": purchase,
        },
    )
    if is_new:
        record(
            "promise.made",
            customer,
            person=made_by or person,
            promise=promise.pk,
            due=due_on.isoformat(),
        )
    return promise


@transaction.atomic
def keep_promise(
    *,
    promise: Promise,
    person: Person | None,
    kept_on: date | None = None,
    cost_minor: int | None = None,
    currency: str = "",
    words: str = "",
) -> Event:
    """It is done, on that day (today if nobody says); by its day or late is told by local dates.

    `cost_minor` is what keeping it cost us beyond the usual (E3). Raises PromiseClosed for the
    second of two hands, WrongAct for a day before it was given or one to come.
    """
    today = shop_today()
    kept_on = kept_on or today
    if kept_on > today:
        raise WrongAct("nobody knows yet what that day brings")
    state = _close(
        promise,
        PromiseAct.KEEP,
        on=kept_on,
        person=person,
        kept_on=kept_on,
        cost_minor=cost_minor,
        currency=currency if cost_minor is not None else "",
        closing_words=words.strip(),
    )
    return _settled("promise.kept", promise, state, person=person)


@transaction.atomic
def tell_before_breaking(
    *,
    promise: Promise,
    why: Why,
    told: Told,
    person: Person | None,
    new_due_on: date | None = None,
    offer: Offer | None = None,
) -> Event:
    """It will not hold, and they heard it from us while its day was not over. A new day that was
    agreed with them is a promise of its own.

    Raises PromiseClosed, and WrongAct once its day is over.
    """
    today = shop_today()
    told_on = min(told.on or today, today)
    state = _close(
        promise,
        PromiseAct.TELL,
        on=told_on,
        person=person,
        told_on=told_on,
        told_how=told.how.value,
        reason=why.reason.value,
        reason_words=why.words.strip(),
        closing_words=told.words.strip(),
    )
    talk = _talk(promise, told, person=person)
    agreed = _agree(promise, new_due_on, person=person)
    asked = _make_up(promise, offer, person=person)
    return _settled(
        "promise.told", promise, state, person=person, talk=talk, agreed=agreed, is_asked=asked
    )


@transaction.atomic
def break_promise(
    *,
    promise: Promise,
    why: Why,
    person: Person | None,
    told: Told | None = None,
    new_due_on: date | None = None,
    offer: Offer | None = None,
) -> Event:
    """Its day passed in silence. Whether they have heard it since is `told`.

    Raises PromiseClosed, and WrongAct while its day is not over: they can still be told.
    """
    today = shop_today()
    state = _close(
        promise,
        PromiseAct.BREAK,
        on=today,
        person=person,
        told_on=today if told else None,
        told_how=told.how.value if told else "",
        reason=why.reason.value,
        reason_words=why.words.strip(),
        closing_words=told.words.strip() if told else "",
    )
    talk = _talk(promise, told, person=person) if told else None
    agreed = _agree(promise, new_due_on, person=person)
    asked = _make_up(promise, offer, person=person)
    return _settled(
        "promise.broken", promise, state, person=person, talk=talk, agreed=agreed, is_asked=asked
    )


@transaction.atomic
def release_promise(*, promise: Promise, person: Person | None, words: str = "") -> Event:
    """They let us off. It counts neither as kept nor as broken. Raises PromiseClosed."""
    state = _close(promise, PromiseAct.RELEASE, on=None, person=person, closing_words=words.strip())
    return _settled("promise.released", promise, state, person=person)


@transaction.atomic
def reopen_promise(event: Event, *, person: Person | None) -> None:
    """Take back what one press gave or settled, once, within UNDO_MINUTES. The talk stays on
    record, since it happened; a new day that was agreed goes, unless that one is settled already.

    Raises CannotReopen, and changes nothing then.
    """
    held = Event.objects.select_for_update().get(pk=event.pk)
    is_late = timezone.now() - held.happened_at > timedelta(minutes=UNDO_MINUTES)
    if held.kind not in UNDOABLE or held.facts.get("is_undone") or is_late:
        raise CannotReopen(str(held))
    if held.kind in SETTLED:
        _reopen(held)
    elif not Promise.objects.open().filter(pk=held.facts["promise"]).delete()[0]:
        raise CannotReopen(str(held))
    Event.objects.filter(pk=held.pk).update(facts=held.facts | {"is_undone": True})
    record("promise.reopened", held.customer, person=person, undone=held.pk)


def _reopen(held: Event) -> None:
    agreed = Promise.objects.filter(replaces=held.facts["promise"])
    if agreed.exclude(state=PromiseState.OPEN.value).exists():
        raise CannotReopen(str(held))
    agreed.delete()
    changed = (
        Promise.objects.filter(pk=held.facts["promise"])
        .exclude(state=PromiseState.OPEN.value)
        .update(
            state=PromiseState.OPEN.value,
            kept_on=None,
            told_on=None,
            told_how="",
            reason="",
            reason_words="",
            closing_words="",
            cost_minor=None,
            currency="",
            closed_at=None,
            closed_by=None,
        )
    )
    if not changed:
        raise CannotReopen(str(held))


def hand_over_promises(*, of: Person, to: Person) -> int:
    """Whoever leaves owes nothing any more: what is open falls to the cover. In the caller's
    transaction; returns how many."""
    return Promise.objects.open().filter(person=of).update(person=to)


def _close(
    promise: Promise,
    act: PromiseAct,
    *,
    on: date | None,
    person: Person | None,
    **columns: object,
) -> PromiseState:
    state = state_after(
        PromiseState.OPEN, act, due_on=promise.due_on, made_on=promise.made_on, on=on
    )
    changed = (
        Promise.objects.open()
        .filter(pk=promise.pk)
        .update(state=state.value, closed_at=timezone.now(), closed_by=person, **columns)
    )
    if not changed:
        raise PromiseClosed(str(promise))
    return state


def _talk(promise: Promise, told: Told, *, person: Person | None) -> int | None:
    if told.is_on_record:
        return None
    event = record_interaction(
        customer=promise.customer,
        person=person,
        talk=Talk(
            channel=told.how,
            outcome=Outcome.REACHED,
            words=told.words.strip() or promise.what,
            note=told.answer.strip(),
            purpose=Purpose.NOTICE,
        ),
    )
    return int(event.facts["interaction"])


def _agree(promise: Promise, due_on: date | None, *, person: Person | None) -> int | None:
    """The new day. Its promise is made today: the time it takes is counted from now."""
    if due_on is None:
        return None
    agreed = make_promise(
        customer=promise.customer,
        kind=promise.kind,
        what=promise.what,
        due_on=due_on,
        person=promise.person or person,
        purchase=promise.purchase,
        made_by=person,
    )
    Promise.objects.filter(pk=agreed.pk).update(replaces=promise)
    return agreed.pk


def _make_up(promise: Promise, offer: Offer | None, *, person: Person | None) -> bool:
    """Returns whether somebody else has to decide about it first."""
    if offer is None or person is None:
        return False
    told: dict[str, Any] = {
        "customer": promise.customer,
        "what": offer.what,
        "cost_minor": offer.cost_minor,
        "currency": offer.currency,
        "person": person,
        "promise": promise,
    }
    try:
        with transaction.atomic():
            give_amends(**told)
    except BeyondLimit:
        ask_for_amends(**told)
        return True
    return False


def _settled(
    kind: str,
    promise: Promise,
    state: PromiseState,
    *,
    person: Person | None,
    talk: int | None = None,
    agreed: int | None = None,
    is_asked: bool = False,
) -> Event:
    return record(
        kind,
        promise.customer,
        person=person,
        promise=promise.pk,
        state=state.value,
        talk=talk,
        agreed=agreed,
        is_asked=is_asked,
    )
