"""What the estimator promises, against simple definitions."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.science.gaps import (
    EDGES,
    LATE,
    LOST,
    Group,
    ScienceError,
    Visits,
    care_weight,
    estimate,
    fit,
)

TODAY = 740_000


def visits_of(*people: list[int]) -> Visits:
    """Each person as days before today, the oldest first."""
    days = [TODAY - back for one in people for back in one]
    offsets = np.concatenate(([0], np.cumsum([len(one) for one in people])))
    return Visits(days=np.array(days, dtype=np.int64), offsets=offsets.astype(np.int64))


def every(gap: int, count: int, *, last: int = 0) -> list[int]:
    return [last + gap * n for n in reversed(range(count))]


def simulated(people: int, seed: int, *, leave: float = 0.06) -> Visits:
    """Gamma gaps of different length and steadiness; after each visit some leave for good."""
    rng = np.random.default_rng(seed)
    rows = []
    for _ in range(people):
        shape = rng.choice([1, 3, 8])
        gap = rng.gamma(2.5, 16)
        day, days = rng.uniform(0, 700), []
        while day < 730:
            days.append(int(day))
            if rng.random() < leave:
                break
            day += max(1.0, rng.gamma(shape, gap / shape))
        rows.append([730 - day for day in sorted(set(days))])
    return visits_of(*rows)


def test_a_steady_customer_among_their_like_is_late_lost_at_the_thresholds():
    visits = visits_of(*[every(30, 10) for _ in range(20)])

    found = estimate(fit(visits, today=TODAY), visits, today=TODAY)

    assert found.usual_gap_days == pytest.approx(30)
    assert (found.late_from == TODAY + LATE * 30).all()
    assert (found.slipping_from == TODAY + 60).all()
    assert (found.lapsed_from == TODAY + 75).all()
    assert (found.lost_from == TODAY + LOST * 30).all()


def test_the_usual_gap_is_the_own_middle_drawn_to_the_groups():
    """Where gaps stray as much as people differ, the group weighs two gaps."""
    crowd = [[*every(80, 2, last=160), 150, 70, 60, 0] for _ in range(9)]
    visits = visits_of(*crowd, [10, 0])
    group = replace(fit(visits, today=TODAY), spread=1.0, between=0.5, log_gap=np.log(40))

    found = estimate(group, visits, today=TODAY)

    assert found.usual_gap_days[-1] == pytest.approx(np.exp((np.log(10) + 2 * np.log(40)) / 3))


def test_somebody_steadier_than_people_differ_is_believed():
    crowd = [every(gap, 9) for gap in (10, 15, 20, 25, 30, 40, 50)]
    visits = visits_of(*crowd, every(182, 6))

    found = estimate(fit(visits, today=TODAY), visits, today=TODAY)

    assert 165 < found.usual_gap_days[-1] <= 182
    assert found.usual_gap_days[:7] == pytest.approx([10, 15, 20, 25, 30, 40, 50], rel=0.05)


def test_one_holiday_moves_neither_the_gap_nor_the_steadiness_by_much():
    usual = every(7, 12)
    holiday = [back + 21 for back in usual[:6]] + usual[6:]
    visits = visits_of(*[usual for _ in range(20)], holiday)

    found = estimate(fit(visits, today=TODAY), visits, today=TODAY)

    assert found.usual_gap_days[-1] == pytest.approx(7)
    assert found.spread[-1] < 0.25


def test_only_the_recent_gaps_count_for_somebody_who_changed():
    changed = every(60, 8, last=12 * 10) + every(10, 12)
    visits = visits_of(*[every(20, 10) for _ in range(9)], changed)

    found = estimate(fit(visits, today=TODAY), visits, today=TODAY)

    assert 10 < found.usual_gap_days[-1] < 12


def test_somebody_unsteady_is_never_late_within_their_expected_range():
    visits = simulated(300, seed=3)

    found = estimate(fit(visits, today=TODAY), visits, today=TODAY)

    assert (found.late_from >= found.next_to).all()
    assert (found.next_from <= found.next_on).all()
    assert (found.next_on <= found.next_to).all()
    assert (found.late_from < found.slipping_from).all()
    assert (found.lapsed_from < found.lost_from).all()


def test_most_next_visits_fall_into_the_expected_range():
    visits = simulated(3_000, seed=8, leave=0.0)
    keep = visits.counts >= 4
    rows = [visits.days[a:b] for a, b in zip(visits.offsets, visits.offsets[1:], strict=False)]
    rows = [row for row, ok in zip(rows, keep, strict=True) if ok]
    before = visits_of(*[list(TODAY - row[:-1]) for row in rows])
    coming = np.array([row[-1] for row in rows])

    found = estimate(fit(before, today=TODAY), before, today=TODAY)

    inside = ((coming >= found.next_from) & (coming <= found.next_to)).mean()
    assert 0.7 < inside < 0.9


def test_one_visit_is_judged_by_how_long_others_took_to_the_second():
    firsts = [[200 + n, 200 + n - gap] for n, gap in enumerate((20, 25, 30, 35, 40, 30, 30))]
    visits = visits_of(*firsts, [10])

    found = estimate(fit(visits, today=TODAY), visits, today=TODAY)

    assert found.usual_gap_days[-1] == pytest.approx(30)
    assert found.own_gaps[-1] == 0


@pytest.mark.parametrize(
    "people",
    [
        [[3]],
        [[30, 3], [40, 2]],  # two gaps in all
        [every(30, 3), every(40, 3)],  # four
        [[50, 5] for _ in range(9)],  # many gaps, too short a span
    ],
)
def test_too_little_of_a_past_cannot_tell(people):
    visits = visits_of(*people)

    found = estimate(fit(visits, today=TODAY), visits, today=TODAY)

    for column in (found.usual_gap_days, found.next_to, found.late_from, found.return_share):
        assert np.isnan(column).all()
    assert not found.has_returned.any()


def test_nobody_at_all_is_no_trouble():
    nobody = visits_of()

    found = estimate(fit(nobody, today=TODAY), nobody, today=TODAY)

    assert found.usual_gap_days.shape == (0,)


def test_a_visit_after_a_silence_that_counted_as_lost_is_a_return():
    regulars = [every(30, 10) for _ in range(20)]
    back = [*every(30, 8, last=95), 0]
    late = [*every(30, 8, last=80), 0]

    visits = visits_of(*regulars, back, late)
    found = estimate(fit(visits, today=TODAY), visits, today=TODAY)

    assert found.has_returned[-2:].tolist() == [True, False]
    assert not found.has_returned[:-2].any()


def test_a_yearly_trade_is_not_called_late_after_fourteen_months():
    visits = visits_of(*[every(365 + n % 9, 4, last=425) for n in range(30)])

    found = estimate(fit(visits, today=TODAY), visits, today=TODAY)

    assert (found.late_from > TODAY).all()


def test_a_daily_guest_is_not_lost_over_a_long_weekend():
    visits = visits_of(*[every(1, 60) for _ in range(9)])

    found = estimate(fit(visits, today=TODAY), visits, today=TODAY)

    assert (found.late_from > TODAY + 4).all()
    assert (found.next_on == TODAY + 1).all()


def test_the_share_of_returns_is_what_happened_to_such_silences():
    """Forty came every 30 days for long; then each was silent beyond twice that. Ten came back
    after 75 days and still come, thirty never did."""
    returned = [[*every(30, 10, last=975), *every(30, 31)] for _ in range(10)]
    gone = [every(30, 10, last=900) for _ in range(30)]
    now = [every(30, 10, last=66)]
    visits = visits_of(*returned, *gone, *now)

    found = estimate(fit(visits, today=TODAY), visits, today=TODAY)

    assert found.return_share[-1] == pytest.approx(10 / 40.5, abs=0.01)


def test_few_silences_give_no_share():
    visits = visits_of(*[every(30, 10, last=66) for _ in range(9)])

    found = estimate(fit(visits, today=TODAY), visits, today=TODAY)

    assert np.isnan(found.return_share).all()


def test_the_share_of_returns_falls_with_the_silence():
    group = fit(simulated(4_000, seed=5), today=TODAY)

    for row in group.returns:
        told = [share for share in row if share is not None]
        assert len(row) == EDGES.size
        assert told == sorted(told, reverse=True)
        assert all(0 <= share <= 1 for share in told)


def test_the_share_of_returns_holds_in_the_future():
    """Stand 200 days back, look at who is silent twice their gap; count who does come back."""
    visits = simulated(6_000, seed=11)
    then = TODAY - 250
    rows = [visits.days[a:b] for a, b in zip(visits.offsets, visits.offsets[1:], strict=False)]
    rows = [row for row in rows if row[0] < then]
    before = visits_of(*[list(TODAY - row[row < then]) for row in rows])
    found = estimate(fit(before, today=then), before, today=then)
    silent = (found.slipping_from <= then) & (found.own_gaps >= 3) & ~np.isnan(found.return_share)
    came = np.array([(row >= then).any() for row in rows])

    assert silent.sum() > 100
    assert came[silent].mean() == pytest.approx(found.return_share[silent].mean(), abs=0.08)


def test_the_group_survives_being_written_down():
    group = fit(simulated(200, seed=1), today=TODAY)

    assert Group(**group.numbers()) == group


def test_takings_steadiness_and_a_known_rhythm_raise_the_weight():
    visits = visits_of(*[every(30, 10) for _ in range(20)], every(30, 2), [40])
    found = estimate(fit(visits, today=TODAY), visits, today=TODAY)
    paid = np.full(22, 1_000.0) * visits.counts
    paid[0] *= 10

    weight = care_weight(found, paid, visits.counts)

    assert weight[0] > weight[1] > weight[20] > weight[21] >= 0


@pytest.mark.parametrize(
    ("days", "offsets"),
    [([5, 5], [0, 2]), ([6, 5], [0, 2]), ([5], [0, 2]), ([5, 6], [0, 0, 2]), ([5], [1, 1])],
)
def test_days_out_of_order_are_refused(days, offsets):
    with pytest.raises(ScienceError):
        Visits(days=np.array(days), offsets=np.array(offsets))


def test_amounts_below_nothing_are_refused():
    visits = visits_of(every(30, 10))
    found = estimate(fit(visits, today=TODAY), visits, today=TODAY)

    with pytest.raises(ScienceError):
        care_weight(found, np.array([-1.0]), visits.counts)


histories = st.lists(
    st.lists(st.integers(0, 3_000), min_size=1, max_size=20, unique=True).map(
        lambda backs: sorted(backs, reverse=True)
    ),
    max_size=12,
)


@given(histories)
def test_any_history_gives_days_in_order_or_none(people):
    visits = visits_of(*people)

    found = estimate(fit(visits, today=TODAY), visits, today=TODAY)

    told = ~np.isnan(found.late_from)
    assert (found.late_from[told] > visits.last[told]).all()
    assert (found.late_from[told] >= found.next_to[told]).all()
    assert ((found.spread >= 0) & (found.spread <= 1)).all()
    assert (np.isnan(found.return_share) | (found.return_share <= 1)).all()


@given(histories, st.randoms(use_true_random=False))
def test_the_order_of_customers_does_not_matter(people, shuffle):
    order = list(range(len(people)))
    shuffle.shuffle(order)
    one, two = visits_of(*people), visits_of(*[people[i] for i in order])

    first = estimate(fit(one, today=TODAY), one, today=TODAY)
    second = estimate(fit(two, today=TODAY), two, today=TODAY)

    np.testing.assert_allclose(first.late_from[order], second.late_from)
    np.testing.assert_allclose(first.return_share[order], second.return_share)
