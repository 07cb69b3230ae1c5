"""The charter for the wall."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from regulars.actions.charter_prints import want_print
from regulars.models import CharterPrint, CharterVersion
from regulars.queries.paper_files import wall_path
from regulars.rules.charters import VersionState
from regulars.web.access import person_of
from regulars.web.shop import shop_of, today_of


@require_POST
def want(request: HttpRequest, pk: int) -> HttpResponse:
    published = CharterVersion.objects.filter(state=VersionState.PUBLISHED.value)
    want_print(version=get_object_or_404(published, pk=pk), person=person_of(request))
    return redirect("charter:show")


@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    context = {"wall": get_object_or_404(CharterPrint, pk=pk), "day": today_of(shop_of(request))}
    return render(request, "charter/_wall.html", context)


@require_safe
def wall(_request: HttpRequest, pk: int) -> FileResponse:
    wanted = get_object_or_404(CharterPrint.objects.exclude(ready_at=None), pk=pk)
    path = wall_path(wanted)
    if not path.exists():
        raise Http404
    return FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=f"charter-{wanted.version_id}-{wanted.day}.pdf",
        content_type="application/pdf",
    )
