"""What plans owe becomes rows: runs and their touches, each once for ever.

Every look reads the records anew over a window of days, so a second look, a missed day, an import
or a correction changes nothing but what must change. The unique rows decide who was first.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from regulars.actions.events import record
from regulars.actions.runs import drop_touches_of, finish_runs, moved_touches, stop_runs
from regulars.models import Customer, Playbook, PlaybookRun, Touch
from regulars.queries.local_days import shop_today
from regulars.queries.manners import the_manners
from regulars.queries.plan_changes import changed_for
from regulars.queries.plans import (
    AT_ONCE,
    Only,
    Plan,
    Setting,
    is_planned_by,
    owed_occasions,
    plan_of,
    rested,
    runs_of,
    setting_on,
)
from regulars.queries.standing import reasons_to_stop, standing
from regulars.queries.triggers import Occasion
from regulars.rules.kinds import OpenState, RunState, TouchRule
from regulars.rules.messages import How
from regulars.rules.playbooks import MAY_RESUME, StopReason
from regulars.rules.steps import Owed
from regulars.rules.triggers import OddPlan

log = logging.getLogger(__name__)
LONGEST_NOTE = 500


@dataclass
class Evaluated:
    """What one look changed; all 0 where nothing was to be done."""

    started: int = 0
    planned: int = 0
    moved: int = 0
    stopped: int = 0
    finished: int = 0

    def add(self, other: "Evaluated") -> None:
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))

    @property
    def is_nothing(self) -> bool:
        return not any(getattr(self, one.name) for one in fields(self))


def evaluate(day: date | None = None, *, only: int | None = None) -> Evaluated:
    """All plans that are on, for everybody or for one customer, as of that local day.

    Run it as often as you like. Nothing is done while everything is paused.
    """
    done = Evaluated()
    for plan, setting in _plans_on(day):
        done.add(evaluate_plan(plan, setting, only=None if only is None else [only]))
    return done


def evaluate_changes(now: datetime, day: date | None = None) -> Evaluated:
    """What the clock asks for every hour: all of a plan once a day and after what may concern
    anybody, else only the customers to whom something happened since its last look."""
    done = Evaluated()
    for plan, setting in _plans_on(day):
        changed = changed_for(plan.playbook, now=now, day=setting.day)
        if changed is None:
            done.add(evaluate_plan(plan, setting))
        for start in range(0, len(changed or ()), AT_ONCE):
            done.add(evaluate_plan(plan, setting, only=(changed or [])[start : start + AT_ONCE]))
        Playbook.objects.filter(pk=plan.playbook.pk).update(looked_at=now)
    return done


def _plans_on(day: date | None) -> Iterator[tuple[Plan, Setting]]:
    if the_manners().is_paused:
        return
    playbooks = list(
        Playbook.objects.filter(is_on=True, put_away_at=None)
        .prefetch_related("steps")
        .order_by("pk")
    )
    if not playbooks:
        return
    setting = setting_on(day or shop_today())
    for playbook in playbooks:
        try:
            plan = plan_of(playbook)
        except OddPlan:
            log.warning("%r says nothing that could be done", playbook.pk)
            continue
        yield plan, setting


@transaction.atomic
def evaluate_plan(plan: Plan, setting: Setting, *, only: Only = None) -> Evaluated:
    """One plan. Its row is locked, so that switching it off waits for this and leaves nothing."""
    playbook = plan.playbook
    held = Playbook.objects.select_for_update(no_key=True).filter(pk=playbook.pk, is_on=True)
    since_on = held.values_list("on_since_on", flat=True).first()
    done = Evaluated()
    if since_on is None:
        return done
    _look_again(plan, setting, since_on, only, done)
    found = owed_occasions(plan, setting, since_on=since_on, only=only)
    runs = runs_of(plan, {occasion.customer_id for occasion, _ in found})
    known = {(run.customer_id, run.occurrence): run for run in runs}
    _resume([one for one in found if one[0].key in known], known, plan, done)
    counted = [
        (run.customer_id, run.base_on)
        for run in runs
        if run.stopped_because not in {StopReason.GONE.value, StopReason.PASSED.value}
    ]
    fresh = rested([one for one in found if one[0].key not in known], plan, counted)
    _start(fresh, plan, done)
    _add_new_steps(plan, setting, since_on, only, done)
    done.finished += finish_runs(plan, only=only)
    if not done.is_nothing:
        counts = {one.name: getattr(done, one.name) for one in fields(done)}
        record("run.started", playbook=playbook.pk, **counts)
    return done


# --- what begins ---


def _start(fresh: Sequence[tuple[Occasion, list[Owed]]], plan: Plan, done: Evaluated) -> None:
    """Runs and touches by insert-if-absent, in one order for all, so that two never wait for
    each other in a circle."""
    fresh = sorted(fresh, key=lambda one: one[0].key)
    PlaybookRun.objects.bulk_create(
        (
            PlaybookRun(
                playbook=plan.playbook,
                customer_id=occasion.customer_id,
                occurrence=occasion.occurrence,
                base_on=occasion.base_on,
                facts=facts_of(occasion, plan),
            )
            for occasion, _ in fresh
        ),
        batch_size=AT_ONCE,
        ignore_conflicts=True,
    )
    runs = {
        (run.customer_id, run.occurrence): run
        for run in runs_of(plan, {occasion.customer_id for occasion, _ in fresh})
    }
    touches = [
        touch_for(runs[occasion.key], one, plan)
        for occasion, steps in fresh
        for one in steps
        if occasion.key in runs
    ]
    done.started += len(fresh)
    done.planned += _insert(touches)


def facts_of(occasion: Occasion, plan: Plan) -> dict[str, object]:
    """What was true when it started, to be told later (K31)."""
    return {
        "trigger": plan.trigger.value,
        "on": occasion.base_on.isoformat(),
        **occasion.facts,
        "conditions": plan.conditions.as_json(),
    }


def touch_for(run: PlaybookRun, one: Owed, plan: Plan) -> Touch:
    step = one.step
    rows = {row.position: row for row in plan.playbook.steps.all()}
    return Touch(
        customer_id=run.customer_id,
        rule=TouchRule.PLAYBOOK.value,
        occurrence=f"{run.pk}-{step.position}",
        due_on=one.due_on,
        how=step.how.value,
        purpose=step.purpose.value,
        channel=step.channel.value if step.channel else "",
        run=run,
        step=rows.get(step.position),
        note=plan.playbook.name[:LONGEST_NOTE],
        script=step.script if step.how is How.TASK else "",
    )


def _insert(touches: Sequence[Touch]) -> int:
    """Those that are not there yet; returns how many that were."""
    names = [touch.occurrence for touch in touches]
    there: set[str] = set()
    for start in range(0, len(names), AT_ONCE):
        there |= set(
            Touch.objects.filter(
                rule=TouchRule.PLAYBOOK.value, occurrence__in=names[start : start + AT_ONCE]
            ).values_list("occurrence", flat=True)
        )
    missing = [touch for touch in touches if touch.occurrence not in there]
    Touch.objects.bulk_create(missing, batch_size=AT_ONCE, ignore_conflicts=True)
    return len(missing)


def _add_new_steps(
    plan: Plan, setting: Setting, since_on: date, only: Only, done: Evaluated
) -> None:
    """Steps that the owner added since a run began. Only runs without a contact of that step are
    read."""
    runs = PlaybookRun.objects.filter(playbook=plan.playbook, state=RunState.RUNNING.value)
    if only is not None:
        runs = runs.filter(customer__in=only)
    touches = []
    for step in plan.steps:
        theirs = Touch.objects.filter(run=OuterRef("pk"), step__position=step.position)
        for run in runs.exclude(Exists(theirs)).order_by("pk"):
            one = setting.owed(step, run.base_on)
            if is_planned_by(one, plan, setting, since_on, date.max):
                touches.append(touch_for(run, one, plan))
    done.planned += _insert(touches)


def _resume(
    found: Sequence[tuple[Occasion, list[Owed]]],
    known: dict[tuple[int, str], PlaybookRun],
    plan: Plan,
    done: Evaluated,
) -> None:
    """What was stopped because its reason was gone comes back with its reason, if nothing of it
    has left the house."""
    for occasion, steps in found:
        run = known[occasion.key]
        if run.state != RunState.STOPPED.value or run.stopped_because not in MAY_RESUME:
            continue
        changed = PlaybookRun.objects.filter(pk=run.pk, state=RunState.STOPPED.value).update(
            state=RunState.RUNNING.value,
            stopped_because="",
            ended_at=None,
            base_on=occasion.base_on,
            facts=facts_of(occasion, plan),
        )
        if not changed:
            continue
        run.base_on = occasion.base_on
        reopened = 0
        for one in steps:
            reopened += (
                Touch.objects.filter(
                    run=run,
                    occurrence=f"{run.pk}-{one.step.position}",
                    state=OpenState.DROPPED.value,
                    closed_by=None,
                    messages=None,
                )
                .order_by()
                .update(
                    state=OpenState.OPEN.value,
                    dropped_because="",
                    closed_at=None,
                    due_on=one.due_on,
                )
            )
        done.started += 1
        done.planned += reopened + _insert([touch_for(run, one, plan) for one in steps])


# --- what was planned already ---


def _look_again(plan: Plan, setting: Setting, since_on: date, only: Only, done: Evaluated) -> None:
    """Runs with open touches: does their reason stand, is its day the same, may it go on?"""
    touches = Touch.objects.open().filter(
        run__playbook=plan.playbook, run__state=RunState.RUNNING.value
    )
    if only is not None:
        touches = touches.filter(customer__in=only)
    by_run: dict[int, list[Touch]] = defaultdict(list)
    for touch in touches.order_by("pk"):
        if touch.run_id is not None:
            by_run[touch.run_id].append(touch)
    keys = sorted(by_run)
    for start in range(0, len(keys), AT_ONCE):
        runs = list(PlaybookRun.objects.filter(pk__in=keys[start : start + AT_ONCE]).order_by("pk"))
        _look_again_at(runs, by_run, plan, setting, since_on, done)


def _look_again_at(
    runs: Sequence[PlaybookRun],
    by_run: dict[int, list[Touch]],
    plan: Plan,
    setting: Setting,
    since_on: date,
    done: Evaluated,
) -> None:
    days = standing(plan, setting, runs)
    stops = reasons_to_stop(plan, setting, runs, by_run, days)
    by_reason: dict[StopReason, list[PlaybookRun]] = defaultdict(list)
    for run in runs:
        if run.pk in stops:
            by_reason[stops[run.pk]].append(run)
        elif days[run.pk] != run.base_on and _move(
            run, days[run.pk], by_run[run.pk], plan, setting, since_on, done
        ):
            by_reason[StopReason.PASSED].append(run)
    for reason, stopped in by_reason.items():
        done.stopped += stop_runs(stopped, reason=reason)


def _move(
    run: PlaybookRun,
    base_on: date,
    touches: Iterable[Touch],
    plan: Plan,
    setting: Setting,
    since_on: date,
    done: Evaluated,
) -> bool:
    """The day it counts from was moved: what is not done yet moves with it, shown as moved.

    True where its days are over by now; nothing is left to do then.
    """
    changed = PlaybookRun.objects.filter(
        pk=run.pk, base_on=run.base_on, state=RunState.RUNNING.value
    ).update(base_on=base_on, facts={**run.facts, "on": base_on.isoformat()})
    if not changed:
        return False
    run.base_on = base_on
    steps = {f"{run.pk}-{step.position}": setting.owed(step, base_on) for step in plan.steps}
    kept: list[Touch] = []
    over: list[Touch] = []
    for touch in touches:
        one = steps.get(touch.occurrence)
        is_over = one is not None and not is_planned_by(one, plan, setting, since_on, date.max)
        (over if is_over else kept).append(touch)
    done.moved += moved_touches(
        [(touch, steps[touch.occurrence].due_on) for touch in kept if touch.occurrence in steps]
    )
    if not kept:
        return True
    drop_touches_of(over, reason=StopReason.PASSED)
    return False


# --- who is looked at at once ---


def evaluate_customer(customer: Customer | int, day: date | None = None) -> Evaluated:
    """Something just happened to this customer."""
    key = customer if isinstance(customer, int) else customer.pk
    return evaluate(day, only=key)
