import pytest

from regulars.models import Manners
from regulars.queries.leap_days import leap_day, leap_day_for
from regulars.rules.kinds import LeapDay

pytestmark = pytest.mark.django_db


def test_the_leap_day_is_kept_as_the_owner_wants():
    assert leap_day() is LeapDay.BEFORE

    Manners.objects.create(leap_day="after")

    assert leap_day() is LeapDay.AFTER
    assert leap_day_for(2, 29) is LeapDay.AFTER


def test_nobody_asks_for_any_other_day(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert leap_day_for(2, 28) is leap_day_for(11, 29)
