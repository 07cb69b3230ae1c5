"""What is typed about wishes, ideas and what gets in the way."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regulars.queries import labels
from regulars.rules.ideas import Effort
from regulars.rules.kinds import WishCertainty
from regulars.rules.wishes import WishDecision
from regulars.web.customers.inputs import DayField, MoneyField, PersonField
from regulars.web.voices.forms import words_field


class NewWishForm(forms.Form):
    text = forms.CharField(label=_("What would they like?"), max_length=500)
    certainty = forms.ChoiceField(
        label=_("How do you know?"), choices=lambda: labels.choices(WishCertainty)
    )


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("What becomes of it?"),
        choices=lambda: labels.choices(WishDecision),
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("The answer to everyone who asked"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in their letter as you write it here."),
    )
    other_firm = forms.CharField(label=_("Which firm does it?"), max_length=200, required=False)
    owner = PersonField(label=_("Who looks after it"))
    due_on = DayField(label=_("Until when"), required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        decision = told.get("decision")
        if decision and decision != WishDecision.UNDECIDED and not told.get("answer"):
            self.add_error("answer", _("Write down the answer."))
        if decision == WishDecision.ANOTHER_FIRM and not told.get("other_firm"):
            self.add_error("other_firm", _("Say which firm does it."))
        return told


class DoneForm(forms.Form):
    answer = words_field(_("What can they have now?"), rows=3, most=1_000)

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("auto_id", "done_%s")  # the decision has an answer too
        super().__init__(*args, **options)


class IdeaForm(forms.Form):
    title = forms.CharField(label=_("The idea"), max_length=150)
    text = forms.CharField(
        label=_("How it would go"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    cost = MoneyField(label=_("What it costs"), required=False)
    effort = forms.ChoiceField(
        label=_("Effort"), choices=lambda: [("", "–"), *labels.choices(Effort)], required=False
    )

    def __init__(self, *args: Any, currency: str, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["cost"]
        assert isinstance(field, MoneyField)
        field.currency = currency


class TrialForm(forms.Form):
    owner = PersonField(label=_("Who tries it"))
    until_on = DayField(label=_("Until when"), required=False)


class ResultForm(forms.Form):
    result = words_field(_("What came of it?"))


class FrictionForm(forms.Form):
    place = forms.CharField(label=_("Where"), max_length=100)
    what = forms.CharField(label=_("What is in the way?"), max_length=300)
    times_a_month = forms.IntegerField(
        label=_("How often in a month"), min_value=1, max_value=10_000
    )
    minutes_lost = forms.IntegerField(
        label=_("Minutes lost each time"), min_value=1, max_value=10_000
    )
