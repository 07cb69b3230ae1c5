"""A guarantee as it is typed."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regulars.queries import labels
from regulars.rules.charters import MOST_WITHIN, UNITS, Metric
from regulars.rules.guarantees import USUAL_PERCENT
from regulars.rules.money import minor_digits, to_minor

YEAR_DAYS = 365


class GuaranteeForm(forms.Form):
    sentence = forms.CharField(
        label=_("The guarantee, in one plain sentence"),
        max_length=300,
        help_text=_("Such as: Your bicycle is mended within five days."),
    )
    gives = forms.CharField(
        label=_("What they get where you miss it"),
        max_length=300,
        help_text=_("Such as: The repair costs you nothing."),
    )
    metric = forms.ChoiceField(label=_("Measured by"), choices=lambda: labels.choices(Metric))
    within = forms.IntegerField(
        label=_("Within how many hours or days"),
        min_value=1,
        max_value=MOST_WITHIN,
        required=False,
        help_text=_("Hours or days, as it says above."),
    )
    promise_kind = forms.CharField(
        label=_("Only promises of this kind"),
        max_length=60,
        required=False,
        help_text=_("As the kind is called where promises are written down. Empty: all of them."),
    )
    promised_percent = forms.IntegerField(
        label=_("Surely kept in how many of 100 cases"),
        min_value=50,
        max_value=99,
        initial=USUAL_PERCENT,
        help_text=_("For yourself; nobody outside reads it."),
    )
    compensation = forms.DecimalField(
        label=_("What one miss costs you"), min_value=0, max_value=1_000_000, required=False
    )
    measured_from_on = forms.DateField(
        label=_("The record begins on"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Choose it before you look at the numbers."),
    )
    makes_promises = forms.BooleanField(
        label=_("Each purchase becomes such a promise by itself"),
        required=False,
        help_text=_("Once it is given; for promises of one kind that are done within days."),
    )

    def __init__(self, *args: Any, currency: str, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.currency, self.today = currency, today
        if "measured_from_on" not in self.initial:
            self.initial["measured_from_on"] = today - timedelta(days=YEAR_DAYS)

    def clean_measured_from_on(self) -> date:
        day: date = self.cleaned_data["measured_from_on"]
        if day > self.today:
            raise forms.ValidationError(_("The record begins today at the latest."))
        return day

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        metric = told.get("metric")
        if metric in set(UNITS) and not told.get("within") and "within" not in self.errors:
            self.add_error("within", _("How many hours or days are promised?"))
        if metric and metric not in set(UNITS):
            told["within"] = None
        if told.get("makes_promises"):
            if metric != Metric.DONE_IN:
                self.add_error(
                    "makes_promises", _("Only what is done within days can be promised so.")
                )
            elif not told.get("promise_kind"):
                self.add_error("promise_kind", _("Of which kind are these promises?"))
        return told

    def told(self) -> dict[str, Any]:
        """The columns of the row."""
        told = dict(self.cleaned_data)
        cost = told.pop("compensation") or Decimal(0)
        rounded = round(cost, minor_digits(self.currency))
        told["compensation_minor"] = to_minor(rounded, self.currency)
        return told
