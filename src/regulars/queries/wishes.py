"""What people would like: by what it means, with the people and the spending behind it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Q

from regulars.models import Concern, Wish, WishGroup
from regulars.queries.local_days import noon_of
from regulars.rules.kinds import OpenState
from regulars.rules.likeness import alike
from regulars.rules.wishes import ANSWER_WITHIN_DAYS, WishDecision

SHOWN = 200
MOST_SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class GroupRow:
    group: WishGroup
    wishes: int
    people: int
    paid_minor: int  # what these people have paid so far, each counted once
    untold: int  # wishes whose people do not know the answer yet

    @property
    def is_open(self) -> bool:
        return self.group.decision == WishDecision.UNDECIDED


@dataclass(frozen=True, slots=True)
class Ungrouped:
    """A wish that stands alone, and what may mean the same."""

    wish: Wish
    group: WishGroup | None = None
    other: Wish | None = None


@dataclass(frozen=True, slots=True)
class WishRegister:
    undecided: list[GroupRow]  # the most people first
    decided: list[GroupRow]
    alone: list[Ungrouped]
    concerns: list[Concern]
    unanswered: int  # people who have waited longer than ANSWER_WITHIN_DAYS

    @property
    def open_count(self) -> int:
        return len(self.undecided) + len(self.alone)


def wish_register(day: date) -> WishRegister:
    rows = group_rows()
    return WishRegister(
        undecided=[row for row in rows if row.is_open],
        decided=[row for row in rows if not row.is_open],
        alone=_alone(),
        concerns=list(
            Concern.objects.filter(state=OpenState.OPEN.value)
            .select_related("customer", "owner")
            .order_by("due_on", "pk")[:SHOWN]
        ),
        unanswered=len(unanswered(day)),
    )


def group_rows(only: Iterable[int] | None = None) -> list[GroupRow]:
    """Groups with the people behind them, the most people first."""
    groups = WishGroup.objects.annotate(
        number=Count("wishes", distinct=True),
        people=Count("wishes__customer", distinct=True),
        untold_done=Count("wishes", filter=_waiting("told_done_on"), distinct=True),
        untold_answer=Count("wishes", filter=_waiting("told_answer_on"), distinct=True),
    ).filter(number__gt=0)
    if only is not None:
        groups = groups.filter(pk__in=list(only))
    rows = list(groups.select_related("owner").order_by("-people", "-number", "-pk")[:SHOWN])
    paid = _paid(row.pk for row in rows)
    return [
        GroupRow(
            row,
            row.number,
            row.people,
            paid.get(row.pk, 0),
            row.untold_done if row.done_on else row.untold_answer,
        )
        for row in rows
    ]


def _waiting(column: str) -> Q:
    return Q(**{f"wishes__{column}": None}) & ~Q(wishes__customer=None)


def _paid(groups: Iterable[int]) -> dict[int, int]:
    """Each person once, however often they asked."""
    pairs = (
        Wish.objects.filter(group__in=list(groups))
        .exclude(customer=None)
        .order_by()
        .values_list("group_id", "customer_id", "customer__rhythm__paid_minor")
        .distinct()
    )
    sums: dict[int, int] = defaultdict(int)
    for group, _customer, paid in pairs:
        sums[group] += paid or 0
    return sums


def _alone() -> list[Ungrouped]:
    """Wishes in no group, the latest first, each with what may mean the same: a group before
    another wish."""
    alone = list(
        Wish.objects.filter(group=None, state=OpenState.OPEN.value).select_related(
            "customer", "heard_by"
        )[:SHOWN]
    )
    if not alone:
        return []
    grouped = list(Wish.objects.exclude(group=None).select_related("group")[: SHOWN * 2])
    by_key = {wish.pk: wish for wish in (*alone, *grouped)}
    near: dict[int, list[Wish]] = defaultdict(list)
    for _score, first, second in alike({key: wish.text for key, wish in by_key.items()}):
        near[first].append(by_key[second])
        near[second].append(by_key[first])
    found = []
    for wish in alone:
        group = next((one.group for one in near[wish.pk] if one.group is not None), None)
        other = next((one for one in near[wish.pk] if one.group_id is None), None)
        found.append(Ungrouped(wish, group, None if group else other))
    return found


@dataclass(frozen=True, slots=True)
class WishPage:
    row: GroupRow
    wishes: list[Wish]
    near: list[WishGroup]  # groups that may mean the same
    others: list[WishGroup] = field(default_factory=list)  # all, to choose from


def wish_page(group: WishGroup) -> WishPage:
    rows = group_rows([group.pk])
    wishes = list(group.wishes.select_related("customer", "heard_by"))
    others = list(WishGroup.objects.exclude(pk=group.pk).filter(done_on=None)[:SHOWN])
    texts = {one.pk: one.title for one in others}
    texts[group.pk] = " ".join([group.title, *(wish.text for wish in wishes)])
    near_ids = [
        other if one == group.pk else one
        for _score, one, other in alike(texts)
        if group.pk in {one, other}
    ]
    by_key = {one.pk: one for one in others}
    row = rows[0] if rows else GroupRow(group, 0, 0, 0, 0)
    return WishPage(row, wishes, [by_key[pk] for pk in near_ids[:MOST_SUGGESTED]], others)


def unanswered(day: date) -> dict[int, int]:
    """Customers who wished for something longer ago than ANSWER_WITHIN_DAYS and know nothing yet,
    with how many such wishes. Telling them clears it, and so does closing the wish."""
    before = noon_of(day - timedelta(days=ANSWER_WITHIN_DAYS))
    rows = (
        Wish.objects.filter(
            state=OpenState.OPEN.value,
            heard_at__lt=before,
            told_answer_on=None,
            told_done_on=None,
        )
        .exclude(customer=None)
        .order_by()
        .values_list("customer_id")
        .annotate(number=Count("pk"))
    )
    return {customer: number for customer, number in rows if customer is not None}
