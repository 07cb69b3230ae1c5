"""The mail account: one page that says how it stands, and a form for each part."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulars.actions import accounts
from regulars.models import MailAccount
from regulars.queries.mail_accounts import the_mail_account
from regulars.queries.mail_pages import mail_page
from regulars.queries.mail_words import host_hints, host_of
from regulars.rules.access import Right
from regulars.rules.kinds import MailKind
from regulars.web.access import needs, person_of
from regulars.web.notes import tell, warn
from regulars.web.settings import mail_forms as forms
from regulars.web.shop import shop_of, today_of

UNPROCESSABLE = 422


@needs(Right.CHANGE_SHOP)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    account = the_mail_account()
    if account is None:
        return _begin(request, _begin_form(request))
    return render(request, "settings/mail.html", _context(request, account))


@needs(Right.CHANGE_SHOP)
@require_safe
def state(request: HttpRequest) -> HttpResponse:
    """The part of the page that changes while something is at work."""
    return render(request, "settings/_mail_state.html", _context(request, _account()))


@needs(Right.CHANGE_SHOP)
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """From which address: whoever looks after it fills in the rest."""
    form = forms.BeginForm(request.POST) if request.method == "POST" else _begin_form(request)
    if not form.is_bound or not form.is_valid():
        return _begin(request, form)
    accounts.begin_mail(**form.cleaned_data, person=person_of(request))
    return redirect("settings:mail_server")


@needs(Right.CHANGE_SHOP)
@require_POST
def sender(request: HttpRequest) -> HttpResponse:
    account, form = _account(), forms.SenderForm(request.POST)
    if not form.is_valid():
        return _page(request, account, sender_form=form)
    accounts.change_sender(**form.cleaned_data, person=person_of(request))
    tell(request, _("The sender is changed."))
    return redirect("settings:mail")


@needs(Right.CHANGE_SHOP)
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def server(request: HttpRequest) -> HttpResponse:
    account = _account()
    is_smtp = account.kind == MailKind.SMTP
    initial = {
        "host": account.host,
        "port": account.port,
        "security": account.security,
        "username": account.username if is_smtp else account.from_address,
        "is_for_replies": account.imap_username == account.username,
    }
    has_secret = bool(account.secret) and is_smtp
    form = forms.OutgoingForm(request.POST or None, initial=initial, has_secret=has_secret)
    if form.is_valid():
        accounts.send_by_server(
            server=form.server(),
            is_for_replies=form.cleaned_data["is_for_replies"],
            person=person_of(request),
        )
        tell(request, _("The server is kept. Send a test mail to see whether it works."))
        return redirect("settings:mail")
    context = {"form": form, "hints": host_hints(host_of(account))}
    return _answer(request, "settings/mail_server.html", form, context)


@needs(Right.CHANGE_SHOP)
@sensitive_post_parameters("key", "second_key")
@require_http_methods(["GET", "POST"])
def service(request: HttpRequest) -> HttpResponse:
    account = _account()
    is_service = account.kind != MailKind.SMTP
    initial = {
        "kind": account.kind if is_service else "",
        "second_key": account.username if account.kind == MailKind.MAILJET else "",
        "domain": account.provider_domain,
    }
    kept_for = account.kind if is_service and account.secret else ""
    form = forms.ServiceForm(request.POST or None, initial=initial, kept_for=kept_for)
    if form.is_valid():
        told = form.cleaned_data
        accounts.send_by_service(
            kind=MailKind(told["kind"]),
            key=told["key"] or None,
            second_key=told["second_key"],
            domain=told["domain"],
            person=person_of(request),
        )
        tell(request, _("The service is kept. Send a test mail to see whether it works."))
        return redirect("settings:mail")
    return _answer(request, "settings/mail_service.html", form, {"form": form})


@needs(Right.CHANGE_SHOP)
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def replies(request: HttpRequest) -> HttpResponse:
    account = _account()
    initial = {
        "host": account.imap_host,
        "port": account.imap_port,
        "security": account.imap_security,
        "username": account.imap_username,
        "folder": account.imap_folder,
        "has_bounce_addresses": account.has_bounce_addresses,
    }
    form = forms.RepliesForm(
        request.POST or None, initial=initial, has_secret=bool(account.imap_secret)
    )
    if form.is_valid():
        accounts.read_replies(
            server=form.server(),
            folder=form.cleaned_data["folder"],
            has_bounce_addresses=form.cleaned_data["has_bounce_addresses"],
            person=person_of(request),
        )
        tell(request, _("The mailbox is kept."))
        return redirect("settings:mail")
    context = {"form": form, "hints": host_hints(host_of(account))}
    return _answer(request, "settings/mail_replies.html", form, context)


@needs(Right.CHANGE_SHOP)
@require_POST
def try_it(request: HttpRequest) -> HttpResponse:
    """A real mail through the real account, sent by a job."""
    account, form = _account(), forms.TryForm(request.POST)
    if not form.is_valid():
        return _page(request, account, try_form=form)
    accounts.ask_try(to_address=form.cleaned_data["to_address"], person=person_of(request))
    return redirect("settings:mail")


@needs(Right.CHANGE_SHOP)
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    _account()
    accounts.ask_look(person=person_of(request))
    return redirect("settings:mail")


@needs(Right.CHANGE_SHOP)
@require_POST
def domain(request: HttpRequest) -> HttpResponse:
    _account()
    accounts.ask_domain(person=person_of(request))
    return redirect("settings:mail")


@needs(Right.CHANGE_SHOP)
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """On only where there is a way out; off at once."""
    account = _account()
    is_on = request.POST.get("is_on") == "yes"
    if is_on and not mail_page(account).is_ready:
        warn(request, _("First say by which server or service mail leaves."))
    elif accounts.switch_mail(is_on=is_on, person=person_of(request)):
        on, off = _("Mail is on from now on."), _("Mail is off. What is planned waits.")
        tell(request, on if is_on else off)
    return redirect("settings:mail")


@needs(Right.CHANGE_SHOP)
@require_POST
def key(request: HttpRequest) -> HttpResponse:
    """A signature of our own, for a relay that signs nothing."""
    account, person = _account(), person_of(request)
    if request.POST.get("drop"):
        accounts.drop_dkim_key(person=person)
        tell(request, _("Mails are no longer signed here."))
    elif not account.dkim_secret:
        accounts.make_dkim_key(person=person)
        accounts.ask_domain(person=person)
        tell(request, _("A key is made. Publish the record below, or the signature says nothing."))
    return redirect("settings:mail")


def _account() -> MailAccount:
    account = the_mail_account()
    if account is None:
        raise Http404
    return account


def _begin_form(request: HttpRequest) -> forms.BeginForm:
    account = the_mail_account()
    name, address = shop_of(request).name, ""
    if account is not None:
        name, address = account.from_name, account.from_address
    return forms.BeginForm(initial={"from_name": name, "from_address": address})


def _begin(request: HttpRequest, form: forms.BeginForm) -> HttpResponse:
    return _answer(request, "settings/mail_begin.html", form, {"form": form})


def _answer(
    request: HttpRequest,
    template: str,
    form: forms.BeginForm | forms.ServerForm | forms.ServiceForm,
    context: dict[str, object],
) -> HttpResponse:
    status = UNPROCESSABLE if form.is_bound and form.errors else 200
    return render(request, template, context, status=status)


def _context(request: HttpRequest, account: MailAccount) -> dict[str, object]:
    told = {"from_address": account.from_address, "from_name": account.from_name}
    to_address = account.test_to or person_of(request).email or account.from_address
    return {
        "page": mail_page(account),
        "account": account,
        "today": today_of(shop_of(request)),
        "sender_form": forms.SenderForm(initial=told),
        "try_form": forms.TryForm(initial={"to_address": to_address}),
    }


def _page(request: HttpRequest, account: MailAccount, **forms_: object) -> HttpResponse:
    context = _context(request, account) | forms_
    return render(request, "settings/mail.html", context, status=UNPROCESSABLE)
