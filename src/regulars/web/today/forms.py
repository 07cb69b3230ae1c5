"""What is typed on the card of one person."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from regulars.actions.interactions import NextStep
from regulars.actions.touches import ReasonKey
from regulars.queries import labels
from regulars.rules.channels import Channel
from regulars.rules.kinds import Outcome, TouchRule

MOST_REASONS = 20
LONGEST_WORDS = 10_000
FURTHEST_DAYS = 3 * 366

IN_DAYS = [
    ("", _("Nothing planned")),
    ("1", _("Tomorrow")),
    ("3", _("In 3 days")),
    ("7", _("In a week")),
    ("14", _("In two weeks")),
    ("30", _("In a month")),
]


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ReasonsField(forms.Field):
    """The reasons that stood on the card, each as rule:occurrence."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: list[str] | None) -> list[ReasonKey]:
        found = []
        for told in (value or [])[:MOST_REASONS]:
            rule, _colon, occurrence = told.partition(":")
            is_known = rule in set(TouchRule) and rule != TouchRule.PROMISE  # it has its own acts
            if not is_known or not 0 < len(occurrence) <= 80:
                raise forms.ValidationError(_("This page is out of date. Open it again."))
            found.append((TouchRule(rule), occurrence))
        return found


class DayAheadForm(forms.Form):
    """In so many days by one press, or on a named day."""

    days = forms.TypedChoiceField(choices=IN_DAYS, coerce=int, empty_value=None, required=False)
    on = forms.DateField(widget=DayInput(), required=False, label=_("or on"))

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.today = today

    def clean_on(self) -> date | None:
        on: date | None = self.cleaned_data["on"]
        if on is not None and not self.today < on <= self.today + timedelta(days=FURTHEST_DAYS):
            raise forms.ValidationError(_("Pick a day from tomorrow on, within three years."))
        return on

    @property
    def chosen_on(self) -> date | None:
        """The named day wins over the press."""
        if self.cleaned_data.get("on"):
            return self.cleaned_data["on"]  # type: ignore[no-any-return]
        days = self.cleaned_data.get("days")
        return self.today + timedelta(days=days) if days else None


class TalkForm(DayAheadForm):
    reason = ReasonsField(required=False)
    channel = forms.ChoiceField(choices=labels.choices(Channel))
    outcome = forms.ChoiceField(choices=labels.choices(Outcome))
    words = forms.CharField(max_length=LONGEST_WORDS, required=False, strip=True)
    note = forms.CharField(max_length=LONGEST_WORDS, required=False)
    next_note = forms.CharField(max_length=500, required=False)

    def next_step(self) -> NextStep | None:
        on = self.chosen_on
        return NextStep(on, self.cleaned_data["next_note"]) if on else None


class LaterForm(DayAheadForm):
    reason = ReasonsField()

    def clean(self) -> None:
        super().clean()
        if not self.errors and self.chosen_on is None:
            self.add_error("on", _("Pick a day."))


class DropForm(forms.Form):
    reason = ReasonsField()
    because = forms.CharField(max_length=300, required=False)
    other = forms.CharField(max_length=300, required=False)

    def clean(self) -> None:
        super().clean()
        if not self.why:
            self.add_error("other", _("Say in a few words why; it is kept with the record."))

    @property
    def why(self) -> str:
        return str(self.cleaned_data.get("other") or self.cleaned_data.get("because") or "")
