"""The owner's vision beside what customers said, and what others promise."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulars.actions import visions
from regulars.models import HeardAnswer, RivalPromise, VisionPoint
from regulars.queries.charters import rivals as rivals_by_metric
from regulars.queries.charters import vision_page
from regulars.rules.access import Right
from regulars.web.access import needs, person_of
from regulars.web.charter.forms import HeardForm, PointForm, RivalForm
from regulars.web.keys import key_of
from regulars.web.notes import tell
from regulars.web.shop import shop_of, today_of


@require_safe
def vision(request: HttpRequest) -> HttpResponse:
    return _vision(request)


def _vision(request: HttpRequest, *, status: int = 200, **forms: Any) -> HttpResponse:
    context = {
        "page": vision_page(),
        "day": today_of(shop_of(request)),
        "point_form": PointForm(),
        "heard_form": HeardForm(),
    } | forms
    return render(request, "charter/vision.html", context, status=status)


@needs(Right.CHANGE_SHOP)
@require_POST
def new_point(request: HttpRequest) -> HttpResponse:
    form = PointForm(request.POST)
    if not form.is_valid():
        return _vision(request, status=422, point_form=form)
    point = visions.keep_point(text=form.cleaned_data["text"], person=person_of(request))
    answer = HeardAnswer.objects.filter(pk=key_of(request.POST.get("of", ""))).first()
    if answer is not None:  # a gap became a sentence
        visions.match_answer(answer=answer, point=point, person=person_of(request))
    return redirect("charter:vision")


@needs(Right.CHANGE_SHOP)
@require_POST
def point(request: HttpRequest, pk: int) -> HttpResponse:
    point = get_object_or_404(VisionPoint, pk=pk)
    visions.put_away_point(point=point, person=person_of(request))
    tell(request, _("The sentence is taken out of the vision."))
    return redirect("charter:vision")


@require_POST
def hear(request: HttpRequest) -> HttpResponse:
    form = HeardForm(request.POST)
    if not form.is_valid():
        return _vision(request, status=422, heard_form=form)
    visions.hear_answer(
        text=form.cleaned_data["text"],
        heard_on=today_of(shop_of(request)),
        person=person_of(request),
    )
    tell(request, _("It is written down."))
    return redirect("charter:vision")


@needs(Right.CHANGE_SHOP)
@require_POST
def heard(request: HttpRequest, pk: int) -> HttpResponse:
    """To which sentence it belongs, to none, or away with it."""
    answer = get_object_or_404(HeardAnswer, pk=pk)
    if request.POST.get("do") == "put_away":
        visions.put_away_answer(answer=answer, person=person_of(request))
        return redirect("charter:vision")
    points = VisionPoint.objects.filter(put_away_at=None)
    point = points.filter(pk=key_of(request.POST.get("point", ""))).first()
    visions.match_answer(answer=answer, point=point, person=person_of(request))
    return redirect("charter:vision")


@require_http_methods(["GET", "POST"])
def rivals(request: HttpRequest) -> HttpResponse:
    """What others promise: where it was seen, and when."""
    today = today_of(shop_of(request))
    form = RivalForm(request.POST or None, initial={"seen_on": today})
    if request.method == "POST" and form.is_valid():
        visions.note_rival(**form.cleaned_data, person=person_of(request))
        tell(request, _("It is noted."))
        return redirect("charter:rivals")
    noted = [one for group in rivals_by_metric().values() for one in group]
    context = {"rivals": noted, "form": form, "day": today}
    return render(request, "charter/rivals.html", context, status=422 if form.is_bound else 200)


@require_POST
def put_away_rival(request: HttpRequest, pk: int) -> HttpResponse:
    rival = get_object_or_404(RivalPromise, pk=pk)
    visions.put_away_rival(rival=rival, person=person_of(request))
    return redirect("charter:rivals")
