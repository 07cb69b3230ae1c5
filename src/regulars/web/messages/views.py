"""The messages of the house: looked at, cancelled, let go, settled."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regulars.actions.accounts import NoAccount, ask_look
from regulars.actions.messages import (
    MessageHasLeft,
    NotReady,
    NotUnknown,
    SellsInBadNews,
    approve_draft,
    cancel_messages,
    hand_to_person,
    resolve_unknown,
)
from regulars.actions.writing import let_it_be
from regulars.models import Message
from regulars.queries.message_pages import line_of, messages_page
from regulars.queries.message_words import (
    channel_words,
    is_held_up,
    sells_words,
    steps_of,
    still_a_draft,
    why_sentences,
)
from regulars.rules.messages import UNSENT, MessageState, Reason
from regulars.web.access import person_of
from regulars.web.messages.forms import WordsForm
from regulars.web.notes import tell, warn
from regulars.web.shop import shop_of, today_of

UNPROCESSABLE = 422


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    context = {"page": messages_page(), "today": today_of(shop_of(request))}
    return render(request, "messages/list.html", context)


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Look into the mailbox now, and not in three minutes."""
    with suppress(NoAccount):
        ask_look(person=person_of(request))
        tell(request, _("The mailbox is being looked at. What is new stands here in a moment."))
    return redirect("messages:list")


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _message(pk))


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody gets it; or somebody here does it in person."""
    message, person = _message(pk), person_of(request)
    try:
        if request.POST.get("how") == "myself":
            hand_to_person(message, reason=Reason.BY_HAND, person=person)
            tell(request, _("It is a task on Today now, with its words."))
        elif cancel_messages(Message.objects.filter(pk=pk), reason=Reason.BY_HAND, person=person):
            tell(request, _("Cancelled: nobody gets it."))
        else:
            warn(request, _("It has left already, or is settled."))
    except MessageHasLeft:
        warn(request, _("It has left already, or is settled."))
    return redirect("messages:show", pk=pk)


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft goes, perhaps with other words."""
    message, form = _message(pk), WordsForm(request.POST)
    if not form.is_valid():
        return _page(request, message, form=form)
    told = form.cleaned_data
    try:
        approve_draft(
            message,
            person=person_of(request),
            subject=told["subject"],
            body=told["body"].replace("\r\n", "\n"),
            due_at=max(message.due_at, timezone.now()),
        )
    except MessageHasLeft:
        warn(request, _("A colleague was quicker: this is settled."))
    except NotReady as why:
        form.add_error(None, still_a_draft(why.reason))
        return _page(request, message, form=form)
    except SellsInBadNews as sells:
        form.add_error(None, sells_words(sells.word))
        return _page(request, message, form=form)
    else:
        tell(request, _("It leaves as soon as it may."))
    return redirect("messages:list")


@require_POST
def resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """Of an unknown one: it arrived, send it again, or let it be."""
    message, person = _message(pk), person_of(request)
    how = request.POST.get("how")
    try:
        if how == "arrived":
            resolve_unknown(message, was_sent=True, person=person)
            tell(request, _("Noted: it arrived."))
        elif how == "again":
            resolve_unknown(message, was_sent=False, person=person)
            tell(request, _("It is sent once more."))
        elif how == "let_be":
            let_it_be(message=message, person=person)
            tell(request, _("It is let be."))
    except NotUnknown:
        warn(request, _("A colleague was quicker: this is settled."))
    return redirect("messages:list")


def _message(pk: int) -> Message:
    found = Message.objects.select_related(
        "customer", "signed_by", "created_by", "reply_to", "touch__run__playbook"
    )
    return get_object_or_404(found, pk=pk)


def _page(request: HttpRequest, message: Message, form: WordsForm | None = None) -> HttpResponse:
    now = timezone.now()
    is_draft = message.state == MessageState.DRAFT
    told = {"subject": message.subject, "body": message.body}
    context = {
        "message": message,
        "line": line_of(message, now),
        "why": why_sentences(message, now),
        "steps": steps_of(message),
        "channel": channel_words(message),
        "is_held_up": is_held_up(message),
        "may_cancel": message.state in UNSENT,
        "may_hand": message.state in UNSENT and message.customer_id is not None,
        "form": form or WordsForm(initial=told) if is_draft else None,
        "today": today_of(shop_of(request)),
    }
    status = UNPROCESSABLE if form is not None else 200
    return render(request, "messages/show.html", context, status=status)
