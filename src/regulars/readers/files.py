"""The door: what is in an upload, what it says, what has to be asked first.

for part in parts(upload, scratch=folder):
    seen = examine(part.path, shop=shop, answers=Answers(), name=part.name)
    for record in read(part.path, shop=shop, answers=answers, tally=tally, scratch=folder):
        ...
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path, PurePosixPath

from regulars.readers import vcards
from regulars.readers.archives import check_archive, is_workbook, is_zip, unpack
from regulars.readers.columns import Row
from regulars.readers.encodings import encoding_of
from regulars.readers.examining import (
    PREVIEW_ROWS,
    Answers,
    Examination,
    Notice,
    Plan,
    Question,
    ShopDefaults,
    plan_for,
)
from regulars.readers.grouping import KeyOf, grouped, scattered_keys
from regulars.readers.people import LONGEST_NOTE, WHO, People, emails_in, is_spoilt
from regulars.readers.problems import Unusable
from regulars.readers.records import Record, Refusal, Tally
from regulars.readers.sales import Sales
from regulars.readers.settled import Settled
from regulars.readers.vcards import is_vcard, preview_names, read_vcards
from regulars.rules.imports import Field, FileKind, RefusalReason

__all__ = [
    "Answers",
    "Examination",
    "NotSettled",
    "Notice",
    "Part",
    "Question",
    "ShopDefaults",
    "Unusable",
    "examine",
    "parts",
    "read",
]


_CHECKS = "checkdetails.csv"
_TOLD_BY_CHECKS = ("orderdetails.csv", "paymentdetails.csv", "itemselectiondetails.csv")


@dataclass(frozen=True, slots=True)
class Part:
    """One readable file of an upload."""

    name: str  # as the person knows it, with its folder inside a zip
    path: Path


class NotSettled(Exception):
    """A question about the file is still open."""

    def __init__(self, questions: tuple[Question, ...]) -> None:
        super().__init__(", ".join(question.kind.value for question in questions))
        self.questions = questions


def parts(path: Path, *, scratch: Path, name: str = "") -> list[Part]:
    """The files of an upload: a zip's members, unpacked into `scratch`, or the file itself.

    Raises Unusable for a zip that is a bomb, nested or broken, before it is unpacked.
    """
    name = name or path.name
    if path.stat().st_size and is_zip(path):
        check_archive(path)
        if not is_workbook(path):
            found = [Part(member, file) for member, file in unpack(path, into=scratch)]
            return _without_repeats(found)
    return [Part(name, path)]


def _without_repeats(found: list[Part]) -> list[Part]:
    """Toast tells each visit four times in one folder; only one file of them names the people."""
    names = {part.name.lower() for part in found}
    return [
        part
        for part in found
        if not (
            part.name.lower().endswith(_TOLD_BY_CHECKS)
            and str(PurePosixPath(part.name.lower()).with_name(_CHECKS)) in names
        )
    ]


def examine(
    path: Path, *, shop: ShopDefaults, answers: Answers | None = None, name: str = ""
) -> Examination:
    """What the file is. Never raises for what is in the file: `unusable` says it."""
    if is_vcard(path):
        return _examine_vcards(path)
    try:
        plan = plan_for(path, shop=shop, answers=answers or Answers(), name=name or path.name)
    except Unusable as problem:
        return Examination("", "", None, unusable=problem.reason, unusable_facts=problem.facts)
    return plan.examination


def _examine_vcards(path: Path) -> Examination:
    return Examination(
        format=vcards.FORMAT,
        title=vcards.TITLE,
        kind=FileKind.CUSTOMERS,
        encoding=encoding_of(path).name,
        shape=vcards.FORMAT,
        preview=tuple((name,) for name in preview_names(path, count=PREVIEW_ROWS)),
    )


def read(
    path: Path,
    *,
    shop: ShopDefaults,
    answers: Answers | None = None,
    tally: Tally,
    scratch: Path,
    name: str = "",
) -> Iterator[Record]:
    """The file's records, the same ones in the same order each time.

    Raises Unusable, or NotSettled where a question is open. `scratch` is a folder for what does
    not fit into memory. The tally is complete once the last record is taken.
    """
    if is_vcard(path):
        return read_vcards(path, country=shop.country, tally=tally)
    plan = plan_for(path, shop=shop, answers=answers or Answers(), name=name or path.name)
    seen = plan.examination
    if seen.unusable is not None:
        raise Unusable(seen.unusable, **dict(seen.unusable_facts))
    if seen.questions:
        raise NotSettled(seen.questions)
    people = People(
        plan.columns,
        source=plan.format.source if plan.format else "",
        country=shop.country,
        moments=plan.moments,
        are_names_weak=bool(plan.format and plan.format.are_names_weak),
        are_emails_aliases=bool(plan.format and plan.format.are_emails_aliases),
    )
    if seen.kind is FileKind.CUSTOMERS:
        return _customers(plan, people, tally)
    return _sales(plan, people, tally, shop=shop, scratch=scratch)


def _customers(plan: Plan, people: People, tally: Tally) -> Iterator[Record]:
    refused: deque[Refusal] = deque()
    for number, cells in plan.rows.walk(_into(refused), tally):
        while refused:
            yield refused.popleft()
        row = Row(plan.columns, number, cells)
        person = people.read(number, cells)
        if person is not None:
            note = row.get(Field.NOTE)[:LONGEST_NOTE]
            yield person._replace(note=note) if note else person
        elif (cell := row.get(Field.EMAIL)) and not emails_in([cell]):
            yield Refusal(number, RefusalReason.EMAIL_UNREADABLE.value, {"value": cell[:200]})
        else:
            yield Refusal(number, RefusalReason.NOBODY_NAMED.value)
    yield from refused


def _sales(
    plan: Plan, people: People, tally: Tally, *, shop: ShopDefaults, scratch: Path
) -> Iterator[Record]:
    sales = Sales(people, Settled.of(plan, today=shop.today), tally)
    key_of = _key_of(plan)
    scattered: frozenset[int] = frozenset()
    if Field.ORDER_KEY in plan.columns:
        scattered = scattered_keys(plan.rows.unsifted(), key_of)
    refused: deque[Refusal] = deque()
    rows = plan.rows.walk(_into(refused), tally)
    for group in grouped(rows, key_of, scattered=scattered, scratch=scratch):
        while refused:
            yield refused.popleft()
        yield from sales.read(group)
    yield from refused


def _key_of(plan: Plan) -> KeyOf:
    """What holds rows together: the order's key; without one, person and moment."""
    columns = plan.columns
    orders = columns.by_field.get(Field.ORDER_KEY, ())
    dates = columns.by_field.get(Field.BOUGHT_ON, ())
    who = columns.of_any(WHO)
    if orders:
        order, original = orders[0], columns.by_field.get(Field.REFUND_OF, ())

        def by_order(cells: list[str]) -> str | None:
            for index in original:
                if key := cells[index].strip():
                    return key
            if key := cells[order].strip():
                return "" if is_spoilt(key) else key
            if any(cells[index].strip() for index in (*dates, *who)):
                return ""
            return None  # parent cells are blank on continuation rows

        return by_order
    if Field.ITEM not in columns or not who:
        return lambda _: ""
    moment = itemgetter(*who, *columns.of_any([Field.BOUGHT_ON, Field.TIME]))
    person = itemgetter(*who)

    def by_visit(cells: list[str]) -> str:
        return "\x1f".join(moment(cells)) if any(person(cells)) else ""

    return by_visit


def _into(refused: deque[Refusal]) -> "_Refuse":
    return _Refuse(refused)


class _Refuse:
    def __init__(self, refused: deque[Refusal]) -> None:
        self._refused = refused

    def __call__(self, row: int, reason: RefusalReason) -> None:
        self._refused.append(Refusal(row, reason.value))


def _forget(row: int, reason: RefusalReason) -> None:
    pass
