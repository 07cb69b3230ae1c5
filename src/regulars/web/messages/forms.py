"""What is typed about messages."""

import secrets
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regulars.actions.writing import Letter
from regulars.queries import labels
from regulars.rules.messages import Purpose
from regulars.web.account.forms import offer
from regulars.web.today.forms import ReasonsField

LONGEST_BODY = 20_000


class WordsForm(forms.Form):
    """A subject and a text."""

    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = forms.CharField(
        label=_("Your words"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    def clean_subject(self) -> str:
        return " ".join(self.cleaned_data["subject"].split())


class LetterForm(WordsForm):
    """Written by hand. `key` makes the same form sent twice one message."""

    to_address = forms.ChoiceField(label=_("To"))
    purpose = forms.ChoiceField(
        label=_("What is it for?"), choices=lambda: labels.choices(Purpose), required=False
    )
    reason = ReasonsField(required=False)
    key = forms.SlugField(max_length=32, widget=forms.HiddenInput)

    def __init__(self, *args: Any, addresses: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "to_address", [(one, one) for one in addresses])

    def letter(self) -> Letter:
        told = self.cleaned_data
        return Letter(
            subject=told["subject"],
            body=told["body"],
            to_address=told["to_address"],
            key=told["key"],
            purpose=Purpose(told["purpose"]) if told["purpose"] else None,
        )


class AnswerForm(WordsForm):
    key = forms.SlugField(max_length=32, widget=forms.HiddenInput)

    def letter(self) -> Letter:
        told = self.cleaned_data
        return Letter(subject=told["subject"], body=told["body"], to_address="", key=told["key"])


class NoAnswerForm(forms.Form):
    because = forms.CharField(label=_("It needs no answer, because"), max_length=300)


class WhoseForm(forms.Form):
    """Which customer wrote this; a number that the search offers."""

    customer = forms.IntegerField(min_value=1)


def new_key() -> str:
    return secrets.token_hex(8)
