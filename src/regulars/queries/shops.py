"""The business itself: is it set up, and does it hold invented people?"""

from regulars.models import ImportBatch, Person, Shop
from regulars.rules.kinds import BatchKind, BatchState


def the_shop() -> Shop | None:
    return Shop.objects.filter(pk=Shop.ONLY).first()


def has_owner() -> bool:
    """Whether the first visit is over. A shop alone may come from an import by command."""
    return Person.objects.exists()


def has_sample() -> bool:
    """Whether the sample business is in the house."""
    return (
        ImportBatch.objects.filter(kind=BatchKind.SAMPLE.value)
        .exclude(state=BatchState.UNDONE.value)
        .exists()
    )
