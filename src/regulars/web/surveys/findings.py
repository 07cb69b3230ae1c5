"""From a finding to an action, by somebody, until a day, and measured again."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regulars.actions import findings as actions
from regulars.actions.findings import FindingHasMoved
from regulars.models import Finding
from regulars.rules.surveys import FindingResult, FindingState
from regulars.web.access import person_of
from regulars.web.notes import tell, warn
from regulars.web.shop import shop_of, today_of
from regulars.web.surveys.forms import FindingForm

AT_WORK = (FindingState.OPEN.value, FindingState.DONE.value)
PAST_SHOWN = 20
DAYS_TO_DO = 14


@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    today = today_of(shop_of(request))
    data = request.POST if request.method == "POST" else None
    form = FindingForm(data, initial={"due_on": today + timedelta(days=DAYS_TO_DO)})
    if data is not None and form.is_valid():
        told = form.cleaned_data
        actions.note_finding(
            found=told["found"],
            action=told["action"],
            owner=told["owner"],
            due_on=told["due_on"],
            question=told["question"],
            person=person_of(request),
        )
        tell(request, _("Noted. On its day it stands on Today."))
        return redirect("surveys:findings")
    rows = Finding.objects.select_related("owner", "question", "question__survey")
    context = {
        "at_work": rows.filter(state__in=AT_WORK),
        "past": rows.exclude(state__in=AT_WORK).order_by("-pk")[:PAST_SHOWN],
        "form": form,
        "today": today,
        "tab": "findings",
    }
    status = 422 if data is not None else 200
    return render(request, "surveys/findings.html", context, status=status)


@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Done, measured again, or dropped with a reason."""
    finding = get_object_or_404(Finding.objects.select_related("question"), pk=pk)
    person, what = person_of(request), request.POST.get("what", "")
    because = request.POST.get("because", "").strip()[:300]
    try:
        if what == "done":
            actions.finish_finding(finding=finding, person=person)
            tell(request, _("Done. In some weeks you see whether it helped."))
        elif what == "measure":
            actions.measure_finding(finding=finding, person=person)
            told = {
                FindingResult.BETTER.value: _("It is better than before."),
                FindingResult.WORSE.value: _("It is worse than before."),
            }
            tell(request, told.get(finding.result, _("Nobody can tell yet.")))
        elif what == "drop" and because:
            actions.drop_finding(finding=finding, because=because, person=person)
        else:
            warn(request, _("Say why, so that everybody here knows."))
    except FindingHasMoved:
        warn(request, _("Somebody was quicker."))
    return redirect("surveys:findings")
