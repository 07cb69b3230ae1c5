"""Why a plan did what it did, for one customer: what happened, and how each step stands (K31)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext, ngettext

from regulars.models import Line, Message, PlaybookRun, Touch
from regulars.queries import formats
from regulars.queries.labels import word
from regulars.rules.kinds import OpenState
from regulars.rules.messages import How, MessageState, Reason
from regulars.rules.playbooks import StopReason, Trigger
from regulars.rules.stages import Stage


@dataclass(frozen=True, slots=True)
class StepState:
    """One contact of a run, as it stands."""

    touch: Touch
    message: Message | None
    said: str  # "Done", "Planned for 3 December"
    because: list[str]  # why it was moved, handed over or dropped
    is_open: bool


def cause(run: PlaybookRun, trigger: Trigger, items: Mapping[int, str] | None = None) -> str:
    """What started it, in a sentence: "They bought Walnut lamp on 3 December 2026."

    `items` are the names of what was bought, by purchase, where many runs are told at once.
    """
    facts: dict[str, Any] = run.facts
    bought = items_of([run]) if items is None else items
    what = facts.get("what") or bought.get(facts.get("purchase") or 0, "")
    words = {"day": full(run.base_on), "what": what, "years": facts.get("years", 0)}
    if trigger in {Trigger.PURCHASE, Trigger.NTH_PURCHASE} and what:
        return gettext("They bought %(what)s on %(day)s.") % words
    if trigger is Trigger.STAGE:
        stage = word(Stage, str(facts.get("stage", "")))
        return gettext("They became “%(stage)s” on %(day)s.") % {**words, "stage": stage}
    if trigger is Trigger.OCCASION:
        return gettext("A day that matters to %(what)s falls on %(day)s.") % words
    if trigger in {Trigger.SERVICE_DUE, Trigger.RUN_OUT, Trigger.BOOKING, Trigger.COMPLETION}:
        return _about_a_thing(trigger, words)
    return {
        Trigger.PURCHASE: gettext("They bought something on %(day)s."),
        Trigger.NTH_PURCHASE: gettext("They bought something on %(day)s."),
        Trigger.OVERDUE: gettext("From %(day)s on they were silent for longer than usual."),
        Trigger.BIRTHDAY: gettext("Their birthday falls on %(day)s."),
        Trigger.ANNIVERSARY: gettext("The day of their first purchase comes round on %(day)s."),
        Trigger.COMPLAINT_CLOSED: gettext("Their complaint was closed on %(day)s."),
        Trigger.NO_CONTACT: gettext("By %(day)s there had been no contact for so long."),
    }[trigger] % words


def _about_a_thing(trigger: Trigger, words: dict[str, Any]) -> str:
    named = {
        Trigger.SERVICE_DUE: gettext("The service of %(what)s is due on %(day)s."),
        Trigger.RUN_OUT: gettext("%(what)s should run out on %(day)s."),
        Trigger.BOOKING: gettext("An appointment is booked for %(day)s: %(what)s."),
        Trigger.COMPLETION: gettext("A piece of work was finished on %(day)s: %(what)s."),
    }
    unnamed = {
        Trigger.SERVICE_DUE: gettext("A service is due on %(day)s."),
        Trigger.RUN_OUT: gettext("Something should run out on %(day)s."),
        Trigger.BOOKING: gettext("An appointment is booked for %(day)s."),
        Trigger.COMPLETION: gettext("A piece of work was finished on %(day)s."),
    }
    return (named if words["what"] else unnamed)[trigger] % words


def items_of(runs: Iterable[PlaybookRun]) -> dict[int, str]:
    """The first thing of each purchase that these runs are about."""
    ids = {run.facts["purchase"] for run in runs if run.facts.get("purchase")}
    lines = Line.objects.filter(purchase__in=ids).order_by("-position")
    return dict(lines.values_list("purchase_id", "name"))


def stopped_words(run: PlaybookRun) -> str:
    return word(StopReason, run.stopped_because) if run.stopped_because else ""


def step_state(touch: Touch, message: Message | None, today: date) -> StepState:
    return StepState(
        touch=touch,
        message=message,
        said=_state(touch, message, today),
        because=_because(touch, message),
        is_open=touch.state == OpenState.OPEN.value,
    )


def _state(touch: Touch, message: Message | None, today: date) -> str:
    if message is not None:
        return word(MessageState, message.state)
    if touch.state == OpenState.DONE.value:
        return gettext("Done")
    if touch.state == OpenState.DROPPED.value:
        return gettext("Not needed")
    if touch.due_on < today:
        late = (today - touch.due_on).days
        said = ngettext("%(days)d day late", "%(days)d days late", late)
        return said % {"days": late}
    day = formats.day(touch.due_on, today=today, language=get_language() or "en")
    return gettext("Planned for %(day)s") % {"day": day}


def _because(touch: Touch, message: Message | None) -> list[str]:
    said = []
    if touch.moved_from_on is not None and touch.moved_from_on != touch.due_on:
        moved = gettext("Moved from %(before)s to %(after)s.")
        said.append(moved % {"before": full(touch.moved_from_on), "after": full(touch.due_on)})
    if touch.moved_because:
        said.append(word(Reason, touch.moved_because))
    if touch.handed_because:
        handed = gettext("Handed to a person: %(reason)s.")
        said.append(handed % {"reason": word(Reason, touch.handed_because)})
    if touch.dropped_because:
        said.append(touch.dropped_because)
    if message is not None and message.reason:
        said.append(word(Reason, message.reason))
    return list(dict.fromkeys(said))


def how_word(touch: Touch) -> str:
    return word(How, touch.how)


def full(on: date) -> str:
    return formats.full_day(on, get_language() or "en")
