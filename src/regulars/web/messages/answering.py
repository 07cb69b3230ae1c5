"""What a customer wrote: read in its thread, answered, or settled with a reason."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regulars.actions.inbound import AlreadyAnswered, give_to_customer, needs_no_answer
from regulars.actions.writing import WrittenAlready, write_answer
from regulars.models import Customer, InboundMessage
from regulars.queries.inbound import perhaps_from
from regulars.queries.mail_accounts import is_mail_on
from regulars.queries.message_words import still_a_draft, when_words
from regulars.queries.threads import reply_subject, thread_of
from regulars.rules.channels import Channel
from regulars.rules.messages import MessageState, Reason
from regulars.web.access import person_of
from regulars.web.messages.forms import AnswerForm, NoAnswerForm, WhoseForm, new_key
from regulars.web.notes import tell, warn
from regulars.web.shop import shop_of

UNPROCESSABLE = 422


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _inbound(pk))


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    inbound, form = _inbound(pk), AnswerForm(request.POST)
    if inbound.customer is None:
        raise Http404
    if not form.is_valid():
        return _page(request, inbound, form=form)
    try:
        message = write_answer(
            inbound=inbound,
            letter=form.letter(),
            person=person_of(request),
            language=shop_of(request).language,
        )
    except WrittenAlready as there:
        warn(request, _("There is an answer on its way already. Yours was not sent."))
        return redirect("messages:show", pk=there.message.pk)
    if message.state == MessageState.DRAFT:
        warn(request, still_a_draft(Reason(message.reason)))
        return redirect("messages:show", pk=message.pk)
    tell(request, _("Your answer leaves as soon as it may."))
    return redirect("messages:list")


@require_POST
def none_needed(request: HttpRequest, pk: int) -> HttpResponse:
    inbound, form = _inbound(pk), NoAnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, inbound, none_form=form)
    try:
        needs_no_answer(
            inbound=inbound, because=form.cleaned_data["because"], person=person_of(request)
        )
    except AlreadyAnswered:
        warn(request, _("A colleague was quicker: this is settled."))
    else:
        tell(request, _("Settled without an answer."))
    return redirect("messages:list")


@require_POST
def whose(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody knows who wrote this."""
    inbound, form = _inbound(pk), WhoseForm(request.POST)
    if not form.is_valid():
        return _page(request, inbound)
    customer = get_object_or_404(Customer, pk=form.cleaned_data["customer"])
    try:
        give_to_customer(inbound=inbound, customer=customer, person=person_of(request))
    except AlreadyAnswered:
        warn(request, _("A colleague was quicker: this is settled."))
    return redirect("messages:inbound", pk=pk)


def _inbound(pk: int) -> InboundMessage:
    found = InboundMessage.objects.select_related("customer", "answered_by", "in_reply_to")
    return get_object_or_404(found, pk=pk)


def _page(
    request: HttpRequest,
    inbound: InboundMessage,
    *,
    form: AnswerForm | None = None,
    none_form: NoAnswerForm | None = None,
) -> HttpResponse:
    now, asked = timezone.now(), request.GET.get("q", "")[:100]
    initial = {"subject": reply_subject(inbound), "key": new_key()}
    may_answer = inbound.customer is not None and inbound.channel == Channel.EMAIL and is_mail_on()
    context = {
        "inbound": inbound,
        "thread": thread_of(inbound, now),
        "answer_by": when_words(inbound.answer_by_at, now) if inbound.answer_by_at else "",
        "is_late": inbound.answer_by_at is not None and inbound.answer_by_at < now,
        "may_answer": may_answer,
        "form": form or AnswerForm(initial=initial),
        "none_form": none_form or NoAnswerForm(),
        "asked": asked,
        "offered": perhaps_from(inbound, asked) if inbound.customer is None else [],
    }
    status = UNPROCESSABLE if form is not None or none_form is not None else 200
    return render(request, "messages/inbound.html", context, status=status)
