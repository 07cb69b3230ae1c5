from datetime import UTC, datetime

from regulars.queries.findings import told


def test_a_moment_is_told_by_the_clock_of_the_business(shop):
    assert told(datetime(2026, 11, 22, 6, tzinfo=UTC)) == "2026-11-22 07:00"
