"""Wishes: grouped by what they mean, decided, and answered to everyone who asked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from regulars.actions import wishes as actions
from regulars.actions.ideas import think_up
from regulars.actions.wish_answers import tell_everyone
from regulars.models import Wish, WishGroup
from regulars.queries.what_else import asked_weeks
from regulars.queries.wishes import wish_page, wish_register
from regulars.rules.ideas import IdeaOrigin
from regulars.rules.kinds import WishCertainty
from regulars.rules.wishes import WishDecision
from regulars.web.access import person_of
from regulars.web.keys import key_of
from regulars.web.notes import tell, warn
from regulars.web.shop import shop_of, today_of
from regulars.web.voices.forms import UNPROCESSABLE
from regulars.web.voices.wish_forms import DecisionForm, DoneForm, NewWishForm


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return _register(request, NewWishForm())


def _register(request: HttpRequest, form: NewWishForm, *, status: int = 200) -> HttpResponse:
    day = today_of(shop_of(request))
    weeks = asked_weeks(day)
    context = {
        "tab": "wishes",
        "page": wish_register(day),
        "form": form,
        "asked": weeks if any(week.completed for week in weeks) else [],
        "today": day,
    }
    return render(request, "voices/wishes.html", context, status=status)


@require_POST
def new(request: HttpRequest) -> HttpResponse:
    """Heard of somebody without a name; a customer's own stands on their page."""
    form = NewWishForm(request.POST)
    if not form.is_valid():
        return _register(request, form, status=UNPROCESSABLE)
    actions.record_wish(
        customer=None,
        said=form.cleaned_data["text"],
        kind=WishCertainty(form.cleaned_data["certainty"]),
        heard_by=person_of(request),
    )
    tell(request, _("The wish is kept."))
    return redirect("voices:wishes")


@require_POST
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """One wish becomes a group, goes into one, or forms one with another wish."""
    wish = get_object_or_404(Wish, pk=pk)
    person = person_of(request)
    into, other = request.POST.get("into", ""), request.POST.get("other", "")
    if into:
        target = get_object_or_404(WishGroup, pk=key_of(into))
        actions.put_into(wish=wish, group=target, person=person)
    else:
        target = actions.take_up(wish=wish, person=person)
        if other:
            twin = get_object_or_404(Wish, pk=key_of(other))
            actions.put_into(wish=twin, group=target, person=person)
    return redirect("voices:wish", pk=target.pk)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _group_or_404(pk))


def _group_or_404(pk: int) -> WishGroup:
    return get_object_or_404(WishGroup.objects.select_related("owner", "decided_by"), pk=pk)


def _page(request: HttpRequest, group: WishGroup, **forms: object) -> HttpResponse:
    names = ("decision", "answer", "other_firm", "due_on")
    initial = {name: getattr(group, name) for name in names} | {"owner": group.owner_id}
    context: dict[str, object] = {
        "tab": "wishes",
        "group": group,
        "page": wish_page(group),
        "form": DecisionForm(initial=initial),
        "done_form": DoneForm(),
    }
    status = UNPROCESSABLE if forms else 200
    return render(request, "voices/wish.html", context | forms, status=status)


@require_POST
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    kept = _group_or_404(pk)
    gone = get_object_or_404(WishGroup, pk=key_of(request.POST.get("other", "")))
    actions.merge_groups(kept=kept, gone=gone, person=person_of(request))
    tell(request, _("They are one now, with everyone who asked."))
    return redirect("voices:wish", pk=kept.pk)


@require_POST
def split(request: HttpRequest, pk: int) -> HttpResponse:
    group = _group_or_404(pk)
    ids = set(map(key_of, request.POST.getlist("wish")))
    title = request.POST.get("title", "")
    new_group = actions.split_off(group=group, wishes=ids, title=title, person=person_of(request))
    if new_group is None:
        warn(request, _("Tick some of the wishes, and not all of them."))
        return redirect("voices:wish", pk=pk)
    return redirect("voices:wish", pk=new_group.pk)


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    group = _group_or_404(pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, group, form=form)
    told = dict(form.cleaned_data)
    decision = WishDecision(told.pop("decision"))
    actions.decide(group=group, decision=decision, person=person_of(request), **told)
    tell(request, _("Decided. Now tell everyone who asked."))
    return redirect("voices:wish", pk=pk)


@require_POST
def done(request: HttpRequest, pk: int) -> HttpResponse:
    group = _group_or_404(pk)
    form = DoneForm(request.POST)
    if not form.is_valid():
        return _page(request, group, done_form=form)
    answer, person = form.cleaned_data["answer"], person_of(request)
    if actions.mark_done(group=group, answer=answer, person=person):
        _tell(request, group)
    else:
        warn(request, _("It is done already, or it was not to be done."))
    return redirect("voices:wish", pk=pk)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    group = _group_or_404(pk)
    if group.decision == WishDecision.UNDECIDED:
        warn(request, _("First decide, then answer."))
    else:
        _tell(request, group)
    return redirect("voices:wish", pk=pk)


def _tell(request: HttpRequest, group: WishGroup) -> None:
    number = tell_everyone(group=group, person=person_of(request))
    if number:
        said = ngettext(
            "%(count)d person is told, by name.", "%(count)d people are told, by name.", number
        )
        tell(request, said % {"count": number})
    else:
        tell(request, _("Everybody knows it already."))


@require_POST
def idea(request: HttpRequest, pk: int) -> HttpResponse:
    """What it would take goes into the box of ideas."""
    group = _group_or_404(pk)
    made = think_up(
        title=group.title, origin=IdeaOrigin.WISHES, about=group, person=person_of(request)
    )
    return redirect("voices:idea", pk=made.pk)
