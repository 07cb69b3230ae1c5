"""Service that some pay for, for tests."""

from regulars.actions.service_levels import answer_offer, begin_level, keep_level, offer_level
from regulars.models import Customer, Person, ServiceLevel

EXPRESS = {
    "name": "Express repair",
    "adds": "Ready on the next working day.",
    "price_minor": 900,
    "per": "once",
    "group_size": 5,
}


def drafted(person: Person, **told: object) -> ServiceLevel:
    return keep_level(told={**EXPRESS, **told}, person=person)


def tried(person: Person, **told: object) -> ServiceLevel:
    level = drafted(person, **told)
    begin_level(level=level, person=person)
    level.refresh_from_db()
    return level


def answered(level: ServiceLevel, person: Person, *, taken: int, declined: int) -> None:
    """So many people, each of them offered it today."""
    for number in range(taken + declined):
        somebody = Customer.objects.create(name=f"Somebody {number}")
        offer = offer_level(level=level, customer=somebody, person=person)
        answer_offer(offer=offer, is_taken=number < taken, person=person)
