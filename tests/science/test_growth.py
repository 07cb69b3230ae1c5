"""Parts that sum to the last minor unit, against the definition."""

from fractions import Fraction
from itertools import permutations
from math import factorial

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from regulars.science.checks import ScienceError
from regulars.science.growth import split_growth

CUSTOMER = st.tuples(
    st.integers(0, 6),
    st.integers(-50_000, 500_000),
    st.integers(0, 6),
    st.integers(-50_000, 500_000),
)
BASE = st.lists(CUSTOMER, max_size=12)


def split(customers):
    return split_growth(*([each[at] for each in customers] for at in range(4)))


def parts(found):
    return (
        found.gained_minor,
        found.lost_minor,
        found.frequency_minor,
        found.order_value_minor,
    )


def by_definition(customers):
    """Mean, over every order in which the four changes can happen, of what each one adds."""

    def revenue(done):
        total = Fraction(0)
        for n0, r0, n1, r1 in customers:
            if n0 and n1:
                times = n1 if "frequency" in done else n0
                each = Fraction(r1, n1) if "order_value" in done else Fraction(r0, n0)
                total += times * each
            elif n0 or n1:
                total += r1 if ("gained" if n1 else "lost") in done else r0
            else:
                total += r1 if "order_value" in done else r0
        return total

    names = ("gained", "lost", "frequency", "order_value")
    added = dict.fromkeys(names, Fraction(0))
    for order in permutations(names):
        for at, name in enumerate(order):
            added[name] += revenue(set(order[: at + 1])) - revenue(set(order[:at]))
    return [added[name] / factorial(4) for name in names]


@given(BASE)
@example([])
@example([(0, -500, 0, 0)])
@example([(1, 1, 2, 0), (2, 1, 1, 0)])
def test_the_parts_sum_to_the_change_always(customers):
    found = split(customers)

    before, after = (sum(each[at] for each in customers) for at in (1, 3))
    assert (found.before_minor, found.after_minor) == (before, after)
    assert sum(parts(found)) == found.change_minor == after - before


@given(BASE)
def test_each_part_is_its_shapley_value_to_the_nearest_unit(customers):
    for part, exact in zip(parts(split(customers)), by_definition(customers), strict=True):
        assert abs(part - exact) <= Fraction(1, 2)


@given(BASE)
def test_backwards_in_time_gains_are_losses(customers):
    there = split(customers)
    back = split([(n1, r1, n0, r0) for n0, r0, n1, r1 in customers])

    assert back.gained_minor == -there.lost_minor
    assert back.lost_minor == -there.gained_minor
    assert abs(back.frequency_minor + there.frequency_minor) <= 1
    assert (back.gained, back.lost, back.stayed) == (there.lost, there.gained, there.stayed)


@given(BASE, BASE)
def test_who_came_and_went_adds_up_over_parts_of_the_base(one, other):
    both, first, second = split(one + other), split(one), split(other)

    assert both.gained_minor == first.gained_minor + second.gained_minor
    assert both.lost_minor == first.lost_minor + second.lost_minor
    assert abs(both.frequency_minor - first.frequency_minor - second.frequency_minor) <= 1


def test_a_story_by_hand():
    found = split(
        [
            (0, 0, 2, 5_000),  # new
            (3, 9_000, 0, -1_000),  # gone, and the last purchase refunded after
            (2, 4_000, 4, 8_000),  # twice as often, 20.00 each time
            (2, 4_000, 2, 5_000),  # as often, 25.00 in place of 20.00
        ]
    )

    assert parts(found) == (5_000, -10_000, 4_000, 1_000)
    assert (found.gained, found.lost, found.stayed) == (1, 1, 2)


def test_a_shift_between_customers_is_no_change_of_order_value():
    # as many orders as before, but the one who spends much comes more often
    found = split([(4, 4_000, 2, 2_000), (2, 20_000, 4, 40_000)])

    assert (found.frequency_minor, found.order_value_minor) == (18_000, 0)


def test_very_large_amounts_lose_nothing():
    large = 2**53 - 1
    found = split([(3, large, 7, large - 1), (1, large, 2, large)])

    assert sum(parts(found)) == -1


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: split([(-1, 0, 0, 0)]),
        lambda: split([(1, 0.5, 0, 0)]),
        lambda: split([(1, float("nan"), 0, 0)]),
        lambda: split([(1, 2.0**60, 0, 0)]),
        lambda: split_growth([1], [1], [1, 2], [1]),
    ],
)
def test_nonsense_is_refused(wrong):
    with pytest.raises(ScienceError):
        wrong()
