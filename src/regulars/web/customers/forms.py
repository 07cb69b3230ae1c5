"""What the pages of one customer ask."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.models import model_to_dict
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from regulars.models import Customer, Purchase
from regulars.queries import labels
from regulars.rules.channels import Channel
from regulars.rules.dates import Anniversary
from regulars.rules.kinds import (
    FactKind,
    OpenState,
    Outcome,
    PauseReason,
    WishCertainty,
)
from regulars.rules.messages import Topic
from regulars.rules.people_names import from_line
from regulars.web.customers.inputs import (
    DayField,
    MoneyField,
    PersonField,
    SeveralField,
    emails_field,
    phones_field,
)

MOST_DAYS = 3_660


def values_of(row: Model) -> dict[str, Any]:
    return model_to_dict(row)


class NewCustomerForm(forms.Form):
    """The first line may hold everything."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=300,
        help_text=gettext_lazy("Phone and email may follow right behind the name."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )

    def __init__(self, *args: Any, region: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.region = region
        self.fields["phones"] = phones_field(region, label=_("Phone"))
        self.fields["phones"].widget = forms.TextInput(
            attrs={"inputmode": "tel", "autocomplete": "off"}
        )
        self.fields["emails"] = emails_field(label=_("Email"))
        self.fields["emails"].widget = forms.TextInput(
            attrs={"inputmode": "email", "autocomplete": "off", "autocapitalize": "none"}
        )
        self.fields["company"] = forms.CharField(label=_("Company"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        typed = from_line(told.get("name", ""), region=self.region)
        told["emails"] = list(dict.fromkeys([*told.get("emails", []), *typed.emails]))
        told["phones"] = list(dict.fromkeys([*told.get("phones", []), *typed.phones]))
        told["name"] = (typed.name or told.get("company", ""))[:200]
        if not told["name"] and "name" not in self.errors:
            self.add_error("name", _("Who is it? A name is missing."))
        return told


class TalkForm(forms.Form):
    channel = forms.ChoiceField(label=gettext_lazy("How"), choices=lambda: labels.choices(Channel))
    outcome = forms.ChoiceField(
        label=gettext_lazy("How it went"), choices=lambda: labels.choices(Outcome)
    )
    note = forms.CharField(
        label=gettext_lazy("What was said"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class FollowUpForm(forms.Form):
    """`days` is a press of a button, `due_on` a picked day."""

    note = forms.CharField(label=gettext_lazy("What"), max_length=500, required=False)
    due_on = DayField(label=gettext_lazy("When"), required=False)
    days = forms.IntegerField(
        min_value=0, max_value=MOST_DAYS, required=False, widget=forms.HiddenInput
    )
    assigned_to = PersonField(label=gettext_lazy("Who"))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("days") is not None:
            told["due_on"] = None
        elif not told.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Which day? Pick one."))
        return told


class SettleForm(forms.Form):
    because = forms.CharField(
        label=gettext_lazy("Not needed, because"), max_length=300, required=False
    )


class WhatForForm(forms.Form):
    what_for = forms.CharField(
        label=gettext_lazy("What is it for?"), max_length=300, required=False
    )


class PauseForm(forms.Form):
    reason = forms.ChoiceField(
        label=gettext_lazy("Why"), choices=lambda: labels.choices(PauseReason)
    )
    until_on = DayField(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("Without a day the person is left in peace for good."),
    )


class FactForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("What did you notice?"), max_length=500)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=lambda: labels.choices(FactKind), required=False
    )
    is_not_for_use = forms.BooleanField(
        label=gettext_lazy("True, but never to be mentioned"), required=False
    )


class WishForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("What would they like?"), max_length=500)
    certainty = forms.ChoiceField(
        label=gettext_lazy("How do you know?"), choices=lambda: labels.choices(WishCertainty)
    )
    offered = forms.CharField(label=gettext_lazy("What we offered"), max_length=500, required=False)


class KnownWishForm(WishForm):
    state = forms.ChoiceField(
        label=gettext_lazy("How it stands"), choices=lambda: labels.choices(OpenState)
    )


class ConcernForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("What worries them?"), max_length=500)
    owner = PersonField(label=gettext_lazy("Who looks after it"))
    due_on = DayField(label=gettext_lazy("Until when"), required=False)


class KnownConcernForm(ConcernForm):
    state = forms.ChoiceField(
        label=gettext_lazy("How it stands"), choices=lambda: labels.choices(OpenState)
    )


class DayOfYear(forms.Form):
    """A day that comes back every year. The year it began may be left out."""

    day = forms.IntegerField(label=gettext_lazy("Day"), min_value=1, max_value=31, required=False)
    month = forms.TypedChoiceField(
        label=gettext_lazy("Month"),
        choices=[("", "–"), *MONTHS.items()],
        coerce=int,
        empty_value=None,
        required=False,
    )
    year = forms.IntegerField(
        label=gettext_lazy("Year"), min_value=1850, max_value=2200, required=False
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        told["anniversary"] = None
        day, month, year = (told.get(name) for name in ("day", "month", "year"))
        if day and month:
            try:
                told["anniversary"] = Anniversary(month, day, year)
            except ValueError:
                self.add_error("day", _("There is no such day. Have a look at day and month."))
        elif day or month or year:
            self.add_error("day", _("A day needs its month, and a month its day."))
        return told


class ConnectionForm(DayOfYear):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    relation = forms.CharField(
        label=gettext_lazy("Who that is to them"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"list": "relations"}),
    )
    occasion = forms.CharField(
        label=gettext_lazy("What that day is"), max_length=80, required=False
    )
    is_not_for_use = forms.BooleanField(
        label=gettext_lazy("True, but never to be mentioned"), required=False
    )
    field_order = ("name", "relation", "occasion", "day", "month", "year", "is_not_for_use")

    def __init__(self, *args: Any, customer: Customer, **options: Any) -> None:
        super().__init__(*args, **options)
        self.customer = customer

    def told(self) -> dict[str, Any]:
        told = self.cleaned_data
        names = ("name", "relation", "occasion", "is_not_for_use")
        return {name: told[name] for name in names} | {"day": told["anniversary"]}

    def other(self) -> Customer | None:
        """The customer of exactly this name, where there is one and only one."""
        same = Customer.objects.filter(name=self.cleaned_data["name"]).exclude(pk=self.customer.pk)
        found = list(same[:2])
        return found[0] if len(found) == 1 else None


class ConsentForm(forms.Form):
    channel = forms.ChoiceField(label=gettext_lazy("Way"), choices=lambda: labels.choices(Channel))
    topic = forms.ChoiceField(
        label=gettext_lazy("About what"),
        choices=lambda: [("", gettext_lazy("Everything")), *labels.choices(Topic)],
        required=False,
    )
    answer = forms.ChoiceField(
        label=gettext_lazy("Answer"),
        choices=[
            ("yes", pgettext_lazy("consent", "Yes")),
            ("no", pgettext_lazy("consent", "No")),
        ],
    )
    words = forms.CharField(
        label=gettext_lazy("In these words"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Exactly as it was asked and answered."),
    )
    came_from = forms.CharField(
        label=gettext_lazy("Where"),
        max_length=200,
        help_text=gettext_lazy("At the counter, on the phone, on a form …"),
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("answer") == "yes" and not told.get("words", "").strip():
            self.add_error("words", _("A yes needs its words, so that it can be shown later."))
        return told


class PurchaseForm(forms.Form):
    amount = MoneyField(label=gettext_lazy("Amount"))
    what = SeveralField(label=gettext_lazy("What"), max_length=2_000, required=False)
    bought_on = DayField(label=gettext_lazy("When"), required=False)
    what_for = forms.CharField(
        label=gettext_lazy("What is it for?"), max_length=300, required=False
    )

    def __init__(self, *args: Any, currency: str, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        in_currency(self, currency, "amount")

    def clean_bought_on(self) -> date | None:
        return not_to_come(self.cleaned_data["bought_on"], self.today)


class KnownPurchaseForm(forms.Form):
    amount = MoneyField(label=gettext_lazy("Amount"))
    refunded = MoneyField(label=gettext_lazy("Given back"), required=False)
    bought_on = DayField(label=gettext_lazy("When"))
    what_for = forms.CharField(
        label=gettext_lazy("What is it for?"), max_length=300, required=False
    )

    def __init__(self, *args: Any, purchase: Purchase, today: date, **options: Any) -> None:
        initial = {
            "amount": purchase.total_minor,
            "refunded": purchase.refunded_minor,
            "bought_on": purchase.bought_on,
            "what_for": purchase.what_for,
        }
        options["initial"] = initial
        super().__init__(*args, **options)
        self.today = today
        in_currency(self, purchase.currency, "amount", "refunded")

    def clean_bought_on(self) -> date | None:
        return not_to_come(self.cleaned_data["bought_on"], self.today)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if (told.get("refunded") or 0) > (told.get("amount") or 0):
            self.add_error("refunded", _("More cannot be given back than was paid."))
        return told


def in_currency(form: forms.Form, currency: str, *names: str) -> None:
    for name in names:
        cast("MoneyField", form.fields[name]).currency = currency


def not_to_come(day: date | None, today: date) -> date | None:
    if day is not None and day > today:
        raise ValidationError(_("This day is still to come."))
    if day is not None and day.year < 1970:
        raise ValidationError(_("Is the year right?"))
    return day


class MergeForm(forms.Form):
    """For each value that differs, whose stays."""

    def __init__(self, *args: Any, names: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        for name, suggested in names.items():
            self.fields[name] = forms.ChoiceField(
                choices=[("kept", "kept"), ("gone", "gone")], initial=suggested, required=False
            )
