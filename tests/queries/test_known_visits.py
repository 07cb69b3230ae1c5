from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from regulars.models import Rhythm
from regulars.queries.histories import Histories
from regulars.queries.known_visits import RECENT_VISITS, KnownVisits, known_visits, one_more
from regulars.science.gaps import Visits
from regulars.science.moments import RECENT_DAYS

START = date(2024, 1, 1)


def read(days: list[int], paid: list[int], until: date) -> KnownVisits:
    on = np.array(days) + START.toordinal()
    histories = Histories(
        customer_ids=np.array([7]),
        visits=Visits(days=on, offsets=np.array([0, len(days)])),
        paid_minor=np.array(paid),
        purchases=np.array([len(days)]),
    )
    return known_visits(histories, until=until, learnt=None)


def kept(known: KnownVisits) -> Rhythm:
    recent = zip(known.recent.days.tolist(), known.paid_recent.tolist(), strict=True)
    return Rhythm(
        customer_id=7,
        visits=int(known.visits[0]),
        purchases=int(known.purchases[0]),
        first_on=date.fromordinal(int(known.first[0])),
        last_on=date.fromordinal(int(known.last[0])),
        paid_minor=int(known.paid_minor[0]),
        log_gaps=float(known.log_gaps[0]),
        recent=[[date.fromordinal(day).isoformat(), paid] for day, paid in recent],
    )


@given(st.lists(st.integers(1, 40), min_size=1, max_size=120), st.integers(0, 300))
def test_moving_on_by_one_leads_where_reading_all_leads(gaps, until_days):
    days = np.cumsum([0, *gaps]).tolist()
    paid = [100 * day for day in days]
    until = START + timedelta(days=until_days)

    known = read(days[:1], paid[:1], until)
    for day, amount in zip(days[1:], paid[1:], strict=True):
        known = one_more(
            kept(known),
            on=START + timedelta(days=day),
            paid_minor=amount,
            until=until,
            learnt=None,
        )

    anew = read(days, paid, until)
    for name in ("visits", "purchases", "first", "last", "before", "paid_minor", "paid_recent"):
        np.testing.assert_array_equal(getattr(known, name), getattr(anew, name))
    np.testing.assert_array_equal(known.recent.days, anew.recent.days)
    np.testing.assert_allclose(known.log_gaps, anew.log_gaps, atol=1e-9)
    assert known.latest().days.size == min(len(days), RECENT_VISITS)
    end = max(START + timedelta(days=days[-1]), until)
    near = sum(START + timedelta(days=day) > end - timedelta(days=RECENT_DAYS) for day in days)
    assert known.for_science(until).recent.tolist() == [near]


def test_a_second_sale_of_a_day_is_no_second_visit():
    known = read([0, 7], [100, 200], START)

    again = one_more(
        kept(known), on=START + timedelta(days=7), paid_minor=50, until=START, learnt=None
    )

    assert (again.visits[0], again.purchases[0], again.paid_minor[0]) == (2, 3, 350)
    assert again.paid_recent.tolist() == [100, 250]


def test_a_first_visit_and_an_earlier_day_need_everything_read():
    first = {"paid_minor": 50, "until": START, "learnt": None}

    assert one_more(Rhythm(customer_id=7), on=START, **first) is None
    assert one_more(kept(read([3], [100], START)), on=START, **first) is None
