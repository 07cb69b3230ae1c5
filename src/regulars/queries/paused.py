"""Who is left in peace on a day."""

from datetime import date

from django.db.models import Q


def is_paused_on(day: date, *, prefix: str = "") -> Q:
    """`prefix` is "customer__" on rows of a customer."""
    until = f"{prefix}paused_until_on"
    return ~Q(**{f"{prefix}pause_reason": ""}) & (Q(**{until: None}) | Q(**{f"{until}__gt": day}))
