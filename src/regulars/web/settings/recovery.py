"""What happens where something went wrong: how soon, how much, and when to ask again."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from regulars.actions.shops import change_limits
from regulars.rules.access import Right
from regulars.web.access import needs, person_of
from regulars.web.customers.inputs import MoneyField
from regulars.web.notes import tell
from regulars.web.settings.manners import number
from regulars.web.shop import shop_of


class RecoveryForm(forms.Form):
    first_word_hours = number(
        gettext_lazy("The first word within so many hours"), least=1, most=720
    )
    check_back_days = number(
        gettext_lazy("Ask again after so many days"),
        gettext_lazy("Whether it is really put right, only they can say."),
        least=1,
        most=365,
    )
    cool_off_minutes = number(
        gettext_lazy("Words wait so many minutes before they leave"),
        gettext_lazy("So long an answer to a complaint can be taken back."),
        most=1_440,
    )
    amends_staff_minor = MoneyField(label=gettext_lazy("A colleague may give without asking"))
    amends_owner_minor = MoneyField(
        label=gettext_lazy("An owner may give without asking"),
        help_text=gettext_lazy("Leave it empty where there is no limit."),
        required=False,
    )

    def __init__(self, *args: Any, currency: str, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("amends_staff_minor", "amends_owner_minor"):
            field = self.fields[name]
            assert isinstance(field, MoneyField)
            field.currency = currency


@needs(Right.CHANGE_SHOP)
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    shop = shop_of(request)
    form = RecoveryForm(
        request.POST or None,
        currency=shop.currency,
        initial={name: getattr(shop, name) for name in RecoveryForm.base_fields},
    )
    if form.is_valid():
        change_limits(fields=form.cleaned_data, person=person_of(request))
        tell(request, _("From now on it is done this way."))
        return redirect("settings:recovery")
    status = 422 if form.is_bound else 200
    return render(request, "settings/recovery.html", {"form": form}, status=status)
