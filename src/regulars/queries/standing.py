"""Whether what started a plan is still so, and whether it may go on."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from regulars.models import Complaint, Customer, PlaybookRun, Rhythm, Touch
from regulars.queries.plans import NOT_IN_A_COMPLAINT, Plan, Setting, look_of
from regulars.queries.segments import segment
from regulars.queries.triggers import occasions
from regulars.queries.ways_in import ways_in
from regulars.rules.playbooks import StopReason, Trigger, went_away
from regulars.rules.reach import has_said_no_to_all
from regulars.rules.stages import Stage

FAR_DAYS = 500  # a day may be corrected by more than a year
GROWN = frozenset({Stage.FIRST_TIME, Stage.SECOND, Stage.REGULAR, Stage.LOYAL})


def standing(plan: Plan, setting: Setting, runs: Sequence[PlaybookRun]) -> dict[int, date]:
    """The day each run counts from by the records of now; a run whose reason is gone is missing.

    A silence and a stage are computed anew each night: what they started counts from its first
    day, as long as it lasts.
    """
    if not runs:
        return {}
    if plan.trigger in {Trigger.OVERDUE, Trigger.STAGE}:
        return _lasting(plan, runs)
    far = timedelta(days=FAR_DAYS)
    look = look_of(
        plan,
        setting,
        min(run.base_on for run in runs) - far,
        max(run.base_on for run in runs) + far,
        customers=sorted({run.customer_id for run in runs}),
    )
    days = {one.key: one.base_on for one in occasions(plan.trigger, look)}
    if plan.trigger is Trigger.NO_CONTACT:
        days = {key: on for key, on in days.items() if on <= setting.day}
    return {
        run.pk: days[run.customer_id, run.occurrence]
        for run in runs
        if (run.customer_id, run.occurrence) in days
    }


def _lasting(plan: Plan, runs: Sequence[PlaybookRun]) -> dict[int, date]:
    rhythms = Rhythm.objects.in_bulk({run.customer_id for run in runs})
    return {
        run.pk: run.base_on
        for run in runs
        if run.customer_id in rhythms and _lasts(plan, run, rhythms[run.customer_id])
    }


def _lasts(plan: Plan, run: PlaybookRun, rhythm: Rhythm) -> bool:
    stage = plan.facts.stage
    if plan.trigger is Trigger.STAGE and stage in GROWN:
        return rhythm.visits > 0
    began = rhythm.returned_on if stage is Stage.RETURNED else rhythm.last_on
    return run.occurrence.rpartition(":")[2] == str(began)


def reasons_to_stop(
    plan: Plan,
    setting: Setting,
    runs: Sequence[PlaybookRun],
    touches: Mapping[int, Sequence[Touch]],
    days: Mapping[int, date],
) -> dict[int, StopReason]:
    """Why a run must not go on, by its id; most are not in it."""
    ids = {run.customer_id for run in runs}
    customers = Customer.objects.in_bulk(ids)
    complaining = set(
        Complaint.objects.pausing()
        .filter(customer_id__in=ids)
        .values_list("customer_id", flat=True)
    )
    fitting = _fitting(plan, setting, ids)
    due = {run.customer_id for run in runs if _is_due(touches[run.pk], setting.day)}
    ways = ways_in(customers[pk] for pk in due if pk in customers)
    stops: dict[int, StopReason] = {}
    for run in runs:
        customer = customers[run.customer_id]
        if run.pk not in days:
            stops[run.pk] = went_away(plan.trigger)
        elif customer.pause_reason and customer.paused_until_on is None:
            stops[run.pk] = StopReason.LEFT_IN_PEACE
        elif run.customer_id in complaining and _is_unfit(touches[run.pk]):
            stops[run.pk] = StopReason.COMPLAINT
        elif run.customer_id in ways and has_said_no_to_all(ways[run.customer_id]):
            stops[run.pk] = StopReason.REFUSED_ALL
        elif fitting is not None and run.customer_id not in fitting:
            stops[run.pk] = StopReason.NO_FIT
    return stops


def _is_due(touches: Sequence[Touch], day: date) -> bool:
    return any(touch.due_on <= day for touch in touches)


def _is_unfit(touches: Sequence[Touch]) -> bool:
    return any(touch.purpose in NOT_IN_A_COMPLAINT for touch in touches)


def _fitting(plan: Plan, setting: Setting, ids: set[int]) -> set[int] | None:
    """Who still fits a plan whose day is to come. What has happened was for whom it was for."""
    if not plan.is_coming or plan.conditions.are_none:
        return None
    found = segment(plan.conditions, setting.day, with_paused=True).filter(pk__in=ids)
    return set(found.values_list("pk", flat=True))
