"""Promised days that stand in files become promises, each purchase once.

A look at the rows as they are now, not at one file: however often it runs, after whichever import
or its undo, the same promises are there. A day on which it was delivered or sent keeps the promise;
an old one of which nobody says how it came out is none.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from regulars.actions.events import record
from regulars.models import Line, Promise, Purchase
from regulars.rules.promises import PromiseAct, PromiseState, ReadyKind, WrongAct, state_after

RULE = "purchase"
UNKNOWN_DAYS = 14  # whose day passed longer ago, and nobody says that it came: nobody knows
AT_ONCE = 500
LONGEST_WHAT = 300


def bring_promises(*, today: date) -> int:
    """Returns how many are new. In steps, each a transaction of its own."""
    made = 0
    after = 0
    while some := list(_without_promise(today).filter(pk__gt=after).order_by("pk")[:AT_ONCE]):
        made += _make(some, today=today)
        after = some[-1].pk
    settled = _keep_delivered() + _release_given_back() + _forget_withdrawn()
    if made or settled:
        with transaction.atomic():
            record("promises.imported", made=made, settled=settled)
    return made


def _without_promise(today: date) -> QuerySet[Purchase]:
    is_known = Q(promised_on__gte=today - timedelta(days=UNKNOWN_DAYS)) | Q(
        delivered_on__gte=F("bought_on")
    )
    there = Promise.objects.filter(purchase=OuterRef("pk"), rule=RULE)
    return (
        Purchase.objects.filter(is_known, promised_on__gte=F("bought_on"))
        .exclude(customer=None)
        .exclude(total_minor__gt=0, refunded_minor=F("total_minor"))
        .exclude(Exists(there))
        .select_related("customer")
    )


@transaction.atomic
def _make(purchases: list[Purchase], *, today: date) -> int:
    names = _names(purchases)
    before = Promise.objects.filter(rule=RULE).count()
    Promise.objects.bulk_create(
        [_promise(one, names.get(one.pk, ""), today=today) for one in purchases],
        ignore_conflicts=True,  # another worker was quicker
    )
    return Promise.objects.filter(rule=RULE).count() - before


def _promise(purchase: Purchase, what: str, *, today: date) -> Promise:
    bought_on, due_on = purchase.bought_on, purchase.promised_on
    assert due_on is not None  # asked for
    promise = Promise(
        customer_id=purchase.customer_id or 0,
        kind=ReadyKind.DELIVERY.value,
        what=(what or purchase.key)[:LONGEST_WHAT],
        made_on=bought_on,
        due_on=due_on,
        person_id=purchase.customer.carer_id if purchase.customer else None,
        rule=RULE,
        occurrence=str(purchase.pk),
        purchase=purchase,
    )
    on = purchase.delivered_on
    if on is not None and bought_on <= on <= today:
        state = state_after(
            PromiseState.OPEN, PromiseAct.KEEP, due_on=due_on, made_on=bought_on, on=on
        )
        promise.state, promise.kept_on, promise.closed_at = state.value, on, timezone.now()
    return promise


def _names(purchases: Iterable[Purchase]) -> dict[int, str]:
    found: dict[int, list[str]] = {}
    rows = Line.objects.filter(purchase__in=list(purchases), position__lt=3).order_by("position")
    for purchase_id, name in rows.values_list("purchase_id", "name"):
        found.setdefault(purchase_id, []).append(name)
    return {pk: ", ".join(names) for pk, names in found.items()}


def _keep_delivered() -> int:
    """A later file says that it came."""
    rows = Promise.objects.open().exclude(purchase__delivered_on=None)
    return sum(map(_keep, rows.select_related("purchase").order_by("pk")))


@transaction.atomic
def _keep(promise: Promise) -> bool:
    on = promise.purchase.delivered_on if promise.purchase else None
    try:
        state = state_after(
            PromiseState.OPEN,
            PromiseAct.KEEP,
            due_on=promise.due_on,
            made_on=promise.made_on,
            on=on,
        )
    except WrongAct:  # delivered before it was promised: a slip in the file
        return False
    return bool(
        Promise.objects.open()
        .filter(pk=promise.pk)
        .update(state=state.value, kept_on=on, closed_at=timezone.now())
    )


@transaction.atomic
def _release_given_back() -> int:
    """They have their money back: nothing is owed."""
    return (
        Promise.objects.open()
        .filter(
            rule=RULE,
            purchase__total_minor__gt=0,
            purchase__refunded_minor=F("purchase__total_minor"),
        )
        .update(state=PromiseState.RELEASED.value, closed_at=timezone.now())
    )


@transaction.atomic
def _forget_withdrawn() -> int:
    """The file that promised it was taken back."""
    gone = Promise.objects.open().filter(rule=RULE, purchase__promised_on=None)
    return gone.delete()[0]
