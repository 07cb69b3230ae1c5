"""Plans, and the customers that they are for."""

from datetime import date, timedelta
from typing import Any

from regulars.models import (
    Customer,
    Line,
    Person,
    Playbook,
    PlaybookStep,
    Purchase,
    Wording,
    WordingText,
)
from regulars.queries.local_days import noon_of
from regulars.rules.kinds import Tone

LONG_AGO = date(2020, 1, 1)


def make_wording(key: str = "a-text", *, purpose: str = "service", body: str = "") -> Wording:
    """A text that fits everybody, in both languages."""
    wording, is_new = Wording.objects.get_or_create(
        key=key, defaults={"name": key, "purpose": purpose}
    )
    if is_new:
        WordingText.objects.bulk_create(
            WordingText(
                wording=wording,
                language=language,
                tone=tone.value,
                variant=1,
                subject="A word",
                body=body or f"Is everything right, {{name}}? ({key}, {tone})",
            )
            for language in ("en", "de")
            for tone in Tone
        )
    return wording


def make_plan(
    trigger: str = "purchase",
    *,
    facts: dict[str, Any] | None = None,
    conditions: dict[str, Any] | None = None,
    steps: tuple[tuple[int, str, str], ...] = ((3, "task", "service"),),
    on_since: date | None = LONG_AGO,
    name: str = "A plan",
    signer: Person | None = None,
) -> Playbook:
    """`steps` are (after_days, how, purpose). `on_since` None leaves it off."""
    plan = Playbook.objects.create(
        name=name,
        trigger=trigger,
        trigger_facts=facts or {},
        conditions=conditions or {},
        is_on=on_since is not None,
        on_since_on=on_since,
        signer=signer,
    )
    for position, (after_days, how, purpose) in enumerate(steps, start=1):
        PlaybookStep.objects.create(
            playbook=plan,
            position=position,
            after_days=after_days,
            how=how,
            purpose=purpose,
            script="Ask whether everything is right." if how == "task" else "",
            wording=None if how == "task" else make_wording(f"text-{purpose}", purpose=purpose),
        )
    return plan


def bought(
    customer: Customer, on: date, *, item: str = "", category: str = "", amount_minor: int = 4_500
) -> Purchase:
    """A purchase as an import leaves it: rows, and nothing else."""
    purchase = Purchase.objects.create(
        customer=customer,
        source="till",
        key=f"{customer.pk}-{on}-{item}-{Purchase.objects.count()}",
        bought_at=noon_of(on),
        bought_on=on,
        currency="EUR",
        total_minor=amount_minor,
    )
    if item:
        Line.objects.create(purchase=purchase, position=1, name=item, category=category)
    return purchase


def days_from(first: date, count: int) -> list[date]:
    return [first + timedelta(days=n) for n in range(count)]
