"""What is asked, in the words of whoever reads it, and who gets a question and who not, and why."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.utils import timezone

from regulars.models import (
    Asking,
    Customer,
    NoSurvey,
    Person,
    Question,
    QuestionText,
    Response,
    Survey,
    SurveyInvitation,
    SurveyText,
)
from regulars.queries.local_days import shop_zone
from regulars.queries.manners import bounds_at, facts_for_all
from regulars.queries.release import channels_in_use
from regulars.queries.ways_in import ways_in
from regulars.rules.channels import Channel
from regulars.rules.composing import TONES_FOR
from regulars.rules.kinds import Role, Tone
from regulars.rules.manners import Facts, Kind, Wanted, weigh
from regulars.rules.messages import UNSENT, MessageState, Purpose, Reason
from regulars.rules.reach import BY_NEARNESS, WaysIn, address_for, offered
from regulars.rules.steps import BY_ITSELF
from regulars.rules.surveys import (
    HIGHEST,
    NO_SURVEY,
    REMIND_WITHIN_DAYS,
    Asked,
    Opens,
    QuestionKind,
    WhyNot,
    free_from,
)

AT_ONCE = 300
NEVER_LEFT = frozenset({MessageState.CANCELLED.value, MessageState.FAILED.value})
WAITING = frozenset(state.value for state in UNSENT)
Text = TypeVar("Text", QuestionText, SurveyText)


def the_asking() -> Asking:
    """What the owner decided about asking, or what holds until then."""
    return Asking.objects.select_related("owner").filter(pk=Asking.ONLY).first() or Asking()


def survey_owner() -> Person | None:
    """Who is responsible for what customers answer (D6): somebody named, else the owner."""
    named = the_asking().owner
    if named is not None and named.is_active:
        return named
    owners = Person.objects.filter(role=Role.OWNER.value, is_active=True)
    return owners.order_by("pk").first()


# --- the questions in somebody's words ---


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """One question as it stands on the page."""

    question: Question
    text: str
    low: str
    high: str
    options: list[tuple[int, str]]  # of a choice

    @property
    def field(self) -> str:
        return f"q{self.question.position}"

    @property
    def marks(self) -> range:
        return range(1, HIGHEST + 1)

    def words_of(self, *, scale: int | None, choice: int | None, words: str) -> str:
        """An answer as one reads it."""
        if scale is not None:
            return f"{scale} / {HIGHEST}"
        return dict(self.options).get(choice, "") if choice is not None else words


@dataclass(frozen=True, slots=True)
class Shown:
    """A survey in one language and tone."""

    survey: Survey
    title: str
    thanks: str
    questions: list[ShownQuestion]
    language: str


def shown_in(survey: Survey, *, language: str, tone: Tone) -> Shown:
    """In that language, else in another one that it has. Two queries."""
    texts = list(SurveyText.objects.filter(survey=survey))
    head = _best(texts, language, tone)
    questions = []
    rows = Question.objects.filter(survey=survey).prefetch_related("texts")
    for question in rows:
        text = _best(list(question.texts.all()), language, tone)
        questions.append(
            ShownQuestion(
                question,
                text.text if text else "",
                text.low if text else "",
                text.high if text else "",
                list(enumerate(text.options if text else [], start=1)),
            )
        )
    return Shown(
        survey,
        head.title if head else survey.name,
        head.thanks if head else "",
        [one for one in questions if one.text],
        head.language if head else language,
    )


def _best(texts: Collection[Text], language: str, tone: Tone) -> Text | None:
    for spoken in dict.fromkeys((language, "en", *(text.language for text in texts))):
        for fitting in (*TONES_FOR[tone], *Tone):
            for text in texts:
                if (text.language, text.tone) == (spoken, fitting.value):
                    return text
    return None


def asked_of(survey: Survey) -> list[Asked]:
    """The questions as answers are read against them."""
    return [asked_by(question) for question in survey.questions.prefetch_related("texts")]


def asked_by(question: Question) -> Asked:
    sizes = [len(text.options) for text in question.texts.all()]
    return Asked(
        position=question.position,
        kind=QuestionKind(question.kind),
        options=max(sizes, default=0),
        good=frozenset(question.good_options),
        bad=frozenset(question.bad_options),
        opens=Opens(question.opens),
    )


def is_fixed(survey: Survey) -> bool:
    """Whether somebody has answered: the same questions must stand for what is counted."""
    return Response.objects.filter(survey=survey).exists()


# --- who gets it, and who not, and why ---


@dataclass(frozen=True, slots=True)
class Candidate:
    """One customer, weighed for a survey."""

    customer: Customer
    channel: Channel = Channel.EMAIL
    address: str = ""
    why_not: WhyNot | Reason | None = None
    free_on: date | None = None  # of a rest: its end
    goes_at: datetime | None = None  # it may be asked, and leaves then

    @property
    def is_asked(self) -> bool:
        return self.why_not is None


@dataclass(frozen=True, slots=True)
class _Past:
    days: list[date]
    is_waiting: bool


def candidates(
    customers: Iterable[Customer],
    *,
    at: datetime,
    survey: Survey | None = None,
    occurrence: str = "",
) -> list[Candidate]:
    """Each of them, with the way by which they would be asked, or why they are not.

    Thirty queries for every few hundred people.
    """
    some = list(customers)
    found: list[Candidate] = []
    bounds = replace(bounds_at(at), is_paused=False, is_held=False)
    usable, rest_days = channels_in_use(), the_asking().rest_days
    today = at.astimezone(bounds.shop_zone).date()
    for start in range(0, len(some), AT_ONCE):
        part = some[start : start + AT_ONCE]
        ids = [customer.pk for customer in part]
        barred = set(NoSurvey.objects.filter(customer__in=ids).values_list("customer", flat=True))
        invited = _invited(survey, occurrence, ids)
        past = _past_of(ids)
        facts = facts_for_all(dict.fromkeys(ids), at=at, channel=Channel.EMAIL, bounds=bounds)
        ways = ways_in(part)
        for customer in part:
            theirs = past[customer.pk]
            free_on = free_from(theirs.days, rest_days)
            if customer.pk in invited:
                found.append(Candidate(customer, why_not=WhyNot.ASKED))
            elif customer.pk in barred:
                found.append(Candidate(customer, why_not=WhyNot.BY_HAND))
            elif theirs.is_waiting:
                found.append(Candidate(customer, why_not=WhyNot.WAITING))
            elif free_on is not None and today < free_on:
                found.append(Candidate(customer, why_not=WhyNot.RESTING, free_on=free_on))
            else:
                held = facts[customer.pk]
                found.append(_weighed(customer, held, ways[customer.pk], usable, at))
    return found


def _weighed(
    customer: Customer, facts: Facts, ways: WaysIn, usable: Collection[Channel], at: datetime
) -> Candidate:
    """By the first way that bears a question, in the order they like. What the manners say of the
    nearest way is the reason where none does."""
    known = [channel for channel in BY_NEARNESS if address_for(channel, ways)]
    likes = [channel for channel in (*offered(ways), *known) if channel in BY_ITSELF]
    open_ways = list(dict.fromkeys(channel for channel in likes if channel in usable))
    first: Candidate | None = None
    for channel in open_ways or [Channel.EMAIL]:
        wanted = Wanted(Purpose.SURVEY, channel, at, address=address_for(channel, ways))
        verdict = weigh(wanted, facts, at)
        is_no = verdict.kind in {Kind.HAND, Kind.END} or verdict.reason in NO_SURVEY
        one = Candidate(
            customer,
            channel,
            wanted.address,
            why_not=(verdict.reason or Reason.NO_ADDRESS) if is_no else None,
            goes_at=None if is_no else verdict.until_at or at,
        )
        if one.is_asked:
            return one
        first = first or one
    assert first is not None
    return first


def _invited(survey: Survey | None, occurrence: str, ids: Collection[int]) -> set[int]:
    if survey is None or not occurrence:
        return set()
    rows = SurveyInvitation.objects.filter(survey=survey, occurrence=occurrence, customer__in=ids)
    return set(rows.values_list("customer_id", flat=True))


def _past_of(ids: Collection[int]) -> Mapping[int, _Past]:
    """When each was asked last by any survey. One that never left the house asked nobody; one
    that waits to leave is the next one."""
    zone = shop_zone()
    days: dict[int, list[date]] = defaultdict(list)
    waiting: set[int] = set()
    rows = SurveyInvitation.objects.filter(customer__in=ids).order_by()
    columns = ("customer_id", "asked_on", "message__state", "message__handed_at", "response")
    for row in rows.values(*columns):
        whose, state, handed_at = row["customer_id"], row["message__state"], row[columns[3]]
        is_answered = row["response"] is not None
        if state in WAITING and not is_answered:
            waiting.add(whose)
        elif state not in NEVER_LEFT or is_answered:
            days[whose].append(handed_at.astimezone(zone).date() if handed_at else row["asked_on"])
    return {pk: _Past(days[pk], pk in waiting) for pk in ids}


def why_not_now(customer: Customer, at: datetime | None = None) -> Candidate:
    """Whether this one may be asked something now."""
    return candidates([customer], at=at or timezone.now())[0]


# --- who may be reminded, once ---


def to_remind(at: datetime) -> list[SurveyInvitation]:
    """Invitations that left some days ago and are not answered, whose survey reminds, and that
    had no reminder yet."""
    asking = the_asking()
    if not asking.remind_after_days:
        return []
    latest = at - timedelta(days=asking.remind_after_days)
    earliest = latest - timedelta(days=REMIND_WITHIN_DAYS)
    return list(
        SurveyInvitation.objects.filter(
            survey__is_reminded=True,
            survey__put_away_at=None,
            response=None,
            reminder=None,
            message__state__in=(MessageState.ACCEPTED.value, MessageState.DELIVERED.value),
            message__accepted_at__lte=latest,
            message__accepted_at__gt=earliest,
            expires_on__gt=at.date(),
        )
        .select_related("survey", "customer", "message", "message__signed_by")
        .order_by("pk")
    )


def are_reminders_wanted() -> bool:
    return SurveyInvitation.objects.filter(response=None, reminder=None).exists()
