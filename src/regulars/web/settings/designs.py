"""How the business's own cards, letters and envelopes look."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulars.actions.designs import change_design, keep_picture, remove_design
from regulars.models import CardDesign, Shop
from regulars.queries import labels
from regulars.queries.paper_files import drawing_path
from regulars.queries.post import can_print, designs
from regulars.rules.access import Right
from regulars.rules.kinds import Paper, PaperKind
from regulars.rules.papers import PAPERS, usual_paper
from regulars.rules.pictures import MOST_BYTES, NoPicture, PictureTrouble
from regulars.web.access import needs, person_of
from regulars.web.notes import tell
from regulars.web.shop import shop_of

SIDES = (1, 2)
PICTURE_WORDS = {
    PictureTrouble.NOT_ONE: gettext_lazy("This is no PNG or JPEG picture."),
    PictureTrouble.TOO_BIG: gettext_lazy("The picture is larger than 4 MB."),
    PictureTrouble.TOO_WIDE: gettext_lazy("The picture is wider or higher than 8,000 pixels."),
}


class DesignForm(forms.Form):
    """One design. The picture is judged by what is in it, not by its name."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=100)
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        choices=lambda: labels.choices(PaperKind),
        widget=forms.RadioSelect,
    )
    paper = forms.ChoiceField(label=gettext_lazy("Paper"), required=False)
    accent = forms.CharField(
        label=gettext_lazy("Colour"),
        max_length=7,
        validators=[RegexValidator(r"\A#[0-9a-fA-F]{6}\Z")],
        widget=forms.TextInput(attrs={"type": "color"}),
    )
    headline = forms.CharField(
        label=gettext_lazy("Words on the picture side"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Of postcards, such as: Thank you for coming."),
    )
    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        required=False,
        help_text=gettext_lazy("PNG or JPEG, up to 4 MB. Without one, the colour fills the card."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    without_picture = forms.BooleanField(label=gettext_lazy("Take the picture off"), required=False)
    sender_lines = forms.CharField(
        label=gettext_lazy("Sender, a line each"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Where post goes that cannot be delivered."),
    )
    link = forms.URLField(
        label=gettext_lazy("Link, printed as a square to scan"),
        max_length=300,
        required=False,
        assume_scheme="https",
    )
    is_usual = forms.BooleanField(label=gettext_lazy("The usual one of its kind"), required=False)

    def __init__(self, *args: Any, shop: Shop, **options: Any) -> None:
        super().__init__(*args, **options)
        self.shop = shop
        paper = self.fields["paper"]
        assert isinstance(paper, forms.ChoiceField)
        paper.choices = [("", _("The usual one here")), *labels.choices(Paper)]

    def clean_picture(self) -> str | None:
        """The name under which it is kept; None for no new one."""
        upload = self.cleaned_data.get("picture")
        if not upload:
            return None
        try:
            return keep_picture(upload.read(MOST_BYTES + 1))
        except NoPicture as no:
            raise forms.ValidationError(str(PICTURE_WORDS[no.trouble])) from no

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if "kind" in told:
            kind = PaperKind(told["kind"])
            if told.get("paper") not in PAPERS[kind]:
                told["paper"] = usual_paper(kind, self.shop.country).value
        return told

    def new_picture(self) -> str | None:
        if self.cleaned_data["picture"] is not None:
            return str(self.cleaned_data["picture"])
        return "" if self.cleaned_data["without_picture"] else None


@needs(Right.CHANGE_SHOP)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    shop = shop_of(request)
    rows = [(one, drawing_path(one, shop, 1).exists()) for one in designs()]
    context = {"designs": rows, "can_print": can_print()}
    return render(request, "settings/designs.html", context)


@needs(Right.CHANGE_SHOP)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    return _edit(request, None)


@needs(Right.CHANGE_SHOP)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, get_object_or_404(CardDesign, pk=pk))


def _edit(request: HttpRequest, design: CardDesign | None) -> HttpResponse:
    shop = shop_of(request)
    form = DesignForm(
        request.POST or None, request.FILES or None, initial=_initial(design, shop), shop=shop
    )
    if request.method == "POST" and form.is_valid():
        kept = change_design(
            design=design,
            told=form.cleaned_data,
            picture=form.new_picture(),
            person=person_of(request),
        )
        tell(request, _("The design is kept."))
        return redirect("settings:design", kept.pk)
    context = {"form": form, "design": design, "can_print": can_print()} | _drawn(design, shop)
    status = 422 if form.is_bound else 200
    return render(request, "settings/design.html", context, status=status)


def _initial(design: CardDesign | None, shop: Shop) -> dict[str, Any]:
    if design is None:
        return {
            "kind": PaperKind.POSTCARD.value,
            "accent": "#1d6b57",
            "sender_lines": shop.name,
            "is_usual": not CardDesign.objects.exists(),
        }
    names = ("name", "kind", "paper", "accent", "headline", "sender_lines", "link", "is_usual")
    return {name: getattr(design, name) for name in names}


def _drawn(design: CardDesign | None, shop: Shop) -> dict[str, Any]:
    if design is None:
        return {"sides": [], "is_drawn": False}
    sides = [side for side in SIDES if drawing_path(design, shop, side).exists()]
    return {"sides": sides, "is_drawn": bool(sides)}


@needs(Right.CHANGE_SHOP)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    remove_design(get_object_or_404(CardDesign, pk=pk), person=person_of(request))
    tell(request, _("The design is taken away. What was printed with it stays."))
    return redirect("settings:designs")


@needs(Right.CHANGE_SHOP)
@require_safe
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """The pictures of a design; the page asks again until they are drawn."""
    design = get_object_or_404(CardDesign, pk=pk)
    context = {"design": design} | _drawn(design, shop_of(request))
    return render(request, "settings/_drawings.html", context)


@needs(Right.CHANGE_SHOP)
@require_safe
def drawing(request: HttpRequest, pk: int, side: int) -> FileResponse:
    design = get_object_or_404(CardDesign, pk=pk)
    path = drawing_path(design, shop_of(request), side)
    if not path.exists():
        raise Http404
    return FileResponse(path.open("rb"), content_type="image/png")
