"""The list of customers: who fits, in which order, a page at a time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce
from operator import and_, or_

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum

from regulars.models import Customer, CustomField, CustomValue, Purchase, Refund, Rhythm, Tag, Touch
from regulars.queries.paused import is_paused, is_paused_on
from regulars.queries.rhythms import is_late, resting_sentence, sentence, stage_of
from regulars.queries.rhythms import stage_filter as in_stage
from regulars.queries.strips import Strip, strip_for
from regulars.rules.kinds import FieldKind
from regulars.rules.listing import Sort, needles
from regulars.rules.stages import Stage

PAGE = 30
CHUNK = 500
COUNTED = 1_000  # beyond this a list says "more than"
SILENT = {Stage.SLIPPING, Stage.LAPSED, Stage.LOST}  # whoever is left in peace is none of these
NOBODY = 0  # as a carer: customers whom nobody looks after


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asked the list for. `after` is the id of the last customer of the page
    before: positions are found again by value, so a deep page costs what the first one costs."""

    text: str = ""
    stage: Stage | None = None
    is_next_missing: bool = False
    carer: int | None = None
    tag: int | None = None
    fields: Mapping[int, str] = field(default_factory=dict)
    sort: Sort = Sort.NAME
    after: int | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out."""
        return replace(self, sort=Sort.NAME, after=None) != Wanted()


@dataclass(frozen=True, slots=True)
class Row:
    customer: Customer
    stage: Stage
    is_paused: bool
    strip: Strip
    sentence: str
    is_late: bool
    next_touch: Touch | None
    tags: list[Tag]


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Row]
    next_after: int | None
    count: int  # of all pages, up to COUNTED
    is_more: bool  # than COUNTED


@dataclass(frozen=True, slots=True)
class _Order:
    column: str
    is_down: bool
    are_ties_down: bool  # as the index walks, so that nothing has to be sorted

    @property
    def is_of_rhythm(self) -> bool:
        return self.column.startswith("rhythm__")


ORDERS = {
    Sort.NAME: _Order("search_text", is_down=False, are_ties_down=False),
    Sort.LAST: _Order("rhythm__last_on", is_down=True, are_ties_down=True),
    Sort.SILENCE: _Order("rhythm__last_on", is_down=False, are_ties_down=False),
    Sort.SPENT: _Order("rhythm__paid_minor", is_down=True, are_ties_down=False),
    Sort.NEWEST: _Order("pk", is_down=True, are_ties_down=True),
}


def customers_who(wanted: Wanted, *, today: date, region: str) -> QuerySet[Customer]:
    """Everybody who fits, in no order. `region` is where a typed phone number belongs.

    Where the order walks an index of another column, names and stages are looked up beside it;
    joined in, they would make the database sort everybody first (seen in its plans).
    """
    found = Customer.objects.all()
    order = ORDERS[wanted.sort]
    if wanted.text.strip():
        found = found.filter(_few_by_id(_holding(wanted.text, region)))
    if wanted.stage:
        found = found.filter(_at(wanted.stage, today, is_joined=order.is_of_rhythm))
        if wanted.stage in SILENT:
            found = found.exclude(is_paused_on(today))
    if wanted.is_next_missing:
        found = found.filter(~Exists(Touch.objects.open().filter(customer=OuterRef("pk"))))
    if wanted.carer is not None:
        found = found.filter(carer=wanted.carer or None)
    if wanted.tag is not None:
        found = found.filter(tags=wanted.tag)
    for pk, text in wanted.fields.items():
        values = CustomValue.objects.filter(customer=OuterRef("pk"), field=pk)
        found = found.filter(Exists(values.filter(text__icontains=text)))
    return found


def _at(stage: Stage, today: date, *, is_joined: bool) -> Q:
    if is_joined:
        return in_stage(stage, today, prefix="rhythm__")
    rhythms = Rhythm.objects.filter(customer=OuterRef("pk"))
    if stage is Stage.PROSPECT:
        return ~Q(Exists(rhythms.filter(visits__gt=0)))
    return Q(Exists(rhythms.filter(in_stage(stage, today))))


def _few_by_id(holding: Q) -> Q:
    """A few are looked for once, then counted and sorted by themselves. Where many hold the text,
    a walk along the wanted order meets enough of them soon."""
    ids = Customer.objects.filter(holding).order_by().values_list("pk", flat=True)
    few = list(ids[: COUNTED + 1])
    return Q(pk__in=few) if len(few) <= COUNTED else holding


def _holding(text: str, region: str) -> Q:
    words = (
        reduce(or_, (Q(search_text__contains=needle) for needle in one))
        for one in needles(text, region=region)
    )
    return reduce(and_, words, Q())


def customer_page(wanted: Wanted, *, today: date, region: str, size: int = PAGE) -> Page:
    found = customers_who(wanted, today=today, region=region)
    ids = _ids_after(found, wanted, size + 1)
    has_next = len(ids) > size
    is_all = not has_next and not wanted.after
    count = len(ids) if is_all else found.order_by()[: COUNTED + 1].count()
    rows = _rows(ids[:size], today, Customer.objects.select_related("rhythm"))
    return Page(
        rows=rows,
        next_after=ids[size - 1] if has_next else None,
        count=min(count, COUNTED),
        is_more=count > COUNTED,
    )


def all_rows(wanted: Wanted, *, today: date, region: str) -> Iterator[Row]:
    """Everybody who fits, in order, without ever holding them all. Comes with carer and contact
    points."""
    found = customers_who(wanted, today=today, region=region)
    customers = Customer.objects.select_related("rhythm", "carer").prefetch_related(
        "contact_points"
    )
    while ids := _ids_after(found, wanted, CHUNK):
        yield from _rows(ids, today, customers)
        wanted = replace(wanted, after=ids[-1])


def _rows(ids: list[int], today: date, customers: QuerySet[Customer]) -> list[Row]:
    """In the order of the ids. First the ids alone, then the rows: what has to be sorted stays
    narrow."""
    by_id = {customer.pk: customer for customer in customers.filter(pk__in=ids)}
    tags = _tags_of(ids)
    touches = _next_touches_of(ids)
    return [_row(by_id[pk], today, touches.get(pk), tags.get(pk, [])) for pk in ids if pk in by_id]


def _tags_of(ids: list[int]) -> dict[int, list[Tag]]:
    found: dict[int, list[Tag]] = defaultdict(list)
    tagged = Customer.tags.through.objects.filter(customer__in=ids).select_related("tag")
    for row in tagged.order_by("tag__name"):
        found[row.customer_id].append(row.tag)
    return found


def _next_touches_of(ids: list[int]) -> dict[int, Touch]:
    touches = Touch.objects.open().filter(customer__in=ids).select_related("assigned_to")
    return {touch.customer_id: touch for touch in touches.order_by("-due_on", "-pk")}


def _ids_after(found: QuerySet[Customer], wanted: Wanted, limit: int) -> list[int]:
    """The next customers in the wanted order. Who has no value to be ordered by comes last."""
    order = ORDERS[wanted.sort]
    last = _place(wanted, order.column)
    ids: list[int] = []
    if last is None or last[1] is not None:
        ordered = found.filter(_beyond(order, last)).order_by(
            _down(order.column, order.is_down), _down("pk", order.are_ties_down)
        )
        ids = list(ordered.values_list("pk", flat=True)[:limit])
        last = None
    is_valued = wanted.stage not in {None, Stage.PROSPECT}  # whoever is at a stage has visits
    if len(ids) < limit and order.is_of_rhythm and not is_valued:
        rest = found.filter(**{order.column: None}).order_by("-pk")
        if last is not None:
            rest = rest.filter(pk__lt=last[0])
        ids += rest.values_list("pk", flat=True)[: limit - len(ids)]
    return ids


def _place(wanted: Wanted, column: str) -> tuple[int, object] | None:
    if wanted.after is None:
        return None
    return Customer.objects.filter(pk=wanted.after).values_list("pk", column).first()


def _down(column: str, is_down: bool) -> str:
    return f"-{column}" if is_down else column


def _beyond(order: _Order, last: tuple[int, object] | None) -> Q:
    """Rows that come after the last one shown."""
    has_value = Q(**{f"{order.column}__isnull": False}) if order.is_of_rhythm else Q()
    if last is None:
        return has_value
    pk, value = last
    if order.column == "pk":
        return Q(pk__lt=pk)
    further, ties = ("lt" if down else "gt" for down in (order.is_down, order.are_ties_down))
    return Q(**{f"{order.column}__{further}e": value}) & (
        Q(**{f"{order.column}__{further}": value}) | Q(**{f"pk__{ties}": pk})
    )


def rhythm_of(customer: Customer) -> Rhythm:
    """The stored rhythm, or that of somebody who never bought."""
    try:
        return customer.rhythm
    except Rhythm.DoesNotExist:
        return Rhythm(customer_id=customer.pk)


def _row(customer: Customer, today: date, next_touch: Touch | None, tags: list[Tag]) -> Row:
    rhythm, rests = rhythm_of(customer), is_paused(customer, today)
    return Row(
        customer=customer,
        stage=stage_of(rhythm, today),
        is_paused=rests,
        strip=strip_for(rhythm, today, is_expected=not rests),
        sentence=resting_sentence(rhythm, today) if rests else sentence(rhythm, today),
        is_late=not rests and is_late(rhythm, today),
        next_touch=next_touch,
        tags=tags,
    )


def paid_by(customer_ids: Iterable[int], *, has_refunds: bool = True) -> dict[int, dict[str, int]]:
    """What each paid after refunds, by currency. A refund whose purchase nobody knows counts."""
    ids = list(customer_ids)
    paid: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    bought = Purchase.objects.filter(customer__in=ids).order_by().values("customer", "currency")
    for row in bought.annotate(total=Sum(F("total_minor") - F("refunded_minor"))):
        paid[row["customer"]][row["currency"]] += row["total"]
    if not has_refunds:
        return {pk: dict(by_currency) for pk, by_currency in paid.items()}
    loose = Refund.objects.filter(customer__in=ids, purchase=None).order_by()
    for row in loose.values("customer", "currency").annotate(total=Sum("amount_minor")):
        paid[row["customer"]][row["currency"]] -= row["total"]
    return {pk: dict(by_currency) for pk, by_currency in paid.items()}


def custom_filters() -> list[CustomField]:
    """Fields of the shop's own that a list can be narrowed by."""
    return list(CustomField.objects.exclude(kind=FieldKind.DATE.value))
