"""The shop's own clock on the wall, for whoever has no request at hand."""

import zoneinfo
from datetime import UTC, date, datetime, time

from django.utils import timezone

from regulars.models import Shop

NOON = time(12)


def shop_zone() -> zoneinfo.ZoneInfo:
    """The zone of the business; UTC before it is set up."""
    name = Shop.objects.filter(pk=Shop.ONLY).values_list("time_zone", flat=True).first()
    return zoneinfo.ZoneInfo(name or "UTC")


def shop_today() -> date:
    return timezone.localdate(timezone=shop_zone())


def noon_of(day: date) -> datetime:
    """The moment that stands for a day of which nobody noted the hour."""
    return datetime.combine(day, NOON, tzinfo=shop_zone()).astimezone(UTC)
