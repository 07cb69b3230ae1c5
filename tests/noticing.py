"""A small business with orders under way, for the tests of bad news."""

from datetime import date, timedelta
from uuid import uuid4

from regulars.models import Customer, Line, Purchase
from regulars.queries.local_days import noon_of, shop_today


def order(
    customer: Customer | None,
    name: str = "Walnut table",
    *,
    due: int | None = 14,
    ago: int = 5,
    delivered: int | None = None,
    refunded: int = 0,
    source: str = "odoo",
    **line: str,
) -> Purchase:
    """Bought so many days ago, promised for so many days from today."""
    today = shop_today()
    bought_on = today - timedelta(days=ago)

    def on(days: int | None) -> date | None:
        return None if days is None else today + timedelta(days=days)

    purchase = Purchase.objects.create(
        customer=customer,
        source=source,
        key=uuid4().hex,
        bought_at=noon_of(bought_on),
        bought_on=bought_on,
        currency="EUR",
        total_minor=90_000,
        refunded_minor=refunded,
        promised_on=on(due),
        delivered_on=on(delivered),
    )
    Line.objects.create(purchase=purchase, position=0, name=name, **line)
    return purchase
