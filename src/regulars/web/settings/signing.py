"""Whether one's name may stand under messages: everybody decides it for themselves."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from regulars.actions.signing import agree_to_sign, withdraw_agreement
from regulars.web.access import person_of
from regulars.web.notes import tell


@require_POST
def sign(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    if request.POST.get("agrees") == "yes":
        agree_to_sign(person=person)
        tell(request, _("From now on messages may carry your name."))
    else:
        held = withdraw_agreement(person=person)
        said = _("No message carries your name any more.")
        if held:
            waiting = ngettext(
                "%(count)d that was on its way waits for another name.",
                "%(count)d that were on their way wait for another name.",
                held,
            )
            said = f"{said} {waiting % {'count': held}}"
        tell(request, said)
    return redirect("settings:own")
