"""Promises as rows, for tests that look at them and do not make them."""

from datetime import timedelta

from django.utils import timezone

from regulars.models import Customer, Promise
from regulars.queries.local_days import shop_today


def make_promise_row(
    customer: Customer, what: str, *, due_in: int, state: str = "open", **more: object
) -> Promise:
    """Made nine days before it is due, `due_in` days from today."""
    due_on = shop_today() + timedelta(days=due_in)
    return Promise.objects.create(
        customer=customer,
        kind="repair",
        what=what,
        made_on=due_on - timedelta(days=9),
        due_on=due_on,
        state=state,
        closed_at=None if state == "open" else timezone.now(),
        occurrence=f"{what} {due_in}"[:80],
        **more,
    )
