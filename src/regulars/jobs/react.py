"""Runs the reactions to what happened: each once an event, a broken one later and alone."""

import logging
import traceback
from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from regulars.models import Event, Handled, StuckReaction
from regulars.rules.schedules import retry_after

Reaction = Callable[[Event], None]
Reactions = Mapping[str, Mapping[str, Reaction]]

AT_ONCE = 500
log = logging.getLogger(__name__)


def react_to_all(reactions: Reactions, now: datetime, *, at_once: int = AT_ONCE) -> dict[str, int]:
    """One pass over the events nobody has dealt with, the oldest first.

    Returns {"events": dealt with, "reactions": run, "stuck": broken in this pass}. A pass ends
    after `at_once` events; `events` equal to it says that there may be more.
    """
    counts = {"events": _pass_over(reactions, now, at_once), "reactions": 0, "stuck": 0}
    waiting = Q(stuck__retry_at__gt=now)
    events = Event.objects.filter(handled_at=None, kind__in=_lively(reactions)).exclude(waiting)
    for event in events.order_by("pk")[:at_once]:
        _react_to(event, reactions[event.kind], now, counts)
    return counts


def _lively(reactions: Reactions) -> list[str]:
    return [kind for kind, named in reactions.items() if named]


def _pass_over(reactions: Reactions, now: datetime, at_once: int) -> int:
    """Events that nothing reacts to are dealt with in bulk: an import writes very many."""
    quiet = Event.objects.filter(handled_at=None).exclude(kind__in=_lively(reactions))
    keys = list(quiet.order_by("pk").values_list("pk", flat=True)[: at_once * 10])
    for start in range(0, len(keys), at_once):
        Event.objects.filter(pk__in=keys[start : start + at_once]).update(handled_at=now)
    return len(keys)


def _react_to(
    event: Event, named: Mapping[str, Reaction], now: datetime, counts: dict[str, int]
) -> None:
    is_whole = True
    for name, reaction in named.items():
        try:
            counts["reactions"] += _react_once(event, name, reaction)
        except Exception as trouble:  # whatever it is: the others must go on
            # Where it broke, without the values: a whole trace could hold personal data.
            log.error("reaction %s to %s: %s", name, event, where_it_broke(trouble))  # noqa: TRY400
            _note_stuck(event, name, trouble, now)
            counts["stuck"] += 1
            is_whole = False
    if is_whole:
        Event.objects.filter(pk=event.pk).update(handled_at=now)
        counts["events"] += 1


@transaction.atomic
def _react_once(event: Event, name: str, reaction: Reaction) -> bool:
    _, fresh = Handled.objects.get_or_create(event=event, reaction=name)
    if fresh:
        reaction(event)
        StuckReaction.objects.filter(event=event, reaction=name).delete()
    return fresh


@transaction.atomic
def _note_stuck(event: Event, name: str, trouble: Exception, now: datetime) -> None:
    stuck, _ = StuckReaction.objects.select_for_update().get_or_create(
        event=event, reaction=name, defaults={"retry_at": now, "said": ""}
    )
    stuck.tries += 1
    stuck.retry_at = now + retry_after(stuck.tries)
    stuck.said = where_it_broke(trouble)
    stuck.save()


def where_it_broke(trouble: BaseException) -> str:
    """The kind of error and the line. Its message is left out: it may quote a person's data."""
    frames = traceback.extract_tb(trouble.__traceback__)
    place = f" in {frames[-1].name}, line {frames[-1].lineno}" if frames else ""
    return f"{type(trouble).__module__}.{type(trouble).__qualname__}{place}"
