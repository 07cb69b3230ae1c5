"""Writing somebody down, and correcting what was written."""

import pytest
from django.urls import reverse

from regulars.actions import custom_fields
from regulars.models import Customer, Event
from regulars.rules.kinds import FieldKind
from tests.web.customers_by_hand import met, show


def test_one_line_makes_a_customer(owner, shop):
    response = owner.post(
        reverse("customers:new"), {"name": "Maria Schulz 0170 1234567 Maria@example.com"}
    )

    customer = Customer.objects.get()
    assert response.url == show(customer)
    assert customer.name == "Maria Schulz"
    assert sorted(p.value for p in customer.contact_points.all()) == [
        "+491701234567",
        "maria@example.com",
    ]


def test_somebody_who_may_be_known_is_asked_about_first(owner, shop):
    known = met("Maria Schulz", phones=["+491701234567"])

    response = owner.post(reverse("customers:new"), {"name": "M. Schulz", "phones": "01701234567"})
    assert "Is it this one?" in response.text
    assert show(known) in response.text
    assert Customer.objects.count() == 1

    owner.post(
        reverse("customers:new"),
        {"name": "M. Schulz", "phones": "01701234567", "anyway": "yes"},
    )
    assert Customer.objects.count() == 2


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"name": ""}, "This field is required"),
        ({"name": "Ana", "emails": "ana@"}, "“ana@” is no email address."),
        ({"name": "Ana", "phones": "12"}, "“12” is no phone number."),
        ({"name": "0170 1234567"}, "Who is it?"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(owner, shop, told, said):
    response = owner.post(reverse("customers:new"), told)

    assert response.status_code == 422
    assert said in response.text
    assert not Customer.objects.exists()


def edit_values(customer: Customer, **changes) -> dict[str, object]:
    return {"name": customer.name, "tone": customer.tone, **changes}


def test_everything_can_be_corrected(owner, ana, customer):
    field = custom_fields.create_field(name="Shoe size", kind=FieldKind.NUMBER, person=ana)

    response = owner.post(
        reverse("customers:edit", args=[customer.pk]),
        edit_values(
            customer,
            tone="formal",
            emails="a@example.com\nB@example.com",
            phones="030 123456",
            day=29,
            month=2,
            country="pt",
            why_stays="the roast",
            carer=ana.pk,
            tags="club, Café",
            preferred_channel="whatsapp",
            **{f"own_{field.pk}": "42,5"},
        ),
    )

    assert response.status_code == 302
    customer.refresh_from_db()
    assert (customer.tone, customer.why_stays, customer.carer) == ("formal", "the roast", ana)
    assert (customer.birthday_month, customer.birthday_day, customer.birthday_year) == (2, 29, None)
    assert customer.country == "PT"
    assert [p.value for p in customer.contact_points.filter(kind="email")] == [
        "a@example.com",
        "b@example.com",
    ]
    assert customer.custom_values.get().text == "42.5"
    assert customer.tags.count() == 2
    assert "b@example.com" in customer.search_text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "required"),
        ({"day": 30, "month": 2}, "There is no such day."),
        ({"day": 3}, "A day needs its month"),
        ({"country": "Germany"}, "at most 2"),
        ({"country": "1!"}, "two letters"),
        ({"emails": "nobody"}, "no email address"),
        ({"phones": "call me"}, "no phone number"),
        ({"tone": "rude"}, "valid choice"),
    ],
)
def test_what_cannot_be_corrected_so_is_said_and_nothing_changes(owner, customer, changes, said):
    response = owner.post(
        reverse("customers:edit", args=[customer.pk]), edit_values(customer, **changes)
    )

    assert response.status_code == 422
    assert said in response.text
    assert not Event.objects.exists()


def test_a_pause_begins_and_ends(owner, customer):
    owner.post(reverse("customers:pause", args=[customer.pk]), {"reason": "moved"})
    assert "Moved away" in owner.get(show(customer)).text
    owner.post(reverse("customers:resume", args=[customer.pk]))

    customer.refresh_from_db()
    assert customer.pause_reason == ""
