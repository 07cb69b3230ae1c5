"""Guarantees: measured first, given when they are earned, ended when they are not kept up."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from regulars.actions.events import record
from regulars.actions.promises import make_promise
from regulars.models import Event, Guarantee, Person, Purchase, Shop, ValueAnswer
from regulars.queries.guarantees import Evidence, evidence_for
from regulars.queries.local_days import shop_today
from regulars.rules.guarantees import GuaranteeState

RULE = "guarantee"  # of the promises that a guarantee makes; stored
GIVEN = GuaranteeState.PUBLISHED.value


class NotEarned(Exception):
    """The record does not prove it yet."""

    def __init__(self, evidence: Evidence) -> None:
        super().__init__(f"{evidence.lower_permille} of 1000, surely")
        self.evidence = evidence


class WrongGuarantee(Exception):
    """It is not in the state for that, or somebody was quicker."""


@transaction.atomic
def keep_guarantee(
    *, told: dict[str, object], person: Person | None, guarantee: Guarantee | None = None
) -> Guarantee:
    """One that is being measured, new or said better. Raises WrongGuarantee for any other."""
    shop = Shop.objects.get(pk=Shop.ONLY)
    if guarantee is None:
        guarantee = Guarantee.objects.create(**told, currency=shop.currency, created_by=person)
    else:
        mine = Guarantee.objects.filter(pk=guarantee.pk, state=GuaranteeState.MEASURING.value)
        if not mine.update(**told):
            raise WrongGuarantee(str(guarantee))
    record("guarantee.changed", person=person, guarantee=guarantee.pk)
    return guarantee


@transaction.atomic
def publish_guarantee(*, guarantee: Guarantee, person: Person, today: date | None = None) -> None:
    """Give it, on the evidence of this moment, which is kept with it. The one that was given for
    the same process is replaced. Raises NotEarned, WrongGuarantee."""
    day = today or shop_today()
    Shop.objects.select_for_update().get(pk=Shop.ONLY)
    now = Guarantee.objects.get(pk=guarantee.pk)
    evidence = evidence_for(now, day)
    if not evidence.is_earned:
        raise NotEarned(evidence)
    before = Guarantee.objects.filter(
        metric=now.metric, promise_kind=now.promise_kind, state=GIVEN
    ).exclude(pk=now.pk)
    replaced = before.first()
    before.update(state=GuaranteeState.REPLACED.value, ended_on=day)
    changed = Guarantee.objects.filter(pk=now.pk, state=GuaranteeState.MEASURING.value).update(
        state=GIVEN,
        published_on=day,
        published_by=person,
        proven_cases=evidence.counted.cases,
        proven_kept=evidence.counted.kept,
        proven_permille=evidence.lower_permille,
        replaces=replaced,
    )
    if not changed:
        raise WrongGuarantee(str(now))
    record("guarantee.published", person=person, guarantee=now.pk)


@transaction.atomic
def end_guarantee(*, guarantee: Guarantee, person: Person) -> None:
    """It is no longer given, or was never to be. What it promised to people stands."""
    day = shop_today()
    for state, ended in (
        (GIVEN, GuaranteeState.ENDED.value),
        (GuaranteeState.MEASURING.value, GuaranteeState.DROPPED.value),
    ):
        mine = Guarantee.objects.filter(pk=guarantee.pk, state=state)
        if mine.update(state=ended, ended_on=day):
            record("guarantee.ended", person=person, guarantee=guarantee.pk)
            return
    raise WrongGuarantee(str(guarantee))


@transaction.atomic
def hear_value(
    *, guarantee: Guarantee, matters: bool, is_expected: bool, person: Person | None
) -> ValueAnswer:
    """What one customer says to it, without a name."""
    answer = ValueAnswer.objects.create(
        guarantee=guarantee,
        matters=matters,
        is_expected=is_expected,
        heard_on=shop_today(),
        heard_by=person,
    )
    record("guarantee.valued", person=person, guarantee=guarantee.pk)
    return answer


# --- reactions ---


def promise_after_purchase(event: Event) -> None:
    """What was just bought is promised by each guarantee that says so."""
    purchase = Purchase.objects.filter(pk=event.facts.get("purchase")).first()
    if purchase is not None:
        promise_for([purchase])


def promise_for(purchases: Iterable[Purchase]) -> int:
    """The promises that guarantees make for these purchases, once each. Returns how many are there.

    Nothing is promised for what was bought before the guarantee was given, nor for a day that is
    over: whoever brings in an old file has long handed the things over.
    """
    given = list(Guarantee.objects.filter(state=GIVEN, makes_promises=True))
    today = shop_today()
    made = 0
    for purchase in purchases if given else ():
        for guarantee in given:
            due_on = purchase.bought_on + timedelta(days=guarantee.within or 0)
            is_covered = (guarantee.published_on or today) <= purchase.bought_on <= today <= due_on
            if purchase.customer is None or not is_covered:
                continue
            make_promise(
                customer=purchase.customer,
                kind=guarantee.promise_kind,
                what=guarantee.sentence,
                due_on=due_on,
                person=purchase.customer.carer,
                made_on=purchase.bought_on,
                rule=RULE,
                occurrence=f"{guarantee.pk}-{purchase.pk}",
                purchase=purchase,
            )
            made += 1
    return made
