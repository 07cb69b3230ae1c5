"""What is done about one complaint: the word, the cause, the mending, the end, the asking again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regulars.actions import complaints as actions
from regulars.actions.amends import BeyondLimit, ask_for_amends, give_amends
from regulars.actions.complaints import BlamesSomebody, ComplaintClosed
from regulars.actions.interactions import Talk, record_interaction
from regulars.models import Complaint
from regulars.queries import labels
from regulars.rules.channels import Channel
from regulars.rules.complaints import Lacking, NotNow, Recovery
from regulars.rules.kinds import Outcome
from regulars.rules.messages import Purpose
from regulars.web.access import person_of
from regulars.web.notes import tell, warn
from regulars.web.shop import shop_of
from regulars.web.voices.complaints import complaint_or_404, page_of
from regulars.web.voices.forms import (
    CauseForm,
    EndForm,
    HandOverForm,
    MendForm,
    SaidForm,
    SpokenForm,
)


def back_to(complaint: Complaint) -> HttpResponse:
    return redirect("voices:complaint", pk=complaint.pk)


@require_POST
def spoken(request: HttpRequest, pk: int) -> HttpResponse:
    """A person has spoken with them: a talk on record, and the first one is the first word."""
    complaint = complaint_or_404(pk)
    form = SpokenForm(request.POST)
    if not form.is_valid():
        warn(request, _("Say how you spoke with them."))
        return back_to(complaint)
    channel = Channel(form.cleaned_data["channel"])
    written = {Channel.EMAIL, Channel.SMS, Channel.WHATSAPP, Channel.POST, Channel.SOCIAL}
    person = person_of(request)
    record_interaction(
        customer=complaint.customer,
        person=person,
        talk=Talk(
            channel,
            Outcome.SENT if channel in written else Outcome.REACHED,
            note=form.cleaned_data["note"],
            purpose=Purpose.RECOVERY,
        ),
    )
    if actions.say_first_word(complaint=complaint, person=person):
        tell(request, _("That was the first word. Now put it right."))
    else:
        tell(request, _("Noted."))
    return back_to(complaint)


@require_POST
def review(request: HttpRequest, pk: int) -> HttpResponse:
    complaint = complaint_or_404(pk)
    form = CauseForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.review_cause(
                complaint=complaint,
                cause=told["cause"],
                words=told["words"],
                person=person_of(request),
            )
        except BlamesSomebody:
            form.add_error("words", _("Write down what let it happen, and name nobody."))
        except NotNow:
            return _not_now(request, complaint)
        else:
            tell(request, _("The cause is kept."))
            return back_to(complaint)
    return page_of(request, complaint, cause_form=form)


@require_POST
def mend(request: HttpRequest, pk: int) -> HttpResponse:
    """What was done, and what was given: above one's limit the owner is asked."""
    complaint = complaint_or_404(pk)
    shop, person = shop_of(request), person_of(request)
    form = MendForm(request.POST, currency=shop.currency)
    if not form.is_valid():
        return page_of(request, complaint, mend_form=form)
    told = form.cleaned_data
    try:
        actions.put_right(complaint=complaint, words=told["words"], person=person)
    except NotNow:
        return _not_now(request, complaint)
    if told["what"]:
        gift = {
            "customer": complaint.customer,
            "what": told["what"],
            "cost_minor": told["cost"],
            "currency": shop.currency,
            "person": person,
            "complaint": complaint,
        }
        try:
            give_amends(**gift)
        except BeyondLimit:
            ask_for_amends(**gift)
            warn(request, _("This is above your limit. The owner has the question on the list."))
            return back_to(complaint)
    tell(request, _("It is on record."))
    return back_to(complaint)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    complaint = complaint_or_404(pk)
    form = EndForm(request.POST)
    if not form.is_valid():
        return page_of(request, complaint, end_form=form)
    words, person = form.cleaned_data["words"], person_of(request)
    try:
        if request.POST.get("how") == "none":
            actions.dismiss_complaint(complaint=complaint, words=words, person=person)
            tell(request, _("It was none, and your words say why."))
        else:
            actions.close_complaint(complaint=complaint, words=words, person=person)
            tell(request, _("Closed. In some days somebody asks whether it is really put right."))
    except NotNow as refused:
        return _not_now(request, complaint, refused)
    except ComplaintClosed:
        warn(request, _("Somebody has closed it already."))
    return back_to(complaint)


@require_POST
def said(request: HttpRequest, pk: int) -> HttpResponse:
    """Their answer to whether it is put right."""
    complaint = complaint_or_404(pk)
    form = SaidForm(request.POST)
    if not form.is_valid():
        warn(request, _("Say what they answered."))
        return back_to(complaint)
    outcome = Recovery(form.cleaned_data["said"])
    try:
        actions.note_what_they_said(
            complaint=complaint,
            said=outcome,
            words=form.cleaned_data["words"],
            person=person_of(request),
        )
    except NotNow:
        return _not_now(request, complaint)
    told = {
        Recovery.RECOVERED: _("Good. It is put right, in their own words."),
        Recovery.NOT_RECOVERED: _("Not put right. You can open it again and do more."),
        Recovery.UNKNOWN: _("It comes back in two days."),
    }
    tell(request, told[outcome])
    return back_to(complaint)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    complaint = complaint_or_404(pk)
    try:
        actions.reopen_complaint(complaint=complaint, person=person_of(request))
    except NotNow:
        return _not_now(request, complaint)
    tell(request, _("It is open again and leads the day."))
    return back_to(complaint)


@require_POST
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    complaint = complaint_or_404(pk)
    form = HandOverForm(request.POST)
    if not form.is_valid():
        return page_of(request, complaint, hand_form=form)
    to = form.cleaned_data["to"]
    actions.hand_over(complaint=complaint, to=to, person=person_of(request))
    tell(request, _("%(name)s looks after it now.") % {"name": to.display_name})
    return back_to(complaint)


def _not_now(
    request: HttpRequest, complaint: Complaint, refused: NotNow | None = None
) -> HttpResponse:
    if refused is not None and refused.lacking:
        wanted = ", ".join(labels.word(Lacking, one.value) for one in refused.lacking)
        warn(request, _("Before it is closed it needs: %(wanted)s.") % {"wanted": wanted})
    else:
        warn(request, _("That makes no sense at this step. Somebody may have been faster."))
    return back_to(complaint)
