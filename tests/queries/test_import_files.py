"""What a batch remembers becomes what a reader needs."""

from datetime import UTC, datetime

import pytest

from regulars.models import Shop
from regulars.queries.import_files import answers_of, defaults, scratch_folder, source_of
from regulars.rules.imports import Field


def test_answers_come_back_as_they_were_given():
    told = {"mapping": [["e mail", "email"], [3, "total"]], "is_day_first": False}

    answers = answers_of(told)

    assert answers.mapping == {"e mail": Field.EMAIL, 3: Field.TOTAL}
    assert answers.is_day_first is False
    assert answers.has_decimal_comma is None
    assert answers_of({}) == answers_of({"mapping": []})


def test_the_day_is_the_batchs_own_in_the_shops_zone():
    shop = Shop(country="NZ", currency="NZD", time_zone="Pacific/Auckland")

    told = defaults(shop, datetime(2026, 11, 22, 20, tzinfo=UTC))

    assert told.today.isoformat() == "2026-11-23"


def test_a_scratch_folder_goes_however_it_ends():
    with pytest.raises(RuntimeError), scratch_folder() as folder:
        (folder / "part.csv").touch()
        raise RuntimeError

    assert not folder.exists()


def test_only_known_formats_have_a_source():
    assert source_of("shopify_orders") == "shopify"
    assert source_of("generic") == ""
