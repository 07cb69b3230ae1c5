"""How each of some customers can be reached, read for all of them at once."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import get_language

from regulars.models import Consent, ContactPoint, Customer, Interaction
from regulars.queries.customer_holdings import Holdings
from regulars.queries.formats import locale_of
from regulars.queries.weighed_rows import CustomerRow
from regulars.rules.channels import Channel
from regulars.rules.consents import Answer, said_of, standing
from regulars.rules.kinds import ContactKind, Direction, Outcome
from regulars.rules.messages import Topic
from regulars.rules.reach import WaysIn


def ways_in(customers: Iterable[Customer], *, held: Holdings | None = None) -> dict[int, WaysIn]:
    """Numbers, addresses, the latest yes or no, and what they used with us, by customer id.

    `held` says what there is of the one customer, where somebody has looked already.
    """
    customers = list(customers)
    ids = [customer.pk for customer in customers]
    values = _values(ids)
    answers = _answers(ids) if held is None or Consent in held else {}
    used = _used(ids) if held is None or Interaction in held else {}
    return {
        customer.pk: WaysIn(
            phones=values.get((customer.pk, ContactKind.PHONE.value), []),
            emails=values.get((customer.pk, ContactKind.EMAIL.value), []),
            profiles=values.get((customer.pk, ContactKind.PROFILE.value), []),
            address=postal_address(customer),
            answers=answers.get(customer.pk, {}),
            used=frozenset(used.get(customer.pk, ())),
            preferred=(Channel(customer.preferred_channel) if customer.preferred_channel else None),
        )
        for customer in customers
    }


def _values(ids: list[int]) -> dict[tuple[int, str], list[str]]:
    values: dict[tuple[int, str], list[str]] = defaultdict(list)
    for pk, kind, value in (
        ContactPoint.objects.filter(customer_id__in=ids)
        .order_by("position", "pk")
        .values_list("customer_id", "kind", "value")
    ):
        values[pk, kind].append(value)
    return values


def _answers(ids: list[int]) -> dict[int, dict[Channel, bool]]:
    """What holds for a word about what they bought or asked: offers are weighed elsewhere."""
    said: dict[int, list[Answer]] = defaultdict(list)
    for pk, channel, topic, is_given, batch in (
        Consent.objects.filter(customer_id__in=ids, topic__in=["", Topic.CARE.value])
        .order_by("answered_at", "pk")
        .values_list("customer_id", "channel", "topic", "is_given", "batch")
    ):
        told = Answer(Channel(channel), Topic(topic) if topic else None, is_given, bool(batch))
        said[pk].append(told)
    answers: dict[int, dict[Channel, bool]] = {}
    for pk, some in said.items():
        held = standing(some)
        found = {channel: said_of(channel, Topic.CARE, held) for channel in Channel}
        answers[pk] = {channel: held for channel, held in found.items() if held is not None}
    return answers


def _used(ids: list[int]) -> dict[int, set[Channel]]:
    """By which channels they wrote or answered. What we sent there opens nothing (B5)."""
    used: dict[int, set[Channel]] = defaultdict(set)
    for pk, channel in (
        Interaction.objects.filter(customer_id__in=ids)
        .filter(Q(direction=Direction.INCOMING.value) | Q(outcome=Outcome.REACHED.value))
        .order_by()
        .values_list("customer_id", "channel")
        .distinct()
    ):
        used[pk].add(Channel(channel))
    return used


def postal_address(customer: Customer | CustomerRow) -> str:
    """The lines of a letter's address; "" where a letter would not arrive."""
    if not customer.street or not (customer.city or customer.postcode):
        return ""
    place = " ".join(part for part in (customer.postcode, customer.city) if part)
    lines = [customer.name]
    if customer.company and customer.company != customer.name:
        lines.append(customer.company)
    lines += [customer.street, place, _country_name(customer.country)]
    return "\n".join(line for line in lines if line)


def _country_name(code: str) -> str:
    """The country as the sender's language calls it, in capitals as the post wants it."""
    language = get_language() or "en"
    return str(locale_of(language).territories.get(code, code)).upper() if code else ""
