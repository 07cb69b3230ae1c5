"""A service level as it is typed, and what giving it cost."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regulars.queries import labels
from regulars.rules.money import minor_digits, to_minor
from regulars.rules.service_levels import LEAST_GROUP, MOST_GROUP, USUAL_GROUP, Per

MOST = 1_000_000


class LevelForm(forms.Form):
    name = forms.CharField(
        label=_("What it is called"), max_length=100, help_text=_("Such as: Express repair.")
    )
    adds = forms.CharField(
        label=_("What it adds, in one plain sentence"),
        max_length=300,
        help_text=_("Beyond what everybody gets. Such as: Ready on the next working day."),
    )
    price = forms.DecimalField(label=_("Price"), max_value=MOST)
    per = forms.ChoiceField(
        label=_("The price is for"), choices=lambda: labels.choices(Per), initial=Per.MONTH.value
    )
    group_size = forms.IntegerField(
        label=_("Try it with how many"),
        min_value=LEAST_GROUP,
        max_value=MOST_GROUP,
        initial=USUAL_GROUP,
        help_text=_("A small group, 5 to 30."),
    )

    def __init__(self, *args: Any, currency: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.currency = currency

    def clean_price(self) -> Decimal:
        price: Decimal = round(self.cleaned_data["price"], minor_digits(self.currency))
        if price <= 0:
            raise forms.ValidationError(_("It has a price above zero; otherwise just do it."))
        return price

    def told(self) -> dict[str, Any]:
        """The columns of the row."""
        told = dict(self.cleaned_data)
        told["price_minor"] = to_minor(told.pop("price"), self.currency)
        return told


class CostForm(forms.Form):
    cost = forms.DecimalField(min_value=0, max_value=MOST, required=False)

    def minor(self, currency: str) -> int | None:
        """None: nobody knows."""
        cost: Decimal | None = self.cleaned_data["cost"]
        return None if cost is None else to_minor(round(cost, minor_digits(currency)), currency)
