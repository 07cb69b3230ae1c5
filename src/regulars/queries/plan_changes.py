"""For whom a plan is to be looked at again: since when anything happened, and to whom.

Within one day a plan owes something new only to whom something happened. Whatever writes tells so
by an event; what concerns many at once has a kind of its own.
"""

from datetime import date, datetime, timedelta

from django.db.models import Q

from regulars.models import Event, Playbook
from regulars.queries.local_days import shop_zone

OVERLAP = timedelta(hours=1)  # an event counts from the moment of its commit, which came later
MOST = 5_000  # people: beyond that, everybody is looked at in one go

# Without a customer: they may concern anybody.
WIDE = (
    "batch.imported",
    "batch.undone",
    "closure.changed",
    "interval.changed",
    "manners.changed",
    "sample.created",
    "sample.removed",
    "scores.stored",
    "sending.resumed",
    "shop.changed",
    "thing.noted",
)
OF_THE_PLAN = ("playbook.changed", "playbook.switched_on")


def changed_for(playbook: Playbook, *, now: datetime, day: date) -> list[int] | None:
    """The customers to whom something happened since the last look; None where all of the plan is
    to be looked at: once a day, after it was changed, and after what may concern anybody."""
    looked_at = playbook.looked_at
    if looked_at is None or looked_at > now or looked_at.astimezone(shop_zone()).date() != day:
        return None
    since = Event.objects.filter(happened_at__gte=looked_at - OVERLAP).order_by()
    of_plan = Q(kind__in=OF_THE_PLAN, facts__playbook=playbook.pk)
    if since.filter(Q(kind__in=WIDE, customer=None) | of_plan).exists():
        return None
    found = since.exclude(customer=None).values_list("customer_id", flat=True).distinct()
    ids = sorted(one for one in found[: MOST + 1] if one is not None)
    return ids if len(ids) <= MOST else None
