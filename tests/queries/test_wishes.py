from datetime import timedelta

from django.utils import timezone

from regulars.actions.wishes import put_into, record_wish, take_up
from regulars.models import Customer, Rhythm, Wish
from regulars.queries.local_days import shop_today
from regulars.queries.wishes import group_rows, unanswered, wish_page, wish_register


def test_people_and_what_they_paid_are_counted_once_each(customer, ana):
    other = Customer.objects.create(name="Other")
    Rhythm.objects.create(customer=customer, paid_minor=10_000)
    Rhythm.objects.create(customer=other, paid_minor=2_500)
    first = record_wish(customer=customer, said="Decaf", heard_by=ana)
    group = take_up(wish=first, person=ana)
    for who in (customer, other, None):
        wish = record_wish(customer=who, said="Decaf please", heard_by=ana)
        put_into(wish=wish, group=group, person=ana)

    (row,) = group_rows()

    assert (row.wishes, row.people, row.paid_minor, row.untold) == (4, 2, 12_500, 3)


def test_a_wish_alone_is_offered_what_may_mean_the_same_a_group_first(customer, ana):
    grouped = record_wish(customer=customer, said="Decaf beans in small bags", heard_by=ana)
    group = take_up(wish=grouped, person=ana)
    record_wish(customer=customer, said="Small bags of decaf", heard_by=ana)
    record_wish(customer=customer, said="Open on Saturday at seven", heard_by=ana)
    record_wish(customer=customer, said="Saturdays open from seven", heard_by=ana)

    alone = {one.wish.text: one for one in wish_register(shop_today()).alone}

    assert alone["Small bags of decaf"].group == group
    assert alone["Open on Saturday at seven"].other.text == "Saturdays open from seven"


def test_a_group_is_offered_others_that_may_mean_the_same(customer, ana):
    groups = [
        take_up(wish=record_wish(customer=customer, said=text, heard_by=ana), person=ana)
        for text in ("Kleinere Kaffeetüten", "Kaffee in kleinen Tüten", "Parkplätze")
    ]

    page = wish_page(groups[0])

    assert page.near == [groups[1]]
    assert set(page.others) == set(groups[1:])


def test_who_waits_too_long_is_named_and_what_is_closed_is_not(customer, ana):
    record_wish(
        customer=customer,
        said="Decaf",
        heard_by=ana,
        heard_at=timezone.now() - timedelta(days=20),
    )
    record_wish(customer=customer, said="Fresh", heard_by=ana)

    assert unanswered(shop_today()) == {customer.pk: 1}
    Wish.objects.update(state="dropped")
    assert unanswered(shop_today()) == {}
