"""What may be given to put things right, and what waits for a yes."""

from django.db.models import QuerySet

from regulars.models import Amends, Shop
from regulars.queries.shops import the_shop
from regulars.rules.amends import AmendsState, Limits
from regulars.rules.kinds import Role


def limits_now() -> Limits:
    """What each role may give by itself, as the owner decided."""
    shop = the_shop() or Shop()
    return {Role.OWNER: shop.amends_owner_minor, Role.STAFF: shop.amends_staff_minor}


def amends_asked_for() -> QuerySet[Amends]:
    """What waits for a yes or a no, the oldest first."""
    return (
        Amends.objects.filter(state=AmendsState.ASKED.value)
        .select_related("customer", "complaint", "given_by")
        .order_by("asked_at", "pk")
    )
