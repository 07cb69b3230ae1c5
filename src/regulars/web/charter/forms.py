"""What is typed about the charter."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.queries import labels
from regulars.rules.charters import (
    HIGHEST_PERCENT,
    LOWEST_PERCENT,
    MOST_WITHIN,
    TIMED,
    Metric,
    RemarkKind,
)


class ClauseForm(forms.Form):
    sentence = forms.CharField(
        label=gettext_lazy("The promise, in one plain sentence"),
        max_length=300,
        help_text=gettext_lazy("Such as: Whoever writes to us gets an answer by the next day."),
    )
    who_for = forms.CharField(
        label=gettext_lazy("For whom"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Empty: for everybody."),
    )
    metric = forms.ChoiceField(
        label=gettext_lazy("Measured by"),
        required=False,
        help_text=gettext_lazy("What is recorded here anyway. Without it nothing is published."),
    )
    within = forms.IntegerField(
        label=gettext_lazy("Within how many hours or days"),
        min_value=1,
        max_value=MOST_WITHIN,
        required=False,
        help_text=gettext_lazy("Hours or days, as it says above."),
    )
    target_percent = forms.IntegerField(
        label=gettext_lazy("Kept in how many of 100 cases, at least"),
        min_value=LOWEST_PERCENT,
        max_value=HIGHEST_PERCENT,
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        metric = self.fields["metric"]
        assert isinstance(metric, forms.ChoiceField)
        metric.choices = [("", _("Not decided yet")), *labels.choices(Metric)]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("metric") and told["metric"] not in set(TIMED):
            told["within"] = None  # nothing is timed there
        return told


class WordsForm(forms.Form):
    opening = forms.CharField(
        label=gettext_lazy("Your own words above the promises"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    training_note = forms.CharField(
        label=gettext_lazy("How we do it: for the team"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Neither on the wall nor on the public page."),
    )


class RemarkForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        choices=lambda: labels.choices(RemarkKind),
        widget=forms.RadioSelect,
        initial=RemarkKind.COMMENT.value,
    )
    text = forms.CharField(
        label=gettext_lazy("What you want to say"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=gettext_lazy("Your answer"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class PointForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("A sentence of your vision"),
        max_length=300,
        help_text=gettext_lazy("Such as: Nobody has to ask us twice."),
    )


class HeardForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("What they said"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("In their own words, and without a name."),
    )


class RivalForm(forms.Form):
    who = forms.CharField(label=gettext_lazy("Who"), max_length=150)
    text = forms.CharField(label=gettext_lazy("What they promise"), max_length=300)
    seen_where = forms.CharField(
        label=gettext_lazy("Seen where"),
        max_length=300,
        help_text=gettext_lazy("Their window, a page, a leaflet."),
    )
    seen_on = forms.DateField(
        label=gettext_lazy("Seen on"), widget=forms.DateInput(attrs={"type": "date"})
    )
    metric = forms.ChoiceField(label=gettext_lazy("Stands beside"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        metric = self.fields["metric"]
        assert isinstance(metric, forms.ChoiceField)
        metric.choices = [("", _("None of ours")), *labels.choices(Metric)]
