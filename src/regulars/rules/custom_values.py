"""What may stand in a field of the shop's own."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from regulars.rules.kinds import FieldKind

LONGEST_VALUE = 500


class OddValue(ValueError):
    """The text does not fit the field. `code` is number, date, choice or long."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def stored_value(kind: FieldKind, text: str, *, options: Sequence[str] = ()) -> str:
    """The text as it is kept: a number with a point, a date as ISO. Raises OddValue."""
    text = " ".join(text.split()) if kind is not FieldKind.TEXT else text.strip()
    if not text:
        return ""
    if len(text) > LONGEST_VALUE:
        raise OddValue("long")
    if kind is FieldKind.NUMBER:
        return _number(text)
    if kind is FieldKind.DATE:
        return _day(text)
    if kind is FieldKind.CHOICE and text not in options:
        raise OddValue("choice")
    return text


def _number(text: str) -> str:
    bare = text.replace(" ", "").replace("\xa0", "").replace("'", "")
    if "," in bare and "." not in bare:
        bare = bare.replace(",", ".")
    try:
        number = Decimal(bare)
    except InvalidOperation:
        raise OddValue("number") from None
    if not number.is_finite() or abs(number.adjusted()) > 30:
        raise OddValue("number")
    return f"{number:f}"


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise OddValue("date") from None
