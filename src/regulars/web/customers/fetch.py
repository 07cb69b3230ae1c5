"""What the views of one customer fetch, or answer 404."""

from typing import TypeVar

from django.db.models import Model
from django.shortcuts import get_object_or_404

from regulars.models import Customer, Event

Row = TypeVar("Row", bound=Model)


def customer_or_404(pk: int) -> Customer:
    return get_object_or_404(Customer.objects.select_related("rhythm", "carer", "batch"), pk=pk)


def row_or_404(model: type[Row], pk: int, customer: Customer) -> Row:
    """A row of this very customer; another one's is not there."""
    row: Row = get_object_or_404(model, pk=pk, customer=customer)
    return row


def event_or_404(pk: int, customer: Customer) -> Event:
    return get_object_or_404(Event, pk=pk, customer=customer)
