"""What the settings ask."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from regulars.models import Person
from regulars.queries import labels
from regulars.queries.people import successors_of
from regulars.rules.kinds import Role, Theme
from regulars.rules.phones import to_e164
from regulars.web.account.forms import (
    PASSPHRASE_RULES,
    PassphraseField,
    PlaceForm,
    check_new_passphrase,
    free_name,
    offer,
)

LEAST_MINUTES, MOST_MINUTES = 5, 600


class BusinessForm(PlaceForm):
    """What an owner may change of the business later."""

    phone = forms.CharField(
        label=_("Phone number for customers"),
        required=False,
        max_length=40,
        help_text=_("It stands on their own page, so that they reach a person."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    def clean_phone(self) -> str:
        typed: str = self.cleaned_data["phone"].strip()
        if not typed:
            return ""
        number = to_e164(typed, self.data.get("country", ""))
        if number is None:
            raise ValidationError(_("This is no phone number that can be rung."))
        return number

    def shop(self) -> dict[str, str]:
        return super().shop() | {"phone": self.cleaned_data["phone"]}


class OwnForm(forms.Form):
    """A person's own screen and day."""

    display_name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        help_text=_("As it stands under what you write."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    care_minutes = forms.IntegerField(
        label=_("Minutes a day for care"),
        min_value=LEAST_MINUTES,
        max_value=MOST_MINUTES,
        help_text=_("Today's list is made to fit into this time."),
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    theme = forms.ChoiceField(
        label=_("Light or dark"), choices=lambda: labels.choices(Theme), widget=forms.RadioSelect
    )
    has_shortcuts = forms.BooleanField(
        label=_("Single keys act, such as j, k and d"), required=False
    )

    email = forms.EmailField(
        label=_("Your own email address"),
        max_length=254,
        required=False,
        help_text=_("For what the product tells you. Nobody else sees it."),
    )
    morning_at = forms.TimeField(
        label=_("Today's list by mail, at"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    evening_at = forms.TimeField(
        label=_("What was left over by mail, at"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        wants = told.get("morning_at") or told.get("evening_at")
        if wants and not told.get("email") and "email" not in self.errors:
            self.add_error("email", _("To which address should it go?"))
        return told

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "language", [("", _("As the business")), *settings.LANGUAGES])


class ColleagueForm(forms.Form):
    """Somebody new."""

    display_name = forms.CharField(label=_("Name"), max_length=150)
    username = forms.CharField(
        label=_("Name to sign in"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=lambda: labels.choices(Role),
        initial=Role.STAFF.value,
        help_text=_("An owner may also change the business, colleagues and take data out."),
        widget=forms.RadioSelect,
    )
    passphrase = PassphraseField(
        label=_("First passphrase"), is_new=True, help_text=PASSPHRASE_RULES
    )

    def clean_username(self) -> str:
        return free_name(self.cleaned_data["username"])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        person = Person(
            username=told.get("username", ""), display_name=told.get("display_name", "")
        )
        check_new_passphrase(self, "passphrase", person)
        return told


class RoleForm(forms.Form):
    role = forms.ChoiceField(
        label=_("Role"), choices=lambda: labels.choices(Role), widget=forms.RadioSelect
    )


class NewPassphraseForm(forms.Form):
    """An owner helps somebody who has forgotten theirs."""

    passphrase = PassphraseField(label=_("New passphrase"), is_new=True, help_text=PASSPHRASE_RULES)

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self.person = person

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        check_new_passphrase(self, "passphrase", self.person)
        return told


class LeaveForm(forms.Form):
    """Somebody stops working here."""

    successor = forms.ModelChoiceField(
        label=_("Who takes over"), queryset=Person.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["successor"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = successors_of(person)
