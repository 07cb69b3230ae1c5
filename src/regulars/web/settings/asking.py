"""How this business asks: the rest between surveys, one reminder, and who is responsible."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from regulars.actions.surveys import change_asking
from regulars.models import Person
from regulars.queries.surveys import the_asking
from regulars.rules.access import Right
from regulars.rules.surveys import MOST_REST_DAYS
from regulars.web.access import needs, person_of
from regulars.web.notes import tell


class AskingForm(forms.Form):
    rest_days = forms.IntegerField(
        label=gettext_lazy("Rest between two surveys for one person, in days"),
        min_value=0,
        max_value=MOST_REST_DAYS,
        help_text=gettext_lazy("Whatever they are about, and by whatever way they come."),
    )
    remind_after_days = forms.IntegerField(
        label=gettext_lazy("One reminder, after so many days without an answer"),
        min_value=0,
        max_value=30,
        help_text=gettext_lazy("0: nobody is reminded."),
    )
    owner = forms.ModelChoiceField(
        label=gettext_lazy("Who is responsible for surveys"),
        required=False,
        queryset=Person.objects.filter(is_active=True).order_by("display_name"),
        empty_label=gettext_lazy("The owner of the business"),
        help_text=gettext_lazy(
            "May write and send them, gets the findings, and looks through the answers once a week."
        ),
    )
    look_weekday = forms.TypedChoiceField(
        label=gettext_lazy("The weekly look"), choices=WEEKDAYS.items(), coerce=int
    )


@needs(Right.CHANGE_SHOP)
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    asking = the_asking()
    data = request.POST if request.method == "POST" else None
    fields = ("rest_days", "remind_after_days", "owner", "look_weekday")
    form = AskingForm(data, initial={name: getattr(asking, name) for name in fields})
    if data is not None and form.is_valid():
        change_asking(fields=form.cleaned_data, person=person_of(request))
        tell(request, _("Kept. It holds from the next question on."))
        return redirect("settings:asking")
    status = 422 if data is not None else 200
    return render(request, "settings/asking.html", {"form": form}, status=status)
