"""What a look at this install brings: one finding for each thing that was looked at."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime

from regulars.queries.local_days import shop_zone


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `to_do` is empty where nothing is to be done."""

    name: str
    is_well: bool
    said: str
    to_do: str = ""


def told(moment: datetime) -> str:
    """2026-11-22 07:00, on the clock of the business."""
    return f"{localtime(moment, shop_zone()):%Y-%m-%d %H:%M}"
