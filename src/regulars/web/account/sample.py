"""A look around in a business of invented people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from regulars.actions.sample import add_sample, remove_sample
from regulars.rules.access import Right
from regulars.web.access import needs, person_of
from regulars.web.notes import tell


@needs(Right.CHANGE_SHOP)
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    add_sample(person=person_of(request))
    return redirect("today:show")


@needs(Right.CHANGE_SHOP)
@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    count = remove_sample(person=person_of(request))
    said = ngettext(
        "The sample is gone, with its one invented person.",
        "The sample is gone, with its %(n)d invented people.",
        count,
    )
    tell(request, said % {"n": count} if count else _("The sample is gone."))
    return redirect("account:ways_on")
