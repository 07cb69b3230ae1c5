"""One file, one batch: what is counted, kept and said."""

from decimal import Decimal

import pytest

from regulars.models import (
    Event,
    ImportJournal,
    RefusedRow,
)
from regulars.readers.records import LineRecord, Refusal
from tests.actions.imports_by_hand import (
    bring_in,
    counted,
    dump,
    line,
    person,
    sale,
    tried,
    yes,
)

pytestmark = pytest.mark.django_db

ANNA = {"name": "Anna Meier", "emails": ("anna@example.com",)}


def test_the_same_file_twice_changes_nothing(shop):
    records = [
        sale(
            "1",
            person(
                **ANNA, phones=("+493012345",), consents=(yes(),), note="likes tea", tags=("vip",)
            ),
            lines=(line(), LineRecord("Milk", Decimal("0.5"))),
        ),
        sale("2", person(name="Ben Okafor", postcode="10115"), refunded_minor=300),
        sale("", person(name="Only A. Name")),
        sale("", person(name="Only A. Name")),
        sale("3", None),
        person(emails=("new@example.com",), extra={"Size": "M"}),
    ]
    first = bring_in(records)
    before = dump()

    second = bring_in(records)

    assert dump() == before
    assert counted(first) == {"created": 5, "updated": 0, "unchanged": 0}
    assert counted(second) == {"created": 0, "updated": 0, "unchanged": 5}
    assert second.counts["people"] == {
        "created": 0,
        "updated": 0,
        "unchanged": 4,
        "with_purchases": 3,
        "repeat": 1,
    }


def test_a_dry_run_tells_the_same_counts_and_writes_nothing(shop):
    bring_in([sale("0", person(name="Ben Okafor", emails=("ben@example.com",)))])
    records = [
        sale("0", person(name="Ben Okafor", emails=("ben@example.com",), phones=("+4930999",))),
        sale("1", person(**ANNA)),
        sale("1", person(**ANNA)),
        sale("2", person(**ANNA, phones=("+493012345",))),
        person(name="Anna Meyer", phones=("+493012345",)),
        Refusal(9, "date_missing"),
    ]
    before = dump()

    told = tried(records)

    assert dump() == before
    batch = bring_in(records)
    assert told == batch.counts
    assert told["people"]["updated"] == 1
    assert told["people"]["created"] == 2
    assert told["refused"] == 1
    assert told["repeated"] == 1


def test_refused_rows_are_kept_with_their_reason(shop):
    batch = bring_in([Refusal(7, "date_impossible", {"value": "30.02.2026"}), sale("1", None)])

    kept = RefusedRow.objects.get(batch=batch)
    assert (kept.row, kept.reason, kept.facts) == (7, "date_impossible", {"value": "30.02.2026"})
    assert batch.counts["refused"] == 1


def test_one_event_says_that_it_is_done_and_the_journal_is_gone(shop):
    bring_in([sale("1", person(**ANNA))])

    assert list(Event.objects.values_list("kind", flat=True)) == ["batch.imported"]
    assert not ImportJournal.objects.exists()
