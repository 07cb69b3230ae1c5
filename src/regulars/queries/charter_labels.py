"""Words for the charter, its guarantees and what some pay for. Joined into queries/labels.py."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regulars.queries.care_labels import Words
from regulars.rules.charters import Metric, Missing, RemarkKind, Unit, VersionState
from regulars.rules.guarantees import GuaranteeState, ProposalKind, ProposalState
from regulars.rules.service_levels import LevelState, OfferAnswer, Per, WhyNotOffered

CHARTER_WORDS: dict[type[StrEnum], dict[str, Words]] = {
    VersionState: {
        VersionState.DRAFT: pgettext_lazy("state of a charter", "Draft"),
        VersionState.DISCUSSION: _("In discussion"),
        VersionState.AGREED: _("Agreed"),
        VersionState.PUBLISHED: pgettext_lazy("state of a charter", "Published"),
        VersionState.REPLACED: pgettext_lazy("state of a charter", "Replaced"),
        VersionState.DROPPED: pgettext_lazy("state of a charter", "Put away"),
    },
    RemarkKind: {
        RemarkKind.COMMENT: _("A comment"),
        RemarkKind.OBJECTION: _("An objection"),
    },
    Unit: {
        Unit.HOURS: _("hours"),
        Unit.DAYS: _("days"),
    },
    Metric: {
        Metric.ANSWERED: _("Whoever writes gets an answer within so many hours"),
        Metric.THANKED: _("After a purchase they hear from us within so many days"),
        Metric.FOLLOWED_UP: _("The follow-up of a sale comes in time"),
        Metric.KEPT_ON_DAY: _("What we promise is done by the promised day"),
        Metric.DONE_IN: _("What we promise is done within so many days"),
        Metric.TOLD_FIRST: _("Bad news comes from us before they ask"),
        Metric.FIRST_WORD: _("A complaint gets a first word within so many hours"),
        Metric.RECOVERED: _("A complaint is put right within so many days"),
    },
    Missing: {
        Missing.SENTENCE: _("a sentence"),
        Missing.METRIC: _("something recorded that measures it"),
        Missing.LIMIT: _("how many hours or days"),
        Missing.TARGET: _("how often it is to be kept"),
    },
    GuaranteeState: {
        GuaranteeState.MEASURING: _("Being measured"),
        GuaranteeState.PUBLISHED: pgettext_lazy("state of a guarantee", "Given"),
        GuaranteeState.REPLACED: pgettext_lazy("state of a guarantee", "Replaced"),
        GuaranteeState.ENDED: pgettext_lazy("state of a guarantee", "Ended"),
        GuaranteeState.DROPPED: pgettext_lazy("state of a guarantee", "Put away"),
    },
    ProposalKind: {
        ProposalKind.TIGHTEN: _("Promise more"),
        ProposalKind.PROTECT: _("Protect it"),
    },
    ProposalState: {
        ProposalState.OPEN: pgettext_lazy("state of a proposal", "Open"),
        ProposalState.APPROVED: pgettext_lazy("state of a proposal", "Taken up"),
        ProposalState.DECLINED: pgettext_lazy("state of a proposal", "Left as it is"),
    },
    LevelState: {
        LevelState.DRAFT: pgettext_lazy("state of a paid service", "Draft"),
        LevelState.TRYING: pgettext_lazy("state of a paid service", "Being tried"),
        LevelState.KEPT: pgettext_lazy("state of a paid service", "Kept"),
        LevelState.DROPPED: pgettext_lazy("state of a paid service", "Dropped"),
    },
    Per: {
        Per.ONCE: pgettext_lazy("after a price", "each time"),
        Per.MONTH: pgettext_lazy("after a price", "a month"),
        Per.YEAR: pgettext_lazy("after a price", "a year"),
    },
    OfferAnswer: {
        OfferAnswer.OPEN: _("No answer yet"),
        OfferAnswer.TAKEN: _("Takes it"),
        OfferAnswer.DECLINED: _("Does not want it"),
    },
    WhyNotOffered: {
        WhyNotOffered.PAUSED: _("Left in peace for now"),
        WhyNotOffered.COMPLAINT: _("A complaint is not settled"),
        WhyNotOffered.OWED: _("Something we promised or have to tell them is overdue"),
        WhyNotOffered.QUIET: _("Wants no offers"),
    },
}

SOURCES: dict[str, Words] = {
    Metric.ANSWERED: _(
        "Counted are messages that came in, from their arrival to your answer; hours of closed "
        "days do not count, nor do messages that you marked as needing no answer."
    ),
    Metric.THANKED: _(
        "Counted are purchases, from their day to the first word from you: a talk, a message, a "
        "card."
    ),
    Metric.FOLLOWED_UP: _(
        "Counted are sales with a planned follow-up; in time is by its day, or the day after."
    ),
    Metric.KEPT_ON_DAY: _(
        "Counted are promises by their day, unless the customer released you from them."
    ),
    Metric.DONE_IN: _(
        "Counted are promises from the day they were made to the day they were kept; one that was "
        "broken counts as missed."
    ),
    Metric.TOLD_FIRST: _(
        "Counted are the people whom bad news concerned, by whether they heard it from you or had "
        "to ask."
    ),
    Metric.FIRST_WORD: _(
        "Counted are complaints, from hearing them to the first word of a person; hours of closed "
        "days do not count."
    ),
    Metric.RECOVERED: _(
        "Counted are complaints, from hearing them to the day they were put right; as kept only "
        "once the customer said or showed that it is well again."
    ),
}
