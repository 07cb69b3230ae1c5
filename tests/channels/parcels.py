"""One parcel as a channel gets it."""

from regulars.channels.base import Parcel
from regulars.rules.messages import Purpose


def parcel(**changes) -> Parcel:
    told = {
        "number": 7,
        "message_id": "<abc@aurora.example>",
        "to_address": "tomas@example.com",
        "to_name": "Tomás Ferreira",
        "subject": "Your grinder",
        "body": "Hello Tomás,\n\nyour grinder is ready.\nCome by.\n\nAna",
        "purpose": Purpose.TIP,
        "business": "Aurora Coffee",
        "from_name": "Ana Torres, Aurora Coffee",
        "from_address": "ana@aurora.example",
        "unsubscribe_url": "https://aurora.example/u/" + "x" * 90,
        "preferences_url": "https://aurora.example/p/" + "y" * 90,
    } | changes
    return Parcel(**told)


class Allowed:
    """channels.base.Leave that says yes, or what it was told to."""

    def __init__(self, says: bool = True, holds: bool = True) -> None:
        self._says, self._holds = says, holds
        self.asked = 0

    def ask(self) -> bool:
        self.asked += 1
        return self._says

    def holds(self) -> bool:
        return self._holds


def never_slow() -> None:
    """channels.base.OnSlow for whoever does not care."""
