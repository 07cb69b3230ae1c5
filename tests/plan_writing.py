"""A plan as a form would send it."""

from regulars.actions.playbooks import WantedPlan, WantedStep
from regulars.models import Playbook
from regulars.rules.messages import How, Purpose
from regulars.rules.playbooks import Trigger
from regulars.rules.triggers import trigger_facts


def wanted_of(
    playbook: Playbook,
    *,
    keep: tuple[int, ...] = (),
    extra: tuple[tuple[int, str], ...] = (),
    name: str = "",
) -> WantedPlan:
    """The stored plan with these steps kept, and new tasks as (after_days, script)."""
    trigger = Trigger(playbook.trigger)
    kept = [
        WantedStep(
            after_days=row.after_days,
            how=How(row.how),
            purpose=Purpose(row.purpose),
            wording=row.wording,
            script=row.script,
            position=row.position,
        )
        for row in playbook.steps.filter(position__in=keep)
    ]
    new = [WantedStep(days, How.TASK, Purpose.SERVICE, script=script) for days, script in extra]
    return WantedPlan(
        name=name or playbook.name,
        trigger=trigger,
        steps=[*kept, *new],
        facts=trigger_facts(trigger, playbook.trigger_facts),
    )
