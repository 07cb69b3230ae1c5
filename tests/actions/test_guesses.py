from datetime import UTC, datetime, timedelta

import pytest

from regulars.actions.guesses import forget_guesses, note_wrong_link
from regulars.models import LinkGuess

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_each_wrong_link_counts_for_its_address_and_its_beginning():
    for _ in range(3):
        note_wrong_link(address="203.0.113.9", token="12.x", at=NOW)

    assert list(LinkGuess.objects.values_list("count", flat=True)) == [3, 3]


def test_what_is_over_is_forgotten():
    note_wrong_link(address="203.0.113.9", token="12.x", at=NOW)

    assert forget_guesses(before=NOW) == 0
    assert forget_guesses(before=NOW + timedelta(hours=1)) == 2
