"""One's own calendar elsewhere: an address for any calendar program."""

import segno
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from regulars.actions.calendar_feeds import create_feed, revoke_feed
from regulars.models import CalendarFeed
from regulars.queries import labels
from regulars.queries.calendar_feeds import feeds_of
from regulars.rules.calendars import EntryKind
from regulars.web.access import person_of
from regulars.web.notes import tell
from regulars.web.shop import shop_of, today_of


class FeedForm(forms.Form):
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("What it tells"),
        choices=lambda: labels.choices(EntryKind),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Nothing ticked tells everything."),
    )
    has_reasons = forms.BooleanField(
        label=gettext_lazy("Tell why as well, not only the names"),
        required=False,
        help_text=gettext_lazy("Whoever knows the address can read what is told."),
    )


@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """The answer to making one shows its address, this once: no redirect, nothing kept."""
    person = person_of(request)
    form = FeedForm(request.POST if request.method == "POST" else None)
    address = ""
    status = 422 if form.is_bound else 200
    if form.is_valid():
        told = form.cleaned_data
        _feed, token = create_feed(
            person=person,
            kinds=[EntryKind(kind) for kind in told["kinds"]],
            has_reasons=told["has_reasons"],
        )
        address = request.build_absolute_uri(reverse("calendar:feed", args=[token]))
        form, status = FeedForm(), 200
    context = {
        "form": form,
        "address": address,
        "picture": _picture(address) if address else "",
        "feeds": feeds_of(person),
        "today": today_of(shop_of(request)),
    }
    return render(request, "settings/feeds.html", context, status=status)


def _picture(address: str) -> SafeString:
    """For the camera of a telephone. Drawn by segno from the address alone."""
    drawn = segno.make(address, error="m").svg_inline(scale=4, border=4, light="#ffffff")
    return mark_safe(drawn)  # noqa: S308  # holds numbers and path data only


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    person = person_of(request)
    feed = get_object_or_404(CalendarFeed, pk=pk, person=person)
    if revoke_feed(feed=feed, person=person):
        tell(request, _("The address is revoked. Nobody reads anything there any more."))
    return redirect("settings:feeds")
