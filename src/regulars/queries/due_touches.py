"""What is due as a row: promised, owed by a plan, or moved to a later day."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from django.db.models import Q

from regulars.models import Rhythm, Touch
from regulars.queries.asked import Asked, Found
from regulars.queries.due_silences import silent_since
from regulars.queries.prepared import Prepared
from regulars.rules.care import KEPT_AS_ROWS, Reason
from regulars.rules.kinds import TouchRule

MOVED_DAYS = 14  # how long a moved occasion still makes sense

TOUCH_FIELDS = ("customer_id", "rule", "occurrence", "due_on", "note")


@lru_cache
def _planned_of(asked: Asked) -> Prepared:
    theirs = asked.customers("customer__")
    if not asked.is_one:  # they wait for an answer, or must hear it from us, in peace or not
        theirs |= Q(rule__in=(TouchRule.ANSWER.value, TouchRule.NOTICE.value))
    touches = Touch.objects.due_by(asked.day).by_hand().filter(theirs).order_by("due_on", "pk")
    if asked.others:
        touches = touches.exclude(assigned_to__in=asked.others)
    return Prepared(touches.values_list(*TOUCH_FIELDS)[: asked.limit * 2])


def planned(asked: Asked, only: int | None) -> Iterator[Found]:
    """What somebody promised to themselves, and occasions that were moved to a later day."""
    rows = _planned_of(asked).ask(only=only)
    found = [Touch(**dict(zip(TOUCH_FIELDS, row, strict=True))) for row in rows]
    rhythms = Rhythm.objects.in_bulk({touch.customer_id for touch in found})
    for touch in found:
        rhythm = rhythms.get(touch.customer_id)
        if _still_holds(touch, rhythm, asked.day):
            yield touch.customer_id, rhythm.care_weight if rhythm else 0.0, reason_of(touch)


def reason_of(touch: Touch) -> Reason:
    return Reason(
        rule=TouchRule(touch.rule),
        occurrence=touch.occurrence,
        due_on=touch.due_on,
        note=touch.note,
        subject_id=_subject_of(touch),
    )


def _subject_of(touch: Touch) -> int | None:
    head = touch.occurrence.split(":")[0]
    has_subject = touch.rule in {TouchRule.THANKS, TouchRule.UNTHANKED, TouchRule.OCCASION}
    return int(head) if has_subject and head.isdecimal() else None


def _still_holds(touch: Touch, rhythm: Rhythm | None, day: date) -> bool:
    """Whether a moved occasion is still one: a silence ends with a visit or a word."""
    rule = TouchRule(touch.rule)
    if rule in KEPT_AS_ROWS:
        return True
    if rule is TouchRule.OVERDUE:
        return rhythm is not None and str(rhythm.last_on) == touch.occurrence
    if rule is TouchRule.SILENCE:
        return rhythm is not None and touch.occurrence.startswith(str(silent_since(rhythm)))
    return touch.due_on >= day - timedelta(days=MOVED_DAYS)
