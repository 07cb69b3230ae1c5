"""SMS and WhatsApp: the provider's account, a test to oneself, and where the provider calls us."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from regulars.actions import texts as actions
from regulars.models import TextAccount
from regulars.queries import texts as queries
from regulars.rules.access import Right
from regulars.rules.phones import to_e164
from regulars.web.access import needs, person_of
from regulars.web.notes import tell, warn
from regulars.web.shop import shop_of, today_of

MOST_A_SECOND, MOST_A_DAY = 100, 100_000
FIELDS = ("account", "sms_from", "whatsapp_from", "most_a_second", "most_a_day", "is_on")


class NumberField(forms.CharField):
    """A phone number, kept as +4930123456."""

    def __init__(self, **options: Any) -> None:
        attributes = {"inputmode": "tel", "autocomplete": "off"}
        super().__init__(max_length=40, widget=forms.TextInput(attrs=attributes), **options)
        self.region = ""

    def clean(self, value: Any) -> str:
        told: str = super().clean(value)
        number = to_e164(told, self.region) if told else ""
        if number is None:
            raise forms.ValidationError(_("This is no phone number. Write it like +49 30 123456."))
        return number


class TextForm(forms.Form):
    """How texts leave the house."""

    account = forms.RegexField(
        label=gettext_lazy("Account SID"),
        regex=r"^AC[0-9a-fA-F]{32}$",
        error_messages={"invalid": gettext_lazy("It begins with AC and has 34 characters.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    secret = forms.CharField(
        label=gettext_lazy("Auth token"),
        max_length=200,
        help_text=gettext_lazy("Kept closed and never shown again."),
        error_messages={"required": gettext_lazy("Copy it from the provider's console.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    sms_from = NumberField(
        label=gettext_lazy("Your number for SMS"),
        required=False,
        help_text=gettext_lazy("One that can be answered, so that a stop is heard."),
    )
    whatsapp_from = NumberField(label=gettext_lazy("Your number for WhatsApp"), required=False)
    most_a_second = forms.IntegerField(
        label=gettext_lazy("At most a second"), min_value=1, max_value=MOST_A_SECOND, initial=1
    )
    most_a_day = forms.IntegerField(
        label=gettext_lazy("At most a day"),
        min_value=1,
        max_value=MOST_A_DAY,
        initial=200,
        help_text=gettext_lazy("In any 24 hours. A mistake can never cost more than this."),
    )
    is_on = forms.BooleanField(
        label=gettext_lazy("Send texts by this account"), required=False, initial=True
    )

    def __init__(self, *args: Any, has_secret: bool, region: str, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("sms_from", "whatsapp_from"):
            self.fields[name].region = region  # type: ignore[attr-defined]  # a NumberField
        if has_secret:
            self.fields["secret"].required = False
            self.fields["secret"].help_text = _("There is one. Leave this empty to keep it.")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.errors and not told["sms_from"] and not told["whatsapp_from"]:
            self.add_error("sms_from", _("Enter a number for SMS, for WhatsApp, or both."))
        return told


class TestForm(forms.Form):
    to = NumberField(label=gettext_lazy("Your own mobile number"))

    def __init__(self, *args: Any, region: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].region = region  # type: ignore[attr-defined]  # a NumberField


@needs(Right.CHANGE_SHOP)
@sensitive_post_parameters("secret")
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    if not queries.is_library_there():
        return render(request, "settings/texts_missing.html")
    account = queries.the_text_account()
    form = TextForm(
        request.POST or None,
        initial={name: getattr(account, name) for name in FIELDS} if account else None,
        has_secret=bool(account and account.secret),
        region=shop_of(request).country,
    )
    if form.is_valid():
        actions.change_text_account(**form.cleaned_data, person=person_of(request))
        tell(request, _("The account is kept. Send yourself a test to see that it works."))
        return redirect("settings:texts")
    return _page(request, account, form=form)


@needs(Right.CHANGE_SHOP)
@require_POST
def test(request: HttpRequest) -> HttpResponse:
    account = queries.the_text_account()
    form = TestForm(request.POST, region=shop_of(request).country)
    if account is None or not queries.is_library_there():
        return redirect("settings:texts")
    if not form.is_valid():
        return _page(request, account, test_form=form)
    to = form.cleaned_data["to"]
    if actions.ask_for_test(to=to, person=person_of(request), now=timezone.now()):
        tell(request, _("A test is on its way. Look again in a moment to see how it went."))
    else:
        warn(request, _("It is switched off, so nothing was sent. Switch it on first."))
    return redirect("settings:texts")


def _page(
    request: HttpRequest,
    account: TextAccount | None,
    *,
    form: TextForm | None = None,
    test_form: TestForm | None = None,
) -> HttpResponse:
    shop = shop_of(request)
    initial = {name: getattr(account, name) for name in FIELDS} if account else None
    context = {
        "account": account,
        "form": form
        or TextForm(
            initial=initial, has_secret=bool(account and account.secret), region=shop.country
        ),
        "test_form": test_form
        or TestForm(initial={"to": account.test_to if account else ""}, region=shop.country),
        "is_test_waiting": queries.is_test_waiting(),
        "callbacks": queries.callbacks(),
        "today": today_of(shop),
    }
    is_refused = any(one is not None and one.errors for one in (form, test_form))
    return render(request, "settings/texts.html", context, status=422 if is_refused else 200)
