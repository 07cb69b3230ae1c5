"""What is printed for a survey: drawn once, however often the task runs."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pypdf import PdfReader

from regulars.actions.erasure import erase_customer
from regulars.actions.invitations import clear_survey_sheets, want_sheet
from regulars.channels.paper import PaperIsMissing
from regulars.jobs import surveys
from regulars.jobs.surveys import draw_sheet
from regulars.models import Customer, Survey, SurveySheet
from regulars.rules.surveys import SheetKind
from tests.surveying import NOON, reachable, ready_survey


@pytest.fixture
def survey(shop) -> Survey:
    return ready_survey()


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path


def want(survey, kind, ana, *customers) -> SurveySheet:
    sheet, _ = want_sheet(
        survey=survey, kind=kind, language="de", customers=customers, person=ana, at=NOON
    )
    return sheet


def text_of(sheet: SurveySheet, folder: Path) -> str:
    sheet.refresh_from_db()
    reader = PdfReader(io.BytesIO((folder / sheet.stored_as).read_bytes()))
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def test_a_poster_speaks_the_language_that_was_wanted(survey, ana, tmp_path):
    sheet = want(survey, SheetKind.POSTER, ana)

    assert [draw_sheet(sheet), draw_sheet(SurveySheet.objects.get())] == [1, 1]

    assert "Ist alles so, wie Sie es wollten?" in text_of(sheet, tmp_path)


def test_a_slip_speaks_to_its_reader(survey, customer, ana, tmp_path):
    Customer.objects.update(tone="friendly", language="de")
    customer.refresh_from_db()
    sheet = want(survey, SheetKind.SLIPS, ana, reachable(customer))

    draw_sheet(sheet)

    text = text_of(sheet, tmp_path)
    assert "Ist alles so, wie du es wolltest?" in text
    assert "Tomás" in text
    assert "Ferreira" not in text


def test_slips_go_when_somebody_on_them_is_forgotten_and_after_some_weeks(
    survey, customer, ana, tmp_path
):
    sheet = want(survey, SheetKind.SLIPS, ana, reachable(customer))
    poster = want(survey, SheetKind.POSTER, ana)
    draw_sheet(sheet)
    draw_sheet(poster)
    assert clear_survey_sheets(before=timezone.now()) == 0

    erase_customer(customer=customer, person=ana)
    assert clear_survey_sheets(before=timezone.now()) == 1
    assert clear_survey_sheets(before=timezone.now() + timedelta(days=60)) == 0
    assert len(list((tmp_path / "files" / "surveys").glob("*.pdf"))) == 1


def test_an_install_that_cannot_print_says_so(survey, ana, monkeypatch):
    def missing(*_: object, **__: object) -> bytes:
        raise PaperIsMissing

    monkeypatch.setattr(surveys, "print_survey", missing)
    sheet = want(survey, SheetKind.POSTER, ana)

    assert draw_sheet(sheet) == 0

    sheet.refresh_from_db()
    assert "cannot print" in sheet.trouble
