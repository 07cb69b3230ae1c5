"""The plans that come with the product, in the spirit of good hosts: as data, off until wanted.

`key` is stored in every install: never rename one, only add. Names and scripts are in both
languages; what messages and cards say is a wording of the same key in rules/ready_wordings.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from regulars.rules.messages import How, Purpose
from regulars.rules.playbooks import Trade, Trigger
from regulars.rules.steps import Step

Both = tuple[str, str]  # English, German


@dataclass(frozen=True, slots=True)
class ReadyStep:
    after_days: int
    how: How
    purpose: Purpose
    wording: str = ""  # its key
    script: Both = ("", "")
    channel: str = ""
    survey: str = ""  # the key of the one whose link the text carries

    def step(self, position: int, language: str) -> Step:
        return Step(
            after_days=self.after_days,
            how=self.how,
            purpose=self.purpose,
            position=position,
            wording=self.wording,
            script=said(self.script, language),
        )


@dataclass(frozen=True, slots=True)
class ReadyPlan:
    key: str
    name: Both
    trigger: Trigger
    steps: tuple[ReadyStep, ...]
    trade: Trade = Trade.ANY
    facts: Mapping[str, Any] = field(default_factory=dict)
    conditions: Mapping[str, Any] = field(default_factory=dict)


def said(both: Both, language: str) -> str:
    """English where we have no words in that language."""
    return both[1] if language.split("-", maxsplit=1)[0] == "de" else both[0]


def message(after_days: int, purpose: Purpose, wording: str) -> ReadyStep:
    return ReadyStep(after_days, How.MESSAGE, purpose, wording)


def question(after_days: int, wording: str, survey: str) -> ReadyStep:
    return ReadyStep(after_days, How.MESSAGE, Purpose.SURVEY, wording, survey=survey)


def card(after_days: int, purpose: Purpose, wording: str) -> ReadyStep:
    return ReadyStep(after_days, How.CARD, purpose, wording)


def task(
    after_days: int, purpose: Purpose, english: str, german: str, *, channel: str = ""
) -> ReadyStep:
    return ReadyStep(after_days, How.TASK, purpose, "", (english, german), channel)
