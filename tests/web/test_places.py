"""Countries, currencies and zones as a form offers them."""

import pytest

from regulars.rules.places import countries
from regulars.web import places


def test_countries_stand_by_their_name_in_the_readers_language():
    german = [name for _, name in places.country_choices("de")]
    assert german.index("Ägypten") < german.index("Albanien") < german.index("Deutschland")
    assert len(german) == len(countries())


def test_currencies_carry_code_and_name():
    assert ("JPY", "JPY · Japanese Yen") in places.currency_choices("en")


def test_zones_are_grouped_by_continent():
    groups = dict(places.zone_choices())
    assert ("Europe/Berlin", "Berlin") in groups["Europe"]
    assert ("America/New_York", "New York") in groups["America"]
    assert groups["UTC"] == [("UTC", "UTC")]


@pytest.mark.parametrize(
    ("told", "zone"),
    [
        ("Europe/Vienna", "Europe/Vienna"),
        (":Europe/Vienna", "Europe/Vienna"),
        ("UTC", None),
        ("Etc/GMT+5", None),
        ("../../etc/passwd", None),
    ],
)
def test_the_machines_zone_counts_where_it_is_a_place(monkeypatch, told, zone):
    monkeypatch.setenv("TZ", told)
    assert places.machine_zone() == zone


def test_the_machines_zone_is_read_off_its_clock_file(monkeypatch, tmp_path):
    monkeypatch.delenv("TZ", raising=False)
    clock = tmp_path / "localtime"
    clock.symlink_to("/usr/share/zoneinfo/Asia/Tokyo")
    monkeypatch.setattr(places, "LOCALTIME", clock)
    assert places.machine_zone() == "Asia/Tokyo"
