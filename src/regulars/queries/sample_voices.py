"""What the sample business promised and what its people told it: invented like them.

Days are counted back from today. The record of promises is made by a rule, so that its figures are
the same each time.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from regulars.rules.charters import Metric
from regulars.rules.complaints import Evidence, HowBad, Recovery
from regulars.rules.kinds import WishCertainty
from regulars.rules.promises import PromiseState, ReadyKind, TrueReason
from regulars.rules.surveys import AskStage
from regulars.rules.wishes import WishDecision

Text = str | Lazy
REPAIRS = 48  # over a year
BACK_DAYS = 350
PROMISED_DAYS = 5  # for a repair


@dataclass(frozen=True, slots=True)
class GivenPromise:
    """An open one; `due_in` below 0 is late."""

    name: str
    kind: ReadyKind
    what: Text
    made_ago: int
    due_in: int


@dataclass(frozen=True, slots=True)
class SettledPromise:
    kind: ReadyKind
    what: Text
    made_ago: int
    promised_days: int
    took_days: int  # until it was kept; where it was not, until they heard
    state: PromiseState = PromiseState.KEPT
    reason: TrueReason | None = None
    cost: int = 0  # in the currency's major unit


OPEN = (
    GivenPromise("Repair Café Nord", ReadyKind.REPAIR, _("New burrs for the grinder"), 4, 0),
    GivenPromise("José María Núñez", ReadyKind.FIND_OUT, _("The dates of the next course"), 9, -2),
    GivenPromise("Hotel Aurora", ReadyKind.QUOTE, _("An offer for the new menu's blend"), 2, 3),
    GivenPromise("Peter Hald", ReadyKind.CALL_BACK, _("Call when the valve is here"), 5, 6),
)
MENDED, OFFER, CALL = _("Grinder mended"), _("An offer for coffee at work"), _("Call back")


def settled() -> Iterator[SettledPromise]:
    """A year of promises: repairs that hold, offers that sometimes slip, calls that mostly come."""
    for number in range(REPAIRS):
        ago = 8 + number * (BACK_DAYS - 8) // REPAIRS
        is_late = number == 31
        yield SettledPromise(
            ReadyKind.REPAIR,
            MENDED,
            ago,
            PROMISED_DAYS,
            8 if is_late else 1 + number % 4,
            PromiseState.KEPT_LATE if is_late else PromiseState.KEPT,
            cost=25 if number == 6 else 0,
        )
    for number in range(9):
        offer = SettledPromise(ReadyKind.QUOTE, OFFER, 20 + number * 35, 5, 2 + number % 3)
        if number == 2:
            offer = SettledPromise(ReadyKind.QUOTE, OFFER, 90, 5, 7, PromiseState.KEPT_LATE, cost=0)
        elif number == 5:
            told, why = PromiseState.BROKEN_TOLD, TrueReason.SUPPLIER
            offer = SettledPromise(ReadyKind.QUOTE, OFFER, 195, 5, 3, told, why)
        yield offer
    for number in range(12):
        call = SettledPromise(ReadyKind.CALL_BACK, CALL, 11 + number * 27, 1, number % 2)
        if number == 4:
            silent, why = PromiseState.BROKEN_SILENT, TrueReason.FORGOTTEN
            call = SettledPromise(ReadyKind.CALL_BACK, CALL, 119, 1, 3, silent, why)
        yield call


@dataclass(frozen=True, slots=True)
class Clause:
    sentence: Text
    metric: Metric
    within: int | None
    target_percent: int


CHARTER_AGO = 200
OPENING = _("We roast, we mend, and we say what is true. This is what you can count on.")
TRAINING = _(
    "Look into the letter box at nine and at two. Write each promise down where it is said."
)
CLAUSES = (
    Clause(_("What we promise for a day is done on that day."), Metric.KEPT_ON_DAY, None, 90),
    Clause(_("What we promise is done within five days."), Metric.DONE_IN, PROMISED_DAYS, 90),
    Clause(_("Whoever complains hears from one of us within a day."), Metric.FIRST_WORD, 24, 95),
    Clause(_("Whoever writes has an answer within a day."), Metric.ANSWERED, 24, 90),
)
VISION: tuple[tuple[Text, tuple[Text, ...]], ...] = (
    (_("Nobody has to ask us twice."), (_("You wrote back before I had finished my cup."),)),
    (
        _("A machine is not left standing for weeks."),
        (_("Three days without my grinder, no more."),),
    ),
    (_("We know how each of you grinds."), ()),
)
UNTHOUGHT = _("Tell me before the price goes up, not after.")
RIVAL = "Dreamy Beans"
RIVAL_WORDS, RIVAL_WHERE = _("Repairs within ten days"), _("their window")
GUARANTEE = _("Your grinder is mended within five days, or it costs you nothing.")
GIVES = _("The repair is free.")
GUARANTEE_PERCENT, GUARANTEE_COST = 90, 60
VALUED = ((True, False), (True, False), (True, True), (False, True), (True, False), (True, False))


@dataclass(frozen=True, slots=True)
class OldComplaint:
    """One of which one knows what became of it. `cause` by its place in the ready list."""

    name: str
    text: Text
    heard_ago: int
    cause: int
    mended: Text
    recovery: Recovery
    evidence: Evidence
    first_word_hours: int = 3
    how_bad: HowBad = HowBad.SPOILED
    cost: int = 0


NOT_BY_ITS_DAY, FAULT, NOT_WELL, MIXED_UP = 0, 3, 4, 6
RECOVERED, LOST = Recovery.RECOVERED, Recovery.NOT_RECOVERED
OLD_COMPLAINTS = (
    OldComplaint(
        "Ida Holm", _("The grinder was not ready on Friday, and she had come for it."), 150,
        NOT_BY_ITS_DAY, _("Brought it to her on Saturday."), RECOVERED, Evidence.SAID, cost=12,
    ),
    OldComplaint(
        "Hanna Virtanen", _("Her order came four days late."), 95,
        NOT_BY_ITS_DAY, _("Sent a new one the same day."), RECOVERED, Evidence.BOUGHT, cost=14,
    ),
    OldComplaint(
        "Marek Zelenka", _("The gift boxes came after the feast."), 62,
        NOT_BY_ITS_DAY, _("Took them back and paid everything."), LOST, Evidence.SAID,
        first_word_hours=30, how_bad=HowBad.GRAVE, cost=78,
    ),
    OldComplaint(
        "Tess Murray", _("A bag was torn."), 41,
        FAULT, _("A new bag, and a thicker box from now on."), RECOVERED, Evidence.SAID,
        first_word_hours=1, how_bad=HowBad.NUISANCE, cost=12,
    ),
    OldComplaint(
        "Clara Weiss", _("The mill still squeaks."), 33,
        NOT_WELL, _("Mended it anew."), Recovery.UNKNOWN, Evidence.SILENT,
    ),
)  # fmt: skip
MIDWAY = "Anke Visser"
MIDWAY_TEXT = _("Whole beans in the bag, although she had asked for ground.")
MIDWAY_WANTS = _("The right bag before Sunday.")
MIDWAY_CAUSE = MIXED_UP
MIDWAY_CAUSE_WORDS = _("The label does not say how it is to be ground.")
MIDWAY_GIVEN, MIDWAY_COST = _("A bag of filter roast, ground, by courier"), 18


@dataclass(frozen=True, slots=True)
class WishStory:
    """What several would like; those of the told stories come by their own words."""

    title: Text
    own: tuple[Text, ...] = ()  # words in the stories themselves
    heard: tuple[tuple[str, Text, WishCertainty], ...] = ()
    decision: WishDecision = WishDecision.UNDECIDED
    answer: Text = ""
    due_in: int | None = None


STATED, IMPLIED = WishCertainty.STATED, WishCertainty.IMPLIED
WISHES = (
    WishStory(
        _("A darker blend"),
        own=(_("A darker blend; we had none in September."),),
        heard=(
            ("Luca Ferri", _("Something darker for the lever machine."), STATED),
            ("Paolo Greco", _("He finds our espresso too light."), IMPLIED),
        ),
        decision=WishDecision.WILL_DO,
        answer=_("We are roasting a darker blend. You will hear as soon as it is here."),
        due_in=20,
    ),
    WishStory(
        _("Smaller bags of decaf"),
        own=(_("A smaller bag of decaf: it goes stale for one person."),),
        heard=(("Eleni Pappas", _("Half a bag of decaf would do for her."), STATED),),
    ),
    WishStory(
        _("Open on Sundays"),
        heard=(("Sofia Nilsson", _("Could you open on Sunday mornings?"), STATED),),
        decision=WishDecision.CHOOSE_NOT,
        answer=_("On Sundays we are with our families. On Saturdays we are here until four."),
    ),
)
FRESH_WISH = ("Owen Pryce", _("A mill to borrow while his is being mended."), STATED)

FRICTION_PLACE = _("The door")
FRICTION = _("Three steps: whoever is on crutches waits outside.")
FRICTION_TIMES, FRICTION_MINUTES = 20, 6
IDEA, IDEA_TEXT = _("A bell beside the steps"), _("We come out with the bag.")
IDEA_COST = 30
BENCH = _("A bench in front of the window")

SURVEY = "whole-way"  # five marks, one for each part of the way
ANSWERED = 30
# Marks by turns: the delivery is what people mind.
MARKS: dict[AskStage, tuple[int, ...]] = {
    AskStage.FIRST_CONTACT: (5, 4, 5, 3, 4, 5, 4, 5),
    AskStage.SALE: (5, 5, 4, 5, 3, 4, 5, 4, 5, 4, 5),
    AskStage.DELIVERY: (3, 4, 2, 5, 3, 3, 4),
    AskStage.USE: (5, 4, 5, 4, 5, 3, 5),
    AskStage.REGULAR: (4, 5, 5, 4, 5, 5, 3),
}
FOUND = _("Delivery is what people are least content with.")
ACTION = _("Write the day of delivery on every order, and ring when it slips.")
ACTION_IN_DAYS = 6
WORDS_SURVEY = "after-job"
WORDS: tuple[tuple[str, int, Text], ...] = (
    ("Greta Schulz", 5, _("You rang before I could ask. That is how it should be.")),
    ("Finn Larsen", 4, _("All well. The shop is hard to find, a sign would help.")),
)
