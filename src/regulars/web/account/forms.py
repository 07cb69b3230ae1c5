"""What people type to come in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from regulars.models import Person
from regulars.queries import labels
from regulars.queries.people import is_name_taken
from regulars.rules.kinds import CustomerWord
from regulars.rules.places import country_of_zone, currency_of, other_names, zone_of
from regulars.web import places

PASSPHRASE_LONGEST = 256  # 64 and more are welcome; hashing a megabyte is not


def offer(form: forms.Form, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
    """Fills a choice with what depends on the reader."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class PassphraseField(forms.CharField):
    """Spaces count, nothing is cut off."""

    widget = forms.PasswordInput

    def __init__(self, *, is_new: bool, **options: Any) -> None:
        options.setdefault("max_length", PASSPHRASE_LONGEST)
        super().__init__(strip=False, **options)
        self.widget.attrs["autocomplete"] = "new-password" if is_new else "current-password"


def show(form: forms.Form) -> None:
    """Fills the passphrases in again, readable: the press of "Show" without JavaScript."""
    for field in form.fields.values():
        if isinstance(field, PassphraseField):
            field.widget.input_type = "text"
            field.widget.render_value = True


PASSPHRASE_RULES = _(
    "At least 12 characters. Four words that only you would put together are easy to remember"
    " and hard to guess. Spaces are fine."
)


def check_new_passphrase(form: forms.Form, name: str, person: Person) -> None:
    """Puts what is wrong with a new passphrase beside its field."""
    passphrase = form.cleaned_data.get(name)
    if passphrase is None:
        return
    try:
        password_validation.validate_password(passphrase, person)
    except ValidationError as trouble:
        form.add_error(name, trouble)


class SignInForm(forms.Form):
    username = forms.CharField(
        label=_("Name to sign in"),
        max_length=150,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}
        ),
    )
    passphrase = PassphraseField(label=_("Passphrase"), is_new=False)


class PlaceForm(forms.Form):
    """The business: where it is and how it speaks."""

    shop_name = forms.CharField(
        label=_("Name of the business"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    country = forms.ChoiceField(
        label=_("Country"),
        widget=places.TellingSelect(currency=currency_of, zone=zone_of),
    )
    currency = forms.ChoiceField(label=_("Currency"))
    time_zone = forms.ChoiceField(
        label=_("Time zone"), widget=places.TellingSelect(country=country_of_zone, also=other_names)
    )
    language = forms.ChoiceField(label=_("Language"))
    customer_word = forms.ChoiceField(
        label=_("What do you call the people who buy from you?"),
        choices=lambda: labels.choices(CustomerWord),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, reader_language: str, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "country", places.country_choices(reader_language))
        offer(self, "currency", places.currency_choices(reader_language))
        offer(self, "time_zone", places.zone_choices(self.initial.get("time_zone")))
        offer(self, "language", places.language_choices())

    def shop(self) -> dict[str, str]:
        """The arguments of create_shop and change_shop."""
        told = {name: self.cleaned_data[name] for name in PlaceForm.base_fields}
        told["name"] = told.pop("shop_name")
        return told


class BeginForm(PlaceForm):
    """The first visit: the owner and the business in one go."""

    display_name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    username = forms.CharField(
        label=_("Name to sign in"),
        max_length=150,
        help_text=_("Short and easy to type. No email address is needed."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    passphrase = PassphraseField(label=_("Passphrase"), is_new=True, help_text=PASSPHRASE_RULES)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        person = Person(
            username=told.get("username", ""), display_name=told.get("display_name", "")
        )
        check_new_passphrase(self, "passphrase", person)
        return told


class ChangePassphraseForm(forms.Form):
    old = PassphraseField(label=_("Passphrase until now"), is_new=False)
    new = PassphraseField(label=_("New passphrase"), is_new=True, help_text=PASSPHRASE_RULES)

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self.person = person

    def clean_old(self) -> str:
        old: str = self.cleaned_data["old"]
        if not self.person.check_password(old):
            raise ValidationError(_("This is not your passphrase until now."))
        return old

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        check_new_passphrase(self, "new", self.person)
        return told


def free_name(username: str, *, but: Person | None = None) -> str:
    if is_name_taken(username, but=but):
        raise ValidationError(_("Somebody here already signs in by this name."))
    return username
