"""What the owner wants it to be like, what customers said, and what others promise."""

from datetime import date

from django.db import transaction
from django.utils.timezone import now

from regulars.actions.events import record
from regulars.models import HeardAnswer, Person, RivalPromise, VisionPoint


@transaction.atomic
def keep_point(
    *, text: str, person: Person | None, point: VisionPoint | None = None
) -> VisionPoint:
    """A sentence of the vision, new or said better."""
    if point is None:
        last = VisionPoint.objects.order_by("-position").first()
        position = last.position + 1 if last else 1
        point = VisionPoint.objects.create(text=text.strip(), position=position, created_by=person)
    else:
        VisionPoint.objects.filter(pk=point.pk).update(text=text.strip())
    record("vision.changed", person=person, point=point.pk)
    return point


@transaction.atomic
def put_away_point(*, point: VisionPoint, person: Person) -> bool:
    """Out of the vision. What was said to it stands alone again: a gap."""
    changed = VisionPoint.objects.filter(pk=point.pk, put_away_at=None).update(put_away_at=now())
    if changed:
        HeardAnswer.objects.filter(point=point).update(point=None)
        record("vision.changed", person=person, point=point.pk)
    return bool(changed)


@transaction.atomic
def hear_answer(
    *,
    text: str,
    heard_on: date,
    person: Person | None,
    point: VisionPoint | None = None,
    source: str | None = None,
) -> HeardAnswer:
    """What an ideal customer said, without a name. With a source it is taken once."""
    told = {"text": text.strip(), "heard_on": heard_on, "heard_by": person, "point": point}
    if source is None:
        answer, is_new = HeardAnswer.objects.create(**told), True
    else:
        answer, is_new = HeardAnswer.objects.get_or_create(source=source, defaults=told)
    if is_new:
        record("answer.heard", person=person, answer=answer.pk)
    return answer


@transaction.atomic
def match_answer(*, answer: HeardAnswer, point: VisionPoint | None, person: Person) -> None:
    """It speaks of this sentence of the vision; None: of nothing that stands there."""
    HeardAnswer.objects.filter(pk=answer.pk).update(point=point)
    record("vision.changed", person=person, answer=answer.pk)


@transaction.atomic
def put_away_answer(*, answer: HeardAnswer, person: Person) -> bool:
    changed = HeardAnswer.objects.filter(pk=answer.pk, put_away_at=None).update(put_away_at=now())
    if changed:
        record("vision.changed", person=person, answer=answer.pk)
    return bool(changed)


@transaction.atomic
def note_rival(
    *, who: str, text: str, seen_where: str, seen_on: date, metric: str, person: Person | None
) -> RivalPromise:
    """What somebody else promises, where it was seen, and when (E17)."""
    rival = RivalPromise.objects.create(
        who=who.strip(),
        text=text.strip(),
        seen_where=seen_where.strip(),
        seen_on=seen_on,
        metric=metric,
        noted_by=person,
    )
    record("rival.noted", person=person, rival=rival.pk)
    return rival


@transaction.atomic
def put_away_rival(*, rival: RivalPromise, person: Person) -> bool:
    """They promise it no longer, or it says nothing to us."""
    changed = RivalPromise.objects.filter(pk=rival.pk, put_away_at=None).update(put_away_at=now())
    if changed:
        record("rival.put_away", person=person, rival=rival.pk)
    return bool(changed)
