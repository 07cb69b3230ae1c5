"""Made-up bases in which it is known what is true and what is noise."""

import numpy as np
import pytest

from regulars.science.checks import ScienceError
from regulars.science.groups import what_distinguishes


def base(rng, size=400):
    """A chosen quarter that is older, more often a subscriber, and more often from the north."""
    chosen = rng.random(size) < 0.25
    numbers = {f"noise {n}": rng.standard_normal(size) for n in range(10)}
    numbers["age"] = 45 + 12 * rng.standard_normal(size) + 12 * chosen
    flags = {f"flag {n}": rng.random(size) < 0.3 for n in range(5)}
    flags["subscriber"] = rng.random(size) < np.where(chosen, 0.65, 0.3)
    north = rng.random(size) < np.where(chosen, 0.6, 0.25)
    other = rng.choice(["south", "east", "west"], size)
    categories = {
        "region": np.where(north, "north", other).tolist(),
        "colour": rng.choice(["red", "green", "blue"], size).tolist(),
    }
    return chosen, {"numbers": numbers, "flags": flags, "categories": categories}


def test_the_true_fields_come_first_and_noise_is_not_reported():
    chosen, fields = base(np.random.default_rng(1))

    found = what_distinguishes(chosen, **fields)

    assert found[0].field == "age"
    assert {(each.field, each.value) for each in found[:3]} == {
        ("age", None),
        ("subscriber", None),
        ("region", "north"),
    }
    assert {each.field for each in found} <= {"age", "subscriber", "region"}
    assert all(each.noise_chance <= 0.05 for each in found)


def test_effects_are_what_they_were_made_as():
    chosen, fields = base(np.random.default_rng(2), size=4_000)

    found = {each.field: each for each in what_distinguishes(chosen, **fields, draws=99)[:3]}

    assert found["age"].effect == pytest.approx(1.0, abs=0.1)
    assert found["age"].group - found["age"].rest == pytest.approx(12, abs=1.2)
    assert found["subscriber"].effect == pytest.approx(0.35, abs=0.05)
    assert found["region"].effect == pytest.approx(0.35, abs=0.05)
    assert not found["age"].is_share
    assert found["region"].is_share


def test_a_random_group_gets_a_report_as_seldom_as_agreed():
    rng = np.random.default_rng(3)
    reported = 0
    for _ in range(150):
        _, fields = base(rng, size=120)
        reported += bool(what_distinguishes(np.arange(120) < 30, **fields, draws=199))

    assert reported / 150 <= 0.05 + 2.5 * np.sqrt(0.05 * 0.95 / 150)


def test_few_customers_draw_an_effect_to_zero():
    chosen = np.arange(10) < 5

    (flag,) = what_distinguishes(chosen, flags={"all of them": chosen})
    (number,) = what_distinguishes(chosen, numbers={"one value each": chosen * 3.0})

    assert (flag.group, flag.rest) == (1, 0)
    assert flag.effect == pytest.approx(6 / 7 - 1 / 7)
    assert 1 < number.effect < 2


def test_fields_that_say_nothing_are_left_out():
    chosen = np.arange(20) < 10

    assert what_distinguishes(chosen) == ()
    assert what_distinguishes(chosen, numbers={"same": np.ones(20)}) == ()
    assert what_distinguishes(chosen, categories={"own": [str(n) for n in range(20)]}) == ()


def test_the_same_seed_says_the_same():
    chosen, fields = base(np.random.default_rng(4), size=100)

    assert what_distinguishes(chosen, **fields) == what_distinguishes(chosen, **fields)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda chosen: what_distinguishes(chosen[:4]),
        lambda chosen: what_distinguishes(chosen * 2),
        lambda chosen: what_distinguishes(chosen, numbers={"a": [1.0]}),
        lambda chosen: what_distinguishes(chosen, numbers={"a": chosen * np.nan}),
        lambda chosen: what_distinguishes(chosen, flags={"a": chosen * 0.5}),
        lambda chosen: what_distinguishes(chosen, categories={"a": ["x"]}),
        lambda chosen: what_distinguishes(chosen, numbers={"a": chosen}, flags={"a": chosen}),
        lambda chosen: what_distinguishes(chosen, draws=9),
        lambda chosen: what_distinguishes(chosen, noise_share=0),
    ],
)
def test_nonsense_is_refused(wrong):
    with pytest.raises(ScienceError):
        wrong((np.arange(20) < 10).astype(float))
