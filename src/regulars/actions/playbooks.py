"""Plans: installed ready-made, written by the owner, switched on and off."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from regulars.actions.events import record
from regulars.actions.runs import stop_runs
from regulars.models import (
    Event,
    Person,
    Playbook,
    PlaybookRun,
    PlaybookStep,
    Survey,
    Touch,
    Wording,
)
from regulars.queries.local_days import shop_today
from regulars.queries.shops import the_shop
from regulars.rules.channels import Channel
from regulars.rules.conditions import Conditions, conditions
from regulars.rules.kinds import RunState
from regulars.rules.messages import How, Purpose
from regulars.rules.playbooks import StopReason, Trade, Trigger
from regulars.rules.ready_plan_sets import READY_PLANS, RETIRED_KEYS
from regulars.rules.ready_plans import ReadyPlan, said
from regulars.rules.steps import Step, checked
from regulars.rules.triggers import TriggerFacts, trigger_facts


@dataclass(frozen=True, slots=True)
class WantedStep:
    """A step as somebody writes it. `position` names one that is there; 0 is a new one."""

    after_days: int
    how: How
    purpose: Purpose
    wording: Wording | None = None
    channel: Channel | None = None
    script: str = ""
    position: int = 0
    survey: Survey | None = None  # whose link the text carries


@dataclass(frozen=True, slots=True)
class WantedPlan:
    """A plan as somebody writes it."""

    name: str
    trigger: Trigger
    steps: Sequence[WantedStep]
    facts: TriggerFacts = field(default_factory=TriggerFacts)
    conditions: Conditions = field(default_factory=Conditions)
    signer: Person | None = None


class PlaybookIsGone(Exception):
    """Somebody put it away."""


@transaction.atomic
def install_ready_plans() -> int:
    """The plans that come with the product, off; those that are there stay as they are. Run it at
    every start. Returns how many are new."""
    _retire_plans()
    shop = the_shop()
    language = shop.language if shop else "en"
    there = set(Playbook.objects.exclude(key=None).values_list("key", flat=True))
    missing = [ready for ready in READY_PLANS if ready.key not in there]
    if not missing:
        return 0
    wordings = _wordings(missing)
    surveys = {one.key: one for one in Survey.objects.exclude(key=None)}
    Playbook.objects.bulk_create(
        (
            Playbook(
                key=ready.key,
                name=said(ready.name, language),
                trade=ready.trade.value,
                trigger=ready.trigger.value,
                trigger_facts=dict(ready.facts),
                conditions=dict(ready.conditions),
            )
            for ready in missing
        ),
        ignore_conflicts=True,  # two servers start at once
    )
    keys = {ready.key: ready for ready in missing}
    PlaybookStep.objects.bulk_create(
        (
            PlaybookStep(
                playbook=playbook,
                position=position,
                after_days=step.after_days,
                how=step.how.value,
                purpose=step.purpose.value,
                channel=step.channel,
                wording=wordings.get(step.wording),
                survey=surveys.get(step.survey),
                script=said(step.script, language),
            )
            for playbook in Playbook.objects.filter(key__in=keys)
            for position, step in enumerate(keys[playbook.key or ""].steps, start=1)
        ),
        ignore_conflicts=True,
    )
    return len(missing)


def _retire_plans() -> None:
    """What is not given any more goes where nobody took it up; an owner's decision stays."""
    off = Playbook.objects.filter(key__in=RETIRED_KEYS, is_on=False, put_away_at=None)
    for playbook in off.exclude(runs__isnull=False):
        if not Event.objects.filter(
            kind="playbook.changed", facts__playbook=playbook.pk
        ).exists():  # nobody made it their own
            Playbook.objects.filter(pk=playbook.pk, is_on=False).update(put_away_at=timezone.now())
            record("playbook.changed", playbook=playbook.pk, is_put_away=True)


def _wordings(plans: Sequence[ReadyPlan]) -> dict[str, Wording]:
    """The texts that these plans say, by key; a row without a text where it comes later."""
    purposes = {step.wording: step.purpose for plan in plans for step in plan.steps if step.wording}
    Wording.objects.bulk_create(
        (
            Wording(key=key, name=key.replace("-", " "), purpose=purpose.value)
            for key, purpose in purposes.items()
        ),
        ignore_conflicts=True,
    )
    return {wording.key or "": wording for wording in Wording.objects.filter(key__in=purposes)}


@transaction.atomic
def write_playbook(*, wanted: WantedPlan, person: Person) -> Playbook:
    """A plan of the owner's own, off until it is switched on. Raises OddPlan."""
    _check(wanted)
    playbook = Playbook.objects.create(
        name=wanted.name.strip(),
        trade=Trade.ANY.value,
        trigger=wanted.trigger.value,
        trigger_facts=wanted.facts.as_json(),
        conditions=wanted.conditions.as_json(),
        signer=wanted.signer,
        created_by=person,
    )
    _write_steps(playbook, wanted.steps)
    record("playbook.changed", person=person, playbook=playbook.pk, is_new=True)
    return playbook


@transaction.atomic
def change_playbook(*, playbook: Playbook, wanted: WantedPlan, person: Person) -> None:
    """What is said from now on. Nothing that was due before the change is owed because of it.

    Raises OddPlan, and PlaybookIsGone.
    """
    _check(wanted)
    held = Playbook.objects.select_for_update(no_key=True).filter(pk=playbook.pk, put_away_at=None)
    is_on = held.values_list("is_on", flat=True).first()
    changed = held.update(
        name=wanted.name.strip(),
        trigger=wanted.trigger.value,
        trigger_facts=wanted.facts.as_json(),
        conditions=wanted.conditions.as_json(),
        signer=wanted.signer,
        **({"on_since_on": shop_today()} if is_on else {}),
    )
    if not changed:
        raise PlaybookIsGone(str(playbook))
    if wanted.trigger.value != playbook.trigger:  # what was at work hung on something else
        _stop_all(playbook, person)
    _write_steps(playbook, wanted.steps)
    record("playbook.changed", person=person, playbook=playbook.pk)


def _check(wanted: WantedPlan) -> None:
    trigger_facts(wanted.trigger, wanted.facts.as_json())
    conditions(wanted.conditions.as_json())
    checked(
        wanted.trigger,
        [
            Step(
                after_days=step.after_days,
                how=step.how,
                purpose=step.purpose,
                channel=step.channel,
                wording=str(step.wording.pk) if step.wording else "",
                script=step.script,
            )
            for step in wanted.steps
        ],
    )


def _write_steps(playbook: Playbook, steps: Sequence[WantedStep]) -> None:
    """A step keeps its place for as long as it is there, and a place is never given twice: a
    contact that was made must not be owed again under another number."""
    kept = {step.position for step in steps if step.position}
    following = _last_position(playbook) + 1
    PlaybookStep.objects.filter(playbook=playbook).exclude(position__in=kept).delete()
    for step in steps:
        values: dict[str, Any] = {
            "after_days": step.after_days,
            "how": step.how.value,
            "purpose": step.purpose.value,
            "channel": step.channel.value if step.channel else "",
            "wording": step.wording if step.how is not How.TASK else None,
            "survey": step.survey if step.how is How.MESSAGE else None,
            "script": step.script.strip(),
        }
        there = PlaybookStep.objects.filter(playbook=playbook, position=step.position or 0)
        if not there.update(**values):
            PlaybookStep.objects.create(playbook=playbook, position=following, **values)
            following += 1


def _last_position(playbook: Playbook) -> int:
    """The highest place ever given, to steps that are gone too."""
    steps = PlaybookStep.objects.filter(playbook=playbook)
    highest = steps.aggregate(last=Max("position"))["last"] or 0
    names = Touch.objects.filter(run__playbook=playbook, step=None).values_list(
        "occurrence", flat=True
    )
    given = (int(name.rpartition("-")[2]) for name in names if name.rpartition("-")[2].isdecimal())
    return max([highest, *given])


@transaction.atomic
def switch_on(*, playbook: Playbook, person: Person, on: date | None = None) -> bool:
    """From that local day on the plan owes what falls due; nothing from before. False where it
    was on already. Raises OddPlan where what it says makes no plan."""
    trigger = Trigger(playbook.trigger)
    trigger_facts(trigger, playbook.trigger_facts)
    conditions(playbook.conditions)
    changed = Playbook.objects.filter(pk=playbook.pk, is_on=False, put_away_at=None).update(
        is_on=True, on_since_on=on or shop_today()
    )
    if changed:
        record("playbook.switched_on", person=person, playbook=playbook.pk)
    return bool(changed)


@transaction.atomic
def switch_off(*, playbook: Playbook, person: Person) -> int:
    """Off means off: what waits to leave is cancelled, what is owed is dropped, with the reason.
    Returns how many runs were stopped."""
    Playbook.objects.select_for_update(no_key=True).get(pk=playbook.pk)
    changed = Playbook.objects.filter(pk=playbook.pk, is_on=True).update(is_on=False)
    stopped = _stop_all(playbook, None)
    if changed:
        record("playbook.switched_off", person=person, playbook=playbook.pk, stopped=stopped)
    return stopped


def _stop_all(playbook: Playbook, person: Person | None) -> int:
    runs = PlaybookRun.objects.filter(playbook=playbook, state=RunState.RUNNING.value)
    return stop_runs(runs.order_by("pk"), reason=StopReason.SWITCHED_OFF, person=person)


@transaction.atomic
def put_away(*, playbook: Playbook, person: Person) -> None:
    """Off, and out of sight; what it did stays on record."""
    switch_off(playbook=playbook, person=person)
    if Playbook.objects.filter(pk=playbook.pk, put_away_at=None).update(put_away_at=timezone.now()):
        record("playbook.changed", person=person, playbook=playbook.pk, is_put_away=True)
