"""A letter by hand: the words of the card to begin with, one press to let it go."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regulars.actions.messages import SellsInBadNews
from regulars.actions.touches import ReasonKey
from regulars.actions.writing import PURPOSES, WrittenAlready, write_to_customer
from regulars.models import Customer
from regulars.queries.cards import card_for, row_of
from regulars.queries.mail_accounts import is_mail_on
from regulars.queries.message_words import sells_words, still_a_draft
from regulars.queries.ways_in import ways_in
from regulars.rules.channels import Channel
from regulars.rules.kinds import TouchRule
from regulars.rules.messages import MessageState, Purpose, Reason
from regulars.rules.reach import offered
from regulars.web.access import person_of
from regulars.web.customers.fetch import customer_or_404
from regulars.web.messages.forms import LetterForm, new_key
from regulars.web.notes import tell, warn
from regulars.web.shop import shop_of, today_of
from regulars.web.today.forms import ReasonsField

UNPROCESSABLE = 422


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Sent by `send`; every other press comes with words to begin with."""
    customer = customer_or_404(pk)
    addresses = _addresses(customer)
    if "send" not in request.POST:
        return _begin(request, customer, addresses)
    form = LetterForm(request.POST, addresses=addresses)
    if not form.is_valid() or not is_mail_on():
        return _page(request, customer, form, addresses)
    reasons: list[ReasonKey] = form.cleaned_data["reason"]
    try:
        message = write_to_customer(
            customer=customer,
            letter=form.letter(),
            reason=reasons[0] if reasons else None,
            person=person_of(request),
            language=shop_of(request).language,
        )
    except SellsInBadNews as sells:
        form.add_error("body", sells_words(sells.word))
        return _page(request, customer, form, addresses)
    except WrittenAlready as there:
        warn(request, _("For this reason there is a message already. Yours was not sent."))
        return redirect("messages:show", pk=there.message.pk)
    if message.state == MessageState.DRAFT:
        warn(request, still_a_draft(Reason(message.reason)))
        return redirect("messages:show", pk=message.pk)
    said = _("Your letter to %(name)s leaves as soon as it may.")
    tell(request, said % {"name": customer.name})
    return redirect("today:show") if reasons else redirect("customers:show", pk=pk)


def _begin(request: HttpRequest, customer: Customer, addresses: list[str]) -> HttpResponse:
    reasons = _reasons(request)
    waits = next((one for one in reasons if one[0] is TouchRule.ANSWER), None)
    if waits is not None and waits[1].isdecimal():
        return redirect("messages:inbound", pk=int(waits[1]))
    person, shop = person_of(request), shop_of(request)
    day = today_of(shop)
    row = row_of(customer.pk, person=person, day=day)
    card = card_for(row, person=person, shop=shop, day=day) if row is not None else None
    words = request.POST.get("words") or (card.words if card is not None else "")
    main = reasons[0] if reasons else None
    form = LetterForm(
        initial={
            "subject": card.suggestion.subject if card is not None else "",
            "body": words,
            "to_address": addresses[0] if addresses else "",
            "purpose": (PURPOSES.get(main[0]) if main else None) or Purpose.SERVICE,
            "reason": [f"{main[0].value}:{main[1]}"] if main else [],
            "key": new_key(),
        },
        addresses=addresses,
    )
    return _page(request, customer, form, addresses)


def _reasons(request: HttpRequest) -> list[ReasonKey]:
    """What the press was about; nothing where the page it came from is out of date."""
    try:
        return ReasonsField(required=False).to_python(request.POST.getlist("reason"))
    except forms.ValidationError:
        return []


def _addresses(customer: Customer) -> list[str]:
    """Those that mail may go to; none where they said no to mail."""
    ways = ways_in([customer])[customer.pk]
    return list(ways.emails) if Channel.EMAIL in offered(ways) else []


def _page(
    request: HttpRequest, customer: Customer, form: LetterForm, addresses: list[str]
) -> HttpResponse:
    context = {
        "customer": customer,
        "form": form,
        "may_send": bool(addresses) and is_mail_on(),
        "has_address": bool(addresses),
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "messages/write.html", context, status=status)
