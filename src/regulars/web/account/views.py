"""Coming in: the first visit, the sign-in, the passphrase."""

from django.conf import settings
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulars.actions import people
from regulars.models import Person, Shop
from regulars.queries.shops import has_owner, the_shop
from regulars.rules.kinds import CustomerWord
from regulars.web import places
from regulars.web.access import person_of
from regulars.web.account import forms
from regulars.web.notes import tell

BACKEND = "django.contrib.auth.backends.ModelBackend"


@login_not_required
@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """The first visit makes the owner's account and the business; afterwards this page is gone."""
    if has_owner():
        return redirect("account:sign_in")
    shop = the_shop()
    language = request.LANGUAGE_CODE
    form = forms.BeginForm(
        request.POST or None, initial=_first_guess(request, shop), reader_language=language
    )
    if "show" in request.POST:
        forms.show(form)
        form.errors.clear()
    elif form.is_valid():
        try:
            owner = people.begin(
                username=form.cleaned_data["username"],
                display_name=form.cleaned_data["display_name"],
                passphrase=form.cleaned_data["passphrase"],
                shop=form.shop(),
            )
        except people.AlreadyBegun:  # a second browser was quicker
            return redirect("account:sign_in")
        login(request, owner, backend=BACKEND)
        return redirect("account:ways_on")
    status = 422 if form.is_bound and form.errors else 200
    is_open = shop is None and not form.is_bound and not places.is_country_named(request)
    context = {"form": form, "found": shop, "is_country_open": is_open}
    return render(request, "account/begin.html", context, status=status)


def _first_guess(request: HttpRequest, shop: Shop | None) -> dict[str, str]:
    """What an import by command has settled, else what browser and machine suggest."""
    place = shop or places.guess_for(request)
    return {
        "shop_name": shop.name if shop else "",
        "country": place.country,
        "currency": place.currency,
        "time_zone": place.time_zone,
        "language": place.language,
        "customer_word": shop.customer_word if shop else CustomerWord.CUSTOMER.value,
    }


@require_safe
def ways_on(request: HttpRequest) -> HttpResponse:
    """Three ways to begin: a file, a first customer, a look around."""
    return render(request, "account/ways_on.html")


@login_not_required
@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if not has_owner():
        return redirect("account:begin")
    if request.user.is_authenticated:
        return redirect(_next(request))
    form = forms.SignInForm(request.POST or None)
    if "show" in request.POST:
        forms.show(form)
        form.errors.clear()
    elif form.is_valid():
        person = _recognised(request, form)
        if person is not None:
            login(request, person)
            return redirect(_next(request))
        form.add_error(None, _("Name and passphrase do not fit together. Nothing was changed."))
    status = 422 if form.is_bound and form.errors else 200
    after = request.POST.get("next", request.GET.get("next", ""))
    return render(request, "account/sign_in.html", {"form": form, "after": after}, status=status)


def _recognised(request: HttpRequest, form: forms.SignInForm) -> Person | None:
    """Lower case, so that a lock-out counts Ana and ANA as the one person they are."""
    person: Person | None = authenticate(
        request,
        username=form.cleaned_data["username"].strip().lower(),
        password=form.cleaned_data["passphrase"],
    )
    return person


def _next(request: HttpRequest) -> str:
    """Where somebody wanted to go, if it is in this house."""
    told = request.POST.get("next", request.GET.get("next", ""))
    if url_has_allowed_host_and_scheme(
        told, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return told
    return resolve_url(settings.LOGIN_REDIRECT_URL)


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("account:sign_in")


@sensitive_post_parameters("old", "new")
@require_http_methods(["GET", "POST"])
def change_passphrase(request: HttpRequest) -> HttpResponse:
    """A new passphrase; every other session of this person ends."""
    person = person_of(request)
    form = forms.ChangePassphraseForm(request.POST or None, person=person)
    if "show" in request.POST:
        forms.show(form)
        form.errors.clear()
    elif form.is_valid():
        people.change_passphrase(whom=person, passphrase=form.cleaned_data["new"], person=person)
        update_session_auth_hash(request, person)
        tell(request, _("Your passphrase is changed. Other devices have to sign in again."))
        return redirect("settings:own")
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "account/passphrase.html", {"form": form}, status=status)
