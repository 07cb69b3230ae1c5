"""Tables, constraints and filters; no verbs."""

from regulars.models.attrition import FittedModel
from regulars.models.consents import Consent
from regulars.models.customers import (
    ContactPoint,
    Customer,
    CustomerKey,
    CustomField,
    CustomValue,
    Tag,
)
from regulars.models.events import Event, Handled, StuckReaction
from regulars.models.imports import (
    ImportBatch,
    ImportChange,
    ImportJournal,
    KnownShape,
    RefusedRow,
)
from regulars.models.knowing import Concern, Connection, Fact, Wish
from regulars.models.merges import DoublesSearch, DoubtfulPair, Merge
from regulars.models.people import Person
from regulars.models.purchases import Line, Purchase, Refund
from regulars.models.rhythms import Rhythm
from regulars.models.shop import Shop
from regulars.models.touches import Interaction, Touch
from regulars.models.work import Schedule, WorkerBeat

__all__ = [
    "Concern",
    "Connection",
    "Consent",
    "ContactPoint",
    "CustomField",
    "CustomValue",
    "Customer",
    "CustomerKey",
    "DoublesSearch",
    "DoubtfulPair",
    "Event",
    "Fact",
    "FittedModel",
    "Handled",
    "ImportBatch",
    "ImportChange",
    "ImportJournal",
    "Interaction",
    "KnownShape",
    "Line",
    "Merge",
    "Person",
    "Purchase",
    "Refund",
    "RefusedRow",
    "Rhythm",
    "Schedule",
    "Shop",
    "StuckReaction",
    "Tag",
    "Touch",
    "Wish",
    "WorkerBeat",
]
