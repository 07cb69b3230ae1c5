from datetime import datetime, timedelta

import pytest

from regulars.readers.zones import zone_of


@pytest.mark.parametrize(
    ("name", "hours"),
    [
        ("Europe/Berlin", 2),
        ("Eastern Time (US & Canada)", -4),
        ("(GMT-05:00) Eastern Time (US & Canada)", -4),
        ("W. Europe Standard Time", 2),
        ("CEST", 2),
        ("PST", -8),
        ("GMT+02:00", 2),
        ("UTC-5", -5),
        ("-0500", -5),
        ("+05:30", 5.5),
        ("Z", 0),
        ("Berlin", 2),
        ("Sydney", 10),
    ],
)
def test_names_of_zones_that_files_have(name, hours):
    zone = zone_of(name)

    assert zone is not None
    assert zone.utcoffset(datetime(2024, 7, 1)) == timedelta(hours=hours)


@pytest.mark.parametrize("name", ["", "Mars", "../../etc/passwd", "+99:00", "x" * 500, "12:30"])
def test_what_is_no_zone(name):
    assert zone_of(name) is None
