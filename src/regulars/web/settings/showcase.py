"""Made-up people and values for the page that shows every component."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

PEOPLE = [
    ("Mara Lindqvist", "is-warm"),
    ("Tomás Ferreira", "is-gold"),
    ("Ngozi Adeyemi", "is-green"),
    ("Peter Hald", "is-blue"),
    ("木村 優希", "is-plum"),
]


class SampleForm(forms.Form):
    name = forms.CharField(label="Name")
    tone = forms.ChoiceField(
        label="Tone",
        choices=[("a", "Friendly"), ("b", "Formal")],
        widget=forms.RadioSelect,
        required=False,
    )
    words = forms.CharField(label="Words", widget=forms.Textarea, required=False)
    is_sure = forms.BooleanField(label="I am sure", required=False, help_text="Says what it means.")
    email = forms.EmailField(label="Email", help_text="Where letters go.")


def everything() -> dict[str, Any]:
    """What components.html needs."""
    return {
        "rows": [
            {"pk": at, "name": name, "tint": tint, "why": _("Usually back every 31 days.")}
            for at, (name, tint) in enumerate(PEOPLE)
        ],
        "form": SampleForm({"email": "not an address"}),
    }
