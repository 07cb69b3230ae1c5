import pytest

from regulars.actions.doubles import look_for_doubles, search_for_doubles, want_doubles
from regulars.models import ContactPoint, Customer, DoublesSearch, DoubtfulPair, Event
from tests.making import make_customers

pytestmark = pytest.mark.django_db


@pytest.fixture
def household(shop):
    people = [Customer.objects.create(name=name) for name in ("Ana Lima", "Lima, Ana", "Rui Lima")]
    for person in people:
        ContactPoint.objects.create(customer=person, kind="phone", value="+351210000000")
    return people


def test_doubles_are_offered_once_and_households_not_at_all(household):
    assert look_for_doubles() == 1
    assert look_for_doubles() == 0

    pair = DoubtfulPair.objects.get()
    assert {pair.first_id, pair.second_id} == {household[0].pk, household[1].pk}


def test_everybody_is_looked_at_however_many_at_a_time(household, monkeypatch):
    monkeypatch.setattr("regulars.queries.duplicates.AT_ONCE", 4)
    make_customers(9)
    told = []

    assert look_for_doubles(progress=lambda seen, total: told.append((seen, total))) == 1
    assert told == [(4, 12), (8, 12), (12, 12)]


def test_a_search_that_is_under_way_is_enough(household, ana):
    first = want_doubles(person=ana)
    assert want_doubles(person=ana) == first

    assert DoublesSearch.objects.count() == 1
    assert Event.objects.filter(kind="doubles.wanted").count() == 1


def test_a_search_keeps_how_far_it_is_and_what_it_found(household, ana):
    search = want_doubles(person=ana)

    assert search_for_doubles(search) == 1

    search.refresh_from_db()
    assert (search.seen, search.total, search.found) == (3, 3, 1)
    assert search.finished_at


def test_a_task_that_runs_again_after_a_kill_finds_the_search_finished(household, ana):
    search = want_doubles(person=ana)
    search_for_doubles(search)
    search.refresh_from_db()

    assert search_for_doubles(search) == 1
    assert DoubtfulPair.objects.count() == 1
