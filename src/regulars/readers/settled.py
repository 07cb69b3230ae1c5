"""What holds for every row of one file of sales."""

from dataclasses import dataclass, replace
from datetime import date, tzinfo

from regulars.readers.amounts import Amounts
from regulars.readers.columns import Columns
from regulars.readers.examining import Plan
from regulars.readers.format import Judge, SplitItems, judge_by_words
from regulars.readers.moments import Moments
from regulars.rules.imports import Field


@dataclass(frozen=True, slots=True)
class Settled:
    """What the whole file, the owner and the shop have settled."""

    columns: Columns
    source: str
    currency: str
    zone: tzinfo  # of times that name none
    home_zone: tzinfo  # the business's own
    today: date
    moments: dict[int, Moments]
    amounts: dict[int, Amounts]
    judge: Judge = judge_by_words
    split_items: SplitItems | None = None
    adds_each_row: tuple[Field, ...] = ()
    adds_once: tuple[Field, ...] = ()
    takes_off_each_row: tuple[Field, ...] = ()

    @classmethod
    def of(cls, plan: Plan, *, today: date) -> "Settled":
        known = plan.format
        said = cls(
            columns=plan.columns,
            source=known.source if known else "",
            currency=plan.currency,
            zone=plan.zone,
            home_zone=plan.home_zone,
            today=today,
            moments=plan.moments,
            amounts=plan.amounts,
        )
        if known is None:
            return said
        return replace(
            said,
            judge=known.judge,
            split_items=known.split_items,
            adds_each_row=known.adds_each_row,
            adds_once=known.adds_once,
            takes_off_each_row=known.takes_off_each_row,
        )
