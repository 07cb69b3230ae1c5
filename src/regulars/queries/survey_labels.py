"""The words for asking. Joined into queries/labels.py."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.queries.care_labels import Words
from regulars.rules.surveys import (
    AskStage,
    FindingResult,
    FindingState,
    Opens,
    QuestionKind,
    SetAside,
    SheetKind,
    SurveyKind,
    WhyNot,
)

SURVEY_WORDS: dict[type[StrEnum], dict[str, Words]] = {
    SurveyKind: {
        SurveyKind.AFTER_JOB: _("After the job"),
        SurveyKind.STAGE: _("A part of the way with you"),
        SurveyKind.IDEAL: _("What excellent means"),
        SurveyKind.EXIT: _("When somebody leaves"),
        SurveyKind.OWN: pgettext_lazy("survey", "Your own"),
    },
    QuestionKind: {
        QuestionKind.SCALE: _("From 1 to 5"),
        QuestionKind.CHOICE: _("A choice"),
        QuestionKind.WORDS: _("In their own words"),
    },
    AskStage: {
        AskStage.FIRST_CONTACT: _("First contact"),
        AskStage.SALE: _("Advice and sale"),
        AskStage.DELIVERY: _("The work or the delivery"),
        AskStage.USE: _("Using it"),
        AskStage.REGULAR: _("As a regular"),
    },
    Opens: {
        Opens.NOTHING: _("Nothing by itself"),
        Opens.COMPLAINT: pgettext_lazy("opens", "A complaint"),
        Opens.WISH: pgettext_lazy("opens", "A wish"),
    },
    SetAside: {
        SetAside.MACHINE: _("Looks as if a program had sent it"),
    },
    SheetKind: {
        SheetKind.POSTER: _("A poster for everybody"),
        SheetKind.SLIPS: _("Slips, one for each person"),
    },
    FindingState: {
        FindingState.OPEN: _("To be done"),
        FindingState.DONE: _("Done, to be measured again"),
        FindingState.MEASURED: _("Measured again"),
        FindingState.DROPPED: _("Dropped"),
    },
    FindingResult: {
        FindingResult.BETTER: _("Better than before"),
        FindingResult.WORSE: _("Worse than before"),
        FindingResult.CANNOT_TELL: _("Cannot tell yet"),
    },
    WhyNot: {
        WhyNot.RESTING: _("Another survey asked them not long ago"),
        WhyNot.WAITING: _("Another question is on its way to them"),
        WhyNot.ASKED: _("This has been asked"),
        WhyNot.BY_HAND: _("Somebody here decided it"),
    },
}
