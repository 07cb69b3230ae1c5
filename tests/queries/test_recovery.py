from datetime import timedelta

from django.utils import timezone

from regulars.models import CharterClause, CharterVersion, Complaint, Purchase, Rhythm
from regulars.queries.local_days import noon_of, shop_today
from regulars.queries.recovery import (
    case_of,
    check_back_days,
    cool_off_minutes,
    first_word_hours,
    signs_of,
)
from regulars.rules.complaints import Case, Signs


def test_the_owner_says_how_soon_until_the_charter_does(shop, ana):
    assert (first_word_hours(), check_back_days()) == (24, 7)

    version = CharterVersion.objects.create(number=1, state="draft")
    CharterClause.objects.create(
        version=version,
        position=1,
        sentence="A word within four hours",
        metric="first_word",
        within=4,
        target_percent=90,
        since_on=shop_today(),
    )
    assert first_word_hours() == 24

    CharterVersion.objects.update(
        state="published", agreed_at=timezone.now(), published_on=shop_today()
    )
    assert first_word_hours() == 4


def test_a_row_is_the_case_that_the_rules_know(customer):
    row = Complaint.objects.create(customer=customer, text="Cold", heard_at=timezone.now())

    assert case_of(row) == Case()


def test_words_wait_as_long_as_the_owner_says(shop):
    assert cool_off_minutes() == 30


def test_what_they_did_since_is_read_in_one_query(customer, django_assert_num_queries):
    today = shop_today()
    row = Complaint.objects.create(
        customer=customer,
        text="Cold",
        heard_at=timezone.now(),
        state="dropped",
        step="none",
        closed_on=today - timedelta(days=5),
    )
    Rhythm.objects.create(customer=customer, lost_from=today)
    with django_assert_num_queries(1):
        assert signs_of(Complaint.objects.all(), today) == {row.pk: Signs(is_lost=True)}

    for number, days in enumerate((5, 3, 1)):
        day = today - timedelta(days=days)
        Purchase.objects.create(
            customer=customer,
            source="",
            key=str(number),
            bought_at=noon_of(day),
            bought_on=day,
            currency="EUR",
            total_minor=1,
        )
    assert signs_of(Complaint.objects.all(), today)[row.pk] == Signs(
        bought_on=today - timedelta(days=3)
    )
