"""The sample business gave its word: to one, to everybody, with a price."""

from collections import Counter
from datetime import timedelta

import pytest

from regulars.actions.charters import start_version
from regulars.actions.sample import add_sample, remove_sample
from regulars.models import CharterVersion, Guarantee, Promise, VisionPoint
from regulars.queries.charters import published
from regulars.queries.guarantees import evidence_for
from regulars.queries.local_days import shop_today
from regulars.queries.promises import ledger, records_by_kind


@pytest.fixture
def today(shop):
    return shop_today()


def test_its_record_speaks_and_something_is_due_late_and_to_come(shop, ana, today):
    add_sample(person=ana, today=today)

    page = ledger(today, person=ana)
    assert [one.late_days for one in page.due] == [2, 0]
    assert len(page.coming) == 2
    assert page.settled
    assert page.cost
    kept = {kind: (one.tally.kept, one.tally.cases) for kind, one in records_by_kind(today).items()}
    assert kept == {
        "repair": (47, 48),
        "quote": (7, 9),
        "call_back": (11, 12),
        "find_out": (0, 1),  # the late one
    }


def test_it_is_the_same_each_time(shop, ana, today):
    def told() -> list[tuple[object, ...]]:
        add_sample(person=ana, today=today)
        columns = ("customer__name", "kind", "what", "made_on", "due_on", "state", "kept_on")
        rows = list(Promise.objects.order_by("pk").values_list(*columns))
        remove_sample(person=ana)
        return rows

    assert told() == told()


def test_its_charter_counts_and_its_guarantee_is_measured(shop, ana, today):
    add_sample(person=ana, today=today)

    version = published()
    assert version is not None
    assert version.published_on == today - timedelta(days=200)
    assert version.clauses.count() == 4
    guarantee = Guarantee.objects.get()
    evidence = evidence_for(guarantee, today)
    assert (evidence.counted.kept, evidence.counted.cases) == (47, 48)
    assert Counter(guarantee.answers.values_list("is_expected", flat=True)) == {False: 4, True: 2}
    assert VisionPoint.objects.count() == 3


@pytest.mark.parametrize("is_removed", [False, True])
def test_a_real_charter_stands_alone_and_stays(shop, ana, today, is_removed):
    start_version(person=ana)

    add_sample(person=ana, today=today)
    if is_removed:
        remove_sample(person=ana)

    assert CharterVersion.objects.get().state == "draft"
    assert not Guarantee.objects.exists()


def test_it_needs_nobody_signed_in(shop, today):
    add_sample(person=None, today=today)

    assert published() is not None
    assert Promise.objects.open().count() == 4
