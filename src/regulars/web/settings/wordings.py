"""The shop's own texts: looked through, written, and tried on real customers."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulars.actions import wordings as actions
from regulars.models import Customer, Wording, WordingText
from regulars.queries import labels
from regulars.queries import wording_pages as queries
from regulars.queries.wording_words import fields_said, trouble_said
from regulars.rules.access import Right
from regulars.rules.fields import LONGEST_TEXT
from regulars.rules.greetings import LANGUAGES, spoken_language
from regulars.rules.kinds import Tone
from regulars.rules.messages import Purpose
from regulars.rules.search import fold
from regulars.web.access import needs, person_of
from regulars.web.notes import tell, warn
from regulars.web.shop import shop_of, today_of

MOST_VARIANTS = 20


class NewWordingForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("What you call it"),
        max_length=150,
        help_text=gettext_lazy("Only you and your colleagues read this."),
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("What it is for"), choices=lambda: labels.choices(Purpose)
    )


class TextForm(forms.Form):
    """One way of saying it."""

    subject = forms.CharField(
        label=gettext_lazy("Subject of the mail"), max_length=200, required=False
    )
    body = forms.CharField(
        label=gettext_lazy("What it says"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """Which language and tone the address asks for, and which customer."""

    language: str
    tone: Tone
    whom: str

    def query(self, **changed: str) -> str:
        told = {"language": self.language, "tone": self.tone.value, "whom": self.whom, **changed}
        return "?" + urlencode({name: value for name, value in told.items() if value})


@needs(Right.CHANGE_SHOP)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    context = {"purposes": queries.wordings_by_purpose(), "has_signer": queries.has_a_signer()}
    return render(request, "settings/wordings.html", context)


@needs(Right.CHANGE_SHOP)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = NewWordingForm(request.POST or None)
    if form.is_valid():
        wording = actions.create_wording(
            name=form.cleaned_data["name"],
            purpose=Purpose(form.cleaned_data["purpose"]),
            person=person_of(request),
        )
        return redirect("settings:wording", pk=wording.pk)
    status = 422 if form.is_bound else 200
    return render(request, "settings/wording_new.html", {"form": form}, status=status)


@needs(Right.CHANGE_SHOP)
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, get_object_or_404(Wording, pk=pk))


@needs(Right.CHANGE_SHOP)
@require_POST
def keep(request: HttpRequest, pk: int, variant: int) -> HttpResponse:
    """One text, new or changed. What is wrong with it is said above it."""
    wording = get_object_or_404(Wording, pk=pk)
    asked = _asked(request)
    form = TextForm(request.POST, prefix=str(variant))
    if form.is_valid() and 0 < variant <= MOST_VARIANTS:
        try:
            actions.keep_text(
                wording=wording,
                language=asked.language,
                tone=asked.tone,
                variant=variant,
                **form.cleaned_data,
                person=person_of(request),
            )
        except actions.CannotKeep as refused:
            form.add_error("body", trouble_said(refused.found))
        else:
            tell(request, _("The text is kept."))
            return redirect(reverse("settings:wording", kwargs={"pk": pk}) + asked.query())
    return _page(request, wording, typed=form, variant=variant)


@needs(Right.CHANGE_SHOP)
@require_POST
def remove(request: HttpRequest, pk: int, variant: int) -> HttpResponse:
    asked = _asked(request)
    text = get_object_or_404(
        WordingText, wording=pk, language=asked.language, tone=asked.tone.value, variant=variant
    )
    if actions.remove_text(text=text, person=person_of(request)):
        tell(request, _("It is said this way no longer."))
    else:
        warn(request, _("The last text stays: there must be something to say."))
    return redirect(reverse("settings:wording", kwargs={"pk": pk}) + asked.query())


@needs(Right.CHANGE_SHOP)
@require_POST
def put_away(request: HttpRequest, pk: int) -> HttpResponse:
    wording = get_object_or_404(Wording, pk=pk)
    is_away = request.POST.get("away") == "yes"
    actions.put_away_wording(wording=wording, is_away=is_away, person=person_of(request))
    tell(request, _("Put away.") if is_away else _("It is back among your texts."))
    return redirect("settings:wordings")


def _asked(request: HttpRequest) -> Asked:
    language = request.GET.get("language", "")
    tone = request.GET.get("tone", "")
    return Asked(
        language=language if language in LANGUAGES else spoken_language(shop_of(request).language),
        tone=Tone(tone) if tone in set(Tone) else Tone.UNDECIDED,
        whom=request.GET.get("whom", "")[:100],
    )


def _page(
    request: HttpRequest,
    wording: Wording,
    *,
    typed: TextForm | None = None,
    variant: int | None = None,
) -> HttpResponse:
    asked = _asked(request)
    texts = queries.texts_of(wording, language=asked.language, tone=asked.tone)
    following = queries.next_variant(wording, language=asked.language, tone=asked.tone)
    shown: dict[int, Any] = {
        text.variant: TextForm(
            prefix=str(text.variant), initial={"subject": text.subject, "body": text.body}
        )
        for text in texts
    }
    if following <= MOST_VARIANTS:
        shown.setdefault(following, TextForm(prefix=str(following)))
    if typed is not None and variant is not None:
        shown[variant] = typed
    names = dict(settings.LANGUAGES)
    context = {
        "wording": wording,
        "asked": asked,
        "query": asked.query(),
        "texts": [(number, form, number != following) for number, form in sorted(shown.items())],
        "languages": [
            (code, names.get(code, code), asked.query(language=code)) for code in LANGUAGES
        ],
        "tones": [(tone, asked.query(tone=tone.value)) for tone in Tone],
        "fields": fields_said(),
        "previews": queries.previews(
            wording,
            _customers(asked),
            language=asked.language,
            signer=person_of(request),
            day=today_of(shop_of(request)),
        ),
    }
    return render(request, "settings/wording.html", context, status=200 if typed is None else 422)


def _customers(asked: Asked) -> list[Customer]:
    found = queries.named_like(asked.whom, fold(asked.whom)) if asked.whom.strip() else []
    return found or queries.some_customers()
