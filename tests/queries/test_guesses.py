from datetime import UTC, datetime, timedelta

import pytest

from regulars.actions.guesses import note_wrong_link
from regulars.models import LinkGuess
from regulars.queries.guesses import (
    MOST_OF_A_BEGINNING,
    MOST_OF_AN_ADDRESS,
    WINDOW,
    guess_keys,
    has_guessed_too_often,
    is_guessed_too_often,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def guess(times: int, *, address: str = "203.0.113.9", token: str = "12.x") -> None:
    for number in range(times):
        note_wrong_link(address=address, token=f"{token}{number}", at=NOW)


def test_an_address_may_be_wrong_a_few_times_and_then_not_for_a_while():
    guess(MOST_OF_AN_ADDRESS - 1)
    assert not has_guessed_too_often("203.0.113.9", NOW)

    guess(1)

    assert has_guessed_too_often("203.0.113.9", NOW)
    assert not has_guessed_too_often("203.0.113.10", NOW)
    assert not has_guessed_too_often("203.0.113.9", NOW + WINDOW)


def test_guesses_at_one_link_count_together_from_wherever_they_come():
    for number in range(MOST_OF_A_BEGINNING):
        guess(1, address=f"203.0.113.{number}")

    assert is_guessed_too_often("12.right-or-wrong", NOW)
    assert not is_guessed_too_often("13.x", NOW)


def test_neither_an_address_nor_a_link_can_be_read_back():
    guess(1)

    kept = " ".join(LinkGuess.objects.values_list("key", flat=True))
    assert "203" not in kept.replace(guess_keys("203.0.113.9", "12.x")[0], "")
    assert "12.x" not in kept
    assert len(set(guess_keys("a", "b"))) == 2


def test_an_old_count_begins_anew():
    guess(MOST_OF_AN_ADDRESS)
    later = NOW + WINDOW + timedelta(seconds=1)
    note_wrong_link(address="203.0.113.9", token="12.x", at=later)

    assert not has_guessed_too_often("203.0.113.9", later)
