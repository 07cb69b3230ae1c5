"""Why this person, why today: the rule in plain words and the records behind it (K31)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils.translation import get_language, gettext, ngettext

from regulars.models import Connection, Interaction, Line, Promise, Purchase, Rhythm, Touch
from regulars.queries import formats
from regulars.queries.asked import A_REGULAR_VISITS
from regulars.queries.chances import return_chance
from regulars.queries.due import due_for
from regulars.queries.due_silences import REST_DAYS, silent_since
from regulars.queries.plan_words import name_of
from regulars.queries.reason_words import SaidReason
from regulars.queries.rhythms import gap_words, silence_sentence, stage_of
from regulars.queries.run_words import cause, step_state
from regulars.queries.today import Row, rows_for
from regulars.rules.care import Reason
from regulars.rules.kinds import TouchRule
from regulars.rules.occasions import LATE_DAYS, THANKS_DAYS
from regulars.rules.playbooks import Trigger
from regulars.rules.radar import THANKED_FOR_DAYS
from regulars.rules.ready_plan_sets import script_in
from regulars.rules.stages import MAX_SILENCE_DAYS

PURCHASES_SHOWN = 24
TALKS_SHOWN = 6
FEW_GAPS = 5


@dataclass(frozen=True, slots=True)
class Explained:
    reason: SaidReason
    sentences: list[str]


@dataclass(frozen=True, slots=True)
class PurchaseRecord:
    purchase: Purchase
    gap_days: int | None  # since the purchase before; None for the oldest one shown
    items: str


@dataclass(frozen=True, slots=True)
class Why:
    row: Row
    explained: list[Explained]
    purchases: list[PurchaseRecord]
    talks: list[Interaction]


def why_for(customer_id: int, *, day: date) -> Why | None:
    """The answer for one customer; None where there is no such customer."""
    due = due_for(None, day, only=customer_id)
    row = next(iter(rows_for(due, [customer_id], day)), None)
    if row is None:
        return None
    return Why(
        row=row,
        explained=[Explained(one, explain(one.reason, row.rhythm, day)) for one in row.reasons],
        purchases=_purchases(customer_id),
        talks=list(
            Interaction.objects.filter(customer_id=customer_id)
            .select_related("person")
            .order_by("-happened_at", "-pk")[:TALKS_SHOWN]
        ),
    )


def _purchases(customer_id: int) -> list[PurchaseRecord]:
    """The last ones, the newest first, each with the gap to the one before."""
    found = list(
        Purchase.objects.filter(customer_id=customer_id)
        .prefetch_related(Prefetch("lines", Line.objects.order_by("position")))
        .order_by("-bought_at", "-pk")[: PURCHASES_SHOWN + 1]
    )
    before = [*found[1:], None][: len(found)]
    return [
        PurchaseRecord(
            purchase=purchase,
            gap_days=(purchase.bought_on - earlier.bought_on).days if earlier else None,
            items=", ".join(line.name for line in purchase.lines.all()),
        )
        for purchase, earlier in zip(found, before, strict=True)
    ][:PURCHASES_SHOWN]


def explain(reason: Reason, rhythm: Rhythm, day: date) -> list[str]:
    """The rule with its numbers, a sentence at a time."""
    return {
        TouchRule.FOLLOW_UP: _promised,
        TouchRule.PROMISE: _promise,
        TouchRule.THANKS: _thanks,
        TouchRule.OVERDUE: _overdue,
        TouchRule.BIRTHDAY: _birthday,
        TouchRule.ANNIVERSARY: _anniversary,
        TouchRule.OCCASION: _occasion,
        TouchRule.SILENCE: _silence,
        TouchRule.PLAYBOOK: _planned,
        TouchRule.UNTHANKED: _unthanked,
    }.get(reason.rule, _noted)(reason, rhythm, day)


def _noted(reason: Reason, _rhythm: Rhythm, _day: date) -> list[str]:
    """What its row says; each such rule may say more of itself."""
    since = gettext("It has been due since %(day)s.") % {"day": _full(reason.due_on)}
    return [*([reason.note] if reason.note else []), since]


def _planned(reason: Reason, _rhythm: Rhythm, _day: date) -> list[str]:
    """Which plan owes it, what started it there, and why a person has it."""
    touch = (
        Touch.objects.filter(rule=TouchRule.PLAYBOOK.value, occurrence=reason.occurrence)
        .select_related("run__playbook")
        .first()
    )
    if touch is None or touch.run is None:
        return [gettext("It has been due since %(day)s.") % {"day": _full(reason.due_on)}]
    playbook = touch.run.playbook
    said = [
        gettext("The plan “%(name)s” owes it.") % {"name": name_of(playbook)},
        cause(touch.run, Trigger(playbook.trigger)),
    ]
    said += step_state(touch, None, reason.due_on).because
    if touch.script:
        script = script_in(touch.script, get_language() or "en")
        said.append(gettext("To do: %(script)s") % {"script": script})
    return said


def _promise(reason: Reason, _rhythm: Rhythm, _day: date) -> list[str]:
    promise = (
        Promise.objects.filter(pk=reason.subject_id or 0)
        .select_related("person", "made_by")
        .first()
    )
    by = promise.made_by or promise.person if promise else None
    told = {"day": _full(reason.due_on), "name": by.display_name if by else ""}
    said = gettext("It was promised for %(day)s.") % told
    if promise is not None and by is not None:
        told["made"] = _full(promise.made_on)
        said = gettext("%(name)s promised it on %(made)s, for %(day)s.") % told
    return [
        said,
        gettext("It stays on top until it is kept, released, or they are told the truth."),
    ]


def _promised(reason: Reason, _rhythm: Rhythm, _day: date) -> list[str]:
    touch = (
        Touch.objects.filter(rule=TouchRule.FOLLOW_UP.value, occurrence=reason.occurrence)
        .select_related("created_by")
        .first()
    )
    due = {"day": _full(reason.due_on)}
    said = [gettext("Somebody here planned to get back to them on %(day)s.") % due]
    if touch is not None and touch.created_by is not None:
        by = {"name": touch.created_by.display_name, **due}
        said = [gettext("%(name)s planned to get back to them on %(day)s.") % by]
    if reason.note:
        said.append(gettext("The note says: %(note)s") % {"note": reason.note})
    return [*said, gettext("It stays on top until it is done, moved or dropped with a reason.")]


def _thanks(reason: Reason, _rhythm: Rhythm, _day: date) -> list[str]:
    return [
        gettext("Their first purchase on record was on %(day)s.") % {"day": _full(reason.due_on)},
        gettext("Nobody here has spoken with them since."),
        gettext("A first purchase is on the list for %(days)d days; later thanks sound hollow.")
        % {"days": THANKS_DAYS},
    ]


def _overdue(reason: Reason, rhythm: Rhythm, day: date) -> list[str]:
    said = [
        gettext("The last visit was on %(day)s, %(days)d days ago.")
        % {"day": _full(day if rhythm.last_on is None else rhythm.last_on), "days": reason.days}
    ]
    if rhythm.usual_gap_days is not None:
        rests = ngettext(
            "Usually they come %(gap)s; that rests on %(count)d gap between their own visits.",
            "Usually they come %(gap)s; that rests on %(count)d gaps between their own visits.",
            rhythm.own_gaps,
        )
        said.append(rests % {"gap": gap_words(rhythm.usual_gap_days), "count": rhythm.own_gaps})
        if rhythm.own_gaps < FEW_GAPS:
            said.append(gettext("That is little, so the gaps of everybody count as well."))
    if rhythm.next_from and rhythm.next_from == rhythm.next_to:
        said.append(
            gettext("The next visit was expected on %(day)s.") % {"day": _full(rhythm.next_from)}
        )
    elif rhythm.next_from and rhythm.next_to:
        said.append(
            gettext("The next visit was expected between %(start)s and %(end)s.")
            % {"start": _full(rhythm.next_from), "end": _full(rhythm.next_to)}
        )
    if rhythm.late_from and rhythm.lost_from:
        said.append(
            gettext(
                "From %(late)s on the silence is longer than usual, from %(lost)s on they would"
                " count as lost."
            )
            % {"late": _full(rhythm.late_from), "lost": _full(rhythm.lost_from)}
        )
    if return_chance(rhythm):
        said.append(silence_sentence(rhythm, day))
    said.append(
        gettext("Nobody here has spoken with them in the last %(days)d days.") % {"days": REST_DAYS}
    )
    return [one for one in said if one]


def _birthday(reason: Reason, _rhythm: Rhythm, _day: date) -> list[str]:
    kept = gettext("The birthday on record falls on %(day)s.") % {"day": _full(reason.due_on)}
    late = gettext(
        "A birthday is on the list on its day and for %(days)d days after it, never before."
    )
    return [kept, late % {"days": LATE_DAYS}]


def _anniversary(reason: Reason, rhythm: Rhythm, _day: date) -> list[str]:
    said = [gettext("The anniversary is on %(day)s.") % {"day": _full(reason.due_on)}]
    if rhythm.first_on:
        first = gettext("The first purchase on record was on %(day)s.")
        said.insert(0, first % {"day": _full(rhythm.first_on)})
    least = gettext("It is kept for those who came at least %(visits)d times and still come.")
    return [*said, least % {"visits": A_REGULAR_VISITS}]


def _occasion(reason: Reason, _rhythm: Rhythm, _day: date) -> list[str]:
    connection = Connection.objects.filter(pk=reason.subject_id or 0).first()
    parts = [connection.relation, connection.occasion] if connection else []
    what = ", ".join(part for part in parts if part)
    said = gettext("A day on record for %(name)s falls on %(day)s.") % {
        "name": f"{reason.note} ({what})" if what else reason.note,
        "day": _full(reason.due_on),
    }
    return [said]


def _silence(reason: Reason, rhythm: Rhythm, day: date) -> list[str]:
    since = silent_since(rhythm)
    if rhythm.last_contact_on is not None:
        last = gettext("You last spoke with them on %(day)s, %(days)d days ago.")
    else:
        last = gettext(
            "No talk is on record; the first purchase was %(days)d days ago, on %(day)s."
        )
    most = MAX_SILENCE_DAYS[stage_of(rhythm, day)]
    return [
        last % {"day": _full(since or day), "days": reason.days},
        gettext("For somebody like this, more than %(days)d days without a word are too many.")
        % {"days": most},
        gettext("They come as usual, and no open concern is on record."),
    ]


def _unthanked(reason: Reason, _rhythm: Rhythm, _day: date) -> list[str]:
    bought = Purchase.objects.filter(pk=reason.subject_id or 0).first()
    said = [gettext("Thanks were due by %(day)s.") % {"day": _full(reason.due_on)}]
    if bought is not None:
        first = gettext("They bought something on %(day)s, and nobody has spoken with them since.")
        said.insert(0, first % {"day": _full(bought.bought_on)})
    seldom = gettext("Thanks count for %(days)d days: nobody is thanked for every purchase.")
    return [*said, seldom % {"days": THANKED_FOR_DAYS}]


def _full(on: date) -> str:
    return formats.full_day(on, get_language() or "en")
