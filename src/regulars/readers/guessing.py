"""What each column of an unknown file means, from its values and its name together."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from regulars.readers.amounts import currency_in, is_amount
from regulars.readers.columns import nameless
from regulars.readers.moments import is_moment, is_serial
from regulars.readers.people import WHO, bare, consent_in, country_in, emails_in
from regulars.readers.words import FIELDS_BY_NAME, fold
from regulars.rules.imports import Certainty, Field
from regulars.rules.money import is_currency
from regulars.rules.phones import to_e164

SAMPLED_ROWS = 400
_IN_BRACKETS = re.compile(r"[(\[].*?[)\]]")
_CLOCK = re.compile(r"\d{1,2}[:h]\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?", re.IGNORECASE)
_TWO_DECIMALS = re.compile(r".*\d[.,]\d{2}\D{0,5}")
_PERSON = re.compile(r"[^\W\d_][\w.'’-]*(?:,? [^\W\d_][\w.'’-]*){1,4}")
_KEY = re.compile(r"[#A-Z]{0,6}[-_/]?\d[\w/-]{1,}", re.IGNORECASE)
_QUALIFIER = re.compile(r"(?<=\w) (?:inkl|incl|inc|including|zzgl|plus|ttc|utc)\b.*")
_OF_A_LIFETIME = frozenset(
    [
        "last",
        "latest",
        "lifetime",
        "average",
        "avg",
        "letzte",
        "letzter",
        "letztes",
        "letzten",
        "durchschnitt",
        "derniere",
        "dernier",
        "ultimo",
        "ultima",
        "laatste",
        "sidste",
        "seneste",
        "senaste",
        "ostatni",
        "ostatnia",
    ]
)
_OF_SALES = frozenset(
    {Field.ORDER_KEY, Field.ITEM, Field.CURRENCY, Field.STATUS, Field.ROW_TYPE, Field.TAX}
)
_WHOSE = frozenset({*WHO, Field.ORDER_KEY})
_EXACT, _NEAR, _WITHIN = 1.0, 0.9, 0.55
_FAINTEST = 0.25  # a score below it says nothing

DATES = frozenset(
    {
        Field.BOUGHT_ON,
        Field.BIRTHDAY,
        Field.CUSTOMER_SINCE,
        Field.PROMISED_ON,
        Field.DELIVERED_ON,
    }
)
MONEY = frozenset(
    {
        Field.TOTAL,
        Field.NET,
        Field.TAX,
        Field.TIP,
        Field.DISCOUNT,
        Field.SHIPPING,
        Field.REFUNDED,
        Field.UNIT_PRICE,
        Field.LINE_AMOUNT,
    }
)
CONSENTS = frozenset(f for f in Field if f.value.startswith("consent_"))
_SEVERAL = CONSENTS | {Field.EMAIL, Field.PHONE, Field.TAX, Field.NOTE, Field.TAGS, Field.IGNORE}
_WORDED = frozenset(
    {
        Field.NAME,
        Field.GIVEN_NAME,
        Field.FAMILY_NAME,
        Field.COMPANY,
        Field.CITY,
        Field.ITEM,
        Field.STATUS,
        Field.ROW_TYPE,
        Field.STAFF,
        Field.PLACE,
        Field.CATEGORY,
        Field.SUPPLIER,
        Field.STREET,
        Field.REGION,
    }
)


@dataclass(frozen=True, slots=True)
class Guess:
    field: Field
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class _Facts:
    """Shares of a column's filled sample cells, 0 to 1."""

    count: int
    email: float
    phone: float
    moment: float
    clock: float
    amount: float
    money: float  # two decimals, or a currency's sign
    serial: float  # days as a spreadsheet counts them
    consent: float
    currency: float
    country: float
    person: float
    key: float
    distinct: float
    years_old: float
    is_nameless: bool  # no heading says what it is


def guess_fields(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Guess]:
    """One guess a column, in order. `rows` is a sample, each as wide as the headers."""
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(headers)
    facts = [
        _facts_of(column, is_nameless=header == nameless(i))
        for i, (header, column) in enumerate(zip(headers, columns, strict=True), start=1)
    ]
    wishes = sorted(
        (
            (-score, index, place, field)
            for index, header in enumerate(headers)
            for place, (field, score) in enumerate(_wishes(header, facts[index]).items())
            if score >= _FAINTEST
        ),
    )
    chosen: dict[int, tuple[Field, float]] = {}
    taken: set[Field] = set()
    for minus_score, index, _, field in wishes:
        if index in chosen or (field in taken and field not in _SEVERAL):
            continue
        chosen[index] = (field, -minus_score)
        taken.add(field)
    fields = {index: field for index, (field, _) in chosen.items()}
    _reconsider(fields, chosen, facts, rows)
    return [
        _guess(fields.get(i, Field.IGNORE), chosen.get(i), bool(facts[i].count))
        for i in range(len(headers))
    ]


def _guess(field: Field, chosen: tuple[Field, float] | None, is_filled: bool) -> Guess:
    if chosen is None and field is Field.IGNORE:
        return Guess(field, Certainty.UNKNOWN)
    meant, score = chosen or (Field.IGNORE, 0.0)
    if field is not meant or score < 0.5:
        return Guess(field, Certainty.GUESSED)
    return Guess(field, Certainty.CERTAIN if score >= 0.85 and is_filled else Certainty.LIKELY)


def _named(header: str) -> dict[Field, float]:
    """Fields that a header's words stand for, with how exactly."""
    name = fold(header)
    near = _QUALIFIER.sub("", fold(_IN_BRACKETS.sub(" ", header)))
    near = " ".join(
        word for word in near.split() if not (len(word) == 3 and is_currency(word.upper()))
    )
    for text, weight in ((name, _EXACT), (near, _NEAR), (near.rstrip(" 0123456789"), _NEAR)):
        if fields := FIELDS_BY_NAME.get(text):
            return {field: weight - 0.02 * i for i, field in enumerate(fields)}
    words = near.split()
    if _OF_A_LIFETIME & set(words):
        return {Field.IGNORE: _NEAR}
    for length in range(len(words) - 1, 0, -1):
        found: dict[Field, float] = {}
        for start in range(len(words) - length, -1, -1):
            part = " ".join(words[start : start + length])
            for field in FIELDS_BY_NAME.get(part, ()) if len(part) > 3 else ():
                found.setdefault(field, _WITHIN - 0.02 * len(found))
        if found:
            return found
    return {}


def _wishes(header: str, facts: _Facts) -> dict[Field, float]:
    """Scores by field: the name's word weighed with the values, and what values alone say."""
    scores = {field: weight * _agreement(field, facts) for field, weight in _named(header).items()}
    is_named = max(scores.values(), default=0.0) >= _FAINTEST
    for field, score in _by_values(facts, is_named=is_named).items():
        scores[field] = max(scores.get(field, 0.0), score)
    return scores


def _agreement(field: Field, facts: _Facts) -> float:  # noqa: C901, PLR0911
    """How well values fit a meaning: 1 proves, 0 forbids, 0.7 has nothing against it."""
    if not facts.count:
        return 0.6
    if field is Field.EMAIL:
        return facts.email if facts.email > 0.3 else 0.0
    if field is Field.PHONE:
        return max(facts.phone, 0.0) if facts.phone > 0.3 else 0.2
    if field in DATES:
        return facts.moment if facts.moment > 0.5 else 0.3 * facts.serial
    if field is Field.TIME:
        return max(facts.clock, 0.8 * facts.moment)
    if field in MONEY or field is Field.QUANTITY:
        return facts.amount * (1 - facts.moment) if facts.amount > 0.5 else 0.0
    if field in CONSENTS:
        return 1.0 if facts.consent > 0.5 else 0.1
    if field is Field.CURRENCY:
        return facts.currency
    if field is Field.COUNTRY:
        return 0.7 + 0.3 * facts.country if facts.amount < 0.2 else 0.0
    if field in _WORDED:
        return max(0.0, 1 - facts.amount - facts.email - facts.moment)
    if field in {Field.ORDER_KEY, Field.CUSTOMER_KEY, Field.SKU, Field.LINE_KEY}:
        return max(0.0, 1 - facts.moment - facts.email - 0.5 * facts.money)
    return 0.9


def _by_values(facts: _Facts, *, is_named: bool) -> dict[Field, float]:
    """What values say by themselves. A name that we know speaks louder, but not than e-mails."""
    if not facts.count:
        return {}
    if facts.email > 0.6:
        return {Field.EMAIL: 0.45}
    if is_named:
        return {}
    signs: tuple[tuple[bool, Field, float], ...] = (
        (facts.moment > 0.8 and facts.years_old > 0.5, Field.BIRTHDAY, 0.45),
        (facts.moment > 0.8, Field.BOUGHT_ON, 0.45),
        (facts.phone > 0.8 and facts.money < 0.2, Field.PHONE, 0.42),
        (facts.clock > 0.8, Field.TIME, 0.4),
        (facts.money > 0.8, Field.TOTAL, 0.4),
        (facts.currency > 0.9, Field.CURRENCY, 0.4),
        (facts.person > 0.7 and facts.distinct > 0.2, Field.NAME, 0.4),
        (facts.key > 0.9 and facts.distinct > 0.3 and facts.money < 0.1, Field.ORDER_KEY, 0.3),
    )
    return next(({field: score} for holds, field, score in signs if holds), {})


_COMPACT_DAY = re.compile(  # 19970101, by chance hardly ever so for a whole column
    r"(?:19[7-9]\d|20[0-4]\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", re.ASCII
)


def _facts_of(column: Sequence[str], *, is_nameless: bool) -> _Facts:
    cells = [text for cell in column if (text := bare(cell)) not in {"", "-", "--"}]
    count = len(cells)
    whole = max(count, 1)
    moments = [bool(_COMPACT_DAY.fullmatch(cell)) or is_moment(cell) for cell in cells]

    def share(matches: int) -> float:
        return matches / whole

    return _Facts(
        count=count,
        email=share(sum(bool(emails_in([cell])) for cell in cells)),
        phone=share(
            sum(
                not dated and "@" not in cell and _looks_like_phone(cell)
                for cell, dated in zip(cells, moments, strict=True)
            )
        ),
        moment=share(sum(moments)),
        clock=share(sum(bool(_CLOCK.fullmatch(cell)) for cell in cells)),
        amount=share(sum(is_amount(cell) for cell in cells)),
        money=share(sum(_looks_like_money(cell) for cell in cells)),
        serial=share(sum(is_serial(cell) for cell in cells)),
        consent=share(sum(consent_in(cell) is not None for cell in cells)),
        currency=share(sum(len(c) == 3 and is_currency(c.upper()) for c in cells)),
        country=share(sum(bool(country_in(cell)) for cell in cells)),
        person=share(sum(bool(_PERSON.fullmatch(cell)) and len(cell) < 50 for cell in cells)),
        key=share(sum(bool(_KEY.fullmatch(cell)) for cell in cells)),
        distinct=len(set(cells)) / whole,
        years_old=share(sum(bool(re.search(r"\b(19\d\d|200\d)\b", cell)) for cell in cells)),
        is_nameless=is_nameless,
    )


def _looks_like_phone(text: str) -> bool:
    digits = sum(map(str.isdigit, text))
    is_shaped = text.startswith(("+", "0", "(")) or " " in text or "-" in text
    return 7 <= digits <= 15 and is_shaped and to_e164(text, "DE") is not None


def _looks_like_money(text: str) -> bool:
    if not is_amount(text):
        return False
    return bool(_TWO_DECIMALS.fullmatch(text)) or bool(currency_in(text, home=""))


def _reconsider(
    fields: dict[int, Field],
    chosen: Mapping[int, tuple[Field, float]],
    facts: Sequence[_Facts],
    rows: Sequence[Sequence[str]],
) -> None:
    """What only the columns together show."""
    _settle_dates(fields, chosen)
    _settle_names(fields, facts)
    at = _places(fields)
    if Field.BOUGHT_ON not in at:
        is_of_people = not ({Field.TOTAL, Field.LINE_AMOUNT, Field.ITEM} & set(at))
        if is_of_people and Field.ORDER_KEY in at and Field.CUSTOMER_KEY not in at:
            fields[at[Field.ORDER_KEY]] = Field.CUSTOMER_KEY  # a bare id in a list of people
        return
    order = at.get(Field.ORDER_KEY)
    if order is not None and not _holds_orders(rows, order, at):
        if Field.CUSTOMER_KEY in at or Field.NAME in at:
            del fields[order]
        else:
            fields[order] = Field.CUSTOMER_KEY
        order = None
    if order is None and not _WHOSE & set(at):
        _settle_buyers(fields, facts)
    _settle_amounts(fields, at, order, rows)


def _settle_buyers(fields: dict[int, Field], facts: Sequence[_Facts]) -> None:
    """In a log of sales without a heading, the number that comes again and again is who bought."""
    free = (i for i, of in enumerate(facts) if i not in fields and of.key > 0.9 and of.money < 0.1)
    buyer = next((i for i in free if facts[i].distinct * facts[i].count > 1), None)
    if buyer is not None and all(of.is_nameless for of in facts):
        fields[buyer] = Field.CUSTOMER_KEY


def _places(fields: Mapping[int, Field]) -> dict[Field, int]:
    return {field: index for index, field in sorted(fields.items(), reverse=True)}


def _settle_dates(fields: dict[int, Field], chosen: Mapping[int, tuple[Field, float]]) -> None:
    """Where sales are told by their amounts, "created" is the day of the sale."""
    at = _places(fields)
    since, bought = at.get(Field.CUSTOMER_SINCE), at.get(Field.BOUGHT_ON)
    has_sales = _OF_SALES & set(at) and ({Field.TOTAL, Field.LINE_AMOUNT, Field.NET} & set(at))
    if since is None or not has_sales:
        return
    if bought is None or chosen[bought][1] < chosen[since][1] - 0.2:
        fields[since] = Field.BOUGHT_ON
        if bought is not None:
            del fields[bought]


def _settle_names(fields: dict[int, Field], facts: Sequence[_Facts]) -> None:
    """A family name alone is the whole name; a name of codes such as KERT01 is a key."""
    at = _places(fields)
    if Field.NAME not in at:
        alone = {Field.GIVEN_NAME, Field.FAMILY_NAME} & set(at)
        if len(alone) == 1:
            fields[at[alone.pop()]] = Field.NAME
            at = _places(fields)
    name = at.get(Field.NAME)
    if name is not None and Field.CUSTOMER_KEY not in at and facts[name].key > 0.6:
        fields[name] = Field.CUSTOMER_KEY


def _settle_amounts(
    fields: dict[int, Field],
    at: Mapping[Field, int],
    order: int | None,
    rows: Sequence[Sequence[str]],
) -> None:
    """An amount that differs within an order is of its lines."""
    if Field.LINE_AMOUNT in at:
        return
    total, net = at.get(Field.TOTAL), at.get(Field.NET)
    if total is not None:
        if _is_of_lines(rows, order, total, at):
            fields[total] = Field.LINE_AMOUNT
    elif net is not None and order is not None and _varies_within(rows, order, net):
        fields[net] = Field.LINE_AMOUNT


def _holds_orders(rows: Sequence[Sequence[str]], order: int, at: Mapping[Field, int]) -> bool:
    """Not when many values stand on several days: then they are customers' or tills'.

    Money given back may come on another day, and some orders are paid in parts.
    """
    days: dict[str, set[str]] = {}
    signed = [
        at[field] for field in (Field.TOTAL, Field.LINE_AMOUNT, Field.QUANTITY) if field in at
    ]
    for row in rows:
        if any(row[index].lstrip().startswith(("-", "(")) for index in signed):
            continue
        if key := row[order].strip():
            days.setdefault(key, set()).add(row[at[Field.BOUGHT_ON]].strip()[:10])
    several = sum(len(each) > 1 for each in days.values())
    return bool(days) and several <= 0.2 * len(days)


def _is_of_lines(
    rows: Sequence[Sequence[str]], order: int | None, total: int, at: Mapping[Field, int]
) -> bool:
    if order is None:
        return Field.ITEM in at and (Field.QUANTITY in at or Field.UNIT_PRICE in at)
    return _varies_within(rows, order, total)


def _varies_within(rows: Sequence[Sequence[str]], order: int, column: int) -> bool:
    """Whether rows of one order hold different filled values."""
    values: dict[str, set[str]] = {}
    for row in rows:
        if (key := row[order].strip()) and (value := row[column].strip()):
            values.setdefault(key, set()).add(value)
    return any(len(each) > 1 for each in values.values())
