"""Everything that can be corrected on a customer, in one form."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.models import Customer, CustomField
from regulars.queries import labels
from regulars.rules.channels import Channel
from regulars.rules.custom_values import LONGEST_VALUE, OddValue, stored_value
from regulars.rules.dates import Anniversary
from regulars.rules.kinds import ContactKind, FieldKind, Tone
from regulars.web.customers.forms import DayOfYear
from regulars.web.customers.inputs import (
    DayField,
    PersonField,
    SeveralField,
    emails_field,
    phones_field,
)
from regulars.web.tags import language_name

SAME_NAMED = (
    "name",
    "given_name",
    "family_name",
    "company",
    "street",
    "postcode",
    "city",
    "region",
    "country",
    "language",
    "tone",
    "preferred_channel",
    "best_time",
    "customer_since_on",
    "why_stays",
    "carer",
)


class CustomerForm(DayOfYear):
    """`day`, `month` and `year` are the birthday's."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        help_text=gettext_lazy("Exactly as the person writes it."),
    )
    given_name = forms.CharField(
        label=gettext_lazy("Given name"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("For greetings."),
    )
    family_name = forms.CharField(label=gettext_lazy("Family name"), max_length=100, required=False)
    company = forms.CharField(label=gettext_lazy("Company"), max_length=200, required=False)
    street = forms.CharField(label=gettext_lazy("Street"), max_length=300, required=False)
    postcode = forms.CharField(label=gettext_lazy("Postcode"), max_length=20, required=False)
    city = forms.CharField(label=gettext_lazy("City"), max_length=100, required=False)
    region = forms.CharField(label=gettext_lazy("Region"), max_length=100, required=False)
    country = forms.CharField(
        label=gettext_lazy("Country"),
        max_length=2,
        required=False,
        help_text=gettext_lazy("Two letters, such as DE."),
    )
    tone = forms.ChoiceField(
        label=gettext_lazy("Tone"),
        choices=lambda: labels.choices(Tone),
        help_text=gettext_lazy("Friendly for most, formal for whoever prefers it."),
    )
    preferred_channel = forms.ChoiceField(
        label=gettext_lazy("Prefers"),
        choices=lambda: [("", "–"), *labels.choices(Channel)],
        required=False,
    )
    best_time = forms.CharField(label=gettext_lazy("Best time"), max_length=80, required=False)
    customer_since_on = DayField(label=gettext_lazy("With us since"), required=False)
    why_stays = forms.CharField(label=gettext_lazy("Why they stay"), max_length=300, required=False)
    carer = PersonField(label=gettext_lazy("Who looks after them"))
    tags = SeveralField(
        label=gettext_lazy("Tags"),
        max_length=2_000,
        required=False,
        help_text=gettext_lazy("With commas between."),
    )

    def __init__(self, *args: Any, customer: Customer, region: str, **options: Any) -> None:
        options["initial"] = _initial(customer)
        super().__init__(*args, **options)
        known = dict(settings.LANGUAGES)
        if customer.language:
            known.setdefault(customer.language, language_name(customer.language))
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"), choices=[("", "–"), *known.items()], required=False
        )
        self.fields["emails"] = emails_field(label=_("Email"), help_text=_("One a line."))
        self.fields["phones"] = phones_field(region, label=_("Phone"), help_text=_("One a line."))
        self.own_fields = list(CustomField.objects.all())
        for field in self.own_fields:
            self.fields[f"own_{field.pk}"] = _own_field(field)

    def clean_country(self) -> str:
        country: str = self.cleaned_data["country"].upper()
        if country and (len(country) != 2 or not country.isascii() or not country.isalpha()):
            raise forms.ValidationError(_("A country has two letters, such as DE."))
        return country

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        for field in self.own_fields:
            name = f"own_{field.pk}"
            try:
                stored_value(
                    FieldKind(field.kind), told.get(name, ""), options=self._options(field)
                )
            except OddValue as odd:
                self.add_error(name, _refusals()[odd.code])
        return told

    def _options(self, field: CustomField) -> list[str]:
        """What can be chosen; a value from before the list changed may stay."""
        return [*field.options, str(self.initial.get(f"own_{field.pk}", ""))]

    def own_bound(self) -> list[forms.BoundField]:
        return [self[f"own_{field.pk}"] for field in self.own_fields]

    def columns(self) -> dict[str, object]:
        told = self.cleaned_data
        born: Anniversary | None = told["anniversary"]
        return {name: told[name] for name in SAME_NAMED} | {
            "birthday_day": born.day if born else None,
            "birthday_month": born.month if born else None,
            "birthday_year": born.year if born else None,
        }

    def contacts(self) -> Mapping[ContactKind, list[str]]:
        told = self.cleaned_data
        return {ContactKind.EMAIL: told["emails"], ContactKind.PHONE: told["phones"]}

    def own_values(self) -> dict[int, str]:
        """Only what changed, so that a value from before a list changed is no obstacle."""
        return {
            field.pk: self.cleaned_data[f"own_{field.pk}"]
            for field in self.own_fields
            if f"own_{field.pk}" in self.changed_data
        }


def _initial(customer: Customer) -> dict[str, Any]:
    points = list(customer.contact_points.all())
    own = {f"own_{value.field_id}": value.text for value in customer.custom_values.all()}
    return {
        **{name: getattr(customer, name) for name in SAME_NAMED},
        **own,
        "day": customer.birthday_day,
        "month": customer.birthday_month,
        "year": customer.birthday_year,
        "tags": [tag.name for tag in customer.tags.all()],
        "emails": [p.value for p in points if p.kind == ContactKind.EMAIL],
        "phones": [p.value for p in points if p.kind == ContactKind.PHONE],
    }


def _own_field(field: CustomField) -> forms.Field:
    if field.kind == FieldKind.CHOICE:
        choices = [("", "–"), *((option, option) for option in field.options)]
        return forms.CharField(
            label=field.name, required=False, widget=forms.Select(choices=choices)
        )
    attrs = {
        FieldKind.NUMBER: {"inputmode": "decimal"},
        FieldKind.DATE: {"type": "date"},
    }.get(FieldKind(field.kind), {})
    return forms.CharField(
        label=field.name,
        max_length=LONGEST_VALUE,
        required=False,
        widget=forms.TextInput(attrs=attrs),
    )


def _refusals() -> dict[str, str]:
    return {
        "number": _("This is no number."),
        "date": _("This is no day."),
        "choice": _("This is not on the list."),
        "long": _("This is too long."),
    }
