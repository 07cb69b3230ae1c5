"""For whom a plan works: all of these must hold. Read from JSON, asked of the database live."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from regulars.rules.channels import Channel
from regulars.rules.greetings import LANGUAGES
from regulars.rules.messages import Topic
from regulars.rules.stages import Stage
from regulars.rules.triggers import OddPlan, PlanProblem, member, members, texts, whole

HIGHEST_MINOR = 10**12
HIGHEST_PK = 2**62
MOST_VISITS = 10_000


@dataclass(frozen=True, slots=True)
class Conditions:
    """Whom a plan is for. What is left empty asks nothing."""

    stages: tuple[Stage, ...] = ()  # one of these
    tags: tuple[int, ...] = ()  # all of these, by their ids
    carer: int | None = None
    visits_from: int | None = None  # 2: not for somebody who was here once
    visits_to: int | None = None  # 1: for somebody who was here once
    value_from_minor: int | None = None  # all they ever paid, in the shop's currency
    value_to_minor: int | None = None
    languages: tuple[str, ...] = ()
    has_channel: tuple[Channel, ...] = ()  # one of these is known of them
    said_yes_to: Channel | None = None
    said_yes_about: Topic | None = None  # with said_yes_to: about this; else about everything

    def as_json(self) -> dict[str, Any]:
        """Without what asks nothing."""
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in asdict(self).items()
            if value not in ((), None)
        }

    @property
    def are_none(self) -> bool:
        return not self.as_json()


NAMES = frozenset(field.name for field in fields(Conditions))


def conditions(data: Mapping[str, Any]) -> Conditions:
    """The stored data as conditions. Raises OddPlan."""
    for name in data:
        if name not in NAMES:
            raise OddPlan(PlanProblem.UNKNOWN_FIELD, str(name))
    found = Conditions(
        stages=members(Stage, data, "stages"),
        tags=_ids(data, "tags"),
        carer=whole(data, "carer", least=1, most=HIGHEST_PK),
        visits_from=whole(data, "visits_from", least=0, most=MOST_VISITS),
        visits_to=whole(data, "visits_to", least=0, most=MOST_VISITS),
        value_from_minor=whole(data, "value_from_minor", least=0, most=HIGHEST_MINOR),
        value_to_minor=whole(data, "value_to_minor", least=0, most=HIGHEST_MINOR),
        languages=texts(data, "languages"),
        has_channel=members(Channel, data, "has_channel"),
        said_yes_to=member(Channel, data, "said_yes_to"),
        said_yes_about=member(Topic, data, "said_yes_about"),
    )
    if not set(found.languages) <= set(LANGUAGES):
        raise OddPlan(PlanProblem.ODD_VALUE, "languages")
    for low, high in (("visits_from", "visits_to"), ("value_from_minor", "value_to_minor")):
        least, most = getattr(found, low), getattr(found, high)
        if least is not None and most is not None and least > most:
            raise OddPlan(PlanProblem.FROM_ABOVE_TO, low)
    return found


def _ids(data: Mapping[str, Any], name: str) -> tuple[int, ...]:
    found = data.get(name, [])
    if not isinstance(found, list | tuple) or not all(
        isinstance(one, int) and not isinstance(one, bool) and 1 <= one <= HIGHEST_PK
        for one in found
    ):
        raise OddPlan(PlanProblem.ODD_VALUE, name)
    return tuple(sorted(set(found)))
