"""Customers and purchases as tests of their pages write them."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from regulars.actions.customers import create_customer
from regulars.actions.purchases import record_purchase
from regulars.models import Customer, Purchase
from regulars.rules.kinds import ContactKind


def met(name: str, *, emails=(), phones=(), **fields) -> Customer:
    return create_customer(
        fields={"name": name, **fields},
        contacts={ContactKind.EMAIL: emails, ContactKind.PHONE: phones},
        person=None,
    )


def names(response) -> list[str]:
    return [row.customer.name for row in response.context["page"].rows]


def show(customer: Customer) -> str:
    return reverse("customers:show", args=[customer.pk])


def bought(customer: Customer, days_ago: int, minor: int = 1_250, **more) -> Purchase:
    return record_purchase(
        customer=customer,
        bought_at=timezone.now() - timedelta(days=days_ago),
        total_minor=minor,
        currency="EUR",
        person=None,
        **more,
    )
