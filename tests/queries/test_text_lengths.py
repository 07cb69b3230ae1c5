"""How long a text is on the phone, in words."""

import pytest

from regulars.queries.text_lengths import length_words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ""),
        ("Hello", "By SMS: one text."),
        ("Hello 👍", "By SMS: one text."),
        ("x" * 200, "By SMS: 2 texts in one."),
        (
            "x" * 100 + "–",
            "By SMS: 2 texts in one. “–” more than halves the room of each.",
        ),
    ],
)
def test_the_length_is_said(text, said):
    assert length_words(text) == said
