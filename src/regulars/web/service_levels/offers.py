"""Whom it was offered, and what they said: written down by whoever met them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regulars.actions import service_levels
from regulars.actions.service_levels import AlreadyOffered, GroupIsFull, NotNow, WrongLevel
from regulars.models import Customer, ServiceLevel, ServiceOffer
from regulars.queries.labels import word
from regulars.rules.service_levels import OfferAnswer, WhyNotOffered
from regulars.web.access import person_of
from regulars.web.keys import key_of
from regulars.web.notes import tell, warn
from regulars.web.service_levels.forms import CostForm


@require_POST
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    level = get_object_or_404(ServiceLevel, pk=pk)
    customer = get_object_or_404(Customer, pk=key_of(request.POST.get("customer", "")))
    name = {"name": customer.name}
    try:
        service_levels.offer_level(level=level, customer=customer, person=person_of(request))
    except NotNow as refused:
        why = word(WhyNotOffered, refused.why.value)
        warn(request, _("%(name)s is not asked now: %(why)s") % {**name, "why": why})
    except AlreadyOffered:
        warn(request, _("%(name)s was asked already.") % name)
    except GroupIsFull:
        warn(request, _("The group is full. Decide first, then offer it to more."))
    except WrongLevel:
        warn(request, _("Somebody was quicker. This is how it stands now."))
    else:
        tell(request, _("Offered to %(name)s. Write down what they say.") % name)
    return redirect("service_levels:show", pk)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    one = _offer(pk)
    said = _answer(request.POST.get("answer", ""))
    if said is OfferAnswer.OPEN:
        return redirect("service_levels:show", one.level_id)
    try:
        service_levels.answer_offer(
            offer=one,
            is_taken=said is OfferAnswer.TAKEN,
            why=request.POST.get("why", "").strip()[:500],
            person=person_of(request),
        )
    except WrongLevel:
        warn(request, _("Somebody was quicker. This is how it stands now."))
    else:
        tell(request, _("It is written down. Today you can still correct it."))
    return redirect("service_levels:show", one.level_id)


@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    one = _offer(pk)
    try:
        service_levels.correct_answer(
            offer=one,
            was=_answer(request.POST.get("was", "")),
            answer=_answer(request.POST.get("answer", "")),
            why=request.POST.get("why", "").strip()[:500],
            person=person_of(request),
        )
    except WrongLevel:
        warn(request, _("An answer is corrected on the day it was written; it stands as it is."))
    else:
        tell(request, _("It is corrected."))
    return redirect("service_levels:show", one.level_id)


@require_POST
def cost(request: HttpRequest, pk: int) -> HttpResponse:
    one = _offer(pk)
    form = CostForm(request.POST)
    if not form.is_valid():
        warn(request, _("That is no amount. What was noted before stands."))
        return redirect("service_levels:show", one.level_id)
    try:
        service_levels.note_cost(
            offer=one, cost_minor=form.minor(one.level.currency), person=person_of(request)
        )
    except WrongLevel:
        warn(request, _("Somebody was quicker. This is how it stands now."))
    else:
        tell(request, _("The cost is noted."))
    return redirect("service_levels:show", one.level_id)


def _offer(pk: int) -> ServiceOffer:
    return get_object_or_404(ServiceOffer.objects.select_related("level", "customer"), pk=pk)


def _answer(told: str) -> OfferAnswer:
    return OfferAnswer(told) if told in set(OfferAnswer) else OfferAnswer.OPEN
