"""What the answers say: shares with their uncertainty, by stage and by question, and the words.

One person counts once for a stage or a question, with the latest answer; what a program sent
counts for nothing. A stage is called weak only where chance is ruled out as the reason.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from regulars.models import Answer, Question, Response, Survey
from regulars.queries.local_days import shop_today, shop_zone
from regulars.queries.surveys import Shown, ShownQuestion
from regulars.rules.moments import instant_of
from regulars.rules.surveys import (
    HIGHEST,
    Asked,
    AskStage,
    FindingResult,
    Opens,
    QuestionKind,
    Said,
    SurveyKind,
    is_good,
)
from regulars.science.guarantees import kept_share_bound
from regulars.science.small_trials import Table, difference_interval

CONFIDENCE = 0.95
YEAR_DAYS = 365
VERBATIMS = 100


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, and between which bounds the true share lies (Clopper, Pearson)."""

    good: int
    all: int

    @property
    def share(self) -> float:
        return self.good / self.all if self.all else 0.0

    @property
    def percent(self) -> int:
        return round(100 * self.share)

    @property
    def low_percent(self) -> int:
        return int(100 * _bound(self.good, self.all)) if self.all else 0

    @property
    def high_percent(self) -> int:
        return 100 - int(100 * _bound(self.all - self.good, self.all)) if self.all else 100


def _bound(good: int, everyone: int) -> float:
    return kept_share_bound(good, everyone, confidence=1 - (1 - CONFIDENCE) / 2)


@dataclass(frozen=True, slots=True)
class StageResult:
    stage: AskStage
    share: Share
    is_weak: bool = False


@dataclass(frozen=True, slots=True)
class StageResults:
    rows: list[StageResult]  # in the order of the way; stages without an answer too
    weak: AskStage | None  # None: nobody can tell yet

    @property
    def answers(self) -> int:
        return sum(row.share.all for row in self.rows)


def stage_results(*, since_on: date | None = None, until_on: date | None = None) -> StageResults:
    """All surveys together, by stage, of the last year or of the days given."""
    until_on = until_on or shop_today()
    since_on = since_on or until_on - timedelta(days=YEAR_DAYS)
    good: dict[AskStage, list[bool]] = {stage: [] for stage in AskStage}
    seen: set[tuple[str, object]] = set()
    rows = _answers(since_on, until_on).exclude(question__stage="")
    for row in rows.order_by("-response__answered_at", "-response_id", "question__position"):
        verdict = is_good(_asked(row.question), Said(row.scale, row.choice))
        who = (row.question.stage, _who(row.response))
        if verdict is None or who in seen:
            continue
        seen.add(who)
        good[AskStage(row.question.stage)].append(verdict)
    shares = {stage: Share(sum(found), len(found)) for stage, found in good.items()}
    weak = weak_stage(shares)
    return StageResults(
        [StageResult(stage, share, stage is weak) for stage, share in shares.items()], weak
    )


def weak_stage(shares: Mapping[AskStage, Share]) -> AskStage | None:
    """The stage that is worse than the others together, if chance is ruled out although the
    lowest of several was picked; None: cannot tell yet."""
    there = {stage: share for stage, share in shares.items() if share.all}
    if len(there) < 2:  # one stage is compared with nothing
        return None
    lowest = min(there, key=lambda stage: there[stage].share)
    rest = [share for stage, share in there.items() if stage is not lowest]
    others = Share(sum(one.good for one in rest), sum(one.all for one in rest))
    confidence = 1 - (1 - CONFIDENCE) / len(there)
    _, high = _difference(others, there[lowest], confidence)
    return lowest if high < 0 else None


def _difference(before: Share, after: Share, confidence: float) -> tuple[float, float]:
    """Where the share after less the share before lies."""
    table = Table(
        treated=after.all,
        treated_bought=after.good,
        held_out=before.all,
        held_out_bought=before.good,
    )
    of_before = before.all / (before.all + after.all)
    return difference_interval(table, held_out_share=of_before, confidence=confidence)


# --- before and after (D7) ---


@dataclass(frozen=True, slots=True)
class Change:
    """The same question before an action and after it."""

    before: Share
    after: Share
    low_percent: int  # of after less before, in points
    high_percent: int
    result: FindingResult


def change_of(question: Question, *, done_on: date, day: date) -> Change:
    """A year of answers before that day, and those since. Until there are both, nobody can tell."""
    before = _share_of(question, done_on - timedelta(days=YEAR_DAYS), done_on - timedelta(days=1))
    after = _share_of(question, done_on, day)
    if not before.all or not after.all:
        return Change(before, after, -100, 100, FindingResult.CANNOT_TELL)
    low, high = _difference(before, after, CONFIDENCE)
    result = FindingResult.CANNOT_TELL
    if low > 0:
        result = FindingResult.BETTER
    elif high < 0:
        result = FindingResult.WORSE
    return Change(before, after, round(100 * low), round(100 * high), result)


def _share_of(question: Question, since_on: date, until_on: date) -> Share:
    asked = _asked(question)
    found: list[bool] = []
    seen: set[object] = set()
    rows = _answers(since_on, until_on).filter(question=question)
    for row in rows.order_by("-response__answered_at", "-response_id"):
        verdict = is_good(asked, Said(row.scale, row.choice))
        who = _who(row.response)
        if verdict is not None and who not in seen:
            seen.add(who)
            found.append(verdict)
    return Share(sum(found), len(found))


# --- one survey ---


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    count: int
    tenths: int  # how long, of ten


@dataclass(frozen=True, slots=True)
class Verbatim:
    """What somebody wrote."""

    words: str
    who: str  # "": by a poster
    response: int
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class QuestionResult:
    shown: ShownQuestion
    share: Share | None  # None: it is neither good nor bad
    bars: list[Bar]
    verbatims: list[Verbatim]


@dataclass(frozen=True, slots=True)
class SurveyResults:
    questions: list[QuestionResult]
    asked: int
    answered: int
    set_aside: int


def results_of(shown: Shown) -> SurveyResults:
    """Everything that was answered to one survey. Six queries."""
    survey = shown.survey
    answers: dict[int, list[Answer]] = {}
    rows = Answer.objects.filter(response__survey=survey, response__set_aside_because="")
    rows = rows.select_related("response", "response__customer", "question")
    for row in rows.order_by("-response__answered_at", "-pk"):
        answers.setdefault(row.question_id, []).append(row)
    responses = Response.objects.filter(survey=survey)
    return SurveyResults(
        [_result(one, answers.get(one.question.pk, [])) for one in shown.questions],
        asked=survey.invitations.count(),
        answered=responses.filter(set_aside_because="").count(),
        set_aside=responses.exclude(set_aside_because="").count(),
    )


def _result(shown: ShownQuestion, rows: list[Answer]) -> QuestionResult:
    question = shown.question
    verdicts = [is_good(_asked(question), Said(row.scale, row.choice)) for row in rows]
    known = [verdict for verdict in verdicts if verdict is not None]
    verbatims = [
        Verbatim(
            row.words,
            row.response.customer.name if row.response.customer else "",
            row.response_id,
            row.response.answered_at,
        )
        for row in rows
        if row.words
    ]
    return QuestionResult(
        shown,
        Share(sum(known), len(known)) if known else None,
        _bars(shown, rows),
        verbatims[:VERBATIMS],
    )


def _bars(shown: ShownQuestion, rows: Iterable[Answer]) -> list[Bar]:
    labels: list[tuple[int, str]] = []
    if shown.question.kind == QuestionKind.SCALE:
        labels = [(mark, str(mark)) for mark in range(1, HIGHEST + 1)]
    elif shown.question.kind == QuestionKind.CHOICE:
        labels = shown.options
    counts = [
        (label, sum(number in (row.scale, row.choice) for row in rows)) for number, label in labels
    ]
    most = max((count for _, count in counts), default=0) or 1
    return [Bar(label, count, -(-count * 10 // most)) for label, count in counts]


# --- what the charter reads (D4) ---


def what_the_best_call_excellent(limit: int = VERBATIMS) -> list[Verbatim]:
    """In their own words, the latest first: answers to surveys of the ideal group."""
    rows = (
        Answer.objects.filter(
            response__survey__kind=SurveyKind.IDEAL.value, response__set_aside_because=""
        )
        .exclude(words="")
        .select_related("response", "response__customer")
        .order_by("-response__answered_at", "question__position")[:limit]
    )
    return [
        Verbatim(
            row.words,
            row.response.customer.name if row.response.customer else "",
            row.response_id,
            row.response.answered_at,
        )
        for row in rows
    ]


def answered_surveys() -> dict[int, int]:
    """How many answers each survey has, by its id."""
    found: dict[int, int] = {}
    for key in Response.objects.filter(set_aside_because="").values_list("survey_id", flat=True):
        found[key] = found.get(key, 0) + 1
    return found


def surveys_there() -> list[Survey]:
    return list(Survey.objects.filter(put_away_at=None).order_by("kind", "pk"))


def _answers(since_on: date, until_on: date) -> Any:
    zone = shop_zone()
    begins = instant_of(since_on, datetime.min.time(), zone)
    ends = instant_of(until_on + timedelta(days=1), datetime.min.time(), zone)
    return Answer.objects.filter(
        response__set_aside_because="",
        response__answered_at__gte=begins,
        response__answered_at__lt=ends,
    ).select_related("response", "question")


def _asked(question: Question) -> Asked:
    return Asked(
        question.position,
        QuestionKind(question.kind),
        good=frozenset(question.good_options),
        bad=frozenset(question.bad_options),
        opens=Opens(question.opens),
    )


def _who(response: Response) -> tuple[str, int]:
    if response.customer_id is None:
        return "answer", response.pk
    return "customer", response.customer_id
