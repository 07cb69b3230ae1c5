from collections import defaultdict

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regulars.readers.grouping import grouped, scattered_keys


def key_of(cells: list[str]) -> str:
    return cells[0]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["", "a", "b", "c", "d"]), max_size=30))
def test_rows_of_one_key_come_together_wherever_they_stand(tmp_path, keys):
    rows = [(number, [key]) for number, key in enumerate(keys, start=2)]

    scattered = scattered_keys(iter(rows), key_of)
    groups = list(grouped(iter(rows), key_of, scattered=scattered, scratch=tmp_path))

    expected = defaultdict(list)
    for number, [key] in rows:
        expected[key or number].append(number)
    assert sorted([n for n, _ in group] for group in groups) == sorted(expected.values())
    assert groups == list(grouped(iter(rows), key_of, scattered=scattered, scratch=tmp_path))
    assert not list(tmp_path.iterdir())
