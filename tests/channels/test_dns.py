import pytest

from regulars.channels.dns import CannotAsk, texts_of
from tests.name_server import name_server


@pytest.fixture
def names():
    with name_server() as server:
        yield server


def test_records_are_told_by_name_and_long_ones_are_whole(names):
    names.records = {"aurora.example": ["v=spf1 mx", "p=" + "A" * 450], "empty.example": []}
    asked = ["aurora.example", "empty.example", "none.example"]
    found = texts_of(asked, server=names.address)
    assert sorted(found["aurora.example"]) == ["p=" + "A" * 450, "v=spf1 mx"]
    assert found["empty.example"] == found["none.example"] == []


def test_a_server_in_trouble_is_told_apart_from_no_record(names):
    names.is_broken = True
    with pytest.raises(CannotAsk):
        texts_of(["aurora.example"], server=names.address)
