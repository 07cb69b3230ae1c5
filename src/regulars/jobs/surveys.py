"""Draws what is printed for a survey. Killed anywhere, it makes the same file again."""

from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from regulars.actions.invitations import note_sheet
from regulars.channels.paper import PaperIsMissing
from regulars.channels.survey_paper import Slip, print_survey
from regulars.jobs.post import write_whole
from regulars.models import Customer, Shop, Survey, SurveySheet
from regulars.queries.links import survey_for_all_path, survey_url
from regulars.queries.paper_files import survey_sheet_path
from regulars.queries.surveys import shown_in
from regulars.rules.greetings import Addressee, Voice, called, spoken_language
from regulars.rules.kinds import Tone
from regulars.rules.surveys import SheetKind


def draw_sheet(sheet: SurveySheet) -> int:
    """One file with all of it. Returns how many slips."""
    if sheet.ready_at is not None:
        return sheet.sheets
    shop = Shop.objects.get(pk=Shop.ONLY)
    kind = SheetKind(sheet.kind)
    slips = [_poster(sheet)] if kind is SheetKind.POSTER else _slips(sheet, shop)
    try:
        pdf = print_survey(
            kind, slips, business=shop.name, language=sheet.language, made_at=sheet.made_at
        )
    except PaperIsMissing:
        with override(shop.language):
            trouble = _("This install cannot print: the extra “paper” is not there.")
        note_sheet(sheet, stored_as="", sheets=0, trouble=trouble)
        return 0
    path = survey_sheet_path(sheet)
    write_whole(path, pdf)
    stored_as = str(path.relative_to(Path(settings.DATA)))
    note_sheet(sheet, stored_as=stored_as, sheets=len(slips))
    return len(slips)


def _poster(sheet: SurveySheet) -> Slip:
    link = str(settings.ADDRESS) + survey_for_all_path(sheet.survey)
    return _slip(sheet.survey, sheet.language, Tone.FORMAL, link)


def _slips(sheet: SurveySheet, shop: Shop) -> list[Slip]:
    invitations = sheet.invitations.select_related("customer").order_by("customer__name", "pk")
    made = []
    for invitation in invitations:
        customer = invitation.customer
        language = spoken_language(customer.language, shop.language)
        tone = Tone(customer.tone)
        name = _called(customer, shop, tone, language)
        made.append(_slip(sheet.survey, language, tone, survey_url(invitation), name=name))
    return made


def _called(customer: Customer, shop: Shop, tone: Tone, language: str) -> str:
    who = Addressee(customer.name, customer.given_name, customer.company)
    return called(who, Voice(shop.name, shop.name, tone, language))


def _slip(survey: Survey, language: str, tone: Tone, link: str, *, name: str = "") -> Slip:
    shown = shown_in(survey, language=language, tone=tone)
    with override(language):
        return Slip(
            title=shown.title,
            lead=_("A few questions, less than a minute. No sign-in, nothing to install."),
            how=_("Point the camera of a telephone at it."),
            link=link,
            name=name,
        )
