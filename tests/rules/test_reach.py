from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.channels import Channel
from regulars.rules.reach import (
    WaysIn,
    address_for,
    has_said_no_to_all,
    offered,
    readable,
    takes_texts,
)

MOBILE, FIXED = "+4915123456789", "+493012345678"
ALL = {"phones": [MOBILE], "emails": ["t@example.com"], "address": "Hauptstr. 1\n10115 Berlin"}


def test_chat_is_offered_only_where_they_were_first_or_said_yes():
    assert Channel.WHATSAPP not in offered(WaysIn(**ALL))
    assert Channel.WHATSAPP in offered(WaysIn(**ALL, used=[Channel.WHATSAPP]))
    assert Channel.WHATSAPP in offered(WaysIn(**ALL, answers={Channel.WHATSAPP: True}))
    assert offered(WaysIn(**ALL, preferred=Channel.WHATSAPP))[0] is Channel.WHATSAPP


def test_the_preferred_channel_leads_then_those_they_used():
    ways = WaysIn(**ALL, preferred=Channel.EMAIL, used=[Channel.SMS])

    assert offered(ways) == [Channel.EMAIL, Channel.SMS, Channel.PHONE, Channel.POST]


def test_a_fixed_line_rings_and_takes_no_texts():
    ways = WaysIn(phones=[FIXED, MOBILE])

    assert not takes_texts(FIXED)
    assert address_for(Channel.PHONE, ways) == FIXED
    assert address_for(Channel.SMS, ways) == MOBILE
    assert offered(WaysIn(phones=[FIXED])) == [Channel.PHONE]


answers = st.dictionaries(st.sampled_from(Channel), st.booleans())


@given(answers, st.sets(st.sampled_from(Channel)), st.none() | st.sampled_from(Channel))
def test_a_refused_channel_is_never_offered_whatever_else_speaks_for_it(said, used, preferred):
    ways = WaysIn(**ALL, answers=said, used=used, preferred=preferred)
    found = offered(ways)

    assert not [channel for channel in found if said.get(channel) is False]
    assert len(found) == len(set(found))
    assert not (found and has_said_no_to_all(ways))


def test_who_refused_every_way_is_left_in_peace_and_who_has_none_is_not():
    refused = dict.fromkeys(Channel, False)

    assert has_said_no_to_all(WaysIn(**ALL, answers=refused))
    assert not has_said_no_to_all(WaysIn(answers=refused))


def test_a_number_is_grouped_for_reading_and_an_odd_one_stays():
    assert readable(FIXED) == "+49 30 12345678"
    assert readable("12") == "12"
