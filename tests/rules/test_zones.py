from zoneinfo import ZoneInfo

import pytest

from regulars.rules.zones import zones_for, zones_of_phone

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("country", "phones", "expected"),
    [
        ("PL", [], ["Europe/Warsaw"]),  # an address settles it
        ("PL", ["+12125551234"], ["Europe/Warsaw"]),
        ("", [], ["Europe/Berlin"]),
        ("", ["+4915123456789"], ["Europe/Berlin"]),
        ("", ["+442079460958"], ["Europe/Berlin", "Europe/London"]),
        ("", ["+12125551234"], ["Europe/Berlin", "America/New_York"]),
        ("US", ["+13105551234"], ["Europe/Berlin", "America/New_York", "America/Los_Angeles"]),
        ("", ["nonsense"], ["Europe/Berlin"]),
        ("ZZ", [], ["Europe/Berlin"]),
    ],
)
def test_t5_an_unknown_place_keeps_the_hours_of_every_likely_zone(country, phones, expected):
    found = zones_for(country=country, phones=phones, shop=BERLIN)

    assert [zone.key for zone in found] == expected


def test_a_number_without_a_place_says_nothing():
    assert zones_of_phone("+8835100001234") == ()
