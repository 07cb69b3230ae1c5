"""A reason to care, in the words of the person who reads the list."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, gettext, ngettext

from regulars.models import Customer, Rhythm
from regulars.queries import formats, labels, rhythms
from regulars.rules.care import Reason
from regulars.rules.kinds import TouchRule
from regulars.rules.stages import Stage

TINTS: dict[TouchRule, str] = {
    TouchRule.FOLLOW_UP: "is-warm",
    TouchRule.THANKS: "is-green",
    TouchRule.OVERDUE: "is-gold",
    TouchRule.BIRTHDAY: "is-plum",
    TouchRule.ANNIVERSARY: "is-blue",
    TouchRule.OCCASION: "is-plum",
    TouchRule.SILENCE: "is-green",
    TouchRule.PLAYBOOK: "is-blue",
    TouchRule.SERVICE: "is-blue",
    TouchRule.RUN_OUT: "is-gold",
    TouchRule.APPOINTMENT: "is-blue",
    TouchRule.ANSWER: "is-warm",
    TouchRule.UNTHANKED: "is-green",
    TouchRule.COMPLAINT: "is-warm",
    TouchRule.GESTURE: "is-plum",
    TouchRule.WRITTEN: "is-blue",
    TouchRule.PROMISE: "is-warm",
    TouchRule.NOTICE: "is-warm",
    TouchRule.CHECK_BACK: "is-warm",
    TouchRule.WISH: "is-green",
    TouchRule.SURVEY: "is-blue",
}
BY_NAME = (  # their chip is the rule's own name, their line the note on the row
    TouchRule.PLAYBOOK,
    TouchRule.SERVICE,
    TouchRule.RUN_OUT,
    TouchRule.APPOINTMENT,
    TouchRule.ANSWER,
    TouchRule.UNTHANKED,
    TouchRule.COMPLAINT,
    TouchRule.GESTURE,
    TouchRule.WRITTEN,
    TouchRule.NOTICE,
    TouchRule.CHECK_BACK,
    TouchRule.WISH,
    TouchRule.SURVEY,
)


@dataclass(frozen=True, slots=True)
class SaidReason:
    """A reason as a row shows it."""

    reason: Reason
    chip: str
    tint: str
    line: str


def said(reason: Reason, customer: Customer, *, item: str, day: date) -> SaidReason:
    """`item` is what the purchase of a thanks was; "" where its lines have no names."""
    rhythm = rhythm_of(customer)
    return SaidReason(
        reason=reason,
        chip=chip(reason, rhythm, day),
        tint=TINTS[reason.rule],
        line=line(reason, rhythm, item=item, day=day),
    )


def rhythm_of(customer: Customer) -> Rhythm:
    """The stored rhythm, or an empty one for somebody who was never looked at yet."""
    rhythm = getattr(customer, "rhythm", None)
    return rhythm if rhythm is not None else Rhythm(customer=customer)


def chip(reason: Reason, rhythm: Rhythm, day: date) -> str:
    """Two or three words: "Birthday today"."""
    return CHIPS[reason.rule](reason, rhythm, day)


def line(reason: Reason, rhythm: Rhythm, *, item: str, day: date) -> str:
    """The cause, in a sentence."""
    if reason.rule is TouchRule.THANKS:
        return _first_purchase(reason, item, day)
    if reason.rule is TouchRule.UNTHANKED and not reason.note:
        return _unthanked(item)
    return LINES[reason.rule](reason, rhythm, day)


def _follow_up(reason: Reason, _rhythm: Rhythm, day: date) -> str:
    late = (day - reason.due_on).days
    if late <= 0:
        return gettext("Follow-up today")
    said = ngettext("Follow-up, %(days)d day late", "Follow-up, %(days)d days late", late)
    return said % {"days": late}


def _promise(reason: Reason, _rhythm: Rhythm, day: date) -> str:
    late = (day - reason.due_on).days
    if late <= 0:
        return gettext("Promised for today")
    said = ngettext("Promise, %(days)d day late", "Promise, %(days)d days late", late)
    return said % {"days": late}


def _overdue(_reason: Reason, rhythm: Rhythm, day: date) -> str:
    if rhythms.stage_of(rhythm, day) in {Stage.SLIPPING, Stage.LAPSED}:
        return gettext("Drifting away")
    return gettext("Later than usual")


def _birthday(reason: Reason, _rhythm: Rhythm, day: date) -> str:
    return gettext("Birthday %(when)s") % {"when": _when(reason, day)}


def _anniversary(reason: Reason, _rhythm: Rhythm, _day: date) -> str:
    years = reason.years or 0
    said = ngettext("%(years)d year with you", "%(years)d years with you", years)
    return said % {"years": years}


def _special_day(reason: Reason, _rhythm: Rhythm, day: date) -> str:
    return gettext("Special day %(when)s") % {"when": _when(reason, day)}


def _no_contact(reason: Reason, _rhythm: Rhythm, _day: date) -> str:
    said = ngettext("No contact for %(days)d day", "No contact for %(days)d days", reason.days)
    return said % {"days": reason.days}


CHIPS: dict[TouchRule, Callable[[Reason, Rhythm, date], str]] = {
    TouchRule.FOLLOW_UP: _follow_up,
    TouchRule.PROMISE: _promise,
    TouchRule.THANKS: lambda *_: gettext("Say thank you"),
    TouchRule.OVERDUE: _overdue,
    TouchRule.BIRTHDAY: _birthday,
    TouchRule.ANNIVERSARY: _anniversary,
    TouchRule.OCCASION: _special_day,
    TouchRule.SILENCE: _no_contact,
} | dict.fromkeys(BY_NAME, lambda reason, *_: labels.word(TouchRule, reason.rule.value))


def _first_purchase(reason: Reason, item: str, day: date) -> str:
    when = _when(reason, day)
    if item:
        return gettext("First purchase %(when)s: %(item)s.") % {"when": when, "item": item}
    return gettext("First purchase %(when)s.") % {"when": when}


def _unthanked(item: str) -> str:
    if item:
        return gettext("Bought %(item)s, and nobody has said thank you.") % {"item": item}
    return gettext("Bought again, and nobody has said thank you.")


def _promised(reason: Reason, _rhythm: Rhythm, _day: date) -> str:
    return reason.note or gettext("You wanted to get back to them.")


def _age_and_purchases(reason: Reason, rhythm: Rhythm, _day: date) -> str:
    age = ngettext("Turns %(years)d.", "Turns %(years)d.", reason.years or 0)
    parts = [age % {"years": reason.years} if reason.years else "", _bought(rhythm)]
    return " ".join(filter(None, parts)) or gettext("A few warm words, no gift needed.")


def _since_and_purchases(_reason: Reason, rhythm: Rhythm, _day: date) -> str:
    first = formats.month(rhythm.first_on, _language()) if rhythm.first_on else ""
    since = gettext("With you since %(month)s.") % {"month": first} if first else ""
    return f"{since} {_bought(rhythm)}".strip()


def _whose_day(reason: Reason, _rhythm: Rhythm, _day: date) -> str:
    return gettext("A special day for %(name)s.") % {"name": reason.note}


LINES: dict[TouchRule, Callable[[Reason, Rhythm, date], str]] = {
    TouchRule.FOLLOW_UP: _promised,
    TouchRule.PROMISE: lambda reason, *_: reason.note,
    TouchRule.OVERDUE: lambda _reason, rhythm, day: rhythms.sentence(rhythm, day),
    TouchRule.BIRTHDAY: _age_and_purchases,
    TouchRule.ANNIVERSARY: _since_and_purchases,
    TouchRule.OCCASION: _whose_day,
    TouchRule.SILENCE: lambda *_: gettext("Good customer, nothing wrong. Say hello."),
} | dict.fromkeys(BY_NAME, lambda reason, *_: reason.note)


def _bought(rhythm: Rhythm) -> str:
    if not rhythm.purchases:
        return ""
    came = ngettext("Bought %(count)d time.", "Bought %(count)d times.", rhythm.purchases)
    return came % {"count": rhythm.purchases}


def _when(reason: Reason, day: date) -> str:
    return formats.day(reason.due_on, today=day, language=_language())


def _language() -> str:
    return get_language() or "en"
