"""Public pages of a customer, where they wrote to us first."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from regulars.actions import profiles
from regulars.models import ContactPoint
from regulars.queries.webhooks import UNFIT_WORDS
from regulars.rules.kinds import ContactKind
from regulars.rules.web_addresses import unfit
from regulars.web.access import person_of
from regulars.web.customers.answers import back_to, refused
from regulars.web.customers.fetch import customer_or_404, row_or_404
from regulars.web.notes import tell
from regulars.web.shop import shop_of, today_of


class ProfileForm(forms.Form):
    url = forms.CharField(label=gettext_lazy("Their page, or what they wrote"), max_length=254)
    came_from = forms.CharField(
        label=gettext_lazy("How they used it with us first"),
        max_length=200,
        help_text=gettext_lazy("Whoever never wrote to you there is not written to there."),
    )

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"]).strip()
        if why := unfit(url):
            raise forms.ValidationError(str(UNFIT_WORDS[why]))
        return url


@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    customer = customer_or_404(pk)
    form = ProfileForm(request.POST)
    if not form.is_valid():
        return refused(request, customer, form)
    profiles.note_profile(
        customer=customer,
        **form.cleaned_data,
        noted_on=today_of(shop_of(request)),
        person=person_of(request),
    )
    tell(request, _("Noted."))
    return back_to(customer)


@require_POST
def remove(request: HttpRequest, pk: int, profile: int) -> HttpResponse:
    customer = customer_or_404(pk)
    row = row_or_404(ContactPoint, profile, customer)
    if row.kind == ContactKind.PROFILE:
        profiles.remove_profile(profile=row, person=person_of(request))
        tell(request, _("Taken away."))
    return back_to(customer)
