"""What is typed of a promise."""

from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.actions.promises import Offer
from regulars.models import Person
from regulars.queries import labels
from regulars.queries.promises import kind_name
from regulars.rules.channels import Channel
from regulars.rules.promises import LONGEST_KIND, TrueReason
from regulars.web.customers.inputs import DayField, MoneyField

FURTHEST_DAYS = 3 * 366


def one_line(text: str) -> str:
    return " ".join(text.split())


class DayAheadField(DayField):
    """Today or a later day, within three years of it."""

    def __init__(self, *, today: date, **options: Any) -> None:
        self.today = today
        super().__init__(required=False, **options)

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and not self.today <= day <= self.today + timedelta(days=FURTHEST_DAYS):
            raise forms.ValidationError(_("Pick today or a later day, within three years."))
        return day


class PromiseForm(forms.Form):
    """The day comes by one big press; a named day wins over it. Without words the kind says what
    was promised, so that two presses are enough."""

    what = forms.CharField(
        label=gettext_lazy("What did you promise?"), max_length=300, required=False
    )
    kind = forms.CharField(max_length=LONGEST_KIND, required=False)
    own_kind = forms.CharField(max_length=LONGEST_KIND, required=False)
    press = forms.CharField(max_length=10, required=False)
    person = forms.ModelChoiceField(queryset=Person.objects.filter(is_active=True), required=False)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["press"] = DayAheadField(today=today)
        self.fields["on"] = DayAheadField(today=today, label=_("Or on this day"))

    def clean_what(self) -> str:
        return one_line(self.cleaned_data["what"])

    def clean(self) -> None:
        super().clean()
        told = self.cleaned_data
        if not self.kind_said:
            self.add_error("own_kind", _("Which kind of promise is it? A word is enough."))
        if not self.errors and not (told.get("press") or told.get("on")):
            self.add_error("on", _("Until when? Press one of the days, or pick one."))

    @property
    def kind_said(self) -> str:
        told = self.cleaned_data
        return one_line(told.get("own_kind") or told.get("kind") or "")

    @property
    def what_said(self) -> str:
        return self.cleaned_data["what"] or kind_name(self.kind_said)

    @property
    def due_on(self) -> date:
        return cast("date", self.cleaned_data["on"] or self.cleaned_data["press"])


class KeptForm(forms.Form):
    """Nothing is needed; the day is today, and it cost nothing beyond the usual."""

    words = forms.CharField(max_length=500, required=False)
    cost = MoneyField(required=False)
    on = DayField(required=False)

    def __init__(self, *args: Any, today: date, made_on: date, currency: str, **options: Any):
        super().__init__(*args, **options)
        self.today, self.made_on = today, made_on
        cast("MoneyField", self.fields["cost"]).currency = currency

    def clean_on(self) -> date | None:
        on: date | None = self.cleaned_data["on"]
        if on is not None and not self.made_on <= on <= self.today:
            raise forms.ValidationError(_("This day lies before the promise, or is still to come."))
        return on


class TellForm(forms.Form):
    """It will not hold, or did not: the truth for ourselves, and what they were told."""

    how = forms.ChoiceField(
        label=gettext_lazy("How did you tell them?"), widget=forms.RadioSelect, required=False
    )
    words = forms.CharField(
        label=gettext_lazy("What you said"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    answer = forms.CharField(label=gettext_lazy("What they said"), max_length=1_000, required=False)
    reason = forms.ChoiceField(
        label=gettext_lazy("What really happened"),
        choices=lambda: [("", "–"), *labels.choices(TrueReason)],
        help_text=gettext_lazy("Seen here alone, so that it can be mended. Nobody is to blame."),
    )
    reason_words = forms.CharField(
        label=gettext_lazy("In your own words"), max_length=500, required=False
    )
    amends = forms.CharField(
        label=gettext_lazy("What you offered to make up for it"), max_length=300, required=False
    )
    amends_cost = MoneyField(label=gettext_lazy("What that costs us"), required=False)

    def __init__(
        self,
        *args: Any,
        ways: list[Channel],
        today: date,
        currency: str,
        is_over: bool,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        how = cast("forms.ChoiceField", self.fields["how"])
        choices = [(way.value, labels.word(Channel, way)) for way in ways]
        how.choices = [*choices, ("", _("Not told yet"))] if is_over else choices
        how.required = not is_over
        self.fields["new_on"] = DayAheadField(today=today, label=_("A new day you agreed on"))
        self.order_fields(["how", "words", "answer", "new_on"])
        cast("MoneyField", self.fields["amends_cost"]).currency = currency

    def clean(self) -> None:
        super().clean()
        told = self.cleaned_data
        if told.get("amends_cost") and not told.get("amends"):
            self.add_error("amends", _("Say what you offered for this amount."))
        if (told.get("amends") or told.get("new_on")) and not told.get("how"):
            self.add_error("how", _("How did they hear of it?"))

    def offer(self, currency: str) -> Offer | None:
        told = self.cleaned_data
        if not told["amends"]:
            return None
        return Offer(one_line(told["amends"]), told["amends_cost"] or 0, currency)

    @property
    def way(self) -> Channel | None:
        return Channel(self.cleaned_data["how"]) if self.cleaned_data["how"] else None
