from hypothesis import given
from hypothesis import strategies as st

from regulars.queries.bounce_addresses import bounce_address, message_of


@given(st.integers(min_value=1, max_value=10**15))
def test_what_comes_back_names_its_message_however_it_is_cased(pk):
    address = bounce_address(pk, domain="aurora.example")

    assert message_of(address) == message_of(address.upper()) == pk
    assert len(address.partition("@")[0]) <= 64  # RFC 5321, 4.5.3.1.1


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_a_number_that_was_changed_is_none_of_ours(pk, other):
    address = bounce_address(pk, domain="aurora.example")

    if pk != other:
        assert message_of(address.replace(f"+{pk}-", f"+{other}-")) is None


@given(st.text())
def test_any_other_address_names_none(address):
    assert message_of(address) is None
