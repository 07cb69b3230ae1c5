"""Bringing in files: choose, look, try, take, take back. One page shows a batch in every state."""

import csv
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulars.actions import imports
from regulars.actions.import_files import add_file, answer, forget_file
from regulars.models import ImportBatch
from regulars.queries import imports as queries
from regulars.queries.import_files import examination_of
from regulars.queries.import_looks import answers_given, file_shown
from regulars.queries.import_words import unusable_words
from regulars.readers.files import Unusable
from regulars.rules.access import Right
from regulars.rules.cells import defuse
from regulars.rules.kinds import BatchKind, BatchState
from regulars.web.access import needs, person_of
from regulars.web.notes import tell, warn
from regulars.web.shop import shop_of, today_of

LOOKED_AT = {BatchState.EXAMINED.value}


@needs(Right.IMPORT)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    context = {"batches": queries.batches(), "today": today_of(shop_of(request))}
    return render(request, "imports/list.html", context)


@needs(Right.IMPORT)
@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Files come in and are looked at. Nothing of them is written yet."""
    if request.method == "GET":
        return redirect("imports:list")
    added: list[ImportBatch] = []
    for upload in request.FILES.getlist("files"):
        added += _add(request, upload)
    if not request.FILES:
        warn(request, _("Choose a file first."))
    if len(added) == 1:
        return redirect("imports:show", added[0].pk)
    if added:
        tell(request, _("Each file waits here to be looked at."))
    return redirect("imports:list")


def _add(request: HttpRequest, upload: Any) -> list[ImportBatch]:
    try:
        found = add_file(
            upload.chunks(),
            name=upload.name,
            shop=shop_of(request),
            person=person_of(request),
        )
    except Unusable as trouble:
        _say_unusable(request, upload.name, unusable_words(trouble.reason, trouble.facts))
        return []
    usable = []
    for one in found:
        if one.batch.state == BatchState.FAILED.value:
            facts = one.batch.trouble["facts"]
            words = unusable_words(one.batch.trouble["reason"], facts)
            _say_unusable(request, one.batch.file_name, words)
            forget_file(one.batch)
        else:
            usable.append(one.batch)
    return usable


def _say_unusable(request: HttpRequest, name: str, words: str) -> None:
    said = _("%(name)s: %(why)s Nothing of it was kept.")
    warn(request, said % {"name": name, "why": words})


def _batch(pk: int) -> ImportBatch:
    return get_object_or_404(ImportBatch, pk=pk, kind=BatchKind.FILE.value)


@needs(Right.IMPORT)
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _batch(pk))


def _page(request: HttpRequest, batch: ImportBatch, *, status: int = 200) -> HttpResponse:
    shop = shop_of(request)
    context: dict[str, Any] = {
        "batch": batch,
        "today": today_of(shop),
        "words": queries.state_words(batch),
    }
    if batch.state in LOOKED_AT:
        seen = examination_of(batch, shop)
        context["file"] = file_shown(seen, batch.answers)
    elif batch.state in queries.AT_WORK:
        context["progress"] = queries.progress(batch, now())
    elif batch.state == BatchState.FAILED.value:
        context["problem"] = _trouble_words(batch)
    else:
        context["outcome"] = queries.outcome(batch.counts)
        context["kept"] = queries.kept_words(batch.counts)
        context["refused"] = queries.refused_rows(batch, limit=queries.SHOWN_REFUSED)
    return render(request, f"imports/{_template(batch.state)}.html", context, status=status)


def _template(state: str) -> str:
    if state in queries.AT_WORK:
        return "at_work"
    return {
        BatchState.EXAMINED.value: "looked_at",
        BatchState.PREVIEWED.value: "tried",
        BatchState.DONE.value: "done",
        BatchState.FAILED.value: "failed",
        BatchState.UNDONE.value: "undone",
    }[state]


def _trouble_words(batch: ImportBatch) -> str:
    return unusable_words(batch.trouble.get("reason", ""), batch.trouble.get("facts", {}))


@needs(Right.IMPORT)
@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was said about columns and questions; try the file when all is settled."""
    batch, shop = _batch(pk), shop_of(request)
    told = request.POST.dict()
    seen = examination_of(batch, shop)
    given = answers_given(seen, batch.answers, told)
    looked = answer(batch, given, shop=shop)
    if looked is None:
        return redirect("imports:show", pk)
    if "again" in told:
        return _page(request, batch)
    if not looked.is_ready:
        warn(request, _open_words(looked))
        return _page(request, batch, status=422)
    imports.request_preview(batch, person=person_of(request))
    return redirect("imports:show", pk)


def _open_words(looked: Any) -> str:
    if looked.unusable is not None:
        return unusable_words(looked.unusable, looked.unusable_facts)
    return _("One question is still open.")


@needs(Right.IMPORT)
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part that htmx asks for again and again; the whole page once the work is done."""
    batch = _batch(pk)
    if batch.state not in queries.AT_WORK:
        return HttpResponse(headers={"HX-Refresh": "true"})
    context = {"batch": batch, "progress": queries.progress(batch, now())}
    return render(request, "imports/_progress.html", context)


@needs(Right.IMPORT)
@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    imports.request_import(_batch(pk), person=person_of(request))
    return redirect("imports:show", pk)


@needs(Right.IMPORT)
@require_POST
def go_on(request: HttpRequest, pk: int) -> HttpResponse:
    imports.go_on(_batch(pk), person=person_of(request))
    return redirect("imports:show", pk)


@needs(Right.IMPORT)
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    imports.request_undo(_batch(pk), person=person_of(request))
    return redirect("imports:show", pk)


@needs(Right.IMPORT)
@require_POST
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """A file that was looked at and is not wanted."""
    batch = _batch(pk)
    forget_file(batch)
    tell(request, _("%(name)s is put away. Nothing of it was kept.") % {"name": batch.file_name})
    return redirect("imports:list")


@needs(Right.IMPORT)
@require_safe
def refused(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows that could not be taken, to be mended by hand."""
    batch = _batch(pk)
    response = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{batch.pk}-refused.csv"'},
    )
    writer = csv.writer(response)
    writer.writerow([_("row"), _("why")])
    writer.writerows([row, defuse(why)] for row, why in queries.refused_rows(batch))
    return response
