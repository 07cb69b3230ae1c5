"""What the team says to a version, and what it is answered."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regulars.actions import charters
from regulars.actions.charters import WrongStep
from regulars.models import CharterRemark, CharterVersion
from regulars.rules.access import Right
from regulars.rules.charters import RemarkKind
from regulars.web.access import needs, person_of
from regulars.web.charter.forms import AnswerForm, RemarkForm
from regulars.web.charter.writing import version_answer
from regulars.web.keys import key_of
from regulars.web.notes import tell, warn


@require_POST
def remark(request: HttpRequest, pk: int) -> HttpResponse:
    version = get_object_or_404(CharterVersion, pk=pk)
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return version_answer(request, version, status=422, remark_form=form)
    clause = version.clauses.filter(pk=key_of(request.POST.get("clause", ""))).first()
    try:
        charters.make_remark(
            version=version,
            kind=RemarkKind(form.cleaned_data["kind"]),
            text=form.cleaned_data["text"],
            person=person_of(request),
            clause=clause,
        )
    except WrongStep:
        warn(request, _("This version is not being discussed at the moment."))
        return redirect("charter:version", pk)
    tell(request, _("It is written down. The owner answers before agreeing to anything."))
    return redirect("charter:version", pk)


@needs(Right.CHANGE_SHOP)
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    remark = get_object_or_404(CharterRemark.objects.select_related("version"), pk=pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        context = {"answer_form": form, "answering": pk}
        return version_answer(request, remark.version, status=422, **context)
    charters.answer_remark(
        remark=remark, answer=form.cleaned_data["answer"], person=person_of(request)
    )
    return redirect("charter:version", remark.version_id)
