"""One's own calendar on a calendar server, kept in step both ways."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from regulars.actions.calendar_sync import keep_account, want_sync
from regulars.queries import calendar_accounts as queries
from regulars.rules.calendars import CalendarTrouble
from regulars.web.access import person_of
from regulars.web.notes import tell
from regulars.web.settings.mail_forms import KEPT, SecretField
from regulars.web.shop import shop_of, today_of

WORDS: dict[str, Any] = {
    CalendarTrouble.NO_LIBRARY: gettext_lazy("The part for calendar servers is not installed."),
    CalendarTrouble.REFUSED: gettext_lazy(
        "The calendar server refuses the name or the password. Many want a password made for this"
        " program alone."
    ),
    CalendarTrouble.UNREACHABLE: gettext_lazy(
        "Nobody answers at this address. It is tried again every few minutes."
    ),
    CalendarTrouble.NOT_FOUND: gettext_lazy(
        "There is no calendar at this address. Copy the address of the calendar itself, not that of"
        " the whole server."
    ),
    CalendarTrouble.REDIRECTED: gettext_lazy(
        "The server sends us on to another address. Give that one, so that your password goes"
        " nowhere else."
    ),
    CalendarTrouble.BUSY: gettext_lazy(
        "The calendar server is busy or out of order. It is tried again every few minutes."
    ),
    CalendarTrouble.LOST_KEY: gettext_lazy(
        "The password was kept with the key of another install. Type it in again."
    ),
    CalendarTrouble.REFUSED_ENTRY: gettext_lazy(
        "The calendar server does not let us write there. May this name change the calendar?"
    ),
}


class CalendarAccountForm(forms.Form):
    url = forms.URLField(
        label=gettext_lazy("Address of the calendar"),
        max_length=500,
        assume_scheme="https",
        help_text=gettext_lazy(
            "Your calendar program shows it among the properties of the calendar (CalDAV address)."
        ),
    )
    username = forms.CharField(
        label=gettext_lazy("Name to sign in"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    password = SecretField(label=gettext_lazy("Password"))
    has_reasons = forms.BooleanField(
        label=gettext_lazy("Tell why as well, not only the names"), required=False
    )
    is_on = forms.BooleanField(
        label=gettext_lazy("Keep this calendar in step"), required=False, initial=True
    )

    def __init__(self, *args: Any, has_secret: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if has_secret:
            self.fields["password"].help_text = KEPT

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"}:
            raise forms.ValidationError(_("The address begins with https:// or http://."))
        if parts.username or parts.password:
            raise forms.ValidationError(_("Name and password have fields of their own below."))
        return url


@require_http_methods(["GET", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    account = queries.account_of(person)
    kept = {
        name: getattr(account, name)
        for name in ("url", "username", "has_reasons", "is_on")
        if account is not None
    }
    form = CalendarAccountForm(
        request.POST if request.method == "POST" else None,
        initial=kept,
        has_secret=bool(account and account.secret),
    )
    if form.is_valid():
        told = form.cleaned_data
        keep_account(
            person=person,
            url=told["url"],
            username=told["username"],
            password=told["password"] or None,
            has_reasons=told["has_reasons"],
            is_on=told["is_on"],
        )
        tell(request, _("Kept. The first entries come within a few minutes."))
        return redirect("settings:calendar_account")
    context = {
        "form": form,
        "account": account,
        "trouble": WORDS.get(account.trouble, "") if account else "",
        "removed": queries.removed_there(account) if account else (),
        "is_library_there": queries.is_library_there(),
        "today": today_of(shop_of(request)),
        "command": "pip install 'regulars[caldav]'",
    }
    status = 422 if form.is_bound else 200
    return render(request, "settings/calendar_account.html", context, status=status)


@require_POST
def sync(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    account = queries.account_of(person)
    if account is not None:
        want_sync(account=account, person=person)
        tell(request, _("It is being brought into step. Look again in a moment."))
    return redirect("settings:calendar_account")
