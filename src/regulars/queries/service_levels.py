"""What is offered to a few for a price, what they said, and who else could be asked."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from regulars.models import Customer, Rhythm, ServiceLevel, ServiceOffer, Wish
from regulars.queries.customers import rhythm_of
from regulars.queries.manners import facts_for_all
from regulars.queries.paused import is_paused_on
from regulars.queries.rhythms import sentence, stage_filter
from regulars.queries.survey_results import Share
from regulars.rules.channels import Channel
from regulars.rules.kinds import OpenState
from regulars.rules.search import fold
from regulars.rules.service_levels import (
    LevelState,
    OfferAnswer,
    Reading,
    Said,
    Trial,
    WhyNotOffered,
    of_hundred_minor,
    trial_of,
    why_not_offered,
)
from regulars.rules.stages import Stage

SHOWN = 6  # suggested at once
LOOKED_AT = 40  # some of them are left out
MATCHES = 8  # of a name that is looked for
IN_ORDER = [LevelState.TRYING, LevelState.DRAFT, LevelState.KEPT, LevelState.DROPPED]


@dataclass(frozen=True, slots=True)
class Figures:
    """What the trial says, and between which bounds the true share lies (Clopper, Pearson)."""

    trial: Trial
    share: Share  # who takes it, of those who answered

    @property
    def reading(self) -> Reading:
        return self.trial.reading

    @property
    def least_of_hundred_minor(self) -> int:
        """What a hundred who are asked would leave, at the lowest share that chance allows."""
        return of_hundred_minor(self.trial.margin_minor or 0, self.share.low_percent)

    @property
    def loss_minor(self) -> int:
        return -(self.trial.margin_minor or 0)


@dataclass(frozen=True, slots=True)
class LevelRow:
    level: ServiceLevel
    figures: Figures


@dataclass(frozen=True, slots=True)
class OfferRow:
    offer: ServiceOffer
    may_correct: bool  # answered today


@dataclass(frozen=True, slots=True)
class Candidate:
    customer: Customer
    sentence: str
    wish: str  # something they would like, in their words; "" where nothing is noted
    why_not: WhyNotOffered | None


@dataclass(frozen=True, slots=True)
class LevelPage:
    level: ServiceLevel
    figures: Figures
    offers: list[OfferRow]
    room: int  # how many more may be offered it
    suggestions: list[Candidate]
    matches: list[Candidate]  # of the name that was looked for

    @property
    def is_trying(self) -> bool:
        return self.level.state == LevelState.TRYING

    @property
    def takes_answers(self) -> bool:
        return self.level.state in {LevelState.TRYING, LevelState.KEPT}


def level_rows() -> list[LevelRow]:
    """Those that are tried first. Two queries."""
    every = ServiceLevel.objects.all()
    levels = sorted(every, key=lambda one: IN_ORDER.index(LevelState(one.state)))
    said: dict[int, list[Said]] = {one.pk: [] for one in levels}
    told = ServiceOffer.objects.order_by().values_list("level_id", "answer", "cost_minor")
    for pk, answer, cost in told:
        said[pk].append(Said(OfferAnswer(answer), cost))
    return [LevelRow(one, _figures(one, said[one.pk])) for one in levels]


def kept_levels() -> list[ServiceLevel]:
    """For those who want more: what stands on the charter."""
    return list(ServiceLevel.objects.filter(state=LevelState.KEPT.value).order_by("name", "pk"))


def level_page(level: ServiceLevel, *, today: date, search: str = "") -> LevelPage:
    offers = list(level.offers.select_related("customer", "offered_by"))
    room = max(level.group_size - len(offers), 0)
    asks = level.state == LevelState.TRYING and room > 0
    asked = [one.customer_id for one in offers]
    return LevelPage(
        level=level,
        figures=_figures(level, [Said(OfferAnswer(one.answer), one.cost_minor) for one in offers]),
        offers=[OfferRow(one, one.answered_on == today) for one in offers],
        room=room,
        suggestions=suggestions(asked, today) if asks and not search else [],
        matches=_matches(search, asked, today) if asks and search else [],
    )


def _figures(level: ServiceLevel, said: list[Said]) -> Figures:
    trial = trial_of(said, price_minor=level.price_minor)
    return Figures(trial, Share(trial.taken, trial.answered))


def suggestions(asked: Collection[int], today: date) -> list[Candidate]:
    """Regulars for the small group: those with a wish first, then who is expected soonest, as it
    is offered in person; who is overdue comes last. Nobody who is left in peace, waits for us, or
    wants no offers."""
    wishes = Wish.objects.filter(customer=OuterRef("pk"), state=OpenState.OPEN.value)
    overdue = Rhythm.objects.filter(next_to__lt=today, customer=OuterRef("pk"))
    regulars = stage_filter(Stage.REGULAR, today, prefix="rhythm__") | stage_filter(
        Stage.LOYAL, today, prefix="rhythm__"
    )
    found = (
        Customer.objects.filter(regulars)
        .exclude(pk__in=asked)
        .exclude(is_paused_on(today))
        .select_related("rhythm")
        .annotate(has_wish=Exists(wishes), is_overdue=Exists(overdue))
        .order_by("-has_wish", "is_overdue", F("rhythm__next_on").asc(nulls_last=True), "pk")
    )
    candidates = _candidates(list(found[:LOOKED_AT]), today)
    return [one for one in candidates if one.why_not is None][:SHOWN]


def _matches(search: str, asked: Collection[int], today: date) -> list[Candidate]:
    found = Customer.objects.matching(fold(search)).exclude(pk__in=asked).select_related("rhythm")
    return _candidates(list(found.order_by("name", "pk")[:MATCHES]), today)


def _candidates(customers: list[Customer], today: date) -> list[Candidate]:
    ids = [one.pk for one in customers]
    left_out = left_out_among(ids, today)
    wishes = Wish.objects.filter(customer__in=ids, state=OpenState.OPEN.value)
    latest = dict(wishes.order_by("heard_at", "pk").values_list("customer_id", "text"))
    return [
        Candidate(
            customer=one,
            sentence=sentence(rhythm_of(one), today),
            wish=latest.get(one.pk, ""),
            why_not=left_out.get(one.pk),
        )
        for one in customers
    ]


def left_out_among(ids: Iterable[int], today: date) -> dict[int, WhyNotOffered]:
    """Who is not offered anything to pay for today, and why: by what is asked before each message
    leaves, though nothing is sent."""
    wanted = list(ids)
    facts = facts_for_all(dict.fromkeys(wanted), at=timezone.now(), channel=Channel.PHONE)
    paused = Customer.objects.filter(is_paused_on(today), pk__in=wanted)
    resting = set(paused.order_by().values_list("pk", flat=True))
    found = {
        pk: why_not_offered(
            is_paused=pk in resting,
            has_complaint=one.has_complaint,
            is_owed=one.is_let_down,
            answers=one.answers,
            reached_by=[way for way, address in one.addresses.items() if address],
        )
        for pk, one in facts.items()
    }
    return {pk: why for pk, why in found.items() if why is not None}
