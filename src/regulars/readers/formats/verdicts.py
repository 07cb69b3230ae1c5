"""Ways of judging a row that several formats share."""

import re

from regulars.readers.columns import Row
from regulars.readers.format import Judge
from regulars.readers.words import REFUND_TYPES, VERDICTS, fold
from regulars.rules.imports import Field, Verdict


def by_status(*, cancelled: str, refunded: str = "", sales: str = "") -> Judge:
    """By patterns that the folded status begins with; what none knows is a sale.

    What is listed under `sales` wins over words that mean something else in other tools.
    """
    patterns = tuple(
        (re.compile(pattern), verdict)
        for pattern, verdict in (
            (sales, Verdict.SALE),
            (cancelled, Verdict.CANCELLED),
            (refunded, Verdict.REFUNDED),
        )
        if pattern
    )

    def judge(row: Row) -> Verdict | None:
        status = fold(row.get(Field.STATUS))
        if not status:
            return None
        for pattern, verdict in patterns:
            if pattern.match(status):
                return verdict
        return VERDICTS.get(status, Verdict.SALE)

    return judge


def is_refund_type(row: Row) -> bool:
    return fold(row.get(Field.ROW_TYPE)) in REFUND_TYPES


def is_true(text: str) -> bool:
    return fold(text) in {"true", "yes", "1", "x"}
