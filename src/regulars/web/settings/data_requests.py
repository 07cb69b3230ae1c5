"""What people ask about their own data: a list for whoever may answer it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regulars.actions.data_requests import close_request
from regulars.models import DataRequest
from regulars.queries.data_requests import ANSWER_WITHIN_DAYS, closed_requests, open_requests
from regulars.queries.local_days import shop_today
from regulars.rules.access import Right
from regulars.rules.kinds import OpenState
from regulars.web.access import needs, person_of
from regulars.web.notes import tell


@needs(Right.ERASE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    context = {
        "waiting": list(open_requests()),
        "closed": list(closed_requests()),
        "days": ANSWER_WITHIN_DAYS,
        "today": shop_today(),
    }
    return render(request, "settings/data_requests.html", context)


@needs(Right.ERASE)
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """The copy was handed over, or the request came to nothing. An erasure closes its own."""
    asked = get_object_or_404(DataRequest, pk=pk)
    is_dropped = request.POST.get("state") == OpenState.DROPPED.value
    state = OpenState.DROPPED if is_dropped else OpenState.DONE
    if close_request(request=asked, state=state, person=person_of(request)):
        tell(request, _("The request is closed."))
    return redirect("settings:data_requests")
