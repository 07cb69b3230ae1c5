"""What becomes of a promise: kept, told in time, broken, released; and taking a slip back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regulars.actions.promises import (
    UNDOABLE,
    PromiseClosed,
    Told,
    Why,
    break_promise,
    keep_promise,
    release_promise,
    reopen_promise,
    tell_before_breaking,
)
from regulars.actions.touches import CannotReopen
from regulars.models import Event, Promise
from regulars.queries import formats
from regulars.queries.promises import breaking_of
from regulars.rules.promises import TrueReason
from regulars.web.access import person_of
from regulars.web.notes import tell, warn
from regulars.web.promises.forms import KeptForm, TellForm
from regulars.web.shop import shop_of, today_of
from regulars.web.tags import language

UNPROCESSABLE = 422


@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    promise = _promise_or_404(pk)
    shop = shop_of(request)
    form = KeptForm(
        request.POST, today=today_of(shop), made_on=promise.made_on, currency=shop.currency
    )
    if not form.is_valid():
        for errors in form.errors.values():
            warn(request, " ".join(map(str, errors)))
        return _back(request, promise)
    cost = form.cleaned_data["cost"]
    try:
        event = keep_promise(
            promise=promise,
            person=person_of(request),
            kept_on=form.cleaned_data["on"],
            cost_minor=cost,
            currency=shop.currency,
            words=form.cleaned_data["words"],
        )
    except PromiseClosed:
        return _was_quicker(request, promise)
    said = _("%(name)s: kept. %(what)s") % {"name": promise.customer.name, "what": promise.what}
    if cost:
        amount = formats.money(cost, shop.currency, language())
        said = _("%(name)s: kept, although it cost %(amount)s. That is what a word is worth.") % {
            "name": promise.customer.name,
            "amount": amount,
        }
    return _done(request, promise, said, event)


@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    promise = _promise_or_404(pk)
    words = " ".join(request.POST.get("words", "").split())[:500]
    try:
        event = release_promise(promise=promise, person=person_of(request), words=words)
    except PromiseClosed:
        return _was_quicker(request, promise)
    said = _("%(name)s released you from it. It counts for nothing.")
    return _done(request, promise, said % {"name": promise.customer.name}, event)


@require_http_methods(["GET", "HEAD", "POST"])
def tell_them(request: HttpRequest, pk: int) -> HttpResponse:
    """It will not hold: say so in person, for the true reason; or its day has passed in silence."""
    promise = _promise_or_404(pk)
    if promise.state != "open":
        return _was_quicker(request, promise)
    shop = shop_of(request)
    today = today_of(shop)
    breaking = breaking_of(promise, today, person=person_of(request), shop=shop)
    form = TellForm(
        request.POST or None,
        ways=breaking.ways,
        today=today,
        currency=shop.currency,
        is_over=breaking.is_over,
        initial={"words": breaking.words, "how": breaking.ways[0].value},
    )
    if request.method == "POST" and form.is_valid():
        return _told(request, promise, form, is_over=breaking.is_over)
    context = {"breaking": breaking, "promise": promise, "form": form, "today": today}
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "promises/tell.html", context, status=status)


def _told(request: HttpRequest, promise: Promise, form: TellForm, *, is_over: bool) -> HttpResponse:
    said = form.cleaned_data
    why = Why(TrueReason(said["reason"]), said["reason_words"])
    told = Told(form.way, said["words"], said["answer"]) if form.way else None
    settle: dict[str, Any] = {
        "promise": promise,
        "why": why,
        "person": person_of(request),
        "new_due_on": said["new_on"],
        "offer": form.offer(shop_of(request).currency),
    }
    try:
        if told is not None and not is_over:
            event = tell_before_breaking(told=told, **settle)
        else:
            event = break_promise(told=told, **settle)
    except PromiseClosed:
        return _was_quicker(request, promise)
    name = {"name": promise.customer.name}
    if not is_over:
        words = _("%(name)s knows it from you, in time. That keeps their trust.")
    elif told is not None:
        words = _("%(name)s knows it now. Next time, say it before the day is over.")
    else:
        words = _("Broken in silence. %(name)s should still hear it from you.")
    if event.facts.get("is_asked"):
        warn(request, _("The offer goes beyond your limit. Whoever may decide has it on Today."))
    return _done(request, promise, words % name, event)


@require_POST
def undo(request: HttpRequest, event: int) -> HttpResponse:
    """Take back the last press, for a while."""
    done = get_object_or_404(Event.objects.select_related("customer"), pk=event, kind__in=UNDOABLE)
    try:
        reopen_promise(done, person=person_of(request))
    except CannotReopen:
        warn(request, _("This was taken back already, or it is too long ago. Nothing changed."))
    else:
        tell(request, _("The promise is as before."))
    return redirect("promises:list")


def _promise_or_404(pk: int) -> Promise:
    return get_object_or_404(
        Promise.objects.select_related("customer", "customer__rhythm", "person"), pk=pk
    )


def _done(request: HttpRequest, promise: Promise, said: str, event: Event) -> HttpResponse:
    tell(request, said, undo=reverse("promises:undo", kwargs={"event": event.pk}))
    return _back(request, promise)


def _was_quicker(request: HttpRequest, promise: Promise) -> HttpResponse:
    tell(request, _("%(name)s: this promise is settled already.") % {"name": promise.customer.name})
    return _back(request, promise)


def _back(request: HttpRequest, promise: Promise) -> HttpResponse:
    """To where it was pressed: Today, the customer, or the ledger."""
    address = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(address, None) and address.startswith("/"):
        return redirect(address)
    return redirect("promises:list")
