"""What the record proposes, and what the owner says to it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regulars.actions.charters import WrongStep
from regulars.actions.proposals import AlreadyDecided, approve_proposal, decline_proposal
from regulars.models import CharterProposal, Guarantee
from regulars.rules.access import Right
from regulars.web.access import needs, person_of
from regulars.web.notes import tell, warn


@needs(Right.CHANGE_SHOP)
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = get_object_or_404(
        CharterProposal.objects.select_related("clause", "guarantee"), pk=pk
    )
    person, because = person_of(request), request.POST.get("because", "")[:500]
    try:
        if request.POST.get("do") != "approve":
            decline_proposal(proposal=proposal, person=person, because=because)
            tell(request, _("It stays as it is. The record begins anew today."))
            return redirect("guarantees:list")
        made = approve_proposal(proposal=proposal, person=person, because=because)
    except AlreadyDecided:
        warn(request, _("Somebody has decided this already."))
        return redirect("guarantees:list")
    except WrongStep:
        warn(request, _("A version is agreed and not published yet. Publish or revise it first."))
        return redirect("guarantees:list")
    if isinstance(made, Guarantee):
        tell(request, _("It is being measured. Nobody is told anything yet."))
        return redirect("guarantees:show", made.pk)
    tell(request, _("It stands in the draft. Find the words, then ask the team."))
    return redirect("charter:version", made.pk)
