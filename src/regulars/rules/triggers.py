"""What starts a plan, as typed data. It is read from JSON and refused where it is odd."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

from regulars.rules.playbooks import Trigger
from regulars.rules.search import fold
from regulars.rules.stages import Stage

MOST_DAYS = 3_650
MOST_TEXTS = 20
LONGEST_TEXT = 100
HIGHEST_NUMBER = 1_000
Kind = TypeVar("Kind", bound=StrEnum)


class PlanProblem(StrEnum):
    """Why the data of a plan is refused; queries/plan_words.py has the sentence for each."""

    UNKNOWN_FIELD = "unknown_field"
    ODD_VALUE = "odd_value"
    NUMBER_WANTED = "number_wanted"
    DAYS_WANTED = "days_wanted"
    STAGE_WANTED = "stage_wanted"
    TEXT_TOO_LONG = "text_too_long"
    FROM_ABOVE_TO = "from_above_to"
    NO_STEPS = "no_steps"
    TOO_MANY_STEPS = "too_many_steps"
    STEP_TOO_FAR = "step_too_far"
    STEP_BEFORE = "step_before"
    WORDING_WANTED = "wording_wanted"
    SCRIPT_WANTED = "script_wanted"
    NOT_BY_MESSAGE = "not_by_message"


class OddPlan(ValueError):
    """The data makes no plan. `field` names where it is odd."""

    def __init__(self, problem: PlanProblem, field: str = "") -> None:
        super().__init__(f"{problem}: {field}")
        self.problem = problem
        self.field = field


@dataclass(frozen=True, slots=True)
class TriggerFacts:
    """What exactly must happen. Which of these count depends on the trigger (FIELDS)."""

    matches: tuple[str, ...] = ()  # a product, its number or category; none: anything
    numbers: tuple[int, ...] = ()  # which purchases count: the first, the tenth
    stage: Stage | None = None
    days: int | None = None  # of a silence: how long
    rest_days: int = 0  # the least time between two runs for one person; 0: each occasion counts

    def as_json(self) -> dict[str, Any]:
        """Without what says nothing."""
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in asdict(self).items()
            if value not in ((), None, 0)
        }

    def means(self, *texts: str) -> bool:
        """Whether one of these texts is meant; case and accents do not count."""
        if not self.matches:
            return True
        folded = [fold(text) for text in texts if text]
        return any(wanted in text for wanted in map(fold, self.matches) for text in folded)


FIELDS: dict[Trigger, frozenset[str]] = {
    Trigger.PURCHASE: frozenset({"matches", "rest_days"}),
    Trigger.NTH_PURCHASE: frozenset({"numbers"}),
    Trigger.BOOKING: frozenset({"matches", "rest_days"}),
    Trigger.COMPLETION: frozenset({"matches", "rest_days"}),
    Trigger.STAGE: frozenset({"stage", "rest_days"}),
    Trigger.OVERDUE: frozenset({"rest_days"}),
    Trigger.BIRTHDAY: frozenset(),
    Trigger.OCCASION: frozenset({"matches"}),
    Trigger.ANNIVERSARY: frozenset(),
    Trigger.SERVICE_DUE: frozenset({"matches"}),
    Trigger.RUN_OUT: frozenset({"matches", "rest_days"}),
    Trigger.COMPLAINT_CLOSED: frozenset({"rest_days"}),
    Trigger.NO_CONTACT: frozenset({"days"}),
}


def trigger_facts(trigger: Trigger, data: Mapping[str, Any]) -> TriggerFacts:
    """The stored data as facts. Raises OddPlan, on a field that this trigger does not know too."""
    for name in data:
        if name not in FIELDS[trigger]:
            raise OddPlan(PlanProblem.UNKNOWN_FIELD, str(name))
    facts = TriggerFacts(
        matches=texts(data, "matches"),
        numbers=_numbers(data),
        stage=member(Stage, data, "stage"),
        days=whole(data, "days", least=1, most=MOST_DAYS),
        rest_days=whole(data, "rest_days", least=0, most=MOST_DAYS) or 0,
    )
    if trigger is Trigger.NTH_PURCHASE and not facts.numbers:
        raise OddPlan(PlanProblem.NUMBER_WANTED, "numbers")
    if trigger is Trigger.NO_CONTACT and facts.days is None:
        raise OddPlan(PlanProblem.DAYS_WANTED, "days")
    if trigger is Trigger.STAGE and facts.stage in {None, Stage.PROSPECT}:
        raise OddPlan(PlanProblem.STAGE_WANTED, "stage")
    return facts


def _numbers(data: Mapping[str, Any]) -> tuple[int, ...]:
    found = data.get("numbers", [])
    if not isinstance(found, list | tuple):
        _odd("numbers")
    for one in found:
        if isinstance(one, bool) or not isinstance(one, int) or not 1 <= one <= HIGHEST_NUMBER:
            raise OddPlan(PlanProblem.NUMBER_WANTED, "numbers")
    return tuple(sorted(set(found)))


# --- readers of single fields, also for rules/conditions.py ---


def whole(data: Mapping[str, Any], name: str, *, least: int, most: int) -> int | None:
    """A whole number in this range, or None where it is left out."""
    found = data.get(name)
    if found is None:
        return None
    if isinstance(found, bool) or not isinstance(found, int) or not least <= found <= most:
        _odd(name)
    return int(found)


def texts(data: Mapping[str, Any], name: str) -> tuple[str, ...]:
    found = data.get(name, [])
    if not isinstance(found, list | tuple) or not all(isinstance(one, str) for one in found):
        _odd(name)
    kept = tuple(dict.fromkeys(" ".join(one.split()) for one in found if one.strip()))
    if len(kept) > MOST_TEXTS or any(len(one) > LONGEST_TEXT for one in kept):
        raise OddPlan(PlanProblem.TEXT_TOO_LONG, name)
    return kept


def member(kind: type[Kind], data: Mapping[str, Any], name: str) -> Kind | None:
    """One of the members of an enum, or None where it is left out."""
    found = data.get(name)
    if found is None or found == "":
        return None
    if not isinstance(found, str) or found not in set(kind):
        _odd(name)
    return kind(found)


def members(kind: type[Kind], data: Mapping[str, Any], name: str) -> tuple[Kind, ...]:
    found = data.get(name, [])
    if not isinstance(found, list | tuple) or not all(isinstance(one, str) for one in found):
        _odd(name)
    if not set(found) <= {one.value for one in kind}:
        _odd(name)
    return tuple(one for one in kind if one in found)


def _odd(name: str) -> NoReturn:
    raise OddPlan(PlanProblem.ODD_VALUE, name)
