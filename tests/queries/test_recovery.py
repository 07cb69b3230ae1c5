from django.utils import timezone

from regulars.models import CharterClause, CharterVersion, Complaint
from regulars.queries.local_days import shop_today
from regulars.queries.recovery import case_of, check_back_days, first_word_hours
from regulars.rules.complaints import Case


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
