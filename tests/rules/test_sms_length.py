"""How many SMS a text becomes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.sms_length import sms_length

PLAIN = "abc ÄÖÜäöüß 123 @£$¥èéù"
WIDE = st.text(min_size=1, max_size=600)


@pytest.mark.parametrize(
    ("text", "segments", "is_plain"),
    [
        ("", 0, True),
        ("a", 1, True),
        ("a" * 160, 1, True),
        ("a" * 161, 2, True),
        ("a" * 306, 2, True),
        ("a" * 307, 3, True),
        ("€" * 80, 1, True),
        ("€" * 81, 2, True),
        ("a" * 152 + "€" + "a" * 10, 2, True),
        ("a" * 152 + "€" + "a" * 152, 3, True),  # the sign of two places is not cut in half
        ("ç" * 70, 1, False),
        ("ç" * 71, 2, False),
        ("ç" * 134, 2, False),
        ("ç" * 135, 3, False),
        ("😀" * 35, 1, False),
        ("😀" * 36, 2, False),
        ("a" * 66 + "😀" + "a" * 10, 2, False),
        ("a" * 66 + "😀" * 2 + "a" * 64, 3, False),
        ("a" * 100 + "’", 2, False),  # one curly apostrophe halves the room
    ],
)
def test_the_network_counts_so(text, segments, is_plain):
    told = sms_length(text)
    assert (told.segments, told.is_plain) == (segments, is_plain)
    assert told.is_one == (segments <= 1)


def test_the_character_that_costs_the_room_is_named():
    assert sms_length("Grüße – bis morgen").widest == "–"
    assert sms_length(PLAIN).widest == ""


@given(WIDE)
def test_parts_hold_the_whole_text_and_no_more_parts_than_needed(text):
    told = sms_length(text)
    units = len(text.encode("utf-16-le")) // 2
    room = (160, 153, 2) if told.is_plain else (70, 67, 1)
    most = units * room[2]
    assert told.segments >= 1
    assert 0 <= told.left < room[0]
    assert told.segments * room[0] >= units
    assert told.segments <= -(-most // (room[1] - 1))


@given(WIDE, WIDE)
def test_more_words_never_make_fewer_parts(first, second):
    assert sms_length(first + second).segments >= sms_length(first).segments
