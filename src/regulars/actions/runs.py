"""What becomes of a plan at work: its contacts move, it stops with a reason, it is done."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone, translation

from regulars.actions.events import record
from regulars.actions.messages import MessageHasLeft, cancel_messages, move_message
from regulars.models import Message, Person, PlaybookRun, Touch
from regulars.queries.labels import word
from regulars.queries.local_days import noon_of
from regulars.queries.plans import Only, Plan
from regulars.queries.shops import the_shop
from regulars.rules.kinds import OpenState, RunState
from regulars.rules.messages import UNSENT, Reason
from regulars.rules.playbooks import StopReason

UNSENT_STATES = [state.value for state in UNSENT]
# What a message says of itself when its plan stops.
OF_MESSAGES: dict[StopReason, Reason] = {
    StopReason.COMPLAINT: Reason.COMPLAINT,
    StopReason.LEFT_IN_PEACE: Reason.LEFT_IN_PEACE,
    StopReason.REFUSED_ALL: Reason.NO_CONSENT,
    StopReason.PASSED: Reason.MOVED_DATE,
    StopReason.GONE: Reason.MOVED_DATE,
    StopReason.SWITCHED_OFF: Reason.PLAYBOOK_OFF,
    StopReason.BY_HAND: Reason.BY_HAND,
}


class RunHasEnded(Exception):
    """Somebody else stopped it, or it is done."""


def stop_runs(
    runs: Iterable[PlaybookRun],
    *,
    reason: StopReason,
    person: Person | None = None,
    at: datetime | None = None,
) -> int:
    """Nothing more of these plans reaches these customers; inside a transaction. Returns how many
    were stopped just now."""
    at = at or timezone.now()
    stopped = 0
    for run in runs:
        changed = PlaybookRun.objects.filter(pk=run.pk, state=RunState.RUNNING.value).update(
            state=RunState.STOPPED.value, stopped_because=reason.value, ended_at=at
        )
        if not changed:
            continue
        stopped += 1
        open_touches = list(Touch.objects.open().filter(run=run).order_by("pk"))
        drop_touches_of(open_touches, reason=reason, person=person, at=at)
        record("run.stopped", run.customer, person=person, run=run.pk, reason=reason.value)
    return stopped


@transaction.atomic
def stop_run(run: PlaybookRun, *, person: Person) -> None:
    """Somebody here decides that the plan ends for this customer. Raises RunHasEnded."""
    if not stop_runs([run], reason=StopReason.BY_HAND, person=person):
        raise RunHasEnded(str(run))


def drop_touches_of(
    touches: Sequence[Touch],
    *,
    reason: StopReason,
    person: Person | None = None,
    at: datetime | None = None,
) -> None:
    """These contacts are not owed any more, and their messages do not leave."""
    keys = [touch.pk for touch in touches]
    messages = Message.objects.filter(touch_id__in=keys, state__in=UNSENT_STATES)
    if keys:
        cancel_messages(messages, reason=OF_MESSAGES.get(reason, Reason.ANSWERED), person=person)
    Touch.objects.open().filter(pk__in=keys).update(
        state=OpenState.DROPPED.value,
        dropped_because=in_words(reason),
        closed_by=person,
        closed_at=at or timezone.now(),
    )


def in_words(reason: StopReason | Reason) -> str:
    """As everybody here reads it: in the language of the business."""
    shop = the_shop()
    with translation.override(shop.language if shop else "en"):
        return word(type(reason), reason.value)


def moved_touches(touches: Sequence[tuple[Touch, date]]) -> int:
    """Contacts whose day was moved by what they hang on. Each shows where it stood first."""
    moved = 0
    for touch, due_on in touches:
        if touch.due_on == due_on:
            continue
        moved += (
            Touch.objects.open()
            .filter(pk=touch.pk)
            .update(
                due_on=due_on,
                moved_from_on=Coalesce("moved_from_on", F("due_on")),
                moved_because=Reason.MOVED_DATE.value,
            )
        )
        for message in Message.objects.filter(touch=touch, state__in=UNSENT_STATES):
            try:
                move_message(message, due_at=noon_of(due_on), reason=Reason.MOVED_DATE)
            except MessageHasLeft:  # it is on its way this moment
                continue
        record("touch.replanned", touch.customer, touch=touch.pk, due=due_on.isoformat())
    return moved


def finish_runs(plan: Plan, *, only: Only = None) -> int:
    """Runs of a plan of which nothing is open any more."""
    runs = PlaybookRun.objects.filter(playbook=plan.playbook)
    return _finish(runs if only is None else runs.filter(customer__in=only))


def finish_runs_of(keys: Iterable[int]) -> int:
    return _finish(PlaybookRun.objects.filter(pk__in=list(keys)))


def _finish(runs: "QuerySet[PlaybookRun]") -> int:
    open_touches = Touch.objects.open().filter(run=OuterRef("pk"))
    return (
        runs.filter(state=RunState.RUNNING.value)
        .exclude(Exists(open_touches))
        .order_by()
        .update(state=RunState.DONE.value, ended_at=timezone.now())
    )
