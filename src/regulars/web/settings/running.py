"""Is everything running? For the owner, in plain words, with a test reminder."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from regulars.actions.self_checks import ask_probe
from regulars.queries.running import address_of, last_probe, running_page
from regulars.rules.access import Right
from regulars.web.access import needs, person_of
from regulars.web.shop import shop_of, today_of


@needs(Right.CHANGE_SHOP)
@require_safe
def running(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    page = running_page(person, now=now(), today=today_of(shop_of(request)))
    context = {"page": page, "shown": page.probe, "goes_to": address_of(person)}
    return render(request, "settings/running.html", context)


@needs(Right.CHANGE_SHOP)
@require_safe
def probe(request: HttpRequest) -> HttpResponse:
    """How far the test reminder has come; the page asks again until it is over."""
    return render(request, "settings/_probe.html", _shown(request))


@needs(Right.CHANGE_SHOP)
@require_POST
def send_probe(request: HttpRequest) -> HttpResponse:
    ask_probe(person=person_of(request))
    if "HX-Request" in request.headers:
        return render(request, "settings/_probe.html", _shown(request))
    return redirect("settings:running")


def _shown(request: HttpRequest) -> dict[str, object]:
    return {"shown": last_probe(person_of(request), now=now())}
