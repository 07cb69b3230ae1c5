"""Where somebody is on the way from a first purchase to a regular, and out of it (A14).

Stored days come in, so a stage can be read for any day, past or coming. The filter that says the
same to the database is queries.rhythms.stage_filter.
"""

from datetime import date, timedelta
from enum import StrEnum

LOYAL_VISITS = 6
LOYAL_DAYS = 365  # since the first visit


class Stage(StrEnum):
    PROSPECT = "prospect"  # no purchase yet
    FIRST_TIME = "first_time"
    SECOND = "second"
    REGULAR = "regular"
    LOYAL = "loyal"
    SLIPPING = "slipping"  # silent for twice the usual gap
    LAPSED = "lapsed"
    LOST = "lost"  # silent for three times the usual gap: by itself this rarely ends
    RETURNED = "returned"  # the last visit ended such a silence


# The longest time without a word between us and them, for each stage (B7). Shorter where a bond
# is young or loosening, long where a visit now and then is all that would be welcome.
MAX_SILENCE_DAYS: dict[Stage, int] = {
    Stage.PROSPECT: 60,
    Stage.FIRST_TIME: 60,
    Stage.SECOND: 90,
    Stage.REGULAR: 90,
    Stage.LOYAL: 90,
    Stage.SLIPPING: 60,
    Stage.LAPSED: 90,
    Stage.LOST: 365,
    Stage.RETURNED: 60,
}


def stage(
    *,
    visits: int,
    first_on: date | None,
    slipping_from: date | None,
    lapsed_from: date | None,
    lost_from: date | None,
    returned_on: date | None,
    today: date,
) -> Stage:
    """The stage on that day. The `_from` days are None where nobody can tell yet.

    A silence outweighs everything, a return everything but a new silence.
    """
    if not visits or first_on is None:
        return Stage.PROSPECT
    for begins, silent in (
        (lost_from, Stage.LOST),
        (lapsed_from, Stage.LAPSED),
        (slipping_from, Stage.SLIPPING),
    ):
        if begins is not None and begins <= today:
            return silent
    if returned_on is not None:
        return Stage.RETURNED
    if visits <= 2:
        return Stage.FIRST_TIME if visits == 1 else Stage.SECOND
    is_long_known = first_on <= today - timedelta(days=LOYAL_DAYS)
    return Stage.LOYAL if visits >= LOYAL_VISITS and is_long_known else Stage.REGULAR
