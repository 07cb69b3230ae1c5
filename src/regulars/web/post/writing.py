"""A card or a letter by hand, to one customer: it waits in the queue until somebody makes it."""

from datetime import date, timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regulars.actions.messages import SellsInBadNews
from regulars.actions.writing import Letter, WrittenAlready, write_to_customer
from regulars.models import Customer
from regulars.queries import labels
from regulars.queries.cards import card_for, row_of
from regulars.queries.formats import day as day_said
from regulars.queries.local_days import noon_of
from regulars.queries.message_words import sells_words, still_a_draft
from regulars.queries.plans import setting_on
from regulars.queries.ways_in import postal_address, ways_in
from regulars.rules.access import Right
from regulars.rules.channels import Channel
from regulars.rules.messages import MessageState, Purpose, Reason
from regulars.rules.reach import offered
from regulars.web.access import needs, person_of
from regulars.web.customers.fetch import customer_or_404
from regulars.web.messages.forms import WordsForm, new_key
from regulars.web.notes import tell, warn
from regulars.web.shop import shop_of, today_of

FURTHEST_DAYS = 366
UNPROCESSABLE = 422


class CardForm(WordsForm):
    """`key` makes the same form sent twice one card."""

    arrives_on = forms.DateField(
        label=gettext_lazy("When should it be there?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy(
            "Empty: as soon as possible. With a day, it waits in the queue for the day by which it"
            " has to be prepared."
        ),
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("What is it for?"), choices=lambda: labels.choices(Purpose)
    )
    key = forms.SlugField(max_length=32, widget=forms.HiddenInput)
    field_order = ("subject", "body", "arrives_on", "purpose", "key")

    def __init__(self, *args: object, today: date, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # as any form takes them
        self.today = today
        self.fields["subject"].label = gettext_lazy("Heading")
        self.fields["subject"].required = False

    def clean_arrives_on(self) -> date | None:
        told: date | None = self.cleaned_data["arrives_on"]
        if told and not self.today <= told <= self.today + timedelta(days=FURTHEST_DAYS):
            raise forms.ValidationError(_("Choose a day within a year from today."))
        return told

    def letter(self, address: str) -> Letter:
        told = self.cleaned_data
        return Letter(
            subject=told["subject"],
            body=told["body"],
            to_address=address,
            key=told["key"],
            purpose=Purpose(told["purpose"]),
            channel=Channel.POST,
        )


@needs(Right.CARE)
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, pk: int) -> HttpResponse:
    customer = customer_or_404(pk)
    today = today_of(shop_of(request))
    address = _address(customer)
    if request.method == "GET":
        return _page(request, customer, _begun(request, customer, today), address)
    form = CardForm(request.POST, today=today)
    if not form.is_valid() or not address:
        return _page(request, customer, form, address)
    arrives_on = form.cleaned_data["arrives_on"]
    prepare_on = max(today, setting_on(today).prepare_by(arrives_on)) if arrives_on else today
    try:
        message = write_to_customer(
            customer=customer,
            letter=form.letter(address),
            reason=None,
            person=person_of(request),
            language=shop_of(request).language,
            at=noon_of(prepare_on),
        )
    except SellsInBadNews as sells:
        form.add_error("body", sells_words(sells.word))
        return _page(request, customer, form, address)
    except WrittenAlready as there:
        warn(request, _("This card is in the queue already, with other words."))
        return redirect("messages:show", pk=there.message.pk)
    if message.state == MessageState.DRAFT:
        warn(request, still_a_draft(Reason(message.reason)))
        return redirect("messages:show", pk=message.pk)
    when = day_said(prepare_on, today=today, language=get_language() or "en")
    said = _("Your card to %(name)s waits in the queue, to be prepared: %(day)s.")
    tell(request, said % {"name": customer.name, "day": when})
    return redirect("post:list")


def _begun(request: HttpRequest, customer: Customer, today: date) -> CardForm:
    """With the words that Today would begin with."""
    person, shop = person_of(request), shop_of(request)
    row = row_of(customer.pk, person=person, day=today)
    card = card_for(row, person=person, shop=shop, day=today) if row is not None else None
    return CardForm(
        today=today,
        initial={
            "body": card.words if card is not None else "",
            "purpose": Purpose.GREETING,
            "key": new_key(),
        },
    )


def _address(customer: Customer) -> str:
    """Where post reaches them; "" without a whole address, and where they want none."""
    ways = ways_in([customer])[customer.pk]
    return postal_address(customer) if Channel.POST in offered(ways) else ""


def _page(request: HttpRequest, customer: Customer, form: CardForm, address: str) -> HttpResponse:
    context = {"customer": customer, "form": form, "lines": address.splitlines()}
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "post/write.html", context, status=status)
