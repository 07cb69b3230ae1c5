"""A batch in words and numbers."""

from datetime import timedelta

import pytest

from regulars.models import ImportBatch, RefusedRow
from regulars.queries.imports import (
    kept_words,
    outcome,
    progress,
    refused_rows,
    state_words,
)
from regulars.rules.kinds import BatchState
from tests.actions.imports_by_hand import MOMENT

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", list(BatchState))
def test_every_state_has_a_sentence(state):
    assert state_words(ImportBatch(state=state.value, counts={})).endswith(".")


def test_what_was_met_on_the_way_is_said():
    told = outcome({"unattributed": 2, "cancelled": 1, "alike": {"shopify": 3}, "kept_refusals": 1})

    assert told.remarks == (
        "2 purchases name nobody: they count for the business, for no person.",
        "1 that was cancelled, failed or still pending is left out.",
        "1 yes in the file meets a no that somebody has said to us. The no stays.",
        "3 purchases look like ones that you have from Shopify.",
    )


def test_nothing_new_is_told_from_something():
    assert outcome({"unchanged": 5}).changes_nothing
    assert not outcome({"updated": 1}).changes_nothing
    assert kept_words({"kept_people": 2}) == [
        "2 people stay, because somebody has worked with them since."
    ]


def test_the_time_left_comes_from_the_pace_so_far():
    batch = ImportBatch(cursor=250, total=1_000, started_at=MOMENT)

    told = progress(batch, MOMENT + timedelta(minutes=4))

    assert (told.percent, told.minutes_left) == (25, 12)
    assert progress(ImportBatch(cursor=5, total=0), MOMENT).minutes_left is None


def test_refused_rows_come_in_the_order_of_the_file():
    batch = ImportBatch.objects.create(file_name="a.csv")
    for row in (9, 3):
        RefusedRow.objects.create(batch=batch, row=row, reason="nobody_named")

    assert [row for row, _ in refused_rows(batch)] == [3, 9]
    assert len(refused_rows(batch, limit=1)) == 1
