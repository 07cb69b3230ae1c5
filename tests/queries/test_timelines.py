from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from regulars.actions.customers import change_customer, pause_customer
from regulars.actions.tags import set_tags
from regulars.models import Fact, ImportBatch, Refund
from regulars.queries.local_days import shop_today
from regulars.queries.timelines import SOURCES, TOLD_EVENTS, Place, event_words, timeline_of
from regulars.rules.kinds import PauseReason


def test_every_told_event_has_words(customer, ana):
    change_customer(customer=customer, fields={"city": "Porto", "birthday_day": None}, person=ana)
    pause_customer(customer=customer, reason=PauseReason.MOVED, person=ana)
    set_tags(customer=customer, names=["club"], person=ana)

    said = [entry.words for entry in timeline_of(customer).entries]

    assert said == ["Tags: club", "Left in peace: Moved away", "Corrected: City"]


@pytest.mark.parametrize("kind", TOLD_EVENTS)
def test_an_event_without_facts_has_words_too(customer, kind):
    event = customer.events.create(kind=kind)

    assert event_words(event)


def test_a_refund_of_an_unknown_purchase_stands_on_its_day(customer):
    today = shop_today()
    Refund.objects.create(
        customer=customer, source="", key="r", refunded_on=today, currency="EUR", amount_minor=5
    )

    assert [entry.on for entry in timeline_of(customer).entries] == [today]


def test_the_story_of_an_imported_customer_begins_with_the_file(customer):
    customer.batch = ImportBatch.objects.create(kind="file", file_name="till.csv")
    customer.save()

    assert timeline_of(customer).entries[-1].words == "Came with the file “till.csv”"
    assert timeline_of(customer, show="notes").entries == []


@pytest.mark.parametrize("size", [1, 2, 7])
def test_pages_hold_each_entry_once_even_at_one_moment(customer, size):
    moment = timezone.now()
    for number in range(9):
        at = moment - timedelta(days=number // 6)
        Fact.objects.create(customer=customer, text=str(number), noticed_at=at)

    seen, place = [], None
    while True:
        page = timeline_of(customer, place=place, size=size)
        seen += [entry.row.pk for entry in page.entries]
        place = page.next_place
        if place is None:
            break

    assert len(seen) == len(set(seen)) == 9


def test_each_part_of_the_story_is_in_the_whole():
    assert all(set(some) <= set(SOURCES["everything"]) for some in SOURCES.values())


@given(st.text(max_size=60))
def test_any_text_is_a_place_or_none(text):
    place = Place.parse(text)

    assert place is None or Place.parse(str(place)) == place
