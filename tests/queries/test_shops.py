"""Is the business set up, and does it hold invented people?"""

import pytest

from regulars.models import ImportBatch
from regulars.queries import shops


@pytest.mark.django_db
def test_before_the_first_visit_there_is_nothing():
    assert shops.the_shop() is None
    assert not shops.has_owner()


def test_a_shop_alone_is_no_finished_first_visit(shop):
    assert shops.the_shop() == shop
    assert not shops.has_owner()


def test_the_owner_ends_the_first_visit(ana):
    assert shops.has_owner()


@pytest.mark.parametrize(
    ("kind", "state", "is_there"),
    [
        ("sample", "done", True),
        ("sample", "undoing", True),
        ("sample", "undone", False),
        ("file", "done", False),
    ],
)
def test_the_sample_is_there_until_it_is_taken_back(shop, kind, state, is_there):
    ImportBatch.objects.create(kind=kind, state=state, file_name="sample")
    assert shops.has_sample() is is_there
