"""Words after a complaint: a calm draft in their tone, time to sleep on it, and a way back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST

from regulars.actions.complaints import ComplaintClosed
from regulars.actions.messages import MessageHasLeft
from regulars.actions.recoveries import take_back_words, write_words
from regulars.actions.writing import Letter, WrittenAlready
from regulars.models import Complaint, Message
from regulars.queries.mail_accounts import is_mail_on
from regulars.queries.recovery import cool_off_minutes
from regulars.queries.ways_in import ways_in
from regulars.rules.calm_words import CalmKind, calm_words
from regulars.rules.channels import Channel
from regulars.rules.greetings import Addressee, Voice, letter, spoken_language
from regulars.rules.kinds import Tone
from regulars.rules.messages import Purpose
from regulars.rules.reach import offered
from regulars.web.access import person_of
from regulars.web.messages.forms import new_key
from regulars.web.notes import tell, warn
from regulars.web.shop import shop_of
from regulars.web.voices.complaints import complaint_or_404
from regulars.web.voices.forms import UNPROCESSABLE, CalmForm


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, pk: int) -> HttpResponse:
    complaint = complaint_or_404(pk)
    addresses = _addresses(complaint)
    if request.method != "POST":
        form = CalmForm(initial=_begin(request, complaint, addresses), addresses=addresses)
        return _page(request, complaint, form, addresses)
    form = CalmForm(request.POST, addresses=addresses)
    if not form.is_valid() or not is_mail_on():
        return _page(request, complaint, form, addresses)
    told = form.cleaned_data
    try:
        write_words(
            complaint=complaint,
            letter=Letter(
                subject=told["subject"],
                body=told["body"],
                to_address=told["to_address"],
                key=told["key"],
                purpose=Purpose.RECOVERY,
            ),
            person=person_of(request),
            language=shop_of(request).language,
        )
    except (WrittenAlready, ComplaintClosed):
        warn(request, _("There are such words already, or the complaint is closed."))
    else:
        said = _("They wait %(minutes)d minutes. Until then you can take them back.")
        tell(request, said % {"minutes": cool_off_minutes()})
    return redirect("voices:complaint", pk=pk)


@require_POST
def take_back(request: HttpRequest, pk: int, message: int) -> HttpResponse:
    complaint = complaint_or_404(pk)
    row = get_object_or_404(Message, pk=message, customer=complaint.customer_id)
    try:
        take_back_words(complaint=complaint, message=row, person=person_of(request))
    except MessageHasLeft:
        warn(request, _("They have left already."))
    else:
        tell(request, _("They do not leave. Sleep on it, or hand it to a colleague."))
    return redirect("voices:complaint", pk=pk)


def _begin(request: HttpRequest, complaint: Complaint, addresses: list[str]) -> dict[str, object]:
    told = request.GET.get("draft", "")
    kind = CalmKind(told) if told in set(CalmKind) else CalmKind.LISTEN
    shop, person, customer = shop_of(request), person_of(request), complaint.customer
    tone = Tone(customer.tone)
    language = spoken_language(customer.language, shop.language)
    voice = Voice(person.display_name, shop.name, tone, language)
    who = Addressee(customer.name, customer.given_name, customer.company)
    with override(language):
        subject = _("What you told us")
    return {
        "subject": subject,
        "body": letter(calm_words(kind, tone=tone, language=language), who, voice),
        "to_address": addresses[0] if addresses else "",
        "key": new_key(),
    }


def _addresses(complaint: Complaint) -> list[str]:
    ways = ways_in([complaint.customer])[complaint.customer_id]
    return list(ways.emails) if Channel.EMAIL in offered(ways) else []


def _page(
    request: HttpRequest, complaint: Complaint, form: CalmForm, addresses: list[str]
) -> HttpResponse:
    context = {
        "tab": "complaints",
        "complaint": complaint,
        "form": form,
        "may_send": bool(addresses) and is_mail_on(),
        "minutes": cool_off_minutes(),
        "drafts": [
            (CalmKind.LISTEN.value, _("I have heard you")),
            (CalmKind.SORRY.value, _("I am sorry, it was our doing")),
            (CalmKind.FIRM.value, _("I see it otherwise, and stay friendly")),
        ],
        "chosen": request.GET.get("draft", CalmKind.LISTEN.value),
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "voices/words.html", context, status=status)
