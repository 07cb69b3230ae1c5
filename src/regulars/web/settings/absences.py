"""Who is away, and who takes over: for an owner everybody's, else one's own."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from regulars.actions.absences import (
    AlreadyAway,
    CoverIsACircle,
    end_absence,
    note_absence,
)
from regulars.models import Absence, Person
from regulars.queries.cover import absences_to_come, who_may_cover
from regulars.rules.access import Right
from regulars.web.access import may, person_of
from regulars.web.notes import tell
from regulars.web.shop import shop_of, today_of
from regulars.web.today.forms import DayInput


class AbsenceForm(forms.Form):
    whom = forms.ModelChoiceField(
        label=gettext_lazy("Who is away"), queryset=Person.objects.none(), empty_label=None
    )
    from_on = forms.DateField(label=gettext_lazy("First day"), widget=DayInput())
    to_on = forms.DateField(label=gettext_lazy("Last day"), widget=DayInput())
    cover = forms.ModelChoiceField(
        label=gettext_lazy("Who takes over"), queryset=Person.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, reader: Person, may_all: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        whom, cover = self.fields["whom"], self.fields["cover"]
        assert isinstance(whom, forms.ModelChoiceField)
        assert isinstance(cover, forms.ModelChoiceField)
        whom.queryset = who_may_cover() if may_all else who_may_cover().filter(pk=reader.pk)
        cover.queryset = who_may_cover() if may_all else who_may_cover().exclude(pk=reader.pk)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("whom") and told.get("whom") == told.get("cover"):
            self.add_error("cover", _("Nobody takes over from themselves."))
        if told.get("from_on") and told.get("to_on") and told["to_on"] < told["from_on"]:
            self.add_error("to_on", _("The last day is before the first one."))
        return told


@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    person, may_all = person_of(request), may(request, Right.CHANGE_PEOPLE)
    today = today_of(shop_of(request))
    initial = {"whom": person.pk, "from_on": today, "to_on": today}
    form = AbsenceForm(request.POST or None, reader=person, may_all=may_all, initial=initial)
    if form.is_valid() and _noted(form, person):
        told = form.cleaned_data
        tell(
            request,
            _("While %(name)s is away, %(cover)s takes over.")
            % {"name": told["whom"].display_name, "cover": told["cover"].display_name},
        )
        return redirect("settings:absences")
    context = {
        "form": form,
        "today": today,
        "absences": [
            (absence, may_all or absence.person_id == person.pk)
            for absence in absences_to_come(today)
        ],
        "has_colleagues": who_may_cover().count() > 1,
    }
    status = 422 if form.is_bound else 200
    return render(request, "settings/absences.html", context, status=status)


def _noted(form: AbsenceForm, person: Person) -> bool:
    try:
        note_absence(**form.cleaned_data, person=person)
    except AlreadyAway:
        form.add_error("from_on", _("These days overlap with another absence."))
    except CoverIsACircle:
        form.add_error("cover", _("On some of these days everybody in turn would be away."))
    return not form.errors


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    absence = get_object_or_404(Absence.objects.select_related("person"), pk=pk)
    person = person_of(request)
    if absence.person_id != person.pk and not may(request, Right.CHANGE_PEOPLE):
        raise PermissionDenied
    end_absence(absence=absence, today=today_of(shop_of(request)), person=person)
    tell(request, _("%(name)s is here again.") % {"name": absence.person.display_name})
    return redirect("settings:absences")
