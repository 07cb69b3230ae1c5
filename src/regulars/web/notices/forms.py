"""What is typed of bad news."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.actions.promises import Why
from regulars.queries import labels
from regulars.queries.message_words import sells_words
from regulars.queries.notices import sources_of_orders
from regulars.rules.notices import NoticeKind, Scope, what_sells
from regulars.rules.promises import TrueReason
from regulars.web.customers.inputs import DayField
from regulars.web.promises.forms import DayAheadField, one_line


class NoticeForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=lambda: labels.choices(NoticeKind),
        widget=forms.RadioSelect,
    )
    what = forms.CharField(
        label=gettext_lazy("What changes, as you will say it"),
        max_length=300,
        help_text=gettext_lazy("The plain truth in a sentence. Nothing is sold in it."),
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("What really happened"),
        choices=lambda: [("", "–"), *labels.choices(TrueReason)],
    )
    reason_words = forms.CharField(
        label=gettext_lazy("In your own words"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Seen here alone."),
    )
    known_at = forms.DateTimeField(
        label=gettext_lazy("Since when do you know?"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        help_text=gettext_lazy("The clock runs from then until each of them has heard it."),
    )
    about = forms.CharField(
        label=gettext_lazy("Which product, category or supplier"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Several with commas between. A part of the name is enough."),
    )
    source = forms.ChoiceField(
        label=gettext_lazy("Only orders that came from"), required=False, choices=[]
    )
    from_on = DayField(label=gettext_lazy("Only what is due from"), required=False)
    to_on = DayField(label=gettext_lazy("until"), required=False)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["new_on"] = DayAheadField(today=today, label=_("The new day, of a delay"))
        source = cast("forms.ChoiceField", self.fields["source"])
        names = [(name, name.capitalize()) for name in sources_of_orders()]
        source.choices = [("", _("everywhere")), *names]
        if not names:
            del self.fields["source"]

    def clean_what(self) -> str:
        what = one_line(self.cleaned_data["what"])
        if word := what_sells(what):
            raise forms.ValidationError(sells_words(word))
        return what

    def clean_known_at(self) -> Any:
        known_at = self.cleaned_data["known_at"]
        if known_at > timezone.now():
            raise forms.ValidationError(_("This moment is still to come."))
        return known_at

    def clean(self) -> None:
        super().clean()
        told = self.cleaned_data
        first, last = told.get("from_on"), told.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", _("The last day lies before the first."))
        if not self.errors and not self.scope.is_told:
            self.add_error("about", _("Say what it is about, or on which days."))

    @property
    def scope(self) -> Scope:
        told = self.cleaned_data
        return Scope(
            one_line(told["about"]), told.get("source", ""), told["from_on"], told["to_on"]
        )

    @property
    def why(self) -> Why:
        told = self.cleaned_data
        return Why(TrueReason(told["reason"]), told["reason_words"])
