"""The small tables behave as the large ones of the language."""

from hypothesis import given
from hypothesis import strategies as st

from regulars.queries.compact import ABSENT, HashTable, Texts

KEYS = st.integers(-(2**63), 2**63 - 1).filter(bool)


@given(st.lists(st.tuples(KEYS, st.integers(0, 2**31 - 1)), max_size=200), KEYS)
def test_a_table_holds_what_a_dict_holds(pairs, other):
    table = HashTable()
    for key, value in pairs:
        table.put(key, value)

    told = dict(pairs)
    assert dict(table.items()) == told
    assert len(table) == len(told)
    assert table.get(other) == told.get(other, ABSENT)


def test_it_grows_and_keeps_everything_though_all_want_one_place():
    table = HashTable()
    for number in range(5_000):
        table.put((number + 1) << 13, number)

    assert all(table.get((number + 1) << 13) == number for number in range(5_000))
    assert len(table) == 5_000


@given(st.lists(st.text(max_size=20)))
def test_texts_come_back_by_number(texts):
    block = Texts()
    for text in texts:
        block.append(text)

    assert [block[number] for number in range(len(block))] == [
        text.encode("utf-8", "replace").decode() for text in texts
    ]
