"""Fields of forms that read what people type: money, phone numbers, several lines, a birthday."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from regulars.models import Person
from regulars.queries.formats import locale_of
from regulars.readers.amounts import Amounts, AmountUnreadable
from regulars.rules.money import LARGEST_MINOR, from_minor, minor_digits, to_minor
from regulars.rules.people_names import to_email
from regulars.rules.phones import to_e164
from regulars.web.tags import language

MOST_LINES = 20


class DayField(forms.DateField):
    """A day, picked in the browser's own calendar."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **options)


class MoneyField(forms.CharField):
    """An amount as the reader's language writes it, in whole minor units of `currency`."""

    def __init__(self, *, currency: str = "EUR", **options: Any) -> None:
        self.currency = currency
        options.setdefault("max_length", 40)
        options.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        )
        super().__init__(**options)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        mark = locale_of(language()).number_symbols["latn"]["decimal"]
        try:
            amount = Amounts(is_comma=mark == ",").read(text)
        except AmountUnreadable:
            amount = None
        if amount is None or amount < 0:
            raise ValidationError(
                _("“%(text)s” is no amount. Write it like %(example)s."),
                params={"text": text, "example": self.prepare_value(1_250)},
            )
        if amount > from_minor(LARGEST_MINOR, self.currency):
            raise ValidationError(_("This amount is too large to be a sale."))
        if amount != round(amount, minor_digits(self.currency)):
            raise ValidationError(
                _("This amount has more decimals than %(currency)s has."),
                params={"currency": self.currency},
            )
        return to_minor(amount, self.currency)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value
        mark = locale_of(language()).number_symbols["latn"]["decimal"]
        return str(from_minor(value, self.currency)).replace(".", mark)


class LinesField(forms.CharField):
    """Several values, one a line. `read` gives None for a line that is no such value."""

    def __init__(
        self, *, read: Callable[[str], str | None], refusal: Callable[[str], str], **options: Any
    ) -> None:
        self._read, self._refusal = read, refusal
        options.setdefault("max_length", 4_000)
        options.setdefault("widget", forms.Textarea(attrs={"rows": 2, "class": "lines"}))
        super().__init__(required=False, **options)

    def clean(self, value: Any) -> list[str]:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise ValidationError(_("No more than %(most)d lines, please."), params={"most": 20})
        values = [(line, self._read(line)) for line in lines]
        odd = [self._refusal(line) for line, read in values if read is None]
        if odd:
            raise ValidationError(odd)
        return list(dict.fromkeys(read for _line, read in values if read))

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


def emails_field(**options: Any) -> LinesField:
    return LinesField(
        read=to_email,
        refusal=lambda line: _("“%(line)s” is no email address.") % {"line": line},
        **options,
    )


def phones_field(region: str, **options: Any) -> LinesField:
    return LinesField(
        read=lambda line: to_e164(line, region),
        refusal=lambda line: _("“%(line)s” is no phone number.") % {"line": line},
        **options,
    )


class PersonField(forms.ModelChoiceField):
    """Somebody who works here now."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        super().__init__(queryset=Person.objects.none(), **options)

    def __deepcopy__(self, memo: dict[int, Any]) -> "PersonField":
        field: PersonField = super().__deepcopy__(memo)
        field.queryset = Person.objects.filter(is_active=True).order_by("display_name")
        return field


class SeveralField(forms.CharField):
    """Short texts with commas between."""

    def clean(self, value: Any) -> list[str]:
        parts = (" ".join(part.split()) for part in super().clean(value).split(","))
        return [part for part in parts if part]

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value
