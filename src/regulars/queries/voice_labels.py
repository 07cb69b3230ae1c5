"""The words for complaints, wishes, ideas and what was given. Joined into queries/labels.py."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.queries.care_labels import Words
from regulars.rules.amends import AmendsState
from regulars.rules.complaints import Act, Evidence, HowBad, Lacking, Recovery, Step
from regulars.rules.ideas import Effort, IdeaOrigin, IdeaState
from regulars.rules.what_else import ElseRoute
from regulars.rules.wishes import WishDecision

VOICE_WORDS: dict[type[StrEnum], dict[str, Words]] = {
    AmendsState: {
        AmendsState.ASKED: _("Asked for"),
        AmendsState.GIVEN: pgettext_lazy("amends", "Given"),
        AmendsState.REFUSED: _("Not granted"),
    },
    Step: {
        Step.HEARD: _("Waits for a first word"),
        Step.ANSWERED: _("To be put right"),
        Step.MENDED: _("Put right, not closed yet"),
        Step.CLOSED: _("Closed, ask again"),
        Step.SETTLED: pgettext_lazy("complaint", "Settled"),
        Step.NONE: _("It was none"),
    },
    Act: {
        Act.FIRST_WORD: _("The first word"),
        Act.REVIEW: _("The cause"),
        Act.MEND: _("Putting it right"),
        Act.CLOSE: pgettext_lazy("complaint", "Closing"),
        Act.SETTLE: _("Asking again"),
        Act.DISMISS: _("It was none"),
        Act.REOPEN: _("Opening it again"),
    },
    HowBad: {
        HowBad.NUISANCE: _("A nuisance"),
        HowBad.SPOILED: _("It spoiled things for them"),
        HowBad.GRAVE: _("Grave, you may lose them"),
    },
    Recovery: {
        Recovery.RECOVERED: _("Put right"),
        Recovery.NOT_RECOVERED: _("Not put right"),
        Recovery.UNKNOWN: _("Nobody knows"),
    },
    Evidence: {
        Evidence.SAID: _("They said so"),
        Evidence.BOUGHT: _("They bought again"),
        Evidence.LEFT: _("They have not come back"),
        Evidence.SILENT: _("Nothing was heard of them"),
    },
    Lacking: {
        Lacking.FIRST_WORD: _("a first word by a person"),
        Lacking.CAUSE: _("the cause"),
        Lacking.MENDED: _("what was done to put it right"),
    },
    WishDecision: {
        WishDecision.UNDECIDED: _("Not decided yet"),
        WishDecision.WILL_DO: _("We will do it"),
        WishDecision.CANNOT: _("We cannot"),
        WishDecision.CHOOSE_NOT: _("We choose not to"),
        WishDecision.ANOTHER_FIRM: _("Another firm does it"),
    },
    IdeaOrigin: {
        IdeaOrigin.TEAM: _("Thought up by the team"),
        IdeaOrigin.COMPLAINTS: _("The same cause of complaints again"),
        IdeaOrigin.WISHES: _("A wish"),
        IdeaOrigin.FRICTION: _("Something in the way"),
        IdeaOrigin.ANSWER: _("Said when asked what else"),
    },
    Effort: {
        Effort.SMALL: pgettext_lazy("effort", "Small"),
        Effort.MIDDLING: pgettext_lazy("effort", "Middling"),
        Effort.LARGE: pgettext_lazy("effort", "Large"),
    },
    IdeaState: {
        IdeaState.NEW: pgettext_lazy("idea", "New"),
        IdeaState.TRYING: _("Being tried"),
        IdeaState.KEPT: pgettext_lazy("idea", "Kept"),
        IdeaState.DROPPED: pgettext_lazy("idea", "Not for us"),
    },
    ElseRoute: {
        ElseRoute.NOTHING: pgettext_lazy("what else", "Nothing"),
        ElseRoute.QUOTE: _("They want a quote"),
        ElseRoute.WISH: _("A wish"),
        ElseRoute.IMPROVEMENT: _("Something to do better"),
        ElseRoute.COMPLAINT: _("A complaint"),
    },
}
