"""Who is left in peace on a day."""

from datetime import date

from django.db.models import Q

from regulars.models import Customer


def is_paused(customer: Customer, today: date) -> bool:
    """Whether the person is left in peace on that day."""
    if not customer.pause_reason:
        return False
    return customer.paused_until_on is None or customer.paused_until_on > today


def is_paused_on(day: date, *, prefix: str = "") -> Q:
    """The same for the database. `prefix` is "customer__" on rows of a customer."""
    until = f"{prefix}paused_until_on"
    return ~Q(**{f"{prefix}pause_reason": ""}) & (Q(**{until: None}) | Q(**{f"{until}__gt": day}))
