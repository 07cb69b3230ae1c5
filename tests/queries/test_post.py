from datetime import timedelta

import pytest
from django.utils.timezone import localtime, now

from regulars.actions import post as actions
from regulars.queries import post
from regulars.queries.local_days import shop_today, shop_zone
from tests.posting import make_design, make_reader, plan_card

pytestmark = pytest.mark.django_db


def test_the_queue_stands_by_the_day_it_is_prepared_the_late_ones_first(shop, ana):
    for away in (3, -2, 0):
        plan_card(make_reader(f"Reader {away}"), due_at=now() + timedelta(days=away))
    today = shop_today()
    days = post.print_queue(shop, today=today).days
    assert [(day.on - today).days for day in days] == [-2, 0, 3]
    assert [day.is_late for day in days] == [True, False, False]
    zone = shop_zone()
    assert all(localtime(day.pieces[0].message.due_at, zone).date() == day.on for day in days)


def test_addresses_that_are_not_whole_are_listed_before_anything_is_printed(shop, ana):
    plan_card(make_reader())
    plan_card(make_reader("No Street", street="", postcode=""))
    queue = post.print_queue(shop, today=shop_today())
    (gap,) = queue.unready
    assert gap.customer.name == "No Street"
    assert gap.troubles == ["the street is missing", "the postcode is missing"]


def test_an_address_from_which_post_came_back_is_listed_until_it_changes(shop, ana):
    reader = make_reader()
    first = plan_card(reader)
    actions.mark_posted([first], person=ana)
    actions.note_returned(first, person=ana)
    plan_card(reader)
    queue = post.print_queue(shop, today=shop_today())
    assert queue.unready[0].troubles == ["post to this address came back"]
    reader.street = "Neue Straße 9"
    reader.save()
    assert post.print_queue(shop, today=shop_today()).unready == []


def test_writing_an_address_differently_makes_no_other_place_of_it(shop):
    one = make_reader(street="Lange Straße 5")
    same = make_reader(street="lange  STRASSE 5")
    assert post.address_key(one) == post.address_key(same)


def test_the_weeks_sheet_ends_after_seven_days(shop, ana):
    for away in (-9, 7, 8):
        plan_card(make_reader(f"Reader {away}"), due_at=now() + timedelta(days=away))
    days = post.week_sheet(shop, today=shop_today())
    assert [(day.on - shop_today()).days for day in days] == [-9, 7]


def test_a_batch_shows_who_is_in_it_and_who_could_not_be_printed(shop, ana):
    cards = [plan_card(make_reader(name)) for name in ("Mara", "Ben", "木村")]
    batch, _ = actions.make_batch(cards, design=make_design(), person=ana)
    actions.note_sheets(batch, stored_as="1.pdf", sheets=2, left_out=[(cards[2].pk, "letters")])
    batch.refresh_from_db()
    page = post.batch_page(batch, shop)
    assert [piece.customer.name for piece in page.pieces] == ["Mara", "Ben"]
    assert page.left_out == [("木村", "letters")]
    assert not page.is_posted
    assert post.open_batches() == [batch]
    actions.mark_posted(cards[:2], person=ana)
    assert post.batch_page(batch, shop).is_posted
    assert post.open_batches() == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_costs_the_same_for_any_number(shop, ana, count, django_assert_num_queries):
    for number in range(count):
        plan_card(make_reader(f"Reader {number}"))
    with django_assert_num_queries(6):  # zone, cards, suppressed, batches, posted, its zone
        queue = post.print_queue(shop, today=shop_today())
    assert queue.count == count
