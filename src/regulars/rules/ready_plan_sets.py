"""All ready-made plans."""

from regulars.rules import ready_plans_trades as trades
from regulars.rules.ready_plans import ReadyPlan, said
from regulars.rules.ready_plans_general import GENERAL, RETIRED

READY_PLANS: tuple[ReadyPlan, ...] = (
    *GENERAL,
    *trades.SALON,
    *trades.WORKSHOP,
    *trades.TRADES,
    *trades.SHOP,
    *trades.CONSULTANT,
)
RETIRED_KEYS = frozenset(plan.key for plan in RETIRED)
EVER_GIVEN = (*READY_PLANS, *RETIRED)
BY_KEY = {plan.key: plan for plan in EVER_GIVEN}


SCRIPTS = {
    text: step.script for plan in EVER_GIVEN for step in plan.steps for text in step.script if text
}


def script_in(text: str, language: str) -> str:
    """What a task of a ready-made plan says, in that language; an owner's own words as they are."""
    return said(SCRIPTS[text], language) if text in SCRIPTS else text


def wording_keys() -> frozenset[str]:
    """The texts that these plans say."""
    return frozenset(step.wording for plan in READY_PLANS for step in plan.steps if step.wording)


def names_of(key: str) -> tuple[str, ...]:
    """Every name that the product gives a plan, for telling it from one that the owner chose."""
    return BY_KEY[key].name if key in BY_KEY else ()
