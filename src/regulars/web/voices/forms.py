"""What is typed about complaints, wishes and ideas."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regulars.models import Cause
from regulars.queries import labels
from regulars.rules.channels import Channel
from regulars.rules.complaints import Recovery
from regulars.web.account.forms import offer
from regulars.web.customers.inputs import MoneyField, PersonField

UNPROCESSABLE = 422


def words_field(label: Any, *, rows: int = 2, most: int = 500, hint: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, widget=widget, help_text=hint)


class SpokenForm(forms.Form):
    """A person has spoken with them."""

    channel = forms.ChoiceField(choices=lambda: labels.choices(Channel))
    note = forms.CharField(max_length=1_000, required=False)


class CauseForm(forms.Form):
    cause = forms.ModelChoiceField(label=_("What let it happen?"), queryset=Cause.objects.none())
    words = forms.CharField(
        label=_("What in your way of working could be otherwise?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Look for the way it was done, not for who did it."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("auto_id", "cause_%s")  # others beside it have `words` too
        super().__init__(*args, **options)
        field = self.fields["cause"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Cause.objects.filter(is_on=True)


class MendForm(forms.Form):
    words = words_field(_("What was done to put it right?"))
    what = forms.CharField(label=_("Given as well"), max_length=300, required=False)
    cost = MoneyField(label=_("What that costs you"), required=False)

    def __init__(self, *args: Any, currency: str, **options: Any) -> None:
        options.setdefault("auto_id", "mend_%s")
        super().__init__(*args, **options)
        field = self.fields["cost"]
        assert isinstance(field, MoneyField)
        field.currency = currency

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("what") and told.get("cost") is None and "cost" not in self.errors:
            self.add_error("cost", _("Say what it costs you, or 0."))
        if told.get("cost") and not told.get("what"):
            self.add_error("what", _("Say what is given."))
        return told


class EndForm(forms.Form):
    words = words_field(_("How did it end?"))


class SaidForm(forms.Form):
    said = forms.ChoiceField(choices=lambda: labels.choices(Recovery))
    words = forms.CharField(max_length=500, required=False)


class HandOverForm(forms.Form):
    to = PersonField(
        label=_("Who takes it over?"),
        required=True,
        error_messages={"required": _("Say who takes it over.")},
    )


class CalmForm(forms.Form):
    """Words that wait a while before they leave. The same form twice is one message."""

    to_address = forms.ChoiceField(label=_("To"))
    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = forms.CharField(
        label=_("Your words"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 9})
    )
    key = forms.SlugField(max_length=32, widget=forms.HiddenInput)

    def __init__(self, *args: Any, addresses: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "to_address", [(one, one) for one in addresses])


class NewCauseForm(forms.Form):
    name = forms.CharField(label=_("Another cause"), max_length=100)


class AdvertisingForm(forms.Form):
    month_on = forms.DateField(
        label=_("Month"),
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
        input_formats=["%Y-%m"],
    )
    amount = MoneyField(label=_("What advertising cost"))

    def __init__(self, *args: Any, currency: str, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["amount"]
        assert isinstance(field, MoneyField)
        field.currency = currency
