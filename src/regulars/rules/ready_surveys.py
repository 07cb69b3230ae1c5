"""The surveys that come with the product: what is asked, in both languages, friendly and formal.

The keys are stored in every install: never rename one, only add. Scales are neutral, and both of
their ends are said in words: a face or a colour would push answers to one side.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from regulars.rules import ready_surveys_de, ready_surveys_en
from regulars.rules.kinds import Tone
from regulars.rules.surveys import AskStage, Opens, QuestionKind, SurveyKind

SCALE, CHOICE, WORDS = QuestionKind.SCALE, QuestionKind.CHOICE, QuestionKind.WORDS
COMPLAINT, WISH = Opens.COMPLAINT, Opens.WISH


@dataclass(frozen=True, slots=True)
class ReadyQuestion:
    kind: QuestionKind
    stage: AskStage | None = None
    opens: Opens = Opens.NOTHING
    good: tuple[int, ...] = ()
    bad: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadySurvey:
    key: str
    kind: SurveyKind
    wording: str  # the text that carries its link
    questions: tuple[ReadyQuestion, ...] = field(default=())


def _stage(stage: AskStage) -> tuple[ReadyQuestion, ...]:
    return (
        ReadyQuestion(SCALE, stage, COMPLAINT),
        ReadyQuestion(WORDS, stage, WISH),
    )


READY_SURVEYS = (
    ReadySurvey(
        "after-job",
        SurveyKind.AFTER_JOB,
        "survey-after-job",
        (
            ReadyQuestion(SCALE, AskStage.DELIVERY, COMPLAINT),
            ReadyQuestion(CHOICE, AskStage.DELIVERY, COMPLAINT, good=(1,), bad=(3,)),
            ReadyQuestion(WORDS, AskStage.DELIVERY),
        ),
    ),
    ReadySurvey(
        "three-questions",
        SurveyKind.AFTER_JOB,
        "survey-after-job",
        (
            ReadyQuestion(WORDS, None, WISH),
            ReadyQuestion(CHOICE, AskStage.SALE, COMPLAINT, good=(1,), bad=(3,)),
            ReadyQuestion(WORDS, None, COMPLAINT),
        ),
    ),
    *(
        ReadySurvey(
            f"stage-{stage.value.replace('_', '-')}",
            SurveyKind.STAGE,
            "survey-ask",
            _stage(stage),
        )
        for stage in AskStage
    ),
    ReadySurvey(
        "whole-way",
        SurveyKind.STAGE,
        "survey-ask",
        tuple(ReadyQuestion(SCALE, stage, COMPLAINT) for stage in AskStage),
    ),
    ReadySurvey(
        "suggestions",
        SurveyKind.STAGE,
        "survey-ask",
        (
            ReadyQuestion(WORDS, AskStage.USE, WISH),
            ReadyQuestion(WORDS, AskStage.SALE, WISH),
        ),
    ),
    ReadySurvey(
        "ideal",
        SurveyKind.IDEAL,
        "survey-ideal",
        (
            ReadyQuestion(CHOICE),
            ReadyQuestion(WORDS),
            ReadyQuestion(SCALE, AskStage.REGULAR),
            ReadyQuestion(WORDS, None, WISH),
        ),
    ),
    ReadySurvey(
        "exit",
        SurveyKind.EXIT,
        "survey-exit",
        (
            ReadyQuestion(CHOICE),
            ReadyQuestion(WORDS),
        ),
    ),
)
BY_KEY: Mapping[str, ReadySurvey] = {one.key: one for one in READY_SURVEYS}
Texts = dict[str, dict[Tone, tuple[str, str, tuple[tuple[str, ...], ...]]]]
# language -> key -> tone -> (title, thanks, for each question its text and what goes with it:
# the ends of a scale, or the options of a choice)
TEXTS: dict[str, Texts] = {"en": ready_surveys_en.TEXTS, "de": ready_surveys_de.TEXTS}
NAMES: dict[str, dict[str, str]] = {"en": ready_surveys_en.NAMES, "de": ready_surveys_de.NAMES}
