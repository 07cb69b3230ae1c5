"""What a customer reads of us by their own link, and all that is not there."""

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from regulars.models import (
    ContactPoint,
    Customer,
    MailAccount,
    Person,
    Promise,
    Shop,
    Wish,
    WishGroup,
)
from regulars.queries.own_pages import own_page
from tests.conftest import at

TODAY = date(2026, 11, 30)


@pytest.fixture
def reader(customer: Customer, ana: Person) -> Customer:
    customer.carer = ana
    customer.street, customer.postcode, customer.city = "Weg 1", "10115", "Berlin"
    customer.save()
    for kind, value in (("email", "tomas@example.com"), ("phone", "+491701234567")):
        ContactPoint.objects.create(customer=customer, kind=kind, value=value)
    return customer


def promised(customer: Customer, due_in: int, state: str = "open", **more: object) -> Promise:
    due_on = TODAY + timedelta(days=due_in)
    closed_at = None if state == "open" else timezone.now()
    return Promise.objects.create(
        customer=customer,
        kind="repair",
        what=f"the grinder, {state} {due_in}",
        made_on=due_on - timedelta(days=9),
        due_on=due_on,
        state=state,
        closed_at=closed_at,
        occurrence=f"{state}{due_in}",
        **more,
    )


def stands(customer: Customer) -> dict[str, str]:
    page = own_page(customer, today=TODAY)
    return {line.what: line.stands for line in page.open_promises + page.settled_promises}


def test_each_promise_says_honestly_how_it_stands(reader):
    promised(reader, 4)
    promised(reader, 0)
    promised(reader, -1)
    promised(reader, -10, "kept", kept_on=TODAY - timedelta(days=12))
    promised(reader, -20, "kept_late", kept_on=TODAY - timedelta(days=18))
    told = promised(
        reader, -30, "broken_told", told_on=TODAY - timedelta(days=33), reason="supplier"
    )
    promised(reader, -40, "broken_silent", reason="forgotten")
    promised(reader, -50, "released")
    promised(reader, -91, "kept", kept_on=TODAY - timedelta(days=95))

    assert stands(reader) == {
        "the grinder, open -1": "It was due on Sunday, 29 November 2026. We are late.",
        "the grinder, open 0": "Due today.",
        "the grinder, open 4": "By Friday, 4 December 2026.",
        "the grinder, kept -10": "Done on Wednesday, 18 November 2026.",
        "the grinder, kept_late -20": (
            "Done on Thursday, 12 November 2026, later than the"
            " Tuesday, 10 November 2026 we had said."
        ),
        "the grinder, broken_told -30": (
            "We could not keep it, and told you before Saturday, 31 October 2026."
        ),
        "the grinder, broken_silent -40": (
            "We did not keep this by Wednesday, 21 October 2026. We are sorry."
        ),
    }

    promised(reader, 5, replaces=told)
    assert stands(reader)["the grinder, broken_told -30"] == (
        "Not by Saturday, 31 October 2026, as we had said: now by Saturday, 5 December 2026."
    )


def test_wishes_say_what_we_wrote_for_them_and_never_our_notes(reader):
    def wished(text: str, days_ago: int, group: WishGroup | None = None, state: str = "open"):
        heard_at = at(TODAY - timedelta(days=days_ago))
        Wish.objects.create(customer=reader, text=text, heard_at=heard_at, group=group, state=state)

    sundays = WishGroup.objects.create(
        title="Open on Sundays", decision="cannot", decided_on=TODAY, answer="We rest on Sundays."
    )
    oats = WishGroup.objects.create(
        title="Oat milk", decision="will_do", decided_on=TODAY, answer="We have it.", done_on=TODAY
    )
    wished("moans about Sundays", 400, sundays)
    wished("oat milk, as always", 10, oats)
    wished("wants a discount, do not give in", 3)
    wished("heard wrongly", 4, state="dropped")
    wished("of long ago", 181)
    wished("cups that keep warm", 200, WishGroup.objects.create(title="Warm cups"))

    lines = [(one.what, one.stands) for one in own_page(reader, today=TODAY).wishes]

    assert lines == [
        ("What you told us on Friday, 27 November 2026", "Heard and noted. No answer yet."),
        ("Oat milk", "We have it."),
        ("Open on Sundays", "We rest on Sundays."),
    ]


def test_a_person_and_ways_to_reach_them_stand_there(reader):
    Shop.objects.update(phone="+493012345678")
    MailAccount.objects.create(is_on=True, from_address="hello@aurora.example")

    page = own_page(reader, today=TODAY)

    assert page.carer == "Ana Torres"
    assert (page.phone, page.phone_words) == ("+493012345678", "+49 30 12345678")
    assert page.email == "hello@aurora.example"
    assert [value for value, _ in page.reply_by] == ["phone", "email", "sms", "whatsapp"]


def test_a_carer_who_left_is_nobody_to_reach(reader, ana):
    Person.objects.filter(pk=ana.pk).update(is_active=False)

    assert own_page(Customer.objects.get(), today=TODAY).carer == ""


@pytest.mark.parametrize("tone", ["friendly", "formal"])
def test_p8_whoever_gets_the_link_learns_no_more_than_a_first_name(reader, tone):
    Customer.objects.update(tone=tone)
    promised(reader, 4)

    page = repr(own_page(Customer.objects.get(), today=TODAY))

    for hidden in ("Ferreira", "Weg 1", "10115", "Berlin", "tomas@example.com", "1701234567"):
        assert hidden not in page
    assert ("Tomás" in page) == (tone == "friendly")


def test_the_page_takes_a_few_questions_to_the_database(reader, django_assert_max_num_queries):
    for days in range(1, 4):
        promised(reader, days)

    with django_assert_max_num_queries(14):
        own_page(reader, today=TODAY)


def test_it_speaks_german_too(reader):
    promised(reader, -1)
    with translation.override("de"):
        assert list(stands(reader).values()) == [
            "Es war für Sonntag, 29. November 2026 zugesagt. Wir sind zu spät."
        ]
