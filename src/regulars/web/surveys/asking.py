"""Asking: a group with a look at it before, one person, or on paper."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulars.actions import invitations
from regulars.actions.invitations import NotInvited
from regulars.actions.surveys import ask_again, ask_nothing
from regulars.models import Customer, Survey, SurveySheet
from regulars.queries.survey_previews import preview_for, those_who_may, why_words
from regulars.queries.survey_results import surveys_there
from regulars.queries.surveys import Candidate, why_not_now
from regulars.rules.conditions import Conditions
from regulars.rules.greetings import LANGUAGES
from regulars.rules.surveys import SheetKind, WhyNot
from regulars.web.access import person_of
from regulars.web.keys import key_of
from regulars.web.notes import tell, warn
from regulars.web.playbooks.forms import WhomForm
from regulars.web.shop import shop_of, today_of
from regulars.web.surveys.responsible import for_responsible
from regulars.web.surveys.views import survey_or_404

MOST_SLIPS = 200


@for_responsible
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Who gets it, who not and why; and then the press."""
    survey = survey_or_404(pk)
    form = WhomForm(request.GET or None, wanted=Conditions(), currency=shop_of(request).currency)
    wanted = form.conditions() if form.is_bound and form.is_valid() else Conditions()
    if request.method == "POST" and survey.put_away_at is None:
        return _pressed(request, survey, wanted)
    context = {
        "survey": survey,
        "form": form,
        "preview": preview_for(survey, wanted, timezone.now()),
        "query": request.META.get("QUERY_STRING", ""),
        "is_chosen": bool(request.GET),
        "most_slips": MOST_SLIPS,
        "tab": "surveys",
    }
    return render(request, "surveys/ask.html", context)


def _pressed(request: HttpRequest, survey: Survey, wanted: Conditions) -> HttpResponse:
    person, at = person_of(request), timezone.now()
    if request.POST.get("do") == "slips":
        people = those_who_may(survey, wanted, at, MOST_SLIPS)
        made, _left_out = invitations.want_sheet(
            survey=survey,
            kind=SheetKind.SLIPS,
            language=shop_of(request).language,
            customers=people,
            person=person,
            at=at,
        )
        count = made.invitations.count()
        said = ngettext(
            "A slip for %(count)d person is being drawn.",
            "Slips for %(count)d people are being drawn.",
            count,
        )
        tell(request, said % {"count": count})
    else:
        invitations.want_round(survey=survey, wanted=wanted, person=person)
        tell(request, _("They are asked now, each by the way they like best."))
    return redirect("surveys:show", survey.pk)


@for_responsible
@require_POST
def poster(request: HttpRequest, pk: int) -> HttpResponse:
    survey = survey_or_404(pk)
    told = request.POST.get("language", "")
    invitations.want_sheet(
        survey=survey,
        kind=SheetKind.POSTER,
        language=told if told in LANGUAGES else shop_of(request).language,
        customers=[],
        person=person_of(request),
        at=timezone.now(),
    )
    tell(request, _("The poster is being drawn. It stands below in a moment."))
    return redirect("surveys:show", pk)


@require_safe
def sheet(_request: HttpRequest, pk: int) -> FileResponse:
    """The file. Having it asks nobody."""
    found = get_object_or_404(SurveySheet, pk=pk)
    path = Path(settings.DATA) / found.stored_as
    if not found.stored_as or not path.exists():
        raise Http404
    name = f"{found.kind}-{found.pk}.pdf"
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=name, content_type="application/pdf"
    )


# --- one person ---


@require_http_methods(["GET", "POST"])
def ask_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody here decides to ask this one now. The manners and the rest hold all the same: no
    survey, because …"""
    customer = get_object_or_404(Customer.objects.select_related("carer"), pk=pk)
    if request.method == "GET":
        found = why_not_now(customer)
        asked = customer.survey_invitations.select_related("survey")
        context = {
            "customer": customer,
            "why": why_words(found),
            "free_on": found.free_on,
            "is_barred": found.why_not is WhyNot.BY_HAND,
            "surveys": surveys_there(),
            "asked": asked[:10],
            "today": today_of(shop_of(request)),
        }
        return render(request, "surveys/one.html", context)
    told = request.POST.get("survey", "")
    there = Survey.objects.filter(put_away_at=None)
    survey = get_object_or_404(there, pk=key_of(told))
    try:
        invitations.invite(
            customer=customer,
            survey=survey,
            occurrence=f"by-hand-{today_of(shop_of(request)).isoformat()}",
            at=timezone.now(),
            person=person_of(request),
        )
    except NotInvited as refused:
        why = why_words(Candidate(customer, why_not=refused.why))
        warn(request, _("No survey, because: %(why)s.") % {"why": why})
    else:
        tell(request, _("%(name)s is asked.") % {"name": customer.name})
    return redirect("customers:show", pk)


@require_POST
def ask_nothing_of(request: HttpRequest, pk: int) -> HttpResponse:
    """No survey for this one, because … ; or they may be asked again."""
    customer = get_object_or_404(Customer, pk=pk)
    because = request.POST.get("because", "").strip()[:300]
    if request.POST.get("do") == "again":
        ask_again(customer=customer, person=person_of(request))
        tell(request, _("%(name)s may be asked again.") % {"name": customer.name})
    elif because:
        ask_nothing(customer=customer, because=because, person=person_of(request))
        tell(request, _("%(name)s is asked nothing.") % {"name": customer.name})
    else:
        warn(request, _("Say why, so that everybody here knows."))
    return redirect("customers:show", pk)
