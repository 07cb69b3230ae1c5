import numpy as np
import pytest

from regulars.science.checks import ScienceError, columns, count, share


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"a": [1, 2], "b": [1]}, "equal"),
        ({"a": [[1.0]]}, "equal"),
        ({"a": [1, np.nan]}, "a holds"),
        ({"a": [1], "b": [np.inf]}, "b holds"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(given, said):
    with pytest.raises(ScienceError, match=said):
        columns(**given)


def test_columns_come_back_as_floats_in_order():
    a, b = columns(a=[1, 2], b=(3, 4))

    assert a.dtype == b.dtype == np.float64
    assert list(a) == [1, 2]
    assert list(b) == [3, 4]


@pytest.mark.parametrize("value", [0, 1, -0.5, 2, np.nan])
def test_a_share_lies_between_nothing_and_all(value):
    share(part=0.5)

    with pytest.raises(ScienceError, match="part"):
        share(part=value)


@pytest.mark.parametrize("value", [1, 2.5, -3, np.nan, np.inf])
def test_a_count_is_whole_and_not_too_small(value):
    count(2, orders=2)

    with pytest.raises(ScienceError, match="orders"):
        count(2, orders=value)
