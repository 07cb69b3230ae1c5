"""Bad news: seen before it is begun, then one person after another."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulars.actions.notices import (
    ContactSettled,
    NobodyIsAffected,
    begin_notice,
    look_again,
    note_asked_first,
    spare_contact,
    tell_contact,
)
from regulars.models import Notice, NoticeContact
from regulars.queries.notices import affected_by, notice_list, notice_page
from regulars.rules.channels import Channel
from regulars.rules.notices import NoticeKind
from regulars.web.access import person_of
from regulars.web.notes import tell, warn
from regulars.web.notices.forms import NoticeForm
from regulars.web.shop import shop_of, today_of

UNPROCESSABLE = 422


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    today = today_of(shop_of(request))
    return render(request, "notices/list.html", {"page": notice_list(today), "today": today})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """`look` shows who is affected; only then `begin` is offered."""
    today = today_of(shop_of(request))
    now = timezone.localtime().replace(second=0, microsecond=0)
    first = {"known_at": now, "kind": NoticeKind.DELAY.value}
    form = NoticeForm(request.POST or None, today=today, initial=first)
    context: dict[str, Any] = {"form": form, "today": today}
    if request.method != "POST":
        return render(request, "notices/new.html", context)
    if not form.is_valid():
        return render(request, "notices/new.html", context, status=UNPROCESSABLE)
    if "begin" not in request.POST:
        context |= {"affected": affected_by(form.scope, today), "has_looked": True}
        return render(request, "notices/new.html", context)
    told = form.cleaned_data
    try:
        notice = begin_notice(
            kind=NoticeKind(told["kind"]),
            what=told["what"],
            why=form.why,
            known_at=told["known_at"],
            scope=form.scope,
            new_on=told["new_on"],
            person=person_of(request),
        )
    except NobodyIsAffected:
        warn(request, _("Nobody is affected by now. Nothing was begun."))
        return render(request, "notices/new.html", context, status=UNPROCESSABLE)
    tell(request, _("Each of them is owed a personal word, today. Nothing is sold meanwhile."))
    return redirect("notices:show", pk=notice.pk)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    today = today_of(shop_of(request))
    notice = get_object_or_404(Notice.objects.select_related("begun_by"), pk=pk)
    context = {"page": notice_page(notice, today), "notice": notice, "today": today}
    return render(request, "notices/show.html", context)


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    notice = get_object_or_404(Notice, pk=pk)
    count = look_again(notice=notice, person=person_of(request))
    said = ngettext("%(n)d more person is affected.", "%(n)d more people are affected.", count)
    tell(request, said % {"n": count} if count else _("Nobody else is affected."))
    return redirect("notices:show", pk=pk)


@require_POST
def told(request: HttpRequest, pk: int, customer: int) -> HttpResponse:
    how = request.POST.get("how", "")
    channel = Channel(how) if how in set(Channel) else Channel.PHONE

    def settle(contact: NoticeContact) -> str:
        tell_contact(contact=contact, how=channel, person=person_of(request))
        return _("%(name)s has heard it from you.")

    return _settle(request, pk, customer, settle)


@require_POST
def asked(request: HttpRequest, pk: int, customer: int) -> HttpResponse:
    def settle(contact: NoticeContact) -> str:
        note_asked_first(contact=contact, person=person_of(request))
        return _("%(name)s asked before they were told. It is on record.")

    return _settle(request, pk, customer, settle)


@require_POST
def spared(request: HttpRequest, pk: int, customer: int) -> HttpResponse:
    because = " ".join(request.POST.get("because", "").split())[:300]
    if not because:
        warn(request, _("Say in a few words why it does not concern them."))
        return redirect("notices:show", pk=pk)

    def settle(contact: NoticeContact) -> str:
        spare_contact(contact=contact, because=because, person=person_of(request))
        return _("%(name)s is not affected after all.")

    return _settle(request, pk, customer, settle)


def _settle(
    request: HttpRequest, pk: int, customer: int, settle: Callable[[NoticeContact], str]
) -> HttpResponse:
    contact = get_object_or_404(
        NoticeContact.objects.select_related("customer", "notice"), notice=pk, customer=customer
    )
    try:
        said = settle(contact)
    except ContactSettled:
        said = _("%(name)s: a colleague was quicker, it is done.")
    tell(request, said % {"name": contact.customer.name})
    back = request.POST.get("back", "")
    if back.startswith("/") and url_has_allowed_host_and_scheme(back, None):
        return redirect(back)
    return redirect("notices:show", pk=pk)
