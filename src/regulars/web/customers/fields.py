"""Fields of the shop's own."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from regulars.actions import custom_fields
from regulars.actions.removals import CannotPutBack, put_back_rows
from regulars.models import CustomField, Event
from regulars.queries import labels
from regulars.queries.custom_fields import fields_with_counts
from regulars.rules.access import Right
from regulars.rules.kinds import FieldKind
from regulars.web.access import needs, person_of
from regulars.web.customers.answers import UNPROCESSABLE
from regulars.web.notes import tell, warn

MOST_OPTIONS = 100


class FieldForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("What is it called?"), max_length=80)
    kind = forms.ChoiceField(
        label=gettext_lazy("What goes in?"), choices=lambda: labels.choices(FieldKind)
    )
    options = forms.CharField(
        label=gettext_lazy("What can be chosen"),
        max_length=8_000,
        required=False,
        help_text=gettext_lazy("One a line. Only for “One of a list”."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_options(self) -> list[str]:
        lines = (" ".join(line.split()) for line in self.cleaned_data["options"].splitlines())
        return list(dict.fromkeys(line[:200] for line in lines if line))[:MOST_OPTIONS]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("kind") == FieldKind.CHOICE and not told.get("options"):
            self.add_error("options", _("A list needs something to choose from."))
        return told


class KnownFieldForm(FieldForm):
    """The kind stays: values of another kind are kept already."""

    def __init__(self, *args: Any, field: CustomField, **options: Any) -> None:
        options["initial"] = {"name": field.name, "options": "\n".join(field.options)}
        super().__init__(*args, **options)
        del self.fields["kind"]
        if field.kind != FieldKind.CHOICE:
            del self.fields["options"]

    def clean_options(self) -> list[str]:
        options = super().clean_options()
        if not options:
            raise forms.ValidationError(_("A list needs something to choose from."))
        return options


@needs(Right.CHANGE_SHOP)
@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    form = FieldForm(request.POST or None)
    if form.is_valid():
        told = form.cleaned_data
        kind = FieldKind(told["kind"])
        try:
            field = custom_fields.create_field(
                name=told["name"],
                kind=kind,
                options=told["options"] if kind is FieldKind.CHOICE else [],
                person=person_of(request),
            )
        except custom_fields.FieldNameTaken:
            form.add_error("name", _("There is a field of this name."))
        else:
            tell(request, _("The field “%(name)s” is there.") % {"name": field.name})
            return redirect("customers:fields")
    status = UNPROCESSABLE if form.errors else 200
    context = {"form": form, "fields": fields_with_counts()}
    return render(request, "customers/fields.html", context, status=status)


@needs(Right.CHANGE_SHOP)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, field: int) -> HttpResponse:
    row = get_object_or_404(CustomField, pk=field)
    form = KnownFieldForm(request.POST or None, field=row)
    if form.is_valid():
        told = form.cleaned_data
        try:
            custom_fields.change_field(
                field=row,
                name=told["name"],
                options=told.get("options", []),
                person=person_of(request),
            )
        except custom_fields.FieldNameTaken:
            form.add_error("name", _("There is a field of this name."))
        else:
            tell(request, _("Kept."))
            return redirect("customers:fields")
    status = UNPROCESSABLE if form.errors else 200
    context = {"form": form, "known": row, "count": row.values.count()}
    return render(request, "customers/field.html", context, status=status)


@needs(Right.CHANGE_SHOP)
@require_POST
def remove(request: HttpRequest, field: int) -> HttpResponse:
    row = get_object_or_404(CustomField, pk=field)
    name = row.name
    event = custom_fields.remove_field(field=row, person=person_of(request))
    tell(
        request,
        _("The field “%(name)s” is gone.") % {"name": name},
        undo=reverse("customers:put_back_field", kwargs={"event": event.pk}),
    )
    return redirect("customers:fields")


@needs(Right.CHANGE_SHOP)
@require_POST
def put_back(request: HttpRequest, event: int) -> HttpResponse:
    removed = get_object_or_404(Event, pk=event, kind="field.changed")
    try:
        put_back_rows(removed, person=person_of(request))
    except CannotPutBack:
        warn(request, _("It is back already, or it is too long ago. Nothing changed."))
    else:
        tell(request, _("The field is back with all its values."))
    return redirect("customers:fields")
