"""Surveys: installed ready-made, written by people here, and who is not asked at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from regulars.actions.events import record
from regulars.models import (
    Asking,
    Customer,
    NoSurvey,
    Person,
    Question,
    QuestionText,
    Survey,
    SurveyText,
)
from regulars.queries.shops import the_shop
from regulars.queries.surveys import is_fixed
from regulars.rules.greetings import spoken_language
from regulars.rules.guarantee_surveys import guarantee_of
from regulars.rules.kinds import Tone
from regulars.rules.ready_surveys import BY_KEY, NAMES, READY_SURVEYS, TEXTS
from regulars.rules.surveys import (
    MOST_OPTIONS,
    MOST_QUESTIONS,
    AskStage,
    Opens,
    QuestionKind,
    SurveyKind,
)


class SurveyIsFixed(Exception):
    """Somebody has answered: the questions stay as they are."""


class OddSurvey(ValueError):
    """It has no question, too many, or one without what its kind needs."""


@dataclass(frozen=True, slots=True)
class WantedText:
    """A question in one language and tone."""

    text: str
    low: str = ""
    high: str = ""
    options: tuple[str, ...] = ()


Manner = tuple[str, Tone]  # language and tone


@dataclass(frozen=True, slots=True)
class WantedQuestion:
    kind: QuestionKind
    texts: Mapping[Manner, WantedText]
    stage: AskStage | None = None
    opens: Opens = Opens.NOTHING
    good: tuple[int, ...] = ()
    bad: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class WantedSurvey:
    """A survey as somebody writes it."""

    name: str
    heads: Mapping[Manner, tuple[str, str]]  # title and thanks
    questions: Sequence[WantedQuestion]
    kind: SurveyKind = SurveyKind.OWN
    is_reminded: bool = True
    review_link: str = ""
    key: str | None = field(default=None)


# --- written ---


@transaction.atomic
def install_ready_surveys() -> int:
    """The surveys that come with the product; those that are there stay as they are. Run it at
    every start. Returns how many are new."""
    shop = the_shop()
    language = spoken_language(shop.language if shop else "en")
    there = set(Survey.objects.exclude(key=None).values_list("key", flat=True))
    missing = [ready for ready in READY_SURVEYS if ready.key not in there]
    for ready in missing:
        survey, is_new = Survey.objects.get_or_create(
            key=ready.key,
            defaults={"name": NAMES[language][ready.key], "kind": ready.kind.value},
        )
        if is_new:
            _write(survey, _ready(ready.key))
    return len(missing)


def _ready(key: str) -> WantedSurvey:
    ready = BY_KEY[key]
    said = {
        (language, tone): texts
        for language, of_language in TEXTS.items()
        for tone, texts in of_language[key].items()
    }
    questions = []
    for number, question in enumerate(ready.questions):
        texts = {}
        for manner, (_, _, lines) in said.items():
            text, *rest = lines[number]
            is_scale = question.kind is QuestionKind.SCALE
            texts[manner] = WantedText(
                text,
                low=rest[0] if is_scale else "",
                high=rest[1] if is_scale else "",
                options=() if is_scale else tuple(rest),
            )
        questions.append(
            WantedQuestion(
                question.kind, texts, question.stage, question.opens, question.good, question.bad
            )
        )
    heads = {manner: (title, thanks) for manner, (title, thanks, _) in said.items()}
    return WantedSurvey(NAMES["en"][key], heads, questions, ready.kind)


@transaction.atomic
def keep_survey(*, survey: Survey | None, wanted: WantedSurvey, person: Person | None) -> Survey:
    """A new survey, or other questions in one. Raises OddSurvey, and SurveyIsFixed once somebody
    has answered; its name, its reminder and its link to reviews may change even then. The questions
    about a guarantee are counted with what was written down, and stay those two."""
    _check(wanted)
    told: dict[str, Any] = {
        "name": wanted.name.strip(),
        "is_reminded": wanted.is_reminded,
        "review_link": wanted.review_link,
    }
    if survey is None:
        survey = Survey.objects.create(
            kind=wanted.kind.value, key=wanted.key, created_by=person, **told
        )
    else:
        Survey.objects.select_for_update(no_key=True).get(pk=survey.pk)
        is_counted = guarantee_of(survey.key or "") is not None and wanted.key != survey.key
        if is_counted or is_fixed(survey):
            raise SurveyIsFixed(str(survey))
        Survey.objects.filter(pk=survey.pk).update(**told)
        survey.texts.all().delete()
        survey.questions.all().delete()
        survey.refresh_from_db()
    _write(survey, wanted)
    record("survey.changed", person=person, survey=survey.pk)
    return survey


@transaction.atomic
def change_survey(*, survey: Survey, fields: Mapping[str, object], person: Person | None) -> None:
    """What may change at any time: the name, the reminder, the link to reviews."""
    known = {"name", "is_reminded", "review_link"}
    Survey.objects.filter(pk=survey.pk).update(
        **{name: value for name, value in fields.items() if name in known}
    )
    record("survey.changed", person=person, survey=survey.pk)


def _check(wanted: WantedSurvey) -> None:
    if not wanted.name.strip() or not wanted.heads:
        raise OddSurvey("name")
    if not 1 <= len(wanted.questions) <= MOST_QUESTIONS:
        raise OddSurvey("questions")
    for question in wanted.questions:
        if not question.texts or not all(text.text.strip() for text in question.texts.values()):
            raise OddSurvey("text")
        if question.kind is QuestionKind.CHOICE:
            sizes = {len(text.options) for text in question.texts.values()}
            if len(sizes) != 1 or not 2 <= min(sizes) <= MOST_OPTIONS:
                raise OddSurvey("options")


def _write(survey: Survey, wanted: WantedSurvey) -> None:
    SurveyText.objects.bulk_create(
        SurveyText(survey=survey, language=language, tone=tone.value, title=title, thanks=thanks)
        for (language, tone), (title, thanks) in wanted.heads.items()
    )
    for position, asked in enumerate(wanted.questions, start=1):
        question = Question.objects.create(
            survey=survey,
            position=position,
            kind=asked.kind.value,
            stage=asked.stage.value if asked.stage else "",
            opens=asked.opens.value,
            good_options=list(asked.good),
            bad_options=list(asked.bad),
        )
        QuestionText.objects.bulk_create(
            QuestionText(
                question=question,
                language=language,
                tone=tone.value,
                text=text.text,
                low=text.low,
                high=text.high,
                options=list(text.options),
            )
            for (language, tone), text in asked.texts.items()
        )


@transaction.atomic
def put_away_survey(*, survey: Survey, is_away: bool, person: Person) -> bool:
    """Nobody is asked any more, and its links say so; or it is back. False: it was so before."""
    changed = Survey.objects.filter(pk=survey.pk, put_away_at__isnull=is_away).update(
        put_away_at=timezone.now() if is_away else None
    )
    if changed:
        record("survey.changed", person=person, survey=survey.pk, is_away=is_away)
    return bool(changed)


@transaction.atomic
def change_asking(*, fields: Mapping[str, object], person: Person | None) -> bool:
    """How this business asks: the rest, the reminder, who is responsible. False: as before."""
    asking, _ = Asking.objects.get_or_create(pk=Asking.ONLY)
    changes = {name: value for name, value in fields.items() if getattr(asking, name) != value}
    if not changes:
        return False
    Asking.objects.filter(pk=Asking.ONLY).update(**changes)
    record("asking.changed", person=person, fields=", ".join(changes))
    return True


# --- who is not asked ---


@transaction.atomic
def ask_nothing(*, customer: Customer, because: str, person: Person | None) -> None:
    """No survey for this one, and why in words. Raises ValueError without any."""
    if not because.strip():
        raise ValueError("nobody is left out without a reason")
    NoSurvey.objects.update_or_create(
        customer=customer,
        defaults={
            "because": because.strip(),
            "decided_by": person,
            "decided_at": timezone.now(),
        },
    )
    record("survey.refused", customer, person=person, is_barred=True)


@transaction.atomic
def ask_again(*, customer: Customer, person: Person | None) -> bool:
    """They may be asked as anybody. False: they might be already."""
    gone, _ = NoSurvey.objects.filter(customer=customer).delete()
    if gone:
        record("survey.refused", customer, person=person, is_barred=False)
    return bool(gone)
