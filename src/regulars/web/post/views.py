"""Cards and letters: choose, make the sheets, print, post, tick off. A GET changes nothing."""

from collections.abc import Callable, Sequence

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from regulars.actions import post
from regulars.actions.messages import MessageHasLeft
from regulars.models import CardDesign, Message, Person, PrintBatch
from regulars.queries import post as queries
from regulars.queries.labels import word
from regulars.queries.paper_files import batch_path
from regulars.rules.access import Right
from regulars.rules.kinds import PaperKind
from regulars.rules.messages import Reason
from regulars.web.access import needs, person_of
from regulars.web.keys import key_of
from regulars.web.notes import tell, warn
from regulars.web.shop import shop_of, today_of

AT_ONCE = 500


@needs(Right.CARE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    shop = shop_of(request)
    today = today_of(shop)
    context = {
        "queue": queries.print_queue(shop, today=today),
        "designs": [one for one in queries.designs() if one.kind != PaperKind.ENVELOPE.value],
        "can_print": queries.can_print(),
        "today": today,
    }
    return render(request, "post/list.html", context)


@needs(Right.CARE)
@require_safe
def week(request: HttpRequest) -> HttpResponse:
    """What is to be prepared within seven days, for a list on paper."""
    shop = shop_of(request)
    today = today_of(shop)
    days = queries.week_sheet(shop, today=today)
    return render(request, "post/week.html", {"days": days, "today": today})


@needs(Right.CARE)
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    design = get_object_or_404(
        CardDesign.objects.exclude(kind=PaperKind.ENVELOPE.value), pk=_number(request, "design")
    )
    try:
        batch, held = post.make_batch(_chosen(request), design=design, person=person_of(request))
    except post.NothingToPrint as nothing:
        warn(request, _("None of these can be printed now.") + _because(nothing.held))
        return redirect("post:list")
    if held:
        warn(
            request,
            ngettext("%(count)d stays in the queue.", "%(count)d stay in the queue.", len(held))
            % {"count": len(held)}
            + _because(held),
        )
    return redirect("post:batch", batch.pk)


def _because(held: Sequence[tuple[Message, Reason | None]]) -> str:
    """Tomás Ferreira: a complaint is open."""
    told = [
        f"{message.customer.name}: {word(Reason, reason.value)}."
        for message, reason in held[:5]
        if reason is not None and message.customer is not None
    ]
    return "".join(f" {one}" for one in told)


@needs(Right.CARE)
@require_POST
def posted(request: HttpRequest) -> HttpResponse:
    """These lie in the letter box: one, several or all of a batch."""
    rows = _chosen(request).select_related("customer")
    count = post.mark_posted(rows, person=person_of(request))
    if count:
        tell(
            request,
            ngettext("%(count)d is noted as posted.", "%(count)d are noted as posted.", count)
            % {"count": count},
        )
    else:
        warn(request, _("Tick what was posted first."))
    return _back(request)


@needs(Right.CARE)
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    return _with_piece(request, pk, post.take_back_posted, _("It is not posted yet."))


@needs(Right.CARE)
@require_POST
def put_back(request: HttpRequest, pk: int) -> HttpResponse:
    return _with_piece(request, pk, post.put_back, _("It waits in the queue again."))


@needs(Right.CARE)
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    return _with_piece(request, pk, post.drop_piece, _("Nobody will post this one."))


@needs(Right.CARE)
@require_POST
def returned(request: HttpRequest, pk: int) -> HttpResponse:
    said = _("Nothing more goes to this address until somebody has looked at it.")
    return _with_piece(request, pk, post.note_returned, said)


def _with_piece(request: HttpRequest, pk: int, act: Callable[..., None], said: str) -> HttpResponse:
    message = get_object_or_404(
        Message.objects.select_related("customer"), pk=pk, channel=queries.POST
    )
    try:
        act(message, person=person_of(request))
    except MessageHasLeft:  # somebody was quicker
        warn(request, _("Somebody has changed this one already."))
    else:
        tell(request, said)
    return _back(request)


@needs(Right.CARE)
@require_safe
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "post/batch.html", _page(request, _batch(pk)))


@needs(Right.CARE)
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked again until the file is whole; then the whole page comes."""
    found = _batch(pk)
    if found.ready_at is None:
        return render(request, "post/_progress.html", {"batch": found})
    response = HttpResponse()
    response["HX-Refresh"] = "true"
    return response


@needs(Right.CARE)
@require_safe
def sheets(_request: HttpRequest, pk: int) -> FileResponse:
    """The file. Having it prints nothing, and printing sends nothing."""
    found = _batch(pk)
    path = batch_path(found)
    if not found.stored_as or not path.exists():
        raise Http404
    name = f"{found.kind}-{found.pk}.pdf"
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=name, content_type="application/pdf"
    )


@needs(Right.CARE)
@require_POST
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    if post.note_printed(_batch(pk), person=person_of(request)):
        tell(request, _("Noted. Tick each one off when it lies in the letter box."))
    return redirect("post:batch", pk)


@needs(Right.CARE)
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Only where the file is gone: what is on paper already stays as it was."""
    found = _batch(pk)
    if not batch_path(found).exists():
        post.remake_sheets(found, person=person_of(request))
    return redirect("post:batch", pk)


@needs(Right.CARE)
@require_POST
def envelopes(request: HttpRequest, pk: int) -> HttpResponse:
    found = _batch(pk)
    design = CardDesign.objects.filter(kind=PaperKind.ENVELOPE.value).order_by("-is_usual").first()
    if design is None:
        warn(request, _("Make a design for envelopes in the settings first."))
        return redirect("post:batch", pk)
    person: Person = person_of(request)
    made = post.make_envelopes(found, design=design, person=person)
    return redirect("post:batch", made.pk)


def _batch(pk: int) -> PrintBatch:
    return get_object_or_404(PrintBatch.objects.select_related("design", "envelopes_for"), pk=pk)


def _page(request: HttpRequest, found: PrintBatch) -> dict[str, object]:
    shop = shop_of(request)
    return {
        "batch": found,
        "page": queries.batch_page(found, shop),
        "has_file": bool(found.stored_as) and batch_path(found).exists(),
        "today": today_of(shop),
    }


def _back(request: HttpRequest) -> HttpResponse:
    """To the batch from which it was pressed, else to the queue."""
    batch_id = _number(request, "batch")
    return redirect("post:batch", batch_id) if batch_id else redirect("post:list")


def _chosen(request: HttpRequest) -> "QuerySet[Message]":
    told = request.POST.getlist("pieces")[:AT_ONCE]
    return Message.objects.filter(pk__in=map(key_of, told), channel=queries.POST)


def _number(request: HttpRequest, name: str) -> int:
    return key_of(request.POST.get(name, ""))
