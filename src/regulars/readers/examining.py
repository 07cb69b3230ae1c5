"""What a file is and what is still to ask, before one row of it is taken."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, tzinfo
from itertools import chain, islice
from pathlib import Path
from zoneinfo import ZoneInfo

from regulars.readers.amounts import Amounts, currency_in, decimal_evidence, settle_decimal
from regulars.readers.columns import Columns, numbered
from regulars.readers.format import Format, Layout
from regulars.readers.formats import BY_NAME
from regulars.readers.guessing import DATES, MONEY, SAMPLED_ROWS, Guess, guess_fields
from regulars.readers.headers import (
    MOST_COLUMNS,
    DataRows,
    Header,
    detail_report,
    find_header,
    summary_title,
)
from regulars.readers.moments import Moments, settle_day_first
from regulars.readers.people import CONSENTS, WHO
from regulars.readers.problems import Unusable
from regulars.readers.records import Tally
from regulars.readers.tables import Table, open_tables
from regulars.readers.words import FIELDS_BY_NAME, fold
from regulars.readers.zones import zone_of
from regulars.rules.imports import (
    Certainty,
    Field,
    FileKind,
    NoticeCode,
    QuestionKind,
    RefusalReason,
    UnusableReason,
)
from regulars.rules.money import is_currency, minor_digits

GENERIC = "generic"
PREVIEW_ROWS = 8
SAMPLES = 5
_LONGEST_SAMPLE = 80
_PAID = frozenset({Field.TOTAL, Field.LINE_AMOUNT, Field.NET, Field.UNIT_PRICE})
_REACHABLE = (Field.EMAIL, Field.PHONE, Field.CUSTOMER_KEY, Field.STREET, Field.BIRTHDAY)
_QUANTITY_DIGITS = 3  # 1.000 pieces is one piece with three decimals


@dataclass(frozen=True, slots=True)
class ShopDefaults:
    """What holds where a file does not say."""

    country: str  # ISO 3166, where a phone number without + belongs
    currency: str
    time_zone: str  # IANA
    today: date


@dataclass(frozen=True, slots=True)
class Answers:
    """The owner's own words; each beats what was guessed."""

    as_format: str = ""  # a format's name, or "generic"
    mapping: Mapping[str | int, Field] = field(default_factory=dict)  # by header name or index
    is_day_first: bool | None = None
    time_zone: str = ""
    has_decimal_comma: bool | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    index: int
    name: str  # as it stands in the file
    samples: tuple[str, ...]
    field: Field
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Question:
    """Asked once a file. `answers` are what may be answered: "day_first", "month_first" …"""

    kind: QuestionKind
    column: str
    examples: tuple[str, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    code: NoticeCode
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Examination:
    """What the owner is shown before anything is read."""

    format: str  # a format's name, "generic" or "vcard"; "" where unusable before a format
    title: str
    kind: FileKind | None
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_row: int = 0  # 0: none
    shape: str = ""  # the same for every file with these header names, in any order
    columns: tuple[ColumnSeen, ...] = ()
    preview: tuple[tuple[str, ...], ...] = ()
    questions: tuple[Question, ...] = ()
    notices: tuple[Notice, ...] = ()
    unusable: UnusableReason | None = None
    unusable_facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_ready(self) -> bool:
        return self.unusable is None and not self.questions


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that reading needs, settled from the whole file."""

    examination: Examination
    columns: Columns
    rows: DataRows
    format: Format | None
    currency: str
    zone: tzinfo
    home_zone: tzinfo
    moments: dict[int, Moments]
    amounts: dict[int, Amounts]


def plan_for(path: Path, *, shop: ShopDefaults, answers: Answers, name: str) -> Plan:
    """Raises Unusable where there is no table to plan for."""
    tables = open_tables(path)
    plans = []
    problem: Unusable | None = None
    for table in tables:
        try:
            plans.append(_plan_table(table, shop=shop, answers=answers, name=name))
        except Unusable as unusable:
            problem = problem or unusable
    if not plans:
        raise problem or Unusable(UnusableReason.EMPTY)
    best = max(plans, key=_serves)
    if len(tables) > 1:
        notice = Notice(NoticeCode.OTHER_SHEETS, {"sheet": best.examination.sheet})
        seen = replace(best.examination, notices=(*best.examination.notices, notice))
        best = replace(best, examination=seen)
    return best


def _serves(plan: Plan) -> tuple[bool, bool, bool, int]:
    """The sheet that serves: usable, known, of purchases, with the most columns understood."""
    seen = plan.examination
    understood = sum(column.field is not Field.IGNORE for column in seen.columns)
    is_of_purchases = seen.kind is FileKind.PURCHASES
    return seen.unusable is None, plan.format is not None, is_of_purchases, understood


def _plan_table(table: Table, *, shop: ShopDefaults, answers: Answers, name: str) -> Plan:
    header = find_header(table, file_name=name)
    if header is None:
        raise Unusable(UnusableReason.EMPTY)
    if header.format is None and not answers.as_format and (title := summary_title(table)):
        raise Unusable(UnusableReason.SUMMARY_REPORT, title=title, instead=detail_report(title))
    if len(header.names) > MOST_COLUMNS:
        raise Unusable(UnusableReason.TOO_WIDE, columns=len(header.names), most=MOST_COLUMNS)
    known = _format_of(header, answers)
    if known is not None and not answers.as_format and not _has_its_columns(known, header, table):
        known = None
    layout = known.layout if known else Layout.ROWS
    computed = tuple(known.computed.values()) if known else ()
    sample = _sample(table, header, known)
    guesses = _guesses(header, known, sample, answers)
    names = (*header.names, *_computed_names(known))
    columns = Columns.of(names, _by_field(header, known, guesses, answers))
    rows = DataRows(table, header, columns, layout=layout, computed=computed)
    kind = known.kind if known else _kind_of(columns)
    currency = _currency_of(columns, sample, shop, answers)
    moments, day_question = _moments_of(rows, columns, sample, known, answers)
    amounts, decimal_question = _amounts_of(rows, columns, sample, known, answers, currency)
    questions = tuple(q for q in (day_question, decimal_question) if q is not None)
    unusable, facts = _unusable(header, columns, known, kind)
    examination = Examination(
        format=known.name if known else GENERIC,
        title=known.title if known else "",
        kind=kind,
        encoding=table.encoding,
        delimiter=table.delimiter,
        sheet=table.sheet,
        header_row=header.row,
        shape=_shape_of(header),
        columns=tuple(
            ColumnSeen(i, header.names[i].strip(), _samples(sample, i), g.field, g.certainty)
            for i, g in enumerate(guesses)
        ),
        preview=tuple(tuple(c[:_LONGEST_SAMPLE] for c in row) for row in sample[:PREVIEW_ROWS]),
        questions=() if unusable else questions,
        notices=tuple(_notices(header, known, columns, kind)),
        unusable=unusable,
        unusable_facts=facts,
    )
    home = ZoneInfo(shop.time_zone)
    zone = _zone_of(columns, known, answers) or home
    return Plan(examination, columns, rows, known, currency, zone, home, moments, amounts)


def _format_of(header: Header, answers: Answers) -> Format | None:
    if answers.as_format:
        return BY_NAME.get(answers.as_format)
    return header.format


def _has_its_columns(known: Format, header: Header, table: Table) -> bool:
    """Whether day and money stand where this tool has them.

    Some tools' columns have plain names; where a file of such names pays in a column that the
    tool does not know, the names alone were a coincidence.
    """
    if known.cannot is not None or known.kind is not FileKind.PURCHASES:
        return True
    found = {meaning for meaning, at in _known_columns(header, known).items() if at}
    found |= set(known.computed)
    if found & _PAID:
        return Field.BOUGHT_ON in found
    guesses = guess_fields(header.names, _sample(table, header, None))
    return not any(g.field in _PAID and g.certainty is Certainty.CERTAIN for g in guesses)


def _sample(table: Table, header: Header, known: Format | None) -> list[list[str]]:
    layout, computed = (
        (known.layout, tuple(known.computed.values())) if known else (Layout.ROWS, ())
    )
    columns = Columns.of(header.names, _known_columns(header, known) if known else {})
    rows = DataRows(table, header, columns, layout=layout, computed=computed)
    walk = rows.walk(_ignore, Tally())
    return [cells for _, cells in islice(walk, SAMPLED_ROWS)]


def _ignore(row: int, reason: RefusalReason) -> None:
    pass


def _guesses(
    header: Header, known: Format | None, sample: list[list[str]], answers: Answers
) -> list[Guess]:
    if known is None:
        guesses = guess_fields(header.names, sample)
    else:
        guesses = [Guess(Field.IGNORE, Certainty.CERTAIN)] * len(header.names)
        for meaning, at in _known_columns(header, known).items():
            for index in at:
                if guesses[index].field is Field.IGNORE:
                    guesses[index] = Guess(meaning, Certainty.CERTAIN)
    for index, meaning in _mapped(header, answers).items():
        guesses[index] = Guess(meaning, Certainty.CERTAIN)
    return guesses


def _mapped(header: Header, answers: Answers) -> dict[int, Field]:
    names = {name: index for index, name in enumerate(numbered(header.names))}
    found = {}
    for column, meaning in answers.mapping.items():
        index = column if isinstance(column, int) else names.get(fold(column))
        if index is not None and 0 <= index < len(header.names):
            found[index] = meaning
    return found


def _known_columns(header: Header, known: Format) -> dict[Field, list[int]]:
    names = {name: index for index, name in enumerate(numbered(header.names))}
    return {
        meaning: [names[name] for each in wanted if (name := fold(each)) in names]
        for meaning, wanted in known.fields.items()
    }


def _by_field(
    header: Header, known: Format | None, guesses: list[Guess], answers: Answers
) -> dict[Field, list[int]]:
    """A known format may use a column twice; the owner's word replaces what was there."""
    found: dict[Field, list[int]] = {}
    if known is not None:
        found = _known_columns(header, known)
        for index, meaning in _mapped(header, answers).items():
            for places in found.values():
                if index in places:
                    places.remove(index)
            found.setdefault(meaning, []).insert(0, index)
        if Field.BIRTHDAY not in found:
            found[Field.BIRTHDAY] = _birthdays(header, found)
        for index, meaning in enumerate(known.computed, start=len(header.names)):
            found.setdefault(meaning, []).append(index)
    else:
        for index, guess in enumerate(guesses):
            found.setdefault(guess.field, []).append(index)
    found.pop(Field.IGNORE, None)
    return found


def _birthdays(header: Header, found: Mapping[Field, list[int]]) -> list[int]:
    """Shops keep birthdays in columns of their own, in any language, after a tool's columns."""
    taken = set(chain.from_iterable(found.values()))
    return [
        index
        for index, name in enumerate(header.names)
        if index not in taken and Field.BIRTHDAY in FIELDS_BY_NAME.get(fold(name.split("(")[0]), ())
    ]


def _computed_names(known: Format | None) -> Iterable[str]:
    """What stands in for a header: a consent is quoted with the name of its list."""
    for meaning in known.computed if known else ():
        yield known.title if known and meaning in CONSENTS else meaning.value


def _kind_of(columns: Columns) -> FileKind:
    return FileKind.PURCHASES if Field.BOUGHT_ON in columns else FileKind.CUSTOMERS


def _unusable(
    header: Header, columns: Columns, known: Format | None, kind: FileKind
) -> tuple[UnusableReason | None, Mapping[str, str]]:
    if known is not None and known.cannot is not None:
        return known.cannot, known.cannot_facts
    has_somebody = any(each in columns for each in WHO)
    has_order = any(f in columns for f in (Field.ORDER_KEY, Field.ITEM, Field.LINE_AMOUNT))
    is_of_sales = kind is FileKind.PURCHASES or (Field.TOTAL in columns and has_order)
    is_reachable = any(f in columns for f in _REACHABLE)
    if is_of_sales and Field.BOUGHT_ON not in columns:
        is_by_staff = Field.STAFF in columns and not is_reachable
        return (UnusableReason.SUMMARY_REPORT if is_by_staff else UnusableReason.NO_DATE), {}
    if kind is FileKind.CUSTOMERS and Field.TOTAL in columns and not is_reachable:
        return UnusableReason.SUMMARY_REPORT, {}  # names with a sum each
    # A letter has words that look like names, too.
    is_prose = known is None and not header.row and set(columns.by_field) == {Field.NAME}
    if (has_somebody and not is_prose) or known is not None:
        return None, {}
    if kind is FileKind.PURCHASES:
        reason = UnusableReason.NO_CUSTOMER if has_order else UnusableReason.SUMMARY_REPORT
        return reason, {}
    has_meaning = bool(columns.by_field) and not is_prose
    return (UnusableReason.NO_CUSTOMER if has_meaning else UnusableReason.NOT_A_TABLE), {}


def _notices(
    header: Header, known: Format | None, columns: Columns, kind: FileKind
) -> Iterable[Notice]:
    if known is not None:
        yield from (Notice(code) for code in known.notices)
        if kind is FileKind.PURCHASES and not any(f in columns for f in WHO):
            yield Notice(NoticeCode.NO_CUSTOMERS, {"instead": known.no_customers_instead})
    if not header.row:
        yield Notice(NoticeCode.NO_HEADER)
    if kind is FileKind.PURCHASES and not any(f in columns for f in MONEY):
        yield Notice(NoticeCode.NO_TOTALS)


def _shape_of(header: Header) -> str:
    names = sorted(numbered(header.names)) if header.row else [str(len(header.names))]
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:32]


def _samples(sample: list[list[str]], index: int) -> tuple[str, ...]:
    found = dict.fromkeys(cells[index].strip()[:_LONGEST_SAMPLE] for cells in sample)
    return tuple(islice((value for value in found if value), SAMPLES))


def _currency_of(
    columns: Columns, sample: list[list[str]], shop: ShopDefaults, answers: Answers
) -> str:
    """Where no column says it row by row: the owner, the header's or the values' own sign."""
    if is_currency(answers.currency.upper()):
        return answers.currency.upper()
    money = columns.of_any(MONEY)
    cells = chain.from_iterable(
        chain([columns.headers[i]], (row[i] for row in sample)) for i in money
    )
    shown = (
        currency_in(cell, home=shop.currency)
        for cell in cells
        if not cell.isascii() or _has_sign(cell)
    )
    return next((code for code in shown if code), shop.currency)


def _has_sign(text: str) -> bool:
    return "$" in text or any(map(str.isalpha, text))


def _zone_of(columns: Columns, known: Format | None, answers: Answers) -> tzinfo | None:
    """The owner's word, then "(UTC)" in the header, then what the tool always writes."""
    if answers.time_zone and (zone := zone_of(answers.time_zone)):
        return zone
    dates = columns.by_field.get(Field.BOUGHT_ON, ())
    if any("utc" in fold(columns.headers[index]).split() for index in dates):
        return zone_of("UTC")
    return zone_of(known.time_zone) if known and known.time_zone else None


def _moments_of(
    rows: DataRows,
    columns: Columns,
    sample: list[list[str]],
    known: Format | None,
    answers: Answers,
) -> tuple[dict[int, Moments], Question | None]:
    dates = columns.of_any(DATES)
    told = answers.is_day_first
    if told is None and known is not None:
        told = known.is_day_first
    settled = _settle(
        rows,
        {index: [row[index] for row in sample] for index in dates},
        settle_day_first,
        shorten=lambda text: text.strip()[:10],
        told=told,
    )
    open_columns = [index for index in dates if settled[index] is None]
    moments = {index: Moments(is_day_first=settled[index] is not False) for index in dates}
    if not open_columns:
        return moments, None
    asked = open_columns[0]
    return moments, Question(
        QuestionKind.DAY_MONTH,
        columns.headers[asked].strip(),
        _samples(sample, asked),
        ("day_first", "month_first"),
    )


def _amounts_of(
    rows: DataRows,
    columns: Columns,
    sample: list[list[str]],
    known: Format | None,
    answers: Answers,
    currency: str,
) -> tuple[dict[int, Amounts], Question | None]:
    money = columns.of_any(MONEY)
    told = answers.has_decimal_comma
    if told is None and known is not None:
        told = known.has_decimal_comma
    digits = minor_digits(currency)
    settled = _settle(
        rows,
        {index: [row[index] for row in sample] for index in money},
        lambda values: settle_decimal(values, digits=digits),
        shorten=lambda text: text if decimal_evidence(text) else "",
        told=told,
    )
    amounts = {index: Amounts(is_comma=settled[index] is True) for index in money}
    for index in columns.of_any([Field.QUANTITY]):
        values = [row[index] for row in sample]
        amounts[index] = Amounts(is_comma=settle_decimal(values, digits=_QUANTITY_DIGITS) is True)
    open_columns = [index for index in money if settled[index] is None]
    if not open_columns:
        return amounts, None
    asked = open_columns[0]
    return amounts, Question(
        QuestionKind.DECIMAL,
        columns.headers[asked].strip(),
        _samples(sample, asked),
        ("decimal_comma", "decimal_point"),
    )


def _settle(
    rows: DataRows,
    samples: Mapping[int, list[str]],
    settle: Callable[[Iterable[str]], bool | None],
    *,
    shorten: Callable[[str], str],
    told: bool | None,
) -> dict[int, bool | None]:
    """Each column by itself from the sample, else from the whole file, else by its neighbours."""
    settled = {index: settle(values) for index, values in samples.items()}
    waiting = [index for index, answer in settled.items() if answer is None]
    if not waiting:
        return settled
    if told is not None:
        return {i: told if answer is None else answer for i, answer in settled.items()}
    seen = {index: dict.fromkeys(map(shorten, samples[index])) for index in waiting}
    for _, cells in rows.walk(_ignore, Tally()):
        for index in waiting:
            seen[index][shorten(cells[index])] = None
    for index in waiting:
        settled[index] = settle(seen[index])
    if any(answer is None for answer in settled.values()):
        together = settle(list(chain(*seen.values(), *samples.values())))
        settled = {i: together if a is None else a for i, a in settled.items()}
    return settled
