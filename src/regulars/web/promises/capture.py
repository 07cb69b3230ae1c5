"""Giving a promise: two presses on a phone, and the record speaks before the second."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regulars.actions.promises import make_promise
from regulars.models import Customer, Event, Person
from regulars.queries import formats
from regulars.queries.cover import who_may_cover
from regulars.queries.customers import Wanted, customer_page
from regulars.queries.promises import days_to_choose, kinds_to_choose, record_of
from regulars.rules.promises import LONGEST_KIND
from regulars.web.access import person_of
from regulars.web.notes import tell
from regulars.web.promises.forms import PromiseForm, one_line
from regulars.web.shop import shop_of, today_of
from regulars.web.tags import language

UNPROCESSABLE = 422
FOUND = 12


@require_safe
def new(request: HttpRequest) -> HttpResponse:
    """To whom, where nobody is named yet; then what and until when."""
    told = request.GET.get("customer", "")
    if told:
        if not (told.isascii() and told.isdecimal() and len(told) < 10):
            raise Http404
        customer = get_object_or_404(Customer, pk=int(told))
        return _page(request, customer, PromiseForm(today=today_of(shop_of(request))))
    shop = shop_of(request)
    text = request.GET.get("q", "").replace("\0", "")[:100]
    found: list[Customer] = []
    if text.strip():
        page = customer_page(
            Wanted(text=text), today=today_of(shop), region=shop.country, size=FOUND
        )
        found = [row.customer for row in page.rows]
    context = {"text": text, "found": found}
    is_part = bool(request.headers.get("HX-Request"))
    return render(request, "promises/_found.html" if is_part else "promises/whom.html", context)


@require_safe
def said(request: HttpRequest) -> HttpResponse:
    """What the record says of the kind that is chosen now, and the days beside it."""
    kind = one_line(request.GET.get("own_kind", "") or request.GET.get("kind", ""))[:LONGEST_KIND]
    today = today_of(shop_of(request))
    told = request.GET.get("person", "")
    is_number = told.isascii() and told.isdecimal() and len(told) < 10
    keeper = Person.objects.filter(pk=int(told)).first() if is_number else None
    context = _speaking(kind, today, keeper or person_of(request))
    return render(request, "promises/_said.html", context)


@require_POST
def make(request: HttpRequest, customer: int) -> HttpResponse:
    whom = get_object_or_404(Customer, pk=customer)
    today = today_of(shop_of(request))
    form = PromiseForm(request.POST, today=today)
    if not form.is_valid():
        return _page(request, whom, form, status=UNPROCESSABLE)
    me = person_of(request)
    promise = make_promise(
        customer=whom,
        kind=form.kind_said,
        what=form.what_said,
        due_on=form.due_on,
        person=form.cleaned_data["person"] or me,
        made_by=me,
    )
    made = Event.objects.filter(kind="promise.made", customer=whom).latest("pk")
    day = formats.day(promise.due_on, today=today, language=language())
    tell(
        request,
        _("Promised to %(name)s, %(day)s: %(what)s")
        % {"name": whom.name, "what": promise.what, "day": day},
        undo=reverse("promises:undo", kwargs={"event": made.pk}),
    )
    if request.POST.get("back") == "promises":
        return redirect("promises:list")
    return redirect("customers:show", pk=whom.pk)


def _speaking(kind: str, today: date, keeper: Person) -> dict[str, Any]:
    record = record_of(kind, today) if kind else None
    days = days_to_choose(today, keeper=keeper, record=record)
    return {"record": record, "days": days, "today": today}


def _page(
    request: HttpRequest, customer: Customer, form: PromiseForm, *, status: int = 200
) -> HttpResponse:
    today = today_of(shop_of(request))
    kinds = kinds_to_choose(today)
    typed = request.POST if form.is_bound else request.GET
    kind = one_line(typed.get("own_kind", "") or typed.get("kind", ""))[:LONGEST_KIND]
    chosen = typed.get("kind", "") or kinds[0].kind
    context = {
        "customer": customer,
        "form": form,
        "kinds": kinds,
        "chosen": chosen,
        "typed": typed,
        "colleagues": who_may_cover(),
        **_speaking(kind or chosen, today, person_of(request)),
    }
    return render(request, "promises/new.html", context, status=status)
