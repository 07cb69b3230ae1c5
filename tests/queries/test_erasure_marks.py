import pytest
from django.conf import settings

from regulars.models import ContactPoint, Customer, CustomerKey, Merge
from regulars.queries.erasure_marks import hashed, is_marked, marks_of, who_hash_of


@pytest.fixture
def known(customer) -> Customer:
    ContactPoint.objects.create(customer=customer, kind="email", value="tomas@example.com")
    CustomerKey.objects.create(customer=customer, source="till", key="77")
    return customer


def again(**fields) -> Customer:
    return Customer.objects.create(**{"name": "Tomás Ferreira"} | fields)


def test_marks_tell_nothing_of_whom_they_stand_for(known):
    marks = marks_of(known)

    assert len(marks) == 5  # the row, an address with the name, a key; and two for files
    assert all(len(mark) == 64 for mark in marks)
    assert who_hash_of(known.pk) not in marks
    assert who_hash_of(known.pk) == who_hash_of(known.pk) != who_hash_of(known.pk + 1)


def test_the_same_row_is_known_again(known):
    assert is_marked(known, marks_of(known))


def test_the_same_name_with_the_same_address_is_known_again_under_another_number(known):
    marks = marks_of(known)
    other = again(name="tomás  ferreira")
    ContactPoint.objects.create(customer=other, kind="email", value="tomas@example.com")

    assert is_marked(other, marks)


def test_who_shares_an_address_and_who_shares_a_name_are_other_people(known):
    marks = marks_of(known)
    wife = again(name="Maria Ferreira")
    ContactPoint.objects.create(customer=wife, kind="email", value="tomas@example.com")

    assert not is_marked(wife, marks)
    assert not is_marked(again(), marks)


def test_a_record_that_was_merged_into_them_is_known_again(known):
    record = {"gone": {"row": {"created_at": "2025-01-02T03:04:05+00:00", "name": "T. Ferreira"}}}
    Merge.objects.create(kept=known, gone_id=900, record=record)

    assert hashed_row(900, "2025-01-02T03:04:05+00:00", "T. Ferreira") in marks_of(known)


def hashed_row(pk: int, created_at: str, name: str) -> str:
    return hashed(f"row|{pk}|{created_at}|{name}", settings.SECRET_KEY)


def test_marks_of_an_older_key_are_still_known(known, settings):
    marks = marks_of(known)
    older, settings.SECRET_KEY = settings.SECRET_KEY, "another-key-of-the-install-0123456789"
    assert not is_marked(known, marks)

    settings.SECRET_KEY_FALLBACKS = [older]

    assert is_marked(known, marks)
