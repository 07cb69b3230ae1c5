"""Who works here: added, helped, promoted and seen off by an owner."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulars.actions import people
from regulars.models import Person
from regulars.queries.people import colleagues, successors_of
from regulars.rules.access import Right
from regulars.web.access import needs, person_of
from regulars.web.account.forms import show
from regulars.web.notes import tell, warn
from regulars.web.settings import forms


@needs(Right.CHANGE_PEOPLE)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "settings/colleagues.html", {"colleagues": colleagues()})


@needs(Right.CHANGE_PEOPLE)
@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = forms.ColleagueForm(request.POST or None)
    if "show" in request.POST:
        show(form)
        form.errors.clear()
    elif form.is_valid():
        try:
            colleague = people.add_person(**form.cleaned_data, person=person_of(request))
        except people.NameTaken:  # taken between looking and writing
            form.add_error("username", _("Somebody here already signs in by this name."))
        else:
            tell(request, _("%(name)s can sign in now.") % {"name": colleague.display_name})
            return redirect("settings:colleagues")
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "settings/colleague_new.html", {"form": form}, status=status)


@needs(Right.CHANGE_PEOPLE)
@require_safe
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, get_object_or_404(Person, pk=pk))


@needs(Right.CHANGE_PEOPLE)
@require_POST
def change_role(request: HttpRequest, pk: int) -> HttpResponse:
    whom = get_object_or_404(Person, pk=pk)
    form = forms.RoleForm(request.POST)
    if not form.is_valid():
        return _page(request, whom, role_form=form)
    try:
        people.change_role(whom=whom, role=form.cleaned_data["role"], person=person_of(request))
    except people.LastOwner:
        warn(request, _("The last owner stays one. Make somebody else an owner first."))
    else:
        tell(request, _("The role of %(name)s is changed.") % {"name": whom.display_name})
    return redirect("settings:colleague", pk=pk)


@needs(Right.CHANGE_PEOPLE)
@sensitive_post_parameters("passphrase")
@require_POST
def set_passphrase(request: HttpRequest, pk: int) -> HttpResponse:
    """For somebody who has forgotten theirs. Every session of theirs ends."""
    whom = get_object_or_404(Person, pk=pk)
    form = forms.NewPassphraseForm(request.POST, person=whom)
    if "show" in request.POST:
        show(form)
        form.errors.clear()
        return _page(request, whom, passphrase_form=form)
    if not form.is_valid():
        return _page(request, whom, passphrase_form=form)
    people.change_passphrase(
        whom=whom, passphrase=form.cleaned_data["passphrase"], person=person_of(request)
    )
    tell(request, _("%(name)s has a new passphrase.") % {"name": whom.display_name})
    return redirect("settings:colleague", pk=pk)


@needs(Right.CHANGE_PEOPLE)
@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody stops working here; what is open goes to somebody else."""
    whom = get_object_or_404(Person, pk=pk)
    form = forms.LeaveForm(request.POST, person=whom)
    if not form.is_valid():
        return _page(request, whom, leave_form=form)
    successor = form.cleaned_data["successor"]
    try:
        people.deactivate(whom=whom, successor=successor, person=person_of(request))
    except people.LastOwner:
        warn(request, _("The last owner stays. Make somebody else an owner first."))
        return redirect("settings:colleague", pk=pk)
    tell(
        request,
        _("%(name)s can no longer sign in. %(successor)s takes over.")
        % {"name": whom.display_name, "successor": successor.display_name},
    )
    return redirect("settings:colleagues")


@needs(Right.CHANGE_PEOPLE)
@require_POST
def come_back(request: HttpRequest, pk: int) -> HttpResponse:
    whom = get_object_or_404(Person, pk=pk)
    people.reactivate(whom=whom, person=person_of(request))
    tell(request, _("%(name)s can sign in again.") % {"name": whom.display_name})
    return redirect("settings:colleague", pk=pk)


def _page(
    request: HttpRequest,
    whom: Person,
    *,
    role_form: forms.RoleForm | None = None,
    passphrase_form: forms.NewPassphraseForm | None = None,
    leave_form: forms.LeaveForm | None = None,
) -> HttpResponse:
    shown = [form for form in (role_form, passphrase_form, leave_form) if form is not None]
    context = {
        "whom": whom,
        "can_leave": successors_of(whom).exists(),
        "role_form": role_form or forms.RoleForm(initial={"role": whom.role}),
        "passphrase_form": passphrase_form or forms.NewPassphraseForm(person=whom),
        "leave_form": leave_form or forms.LeaveForm(person=whom),
    }
    status = 422 if any(form.errors for form in shown) else 200
    return render(request, "settings/colleague.html", context, status=status)
