"""A sale that a file tells again."""

import pytest

from regulars.models import (
    Line,
    Purchase,
)
from regulars.readers.records import LineRecord
from tests.actions.imports_by_hand import bring_in, counted, line, person, sale

pytestmark = pytest.mark.django_db

ANNA = {"name": "Anna Meier", "emails": ("anna@example.com",)}


def test_a_later_file_may_give_money_back_but_never_take_that_back(shop):
    bring_in([sale("1", person(**ANNA))])

    lowered = bring_in([sale("1", person(**ANNA), refunded_minor=400)])
    later = bring_in([sale("1", person(**ANNA), refunded_minor=0)])

    assert counted(lowered) == {"created": 0, "updated": 1, "unchanged": 0}
    assert counted(later) == {"created": 0, "updated": 0, "unchanged": 1}
    assert Purchase.objects.get().refunded_minor == 400


def test_lines_are_replaced_only_by_lines_that_say_as_much(shop):
    bring_in([sale("1", None, lines=(line("Beans"), line("Milk")))])

    short = bring_in([sale("1", None, lines=(LineRecord("2 x Beans"),))])
    longer = bring_in([sale("1", None, lines=(line("Beans"), line("Milk"), line("Cup")))])

    assert short.counts["unchanged"] == 1
    assert longer.counts["updated"] == 1
    assert list(Line.objects.values_list("name", flat=True)) == ["Beans", "Milk", "Cup"]
