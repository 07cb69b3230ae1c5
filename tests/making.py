"""Customers and purchases in numbers, for lists and for measuring."""

from datetime import datetime, timedelta

from regulars.models import ContactPoint, Customer, Purchase
from regulars.rules.search import search_text

NAMES = ("Tomás", "Ayşe", "Jürgen", "Mei", "Olu", "Zoë", "Søren", "Ines")
FAMILIES = ("Ferreira", "Yılmaz", "Müller", "Chen", "Okafor", "Novák", "Lund", "Moreau")


def make_customers(count: int, *, with_email: bool = True) -> list[Customer]:
    """`count` different people in one go."""
    customers = Customer.objects.bulk_create(_customer(n, with_email) for n in range(count))
    if with_email:
        ContactPoint.objects.bulk_create(
            ContactPoint(customer=one, kind="email", value=f"person{n}@example.com")
            for n, one in enumerate(customers)
        )
    return customers


def _customer(n: int, with_email: bool) -> Customer:
    given, family = NAMES[n % 8], f"{FAMILIES[n // 8 % 8]} {n}"
    name = f"{given} {family}"
    emails = [f"person{n}@example.com"] if with_email else []
    return Customer(
        name=name,
        given_name=given,
        family_name=family,
        search_text=search_text(name=name, company="", emails=emails, phones=[]),
    )


def make_purchases(
    customer: Customer, *, last: datetime, every_days: int, count: int, amount_minor: int = 1250
) -> list[Purchase]:
    """`count` purchases up to `last`, one each `every_days` days, the oldest first."""
    return Purchase.objects.bulk_create(
        Purchase(
            customer=customer,
            source="",
            key=f"made-{customer.pk}-{back}",
            bought_on=(last - timedelta(days=every_days * back)).date(),
            bought_at=last - timedelta(days=every_days * back),
            total_minor=amount_minor,
            currency="EUR",
        )
        for back in reversed(range(count))
    )
