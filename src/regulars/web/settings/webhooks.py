"""Other programs that are told what happens here: added, tried, switched on and off."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulars.actions import webhooks as actions
from regulars.models import Webhook
from regulars.queries import webhooks as queries
from regulars.queries.secrets import seal, unseal
from regulars.rules.access import Right
from regulars.rules.web_addresses import LONGEST
from regulars.web.access import needs, person_of
from regulars.web.notes import tell, warn
from regulars.web.shop import shop_of, today_of

ONCE = "webhook_secret"  # in the session, sealed, until it was shown


class KindsForm(forms.Form):
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("What it is told"),
        choices=queries.kind_choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one.")},
    )


class WebhookForm(KindsForm):
    url = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=LONGEST,
        help_text=gettext_lazy("The other program says which. It begins with https://."),
        widget=forms.TextInput(
            attrs={"inputmode": "url", "autocapitalize": "none", "autocomplete": "off"}
        ),
    )
    field_order = ["url", "kinds"]


@needs(Right.CHANGE_SHOP)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    shown = [(one, queries.ENDED_WORDS.get(one.stopped_because)) for one in queries.webhooks()]
    return render(request, "settings/webhooks.html", {"webhooks": shown})


@needs(Right.CHANGE_SHOP)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = WebhookForm(request.POST or None)
    if form.is_valid():
        try:
            webhook, secret = actions.add_webhook(**form.cleaned_data, person=person_of(request))
        except actions.UnfitAddress as refused:
            form.add_error("url", str(queries.UNFIT_WORDS[refused.why]))
        else:
            request.session[ONCE] = [webhook.pk, seal(secret)]
            return redirect("settings:webhook", pk=webhook.pk)
    status = 422 if form.is_bound else 200
    return render(request, "settings/webhook_new.html", {"form": form}, status=status)


@needs(Right.CHANGE_SHOP)
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, pk: int) -> HttpResponse:
    webhook = get_object_or_404(Webhook, pk=pk)
    form = KindsForm(request.POST or None, initial={"kinds": webhook.kinds})
    if form.is_valid():
        actions.change_kinds(webhook=webhook, **form.cleaned_data, person=person_of(request))
        tell(request, _("From now on it is told what you have chosen."))
        return redirect("settings:webhook", pk=pk)
    context: dict[str, Any] = {
        "webhook": webhook,
        "stopped": queries.ENDED_WORDS.get(webhook.stopped_because),
        "form": form,
        "deliveries": queries.latest_deliveries(webhook),
        "secret": _secret_of(request, pk),
        "today": today_of(shop_of(request)),
    }
    return render(request, "settings/webhook.html", context, status=422 if form.is_bound else 200)


def _secret_of(request: HttpRequest, pk: int) -> str:
    """The secret of an address that was added a moment ago: shown by one answer and no other."""
    if request.method != "GET" or request.session.get(ONCE, [None])[0] != pk:
        return ""
    return unseal(request.session.pop(ONCE)[1])


@needs(Right.CHANGE_SHOP)
@require_POST
def test(request: HttpRequest, pk: int) -> HttpResponse:
    webhook = get_object_or_404(Webhook, pk=pk)
    if webhook.is_on:
        actions.test_webhook(webhook=webhook, person=person_of(request), now=timezone.now())
        tell(request, _("A test is on its way. Look again in a moment to see how it went."))
    else:
        warn(request, _("It is switched off, so nothing was sent. Switch it on first."))
    return redirect("settings:webhook", pk=pk)


@needs(Right.CHANGE_SHOP)
@require_POST
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    webhook = get_object_or_404(Webhook, pk=pk)
    is_on = request.POST.get("to") == "on"
    if actions.switch_webhook(webhook=webhook, is_on=is_on, person=person_of(request)):
        said = (
            _("Switched on. What happened meanwhile is not told.")
            if is_on
            else _("Switched off. Nothing is told to it any more.")
        )
        tell(request, said)
    return redirect("settings:webhook", pk=pk)
