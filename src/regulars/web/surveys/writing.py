"""Writing a survey of one's own, and what may change of one at any time."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regulars.actions import surveys as actions
from regulars.actions.surveys import OddSurvey, SurveyIsFixed
from regulars.models import Survey
from regulars.queries.formats import language_name
from regulars.rules.greetings import spoken_language
from regulars.web.access import person_of
from regulars.web.notes import tell, warn
from regulars.web.shop import shop_of
from regulars.web.surveys.forms import (
    HeadForm,
    OptionsForm,
    languages_from,
    question_forms,
    wanted_of,
)
from regulars.web.surveys.responsible import for_responsible
from regulars.web.surveys.views import survey_or_404


@for_responsible
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    return _written(request, None)


@for_responsible
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Its questions, until somebody has answered."""
    return _written(request, survey_or_404(pk))


def _written(request: HttpRequest, survey: Survey | None) -> HttpResponse:
    languages = languages_from(spoken_language(shop_of(request).language))
    data = request.POST if request.method == "POST" else None
    head = HeadForm(data, languages=languages, initial=_initial(survey))
    questions = question_forms(data, languages=languages, survey=survey)
    problem = ""
    if data is not None and all([head.is_valid(), *(form.is_valid() for form in questions)]):
        try:
            kept = actions.keep_survey(
                survey=survey, wanted=wanted_of(head, questions), person=person_of(request)
            )
        except OddSurvey:
            problem = _("Write at least one question, each in the same languages and tones.")
        except SurveyIsFixed:
            warn(request, _("Somebody has answered meanwhile: the questions stay as they are."))
            return redirect("surveys:list")
        else:
            tell(request, _("The questions are kept. Look who would get them before you ask."))
            return redirect("surveys:show", kept.pk)
    context = {
        "survey": survey,
        "head": head,
        "questions": [
            (
                form,
                [
                    (language_name(of, request.LANGUAGE_CODE), of, fields)
                    for of, fields in form.spoken()
                ],
            )
            for form in questions
        ],
        "problem": problem,
        "own": languages[0],
        "tab": "surveys",
    }
    status = 422 if data is not None else 200
    return render(request, "surveys/write.html", context, status=status)


def _initial(survey: Survey | None) -> dict[str, object]:
    if survey is None:
        return {"is_reminded": True}
    told: dict[str, object] = {
        "name": survey.name,
        "is_reminded": survey.is_reminded,
        "review_link": survey.review_link,
    }
    for text in survey.texts.all():
        told[f"title_{text.language}"] = text.title
    return told


@for_responsible
@require_http_methods(["GET", "POST"])
def options(request: HttpRequest, pk: int) -> HttpResponse:
    survey = survey_or_404(pk)
    data = request.POST if request.method == "POST" else None
    form = OptionsForm(data, initial=_initial(survey))
    if data is not None and form.is_valid():
        actions.change_survey(survey=survey, fields=form.cleaned_data, person=person_of(request))
        tell(request, _("Kept."))
        return redirect("surveys:show", pk)
    context = {"survey": survey, "form": form, "tab": "surveys"}
    status = 422 if data is not None else 200
    return render(request, "surveys/options.html", context, status=status)


@for_responsible
@require_POST
def put_away(request: HttpRequest, pk: int) -> HttpResponse:
    survey = survey_or_404(pk)
    is_away = request.POST.get("do") != "back"
    actions.put_away_survey(survey=survey, is_away=is_away, person=person_of(request))
    said = _("“%(name)s” asks nobody any more.") if is_away else _("“%(name)s” is back.")
    tell(request, said % {"name": survey.name})
    return redirect("surveys:list" if is_away else "surveys:show", *([] if is_away else [pk]))
