"""What people would like: heard, grouped by what they mean, decided, and answered to everybody."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from regulars.actions.events import record
from regulars.models import Customer, Person, Wish
from regulars.rules.channels import Channel
from regulars.rules.kinds import WishCertainty


@transaction.atomic
def record_wish(
    *,
    customer: Customer | None,
    said: str,
    kind: WishCertainty = WishCertainty.STATED,
    heard_by: Person | None,
    channel: Channel | None = None,
    heard_at: datetime | None = None,
    offered: str = "",
) -> Wish:
    """What somebody would like, in their words or in ours. `customer` is None where nobody knows
    who said it, as in an answer without a name."""
    wish = Wish.objects.create(
        customer=customer,
        text=said.strip(),
        certainty=kind.value,
        offered=offered.strip(),
        channel=channel.value if channel else "",
        heard_by=heard_by,
        heard_at=heard_at or timezone.now(),
    )
    record("wish.heard", customer, person=heard_by, wish=wish.pk)
    return wish
