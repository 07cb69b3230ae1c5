from datetime import date, time, timedelta

import pytest

from regulars.actions.findings import note_finding
from regulars.actions.touches import plan_follow_up
from regulars.models import Digest
from regulars.queries.digests import readers, turns_at, wants_digests, window_for, words_for
from regulars.rules.kinds import DigestKind
from tests.conftest import at

DAY = date(2026, 11, 23)


@pytest.fixture
def reader(ana):
    ana.email, ana.morning_at = "ana@home.example", time(7)
    ana.save()
    return ana


def test_only_who_wants_it_and_can_be_reached_is_told(reader, ben):
    ben.morning_at = time(7)
    ben.save()

    assert list(readers()) == [reader]
    assert wants_digests()


def test_a_turn_comes_once_a_day(reader, shop):
    assert list(turns_at(at(DAY, 6), shop)) == []
    [turn] = turns_at(at(DAY, 8), shop)
    Digest.objects.create(person=reader, kind=turn.kind.value, day=turn.day, message_id="<1@a>")
    assert list(turns_at(at(DAY, 9), shop)) == []
    assert len(list(turns_at(at(DAY + timedelta(days=1), 9), shop))) == 1


def test_whoever_wants_none_any_more_gets_none(reader, shop):
    digest = Digest.objects.create(person=reader, kind="morning", day=DAY, message_id="<1@a>")
    assert window_for(digest, shop) is not None

    reader.morning_at = None
    reader.save()
    assert window_for(Digest.objects.get(), shop) is None


def test_the_words_are_in_the_language_of_the_reader(reader, shop, customer):
    plan_follow_up(customer=customer, due_on=DAY, note="call", person=reader)
    reader.language = "de"

    words = words_for(reader, DigestKind.EVENING, DAY, shop)

    assert words.language == "de"
    assert "Montag, 23. November 2026" in words.subject
    assert "Guten Abend" in words.body
    assert words_for(reader, DigestKind.MORNING, DAY - timedelta(days=300), shop) is None


@pytest.mark.parametrize(
    ("kind", "greeting"), [(DigestKind.MORNING, "Nobody is waiting"), (DigestKind.EVENING, "still")]
)
def test_what_is_to_do_for_the_business_is_told_as_on_today(reader, shop, customer, kind, greeting):
    note_finding(found="Late.", action="Ring before.", owner=reader, due_on=DAY, person=reader)

    words = words_for(reader, kind, DAY, shop)

    assert words.subject.startswith("1 thing to do for the business, ")
    assert greeting in words.body
    assert "• Ring before." in words.body

    plan_follow_up(customer=customer, due_on=DAY, note="call", person=reader)
    words = words_for(reader, kind, DAY, shop)
    assert words.subject.startswith("1 person ")
    assert "\n\nFor the business:\n• Ring before.\n" in words.body
