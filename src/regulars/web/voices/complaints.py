"""Complaints: who waits for a word, one from its first hearing to its end, and what they teach."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regulars.actions import causes as cause_actions
from regulars.actions.amends import AmendsDecided, BeyondLimit, approve_amends, refuse_amends
from regulars.actions.spending import note_advertising
from regulars.models import Amends, Cause, Complaint
from regulars.queries.complaint_reports import complaint_report, spending
from regulars.queries.complaints import complaint_list, complaint_page
from regulars.rules.access import Right
from regulars.web.access import needs, person_of
from regulars.web.notes import tell, warn
from regulars.web.shop import shop_of, today_of
from regulars.web.voices.forms import (
    UNPROCESSABLE,
    AdvertisingForm,
    CauseForm,
    HandOverForm,
    MendForm,
    NewCauseForm,
)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    day = today_of(shop_of(request))
    context = {
        "tab": "complaints",
        "page": complaint_list(),
        "report": complaint_report(day),
        "today": day,
    }
    return render(request, "voices/complaints.html", context)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    return page_of(request, complaint_or_404(pk))


def complaint_or_404(pk: int) -> Complaint:
    rows = Complaint.objects.select_related(
        "customer", "owner", "heard_by", "first_word_from", "closed_by", "cause", "inbound"
    )
    return get_object_or_404(rows, pk=pk)


def page_of(request: HttpRequest, complaint: Complaint, **forms: object) -> HttpResponse:
    """The page, with the form that was refused in place of an empty one."""
    context: dict[str, object] = {
        "tab": "complaints",
        "complaint": complaint,
        "page": complaint_page(complaint, reader=person_of(request)),
        "cause_form": CauseForm(
            initial={"cause": complaint.cause_id, "words": complaint.cause_words}
        ),
        "mend_form": MendForm(
            currency=shop_of(request).currency, initial={"words": complaint.mended_words}
        ),
        "hand_form": HandOverForm(initial={"to": complaint.owner_id}),
        "today": today_of(shop_of(request)),
    }
    status = UNPROCESSABLE if forms else 200
    return render(request, "voices/complaint.html", context | forms, status=status)


@needs(Right.CHANGE_SHOP)
@require_POST
def decide_amends(request: HttpRequest, pk: int) -> HttpResponse:
    """A yes or a no to what somebody would like to give."""
    amends = get_object_or_404(Amends.objects.select_related("customer", "given_by"), pk=pk)
    because = request.POST.get("because", "").strip()
    try:
        if request.POST.get("answer") == "yes":
            approve_amends(amends=amends, person=person_of(request))
            tell(request, _("It may be given. Whoever asked has it on the list."))
        elif because:
            refuse_amends(amends=amends, because=because[:300], person=person_of(request))
            tell(request, _("It is not given, and the reason is kept."))
        else:
            warn(request, _("Say why not, so that whoever asked understands."))
    except AmendsDecided:
        warn(request, _("It was decided already."))
    except BeyondLimit:
        warn(request, _("This is above your own limit."))
    return redirect("voices:complaints")


@needs(Right.CHANGE_SHOP)
@require_safe
def causes(request: HttpRequest) -> HttpResponse:
    return _causes(request, NewCauseForm(), AdvertisingForm(currency=shop_of(request).currency))


def _causes(
    request: HttpRequest, form: NewCauseForm, money: AdvertisingForm, *, status: int = 200
) -> HttpResponse:
    day = today_of(shop_of(request))
    context = {
        "tab": "complaints",
        "causes": Cause.objects.order_by("-is_on", "name"),
        "form": form,
        "money_form": money,
        "months": spending(day),
    }
    return render(request, "voices/causes.html", context, status=status)


@needs(Right.CHANGE_SHOP)
@require_POST
def new_cause(request: HttpRequest) -> HttpResponse:
    form = NewCauseForm(request.POST)
    if form.is_valid():
        try:
            cause_actions.keep_cause(name=form.cleaned_data["name"], person=person_of(request))
        except cause_actions.NamesSomebody:
            form.add_error(
                "name", _("Name what in your way of working lets it happen, and nobody.")
            )
        else:
            return redirect("voices:causes")
    money = AdvertisingForm(currency=shop_of(request).currency)
    return _causes(request, form, money, status=UNPROCESSABLE)


@needs(Right.CHANGE_SHOP)
@require_POST
def take_off_cause(request: HttpRequest, pk: int) -> HttpResponse:
    cause_actions.take_off(cause=get_object_or_404(Cause, pk=pk), person=person_of(request))
    tell(request, _("It is not offered any more. What was looked at before keeps it."))
    return redirect("voices:causes")


@needs(Right.CHANGE_SHOP)
@require_POST
def advertising(request: HttpRequest) -> HttpResponse:
    currency = shop_of(request).currency
    form = AdvertisingForm(request.POST, currency=currency)
    if not form.is_valid():
        return _causes(request, NewCauseForm(), form, status=UNPROCESSABLE)
    note_advertising(
        month_on=form.cleaned_data["month_on"],
        amount_minor=form.cleaned_data["amount"],
        currency=currency,
        person=person_of(request),
    )
    tell(request, _("Noted."))
    return redirect("voices:causes")
