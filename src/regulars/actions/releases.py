"""What plans owe today leaves: as a message, a card, or a person's task. Never as nothing."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from regulars.actions.events import record
from regulars.actions.invitations import NotInvited, carry, reserve
from regulars.actions.messages import plan_message
from regulars.actions.runs import finish_runs_of, in_words
from regulars.models import Customer, Message, Playbook, PlaybookRun, Survey, Touch
from regulars.queries import release as due
from regulars.queries.composing import compose
from regulars.queries.links import survey_url
from regulars.queries.manners import bounds_at, facts_for
from regulars.queries.plans import Setting, setting_on
from regulars.queries.release import Way
from regulars.rules.channels import Channel
from regulars.rules.composing import Composed
from regulars.rules.kinds import OpenState, TouchRule
from regulars.rules.manners import Bounds, Kind, Verdict, Wanted, weigh
from regulars.rules.messages import How, Purpose, Reason
from regulars.rules.moments import instant_of
from regulars.rules.surveys import WhyNot

log = logging.getLogger(__name__)
AT_ONCE = 500  # the next look takes the next ones


@dataclass
class Released:
    """What one look did with what was due."""

    planned: int = 0
    drafts: int = 0
    moved: int = 0
    handed: int = 0
    ended: int = 0
    broken: int = 0

    @property
    def is_nothing(self) -> bool:
        return not any(getattr(self, one.name) for one in fields(self))


@dataclass(frozen=True)
class _Now:
    at: datetime
    day: date
    setting: Setting
    bounds: Bounds
    usable: frozenset[Channel]


def release(now: datetime) -> Released:
    """Every contact of a plan that is due at that moment. One that breaks holds up no other.

    Nothing is done while everything is paused or this copy is held.
    """
    done = Released()
    bounds = bounds_at(now)
    if bounds.is_paused or bounds.is_held:
        return done
    day = now.astimezone(bounds.shop_zone).date()
    tasks, touches = _keys(due.to_weigh(day)[:AT_ONCE]), _keys(due.to_release(day)[:AT_ONCE])
    if tasks or touches:
        _release(tasks, touches, _now_of(now, bounds), done)
    return done


def release_only(keys: Sequence[int], now: datetime) -> Released:
    """These contacts alone, if they are due: for trying a plan out."""
    done = Released()
    bounds = replace(bounds_at(now), is_paused=False, is_held=False)
    moment = _now_of(now, bounds)
    tasks = due.to_weigh(moment.day).filter(pk__in=keys)
    touches = due.to_release(moment.day).filter(pk__in=keys)
    _release(_keys(tasks), _keys(touches), moment, done)
    return done


def _keys(touches: "QuerySet[Touch]") -> list[int]:
    return list(touches.values_list("pk", flat=True))


def _now_of(now: datetime, bounds: Bounds) -> _Now:
    day = now.astimezone(bounds.shop_zone).date()
    return _Now(now, day, setting_on(day), bounds, due.channels_in_use())


def _release(tasks: Sequence[int], touches: Sequence[int], now: _Now, done: Released) -> None:
    for key in tasks:
        _each(key, _weigh_task, now, done)
    for key in touches:
        _each(key, _release_one, now, done)


def _each(
    key: int, work: Callable[[Touch, _Now, Released], None], now: _Now, done: Released
) -> None:
    try:
        with transaction.atomic():
            touch = _held(key)
            if touch is not None:
                work(touch, now, done)
    except Exception:  # whatever it is: the others must go on, and the page shows what is open
        log.exception("contact #%s of a plan could not be released", key)
        done.broken += 1


def _held(key: int) -> Touch | None:
    """The open touch with its plan locked: whoever switches it off waits, or was first."""
    touch = Touch.objects.open().select_for_update(no_key=True, of=("self",)).filter(pk=key).first()
    if touch is None or touch.run_id is None:
        return None
    run = PlaybookRun.objects.select_related("playbook", "playbook__signer").get(pk=touch.run_id)
    plan = Playbook.objects.select_for_update(no_key=True).filter(pk=run.playbook_id, is_on=True)
    if not plan.exists():
        return None
    touch.run = run
    return touch


def _run_of(touch: Touch) -> PlaybookRun:
    assert touch.run is not None
    return touch.run


# --- messages and cards ---


def _release_one(touch: Touch, now: _Now, done: Released) -> None:
    run = _run_of(touch)
    customer = Customer.objects.select_related("carer").get(pk=touch.customer_id)
    if Message.objects.filter(
        customer=customer, rule=TouchRule.PLAYBOOK.value, occurrence=touch.occurrence
    ).exists():
        return
    way = due.way_for(touch, customer, now.usable)
    due_at = _due_at(touch, now)
    wanted = Wanted(
        purpose=Purpose(touch.purpose),
        channel=way.channel,
        due_at=due_at,
        use_by_at=due.use_by(touch, run, now.setting),
        address=way.address,
    )
    verdict = _weighed(touch, wanted, now)
    if verdict.kind is Kind.HAND and _survey_of(touch) is not None:
        end_touch(touch, verdict.reason or Reason.NO_ADDRESS)  # by hand there is nothing to press
        done.ended += 1
    elif verdict.kind is Kind.GO:
        _write(touch, customer, way, max(due_at, now.at), now, done)
    elif verdict.kind is Kind.MOVE and verdict.until_at is not None:
        if _local(verdict.until_at, now) <= now.day:  # later today
            _write(touch, customer, way, verdict.until_at, now, done)
        else:
            _put_off(touch, _local(verdict.until_at, now), verdict.reason, done)
    elif verdict.kind is Kind.HAND:
        words = _composed(touch, customer, now)
        hand_over(touch, verdict, day=now.day, script=words.body)
        done.handed += 1
    else:
        end_touch(touch, verdict.reason or Reason.EXPIRED)
        done.ended += 1


def _weighed(touch: Touch, wanted: Wanted, now: _Now) -> Verdict:
    facts = facts_for(
        touch.customer_id,
        at=now.at,
        channel=wanted.channel,
        touch=touch,
        bounds=now.bounds,
        is_locked=True,
    )
    return weigh(wanted, facts, now.at)


def _due_at(touch: Touch, now: _Now) -> datetime:
    """When it was meant to go: in the morning of its day. A card waits for the printer."""
    first_on = min(filter(None, (touch.due_on, touch.moved_from_on)))
    if touch.how == How.CARD.value:
        return instant_of(touch.due_on, time.min, now.setting.zone)
    return instant_of(first_on, now.bounds.writes_from, now.setting.zone)


def _local(moment: datetime, now: _Now) -> date:
    return moment.astimezone(now.setting.zone).date()


def _survey_of(touch: Touch) -> Survey | None:
    return touch.step.survey if touch.step is not None else None


def _composed(touch: Touch, customer: Customer, now: _Now, survey_link: str = "") -> Composed:
    run = _run_of(touch)
    is_card = touch.how == How.CARD.value
    return compose(
        customer=customer,
        purpose=Purpose(touch.purpose),
        rule=TouchRule.PLAYBOOK,
        occurrence=touch.occurrence,
        wording=touch.step.wording if touch.step is not None else None,
        signer=due.signer_for(run.playbook, customer),
        day=due.meant_for(touch, run) if is_card else now.day,
        subject_id=run.pk,
        survey_link=survey_link,
    )


def _write(
    touch: Touch, customer: Customer, way: Way, due_at: datetime, now: _Now, done: Released
) -> None:
    """The row by which it will leave; a draft where a person has to look at the words first."""
    run, survey, invitation = _run_of(touch), _survey_of(touch), None
    if survey is not None:
        try:
            invitation = reserve(
                customer=customer,
                survey=survey,
                occurrence=f"plan-{touch.occurrence}",
                channel=way.channel,
                at=now.at,
                ignoring=frozenset(Reason),  # they have been weighed
            )
        except NotInvited as refused:
            is_by_hand = refused.why is WhyNot.BY_HAND
            end_touch(touch, Reason.BY_HAND if is_by_hand else Reason.RESTING)
            done.ended += 1
            return
    words = _composed(touch, customer, now, survey_url(invitation) if invitation else "")
    problems = [*words.problems, *_twins(touch, way, run)]
    is_card = touch.how == How.CARD.value
    message = plan_message(
        customer=customer,
        rule=TouchRule.PLAYBOOK,
        occurrence=touch.occurrence,
        channel=way.channel,
        purpose=Purpose(touch.purpose),
        subject=words.subject,
        body=words.body,
        language=words.language,
        tone=words.tone,
        to_address=way.address,
        signed_by=due.signer_for(run.playbook, customer),
        due_at=_due_at(touch, now) if is_card else due_at,
        use_by_at=due.use_by(touch, run, now.setting),
        touch=touch,
        composed_on=due.meant_for(touch, run) if is_card else now.day,
        problem=problems[0] if problems else None,
    )
    if invitation is not None:
        carry(invitation, message)
    if problems:
        done.drafts += 1
    else:
        done.planned += 1


def _twins(touch: Touch, way: Way, run: PlaybookRun) -> list[Reason]:
    """The same step for the same day to the same address: one person under two records, perhaps.
    Somebody looks before it is said twice."""
    same = Message.objects.filter(
        to_address=way.address,
        touch__step=touch.step,
        touch__run__base_on=run.base_on,
        rule=TouchRule.PLAYBOOK.value,
    ).exclude(customer=touch.customer_id)
    return [Reason.SAME_WORDS] if touch.step_id and same.exists() else []


# --- tasks that keep to the manners ---


def _weigh_task(touch: Touch, now: _Now, done: Released) -> None:
    channel = Channel(touch.channel) if touch.channel else Channel.VISIT
    purpose = Purpose(touch.purpose)
    if purpose is Purpose.REFERRAL and channel is Channel.VISIT:
        purpose = Purpose.REVIEW  # asked face to face it is no advertising, and still an ask
    wanted = Wanted(
        purpose=purpose,
        channel=channel,
        due_at=_due_at(touch, now),
        is_task=True,
    )
    verdict = _weighed(touch, wanted, now)
    if verdict.kind is Kind.MOVE and verdict.until_at is not None:
        until_on = _local(verdict.until_at, now)
        if until_on > now.day:
            _put_off(touch, until_on, verdict.reason, done)
    elif verdict.kind is Kind.END:
        end_touch(touch, verdict.reason or Reason.EXPIRED)
        done.ended += 1


def _put_off(touch: Touch, until_on: date, reason: Reason | None, done: Released) -> None:
    """The occurrence itself moves, never a copy of it."""
    moved = (
        Touch.objects.open()
        .filter(pk=touch.pk, due_on=touch.due_on)
        .update(
            due_on=until_on,
            moved_from_on=Coalesce("moved_from_on", F("due_on")),
            moved_because=(reason or Reason.CAPACITY).value,
        )
    )
    if moved:
        record(
            "touch.replanned",
            touch.customer,
            touch=touch.pk,
            due=until_on.isoformat(),
            reason=(reason or Reason.CAPACITY).value,
        )
        done.moved += 1


def hand_over(touch: Touch, verdict: Verdict, *, day: date, script: str) -> None:
    """A person does what cannot go by itself, with the words at hand and the reason told."""
    reason = verdict.reason or Reason.NO_ADDRESS
    Touch.objects.open().filter(pk=touch.pk).update(
        how=How.TASK.value,
        handed_because=reason.value,
        channel=verdict.by.value if verdict.by else "",
        due_on=day,
        script=touch.script or script,
    )
    record("touch.handed", touch.customer, touch=touch.pk, reason=reason.value)


def end_touch(touch: Touch, reason: Reason) -> None:
    """It makes no sense any more, or is not wanted; the reason stays."""
    Touch.objects.open().filter(pk=touch.pk).update(
        state=OpenState.DROPPED.value,
        dropped_because=in_words(reason),
        closed_at=timezone.now(),
    )
    record("touch.closed", touch.customer, touch=touch.pk, state="dropped", reason=reason.value)
    if touch.run_id is not None:
        finish_runs_of([touch.run_id])
