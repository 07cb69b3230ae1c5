"""What advertising cost, month by month, so that service can stand beside it."""

from datetime import date

from django.db import transaction

from regulars.actions.events import record
from regulars.models import AdvertisingMonth, Person


@transaction.atomic
def note_advertising(*, month_on: date, amount_minor: int, currency: str, person: Person) -> None:
    """Said again, the later word counts."""
    AdvertisingMonth.objects.update_or_create(
        month_on=month_on.replace(day=1),
        defaults={"amount_minor": amount_minor, "currency": currency},
    )
    record("spend.noted", person=person, month=month_on.isoformat()[:7])
