"""The pages of plans: what each says and did, what it would have owed, and why it did it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Q

from regulars.models import Customer, Message, Playbook, PlaybookRun, Touch, Wording
from regulars.queries.plan_words import (
    name_of,
    problem_words,
    rest_sentence,
    sentences,
    step_sentence,
    whom_sentences,
)
from regulars.queries.plans import Plan, Setting, look_of, plan_of, rested, setting_on, whom
from regulars.queries.run_words import StepState, cause, items_of, step_state, stopped_words
from regulars.queries.triggers import occasions
from regulars.rules.kinds import OpenState, RunState
from regulars.rules.messages import How, MessageState
from regulars.rules.playbooks import Trade, Trigger
from regulars.rules.print_dates import LONGEST_LEAD_DAYS
from regulars.rules.steps import Owed, base_window
from regulars.rules.triggers import OddPlan

LOOKED_BACK_DAYS = 90
LOOKED_AHEAD_DAYS = 400
NAMES_SHOWN = 12
DATES_SHOWN = 5
RUNS_SHOWN = 50
# Nobody can say beforehand when these come.
UNFORESEEN = frozenset({Trigger.OVERDUE, Trigger.STAGE, Trigger.NO_CONTACT})

Wordings = dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a plan did so far."""

    people: int = 0
    done: int = 0  # contacts made
    waiting: int = 0  # contacts that are still owed
    dropped: int = 0
    drafts: int = 0  # messages a person has to look at


@dataclass(frozen=True, slots=True)
class PlaybookRow:
    playbook: Playbook
    name: str
    sentences: list[str]
    whom: list[str]
    problem: str  # "" where the plan is whole
    numbers: Numbers


@dataclass(frozen=True, slots=True)
class PlaybookGroup:
    trade: str
    rows: list[PlaybookRow]

    @property
    def is_open(self) -> bool:
        """Whether it is shown at once: other trades are a press away."""
        return self.trade in {"on", "own", Trade.ANY.value}


@dataclass(frozen=True, slots=True)
class OwedThen:
    """A contact that a plan owes or would have owed."""

    customer: Customer
    on: date
    sentence: str


@dataclass(frozen=True, slots=True)
class Preview:
    """Who would have been owed what, and what comes next (K32)."""

    contacts: int
    people: int
    shown: list[OwedThen]
    coming: list[OwedThen]
    is_foreseen: bool  # False: nobody can say beforehand
    days: int = LOOKED_BACK_DAYS


@dataclass(frozen=True, slots=True)
class RunRow:
    run: PlaybookRun
    cause: str
    stopped: str
    steps: list[StepState] = field(default_factory=list)


def wording_names(playbooks: Sequence[Playbook]) -> Wordings:
    """The key and name of each text that these plans say, by its id as text."""
    steps = (step for playbook in playbooks for step in playbook.steps.all())
    ids = {step.wording_id for step in steps if step.wording_id is not None}
    rows = Wording.objects.filter(pk__in=ids).values_list("pk", "key", "name")
    return {str(pk): (key or "", name) for pk, key, name in rows}


def playbook_groups() -> list[PlaybookGroup]:
    """Those that are on first, then the owner's own, then the ready-made ones by trade."""
    playbooks = list(Playbook.objects.filter(put_away_at=None).prefetch_related("steps"))
    wordings, numbers = wording_names(playbooks), numbers_of(playbooks)
    groups: dict[str, list[PlaybookRow]] = defaultdict(list)
    for playbook in playbooks:
        groups[_group_of(playbook)].append(row_of(playbook, wordings, numbers))
    order = ["on", "own", *(trade.value for trade in Trade)]
    return [
        PlaybookGroup(trade, sorted(groups[trade], key=lambda row: row.name.casefold()))
        for trade in order
        if groups[trade]
    ]


def _group_of(playbook: Playbook) -> str:
    if playbook.is_on:
        return "on"
    return playbook.trade if playbook.key else "own"


def row_of(playbook: Playbook, wordings: Wordings, numbers: dict[int, Numbers]) -> PlaybookRow:
    said, people, problem = [], [], ""
    try:
        plan = plan_of(playbook)
        said = sentences(plan, wordings)
        people = [*whom_sentences(plan.conditions), rest_sentence(plan.facts)]
    except OddPlan as trouble:
        problem = problem_words(trouble)
    return PlaybookRow(
        playbook=playbook,
        name=name_of(playbook),
        sentences=said,
        whom=[one for one in people if one],
        problem=problem,
        numbers=numbers.get(playbook.pk, Numbers()),
    )


def numbers_of(playbooks: Sequence[Playbook]) -> dict[int, Numbers]:
    ids = [playbook.pk for playbook in playbooks]
    state = "touches__state"
    counted = (
        PlaybookRun.objects.filter(playbook__in=ids)
        .order_by()
        .values("playbook")
        .annotate(
            people=Count("customer", distinct=True),
            done=Count("touches", filter=Q(**{state: OpenState.DONE.value}), distinct=True),
            waiting=Count("touches", filter=Q(**{state: OpenState.OPEN.value}), distinct=True),
            dropped=Count("touches", filter=Q(**{state: OpenState.DROPPED.value}), distinct=True),
        )
    )
    drafts = dict(
        Message.objects.filter(touch__run__playbook__in=ids, state=MessageState.DRAFT.value)
        .order_by()
        .values_list("touch__run__playbook")
        .annotate(number=Count("pk"))
    )
    return {
        one["playbook"]: Numbers(
            one["people"],
            one["done"],
            one["waiting"],
            one["dropped"],
            drafts.get(one["playbook"], 0),
        )
        for one in counted
    }


# --- before it is switched on ---


def preview_of(playbook: Playbook, *, day: date) -> Preview:
    """The plan over the last 90 days and the coming ones, by the records of now. Raises OddPlan."""
    plan, setting = plan_of(playbook), setting_on(day)
    wordings = wording_names([playbook])
    yesterday = day - timedelta(days=1)
    before = _contacts(plan, setting, day - timedelta(days=LOOKED_BACK_DAYS), yesterday)
    after: list[tuple[int, Owed]] = []
    if plan.trigger not in UNFORESEEN:
        after = _contacts(plan, setting, day, day + timedelta(days=LOOKED_AHEAD_DAYS))
    latest = list(reversed(before))[:NAMES_SHOWN]
    shown = [*latest, *after[:DATES_SHOWN]]
    customers = Customer.objects.in_bulk({customer_id for customer_id, _ in shown})

    def told(found: Sequence[tuple[int, Owed]]) -> list[OwedThen]:
        return [
            OwedThen(customers[pk], one.due_on, step_sentence(plan, one.step, wordings))
            for pk, one in found
            if pk in customers
        ]

    return Preview(
        contacts=len(before),
        people=len({customer_id for customer_id, _ in before}),
        shown=told(latest),
        coming=told(after[:DATES_SHOWN]),
        is_foreseen=plan.trigger not in UNFORESEEN,
    )


def _contacts(plan: Plan, setting: Setting, from_on: date, to_on: date) -> list[tuple[int, Owed]]:
    """Each contact whose day lies in the window, in the order of the days."""
    has_cards = any(step.how is How.CARD for step in plan.steps)
    first, last = base_window(
        plan.steps,
        from_on=from_on,
        until_on=to_on,
        lead_days=LONGEST_LEAD_DAYS if has_cards else 0,
    )
    look = look_of(plan, setting, first, last, customers=whom(plan, setting.day))
    found = [
        (occasion, [setting.owed(step, occasion.base_on) for step in plan.steps])
        for occasion in occasions(plan.trigger, look)
    ]
    contacts = [
        (occasion.customer_id, one)
        for occasion, steps in rested(found, plan, ())
        for one in steps
        if from_on <= one.due_on <= to_on
    ]
    return sorted(contacts, key=lambda one: (one[1].due_on, one[0]))


# --- what it did ---


def runs_page(playbook: Playbook, *, limit: int = RUNS_SHOWN) -> list[RunRow]:
    """The latest runs, each with what started it."""
    runs = list(playbook.runs.select_related("customer").order_by("-pk")[:limit])
    trigger, items = Trigger(playbook.trigger), items_of(runs)
    return [RunRow(run, cause(run, trigger, items), stopped_words(run)) for run in runs]


def run_for(pk: int, *, day: date) -> RunRow | None:
    """One plan for one customer, with how each step stands."""
    run = (
        PlaybookRun.objects.select_related("customer", "playbook", "playbook__signer")
        .filter(pk=pk)
        .first()
    )
    if run is None:
        return None
    touches = list(Touch.objects.filter(run=run).select_related("step").order_by("due_on", "pk"))
    messages = {
        message.touch_id: message
        for message in Message.objects.filter(touch__in=touches).order_by("-pk")
    }
    return RunRow(
        run=run,
        cause=cause(run, Trigger(run.playbook.trigger)),
        stopped=stopped_words(run),
        steps=[step_state(touch, messages.get(touch.pk), day) for touch in touches],
    )


def is_running(run: PlaybookRun) -> bool:
    return run.state == RunState.RUNNING.value
