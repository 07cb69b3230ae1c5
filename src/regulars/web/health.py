"""Whether this install is well, for a machine that watches it. No data and no version are told."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from regulars.queries.health import is_alive

UNAVAILABLE = 503


@require_safe
@login_not_required
def show(_request: HttpRequest) -> JsonResponse:
    alive = is_alive(now())
    return JsonResponse({"ok": alive}, status=200 if alive else UNAVAILABLE)
