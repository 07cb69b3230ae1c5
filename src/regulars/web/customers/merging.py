"""Two records of one person: the doubts, the preview, the merge and its undo."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulars.actions import doubles, merges
from regulars.models import Customer, DoubtfulPair, Merge
from regulars.queries.customers import Wanted, customer_page
from regulars.queries.duplicates import are_many, latest_search, maybe_known, open_pairs
from regulars.queries.merge_previews import preview_of
from regulars.rules.access import Right
from regulars.rules.kinds import PairState
from regulars.web.access import needs, person_of
from regulars.web.customers import forms
from regulars.web.customers.answers import back_to, undo_at
from regulars.web.customers.fetch import customer_or_404
from regulars.web.notes import tell, warn
from regulars.web.shop import shop_of, today_of


@needs(Right.MERGE)
@require_safe
def pairs(request: HttpRequest) -> HttpResponse:
    context = {"pairs": open_pairs(), "search": latest_search()}
    return render(request, "customers/pairs.html", context)


@needs(Right.MERGE)
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """At once where they are few; in the background, with its progress shown, where many."""
    if are_many():
        doubles.want_doubles(person=person_of(request))
        return redirect("customers:pairs")
    found = doubles.look_for_doubles()
    said = ngettext("One more pair to look at.", "%(n)d more pairs to look at.", found)
    tell(request, said % {"n": found} if found else _("No further pair looks like one person."))
    return redirect("customers:pairs")


@needs(Right.MERGE)
@require_safe
def looking(request: HttpRequest) -> HttpResponse:
    """How far the look is; when it is done the page shows what it found."""
    search = latest_search()
    if search is None or search.finished_at:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "customers/_looking.html", {"search": search})


@needs(Right.MERGE)
@require_POST
def decide(request: HttpRequest, pair: int) -> HttpResponse:
    row = get_object_or_404(DoubtfulPair.objects.select_related("first", "second"), pk=pair)
    is_open = request.POST.get("state") == PairState.OPEN
    state = PairState.OPEN if is_open else PairState.DIFFERENT
    merges.decide_pair(pair=row, state=state, person=person_of(request))
    if not is_open:
        names = {"one": row.first.name, "other": row.second.name}
        tell(
            request,
            _("%(one)s and %(other)s stay two people.") % names,
            undo=reverse("customers:reopen_pair", kwargs={"pair": row.pk}),
        )
    return redirect("customers:pairs")


@needs(Right.MERGE)
@require_POST
def reopen(request: HttpRequest, pair: int) -> HttpResponse:
    row = get_object_or_404(DoubtfulPair, pk=pair)
    merges.decide_pair(pair=row, state=PairState.OPEN, person=person_of(request))
    return redirect("customers:pairs")


@needs(Right.MERGE)
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Which record with which; then what stays and what moves; then, by a press, the merge."""
    kept = customer_or_404(pk)
    told = request.POST or request.GET
    other = told.get("with", "")
    if not (other.isascii() and other.isdigit() and len(other) < 16) or int(other) == pk:
        return _choose(request, kept)
    gone = get_object_or_404(Customer.objects.select_related("rhythm", "carer"), pk=int(other))
    seen = preview_of(kept, gone)
    if request.method == "GET":
        return render(request, "customers/merge.html", {"preview": seen, "customer": kept})
    names = {choice.name: choice.suggested for choice in seen.choices}
    form = forms.MergeForm(request.POST, names=names)
    form.is_valid()  # an odd choice falls back to what was suggested
    try:
        merge = merges.merge_customers(
            kept=kept,
            gone=gone,
            choices={name: side for name, side in form.cleaned_data.items() if side},
            person=person_of(request),
        )
    except merges.CannotMerge:
        warn(request, _("One of the two is gone meanwhile. Nothing was changed."))
        return redirect("customers:list")
    tell(
        request,
        _("Two records of %(name)s are one now. This can be undone for 30 days.")
        % {"name": kept.name},
        undo=undo_at("undo_merge", kept, merge=merge.pk),
    )
    return back_to(kept)


def _choose(request: HttpRequest, kept: Customer) -> HttpResponse:
    """Whom to merge with: the likely ones, or whoever is searched for."""
    shop = shop_of(request)
    text = request.GET.get("q", "").replace("\0", "")[:100]
    context: dict[str, Any] = {"customer": kept, "text": text}
    if text:
        wanted = Wanted(text=text)
        page = customer_page(wanted, today=today_of(shop), region=shop.country, size=10)
        found = [row.customer for row in page.rows]
    else:
        values = [point.value for point in kept.contact_points.all()]
        found = maybe_known(name=kept.name, emails=values, phones=[], but=kept.pk)
    context["found"] = [customer for customer in found if customer.pk != kept.pk]
    return render(request, "customers/merge_choose.html", context)


@needs(Right.MERGE)
@require_POST
def undo(request: HttpRequest, pk: int, merge: int) -> HttpResponse:
    customer = customer_or_404(pk)
    row = get_object_or_404(Merge, pk=merge, kept=customer)
    try:
        back = merges.undo_merge(merge=row, person=person_of(request))
    except merges.CannotUndoMerge:
        warn(request, _("This merge was undone already, or it is too long ago. Nothing changed."))
        return back_to(customer)
    tell(request, _("%(name)s has a record of their own again.") % {"name": back.name})
    return back_to(customer)
