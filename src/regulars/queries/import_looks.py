"""A file that was looked at, as its page shows it: what it is, its columns, what to ask."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from regulars.queries.format_titles import title_of
from regulars.queries.import_words import (
    ANSWERS,
    FIELDS,
    column_words,
    notice_words,
    question_words,
    unusable_words,
)
from regulars.readers.columns import nameless, numbered
from regulars.readers.examining import ColumnSeen, Examination
from regulars.rules.imports import Certainty, Field, FileKind, QuestionKind

# Meanings as a person looks for them: what was bought, then who bought it.
OF_SALES = (
    Field.BOUGHT_ON,
    Field.TIME,
    Field.ORDER_KEY,
    Field.TOTAL,
    Field.CURRENCY,
    Field.ITEM,
    Field.QUANTITY,
    Field.UNIT_PRICE,
    Field.LINE_AMOUNT,
    Field.REFUNDED,
    Field.REFUND_OF,
    Field.STATUS,
    Field.ROW_TYPE,
    Field.NET,
    Field.TAX,
    Field.TIP,
    Field.DISCOUNT,
    Field.SHIPPING,
    Field.SKU,
    Field.CATEGORY,
    Field.PROMISED_ON,
    Field.DELIVERED_ON,
    Field.SUPPLIER,
    Field.PLACE,
    Field.STAFF,
    Field.TIME_ZONE,
    Field.LINE_KEY,
)
OF_PEOPLE = tuple(f for f in FIELDS if f not in OF_SALES and f not in (Field.IGNORE,))


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """One column with real values and what we take it for."""

    index: int
    name: str
    samples: tuple[str, ...]
    is_left_out: bool
    is_sure: bool
    meaning: str
    sales: tuple[Choice, ...]
    people: tuple[Choice, ...]
    left_out: Choice


@dataclass(frozen=True, slots=True)
class QuestionShown:
    name: str  # of the form's field
    words: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class FileShown:
    """A file that was looked at, before anything of it is written."""

    title: str
    is_known: bool
    is_of_customers: bool
    problem: str
    notices: tuple[str, ...]
    questions: tuple[QuestionShown, ...]
    columns: tuple[ColumnShown, ...]
    left_out: tuple[ColumnShown, ...]


def kind_words(format_name: str) -> str:
    return _("a table of its own kind") if format_name in ("", "generic") else title_of(format_name)


def file_shown(seen: Examination, answers: Mapping[str, Any]) -> FileShown:
    columns = tuple(_column(column) for column in seen.columns)
    problem = ""
    if seen.unusable is not None:
        problem = unusable_words(seen.unusable, seen.unusable_facts)
    return FileShown(
        title=kind_words(seen.format),
        is_known=bool(seen.title),
        is_of_customers=seen.kind is FileKind.CUSTOMERS,
        problem=problem,
        notices=tuple(notice_words(notice.code, notice.facts) for notice in seen.notices),
        questions=tuple(_questions(seen, answers)),
        columns=tuple(column for column in columns if not column.is_left_out),
        left_out=tuple(column for column in columns if column.is_left_out),
    )


def _column(column: ColumnSeen) -> ColumnShown:
    def choices(fields: tuple[Field, ...]) -> tuple[Choice, ...]:
        return tuple(Choice(f.value, str(FIELDS[f]), f is column.field) for f in fields)

    return ColumnShown(
        index=column.index,
        name=column_words(column.name or nameless(column.index + 1)),
        samples=column.samples,
        is_left_out=column.field is Field.IGNORE,
        is_sure=column.certainty in (Certainty.CERTAIN, Certainty.LIKELY),
        meaning=str(FIELDS[column.field]),
        sales=choices(OF_SALES),
        people=choices(OF_PEOPLE),
        left_out=choices((Field.IGNORE,))[0],
    )


SETTLED = {
    QuestionKind.DAY_MONTH: ("is_day_first", {"day_first": True, "month_first": False}),
    QuestionKind.DECIMAL: ("has_decimal_comma", {"decimal_comma": True, "decimal_point": False}),
}


def _questions(seen: Examination, answers: Mapping[str, Any]) -> Iterator[QuestionShown]:
    """Open ones, and those that were answered here, so that an answer can be changed."""
    open_kinds = set()
    for asked in seen.questions:
        open_kinds.add(asked.kind)
        words = question_words(asked.kind, asked.column, asked.examples)
        choices = tuple(Choice(a, str(ANSWERS.get(a, a)), False) for a in asked.answers)
        yield QuestionShown(asked.kind.value, words, choices)
    for kind, (name, values) in SETTLED.items():
        if kind not in open_kinds and answers.get(name) is not None:
            words = {
                QuestionKind.DAY_MONTH: _("Does the day or the month come first?"),
                QuestionKind.DECIMAL: _("Is it a comma or a point that stands before the cents?"),
            }[kind]
            choices = tuple(
                Choice(answer, str(ANSWERS[answer]), answers[name] is value)
                for answer, value in values.items()
            )
            yield QuestionShown(kind.value, words, choices)


def answers_given(
    seen: Examination, answers: Mapping[str, Any], told: Mapping[str, str]
) -> dict[str, Any]:
    """The stored answers with what a form says: column-3=email, day_month=day_first. What a form
    does not mention stays; what no choice allows is left out."""
    kept = dict(answers)
    for kind, (name, values) in SETTLED.items():
        if told.get(kind.value) in values:
            kept[name] = values[told[kind.value]]
    mapping = {str(column): (column, meaning) for column, meaning in kept.get("mapping", ())}
    names = numbered([column.name for column in seen.columns])
    for place, column in enumerate(seen.columns):
        meaning = told.get(f"column-{column.index}", "")
        if meaning in set(Field) and meaning != column.field.value:
            key: str | int = names[place] if column.name and seen.header_row else column.index
            mapping[str(key)] = (key, meaning)
    if mapping:
        kept["mapping"] = [list(pair) for pair in mapping.values()]
    return kept
