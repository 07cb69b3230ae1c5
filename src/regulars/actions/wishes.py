"""What people would like: heard, grouped by what they mean, decided, and answered to everybody."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from regulars.actions.events import record
from regulars.models import Customer, Idea, Person, Wish, WishGroup
from regulars.queries.local_days import shop_today
from regulars.rules.channels import Channel
from regulars.rules.kinds import WishCertainty
from regulars.rules.wishes import WishDecision

LONGEST_TITLE = 200


@transaction.atomic
def record_wish(
    *,
    customer: Customer | None,
    said: str,
    kind: WishCertainty = WishCertainty.STATED,
    heard_by: Person | None,
    channel: Channel | None = None,
    heard_at: datetime | None = None,
    offered: str = "",
) -> Wish:
    """What somebody would like, in their words or in ours. `customer` is None where nobody knows
    who said it, as in an answer without a name."""
    wish = Wish.objects.create(
        customer=customer,
        text=said.strip(),
        certainty=kind.value,
        offered=offered.strip(),
        channel=channel.value if channel else "",
        heard_by=heard_by,
        heard_at=heard_at or timezone.now(),
    )
    record("wish.heard", customer, person=heard_by, wish=wish.pk)
    return wish


@transaction.atomic
def take_up(*, wish: Wish, title: str = "", person: Person | None) -> WishGroup:
    """A group that begins with this wish. Where it has one already, that one."""
    held = Wish.objects.select_for_update(of=("self",)).select_related("group").get(pk=wish.pk)
    if held.group is not None:
        return held.group
    group = WishGroup.objects.create(title=(title.strip() or held.text)[:LONGEST_TITLE])
    Wish.objects.filter(pk=held.pk).update(group=group)
    record("wish.grouped", held.customer, person=person, wish=held.pk, group=group.pk)
    return group


@transaction.atomic
def put_into(*, wish: Wish, group: WishGroup, person: Person | None) -> None:
    """It means the same as the others there. A group that it leaves empty is gone."""
    held = Wish.objects.select_for_update(of=("self",)).get(pk=wish.pk)
    if held.group_id == group.pk:
        return
    Wish.objects.filter(pk=held.pk).update(group=group)
    _drop_if_empty(held.group_id)
    record("wish.grouped", held.customer, person=person, wish=held.pk, group=group.pk)


@transaction.atomic
def merge_groups(*, kept: WishGroup, gone: WishGroup, person: Person | None) -> None:
    """They mean the same: everyone who asked for either has asked for it. Who was told stays told,
    since that is written with each wish."""
    if kept.pk == gone.pk:
        return
    ids = sorted((kept.pk, gone.pk))
    if len(WishGroup.objects.select_for_update().filter(pk__in=ids).order_by("pk")) < len(ids):
        raise WishGroup.DoesNotExist
    Wish.objects.filter(group=gone).update(group=kept)
    Idea.objects.filter(wish_group=gone).update(wish_group=kept)
    WishGroup.objects.filter(pk=gone.pk).delete()
    record("wish.grouped", person=person, group=kept.pk, gone=gone.pk)


@transaction.atomic
def split_off(
    *, group: WishGroup, wishes: Collection[int], title: str, person: Person | None
) -> WishGroup | None:
    """These mean something else. None where none of them is in the group, or all are."""
    theirs = Wish.objects.select_for_update(of=("self",)).filter(group=group)
    moved = [wish for wish in theirs if wish.pk in wishes]
    if not moved or len(moved) == len(theirs):
        return None
    new = WishGroup.objects.create(title=(title.strip() or moved[0].text)[:LONGEST_TITLE])
    Wish.objects.filter(pk__in=[wish.pk for wish in moved]).update(group=new)
    record("wish.grouped", person=person, group=new.pk, split_from=group.pk)
    return new


def _drop_if_empty(group_id: int | None) -> None:
    if group_id is not None and not Wish.objects.filter(group=group_id).exists():
        WishGroup.objects.filter(pk=group_id).delete()


@transaction.atomic
def decide(
    *,
    group: WishGroup,
    decision: WishDecision,
    answer: str,
    other_firm: str = "",
    owner: Person | None = None,
    due_on: date | None = None,
    person: Person | None,
) -> None:
    """What becomes of it, and the answer to all who asked. Raises ValueError without an answer, or
    without the name of the firm that does it instead."""
    if decision is not WishDecision.UNDECIDED and not answer.strip():
        raise ValueError("a wish is decided with an answer")
    if decision is WishDecision.ANOTHER_FIRM and not other_firm.strip():
        raise ValueError("say which firm does it")
    is_decided = decision is not WishDecision.UNDECIDED
    changes: dict[str, Any] = {
        "decision": decision.value,
        "answer": answer.strip(),
        "other_firm": other_firm.strip() if decision is WishDecision.ANOTHER_FIRM else "",
        "owner": owner,
        "due_on": due_on,
        "decided_by": person if is_decided else None,
        "decided_on": shop_today() if is_decided else None,
    }
    if decision is not WishDecision.WILL_DO:
        changes["done_on"] = None
    WishGroup.objects.filter(pk=group.pk).update(**changes)
    record("wish.decided", person=person, group=group.pk, decision=decision.value)


@transaction.atomic
def mark_done(*, group: WishGroup, answer: str, person: Person | None) -> bool:
    """What we said we would do is there. False where it is done already, or was never to be."""
    if not answer.strip():
        raise ValueError("say what they can have now")
    changed = WishGroup.objects.filter(
        pk=group.pk, decision=WishDecision.WILL_DO.value, done_on=None
    ).update(done_on=shop_today(), answer=answer.strip())
    if changed:
        record("wish.done", person=person, group=group.pk)
    return bool(changed)
