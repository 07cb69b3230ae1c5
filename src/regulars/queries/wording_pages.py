"""The shop's texts for whoever edits them, and what real customers would read."""

import secrets
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Count, Max, Q

from regulars.models import Customer, Person, Wording, WordingText
from regulars.models.customers import CustomerQuerySet
from regulars.queries.composing import compose
from regulars.rules.composing import Composed
from regulars.rules.kinds import Tone, TouchRule
from regulars.rules.messages import Purpose

PREVIEWED = 3


@dataclass(frozen=True, slots=True)
class OfPurpose:
    purpose: Purpose
    wordings: list[Wording]  # each with texts_count


def wordings_by_purpose() -> list[OfPurpose]:
    """Everything there is to say, the most pressing purpose first."""
    order = list(Purpose)
    found = Wording.objects.annotate(texts_count=Count("texts")).order_by("name", "pk")
    rows = sorted(found, key=lambda one: (one.put_away_at is not None, one.name.casefold()))
    by_purpose = sorted(rows, key=lambda one: order.index(Purpose(one.purpose)))
    return [
        OfPurpose(Purpose(purpose), list(of_one))
        for purpose, of_one in groupby(by_purpose, key=lambda one: one.purpose)
    ]


def texts_of(wording: Wording, *, language: str, tone: Tone) -> list[WordingText]:
    return list(wording.texts.filter(language=language, tone=tone.value))


def next_variant(wording: Wording, *, language: str, tone: Tone) -> int:
    theirs = wording.texts.filter(language=language, tone=tone.value)
    return int(theirs.aggregate(most=Max("variant"))["most"] or 0) + 1


@dataclass(frozen=True, slots=True)
class Preview:
    """What one customer would read, in each tone; their own is marked."""

    customer: Customer
    letters: list[tuple[Tone, Composed, bool]]


def previews(
    wording: Wording, customers: Iterable[Customer], *, language: str, signer: Person, day: date
) -> list[Preview]:
    """The wording as these customers would read it, in that language and every tone."""
    return [_preview(wording, one, language, signer, day) for one in customers]


def _preview(
    wording: Wording, customer: Customer, language: str, signer: Person, day: date
) -> Preview:
    letters = []
    for tone in Tone:
        reader = copy(customer)
        reader.tone, reader.language = tone.value, language
        composed = compose(
            customer=reader,
            purpose=Purpose(wording.purpose),
            rule=_rule_of(wording),
            occurrence="preview",
            wording=wording,
            signer=signer,
            day=day,
        )
        letters.append((tone, composed, tone == customer.tone))
    return Preview(customer, letters)


def _rule_of(wording: Wording) -> TouchRule:
    is_birthday = (wording.key or "").startswith("birthday")
    return TouchRule.BIRTHDAY if is_birthday else TouchRule.WRITTEN


def some_customers(count: int = PREVIEWED) -> list[Customer]:
    """A few at random who have bought something, else anybody. No scan, however many there are."""
    buyers = Customer.objects.filter(pause_reason="", rhythm__visits__gt=0)
    return _some(buyers, count) or _some(Customer.objects.filter(pause_reason=""), count)


def _some(customers: CustomerQuerySet, count: int) -> list[Customer]:
    last = customers.aggregate(last=Max("pk"))["last"]
    if last is None:
        return []
    start = secrets.randbelow(last) + 1
    found = list(customers.filter(pk__gte=start).order_by("pk")[:count])
    missing = count - len(found)
    return found + list(customers.filter(pk__lt=start).order_by("pk")[:missing])


def named_like(text: str, folded: str) -> list[Customer]:
    """The customers somebody asks for by name."""
    found = Customer.objects.filter(Q(search_text__contains=folded) | Q(name__icontains=text))
    return list(found.order_by("name", "pk")[:PREVIEWED])


def has_a_signer() -> bool:
    """Whether anybody here has agreed that messages carry their name."""
    return Person.objects.filter(is_active=True).exclude(agreed_to_sign_at=None).exists()
