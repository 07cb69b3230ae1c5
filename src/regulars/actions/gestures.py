"""Small things nobody expects: thought up by the team, suggested a few a week, never repeated."""

from datetime import date

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from regulars.actions.events import record
from regulars.models import Event, Gesture, GestureSuggestion, Person, Shop, Touch
from regulars.queries.gestures import candidates, open_ideas, spent_minor
from regulars.queries.local_days import shop_zone
from regulars.queries.manners import the_manners
from regulars.rules.gestures import Chosen, choose, week_of
from regulars.rules.greetings import spoken_language
from regulars.rules.kinds import OpenState, TouchRule
from regulars.rules.messages import Purpose
from regulars.rules.money import to_minor
from regulars.rules.ready_gestures import READY


@transaction.atomic
def suggest_gestures(*, day: date) -> int:
    """Fill up this week's suggestions, within this month's budget. Returns how many are new.

    Run as often as one likes: the shop's row is locked, so that neither the number of the week
    nor the budget is passed by two at once; the unique row holds that nothing comes twice.
    """
    shop = Shop.objects.select_for_update().filter(pk=Shop.ONLY).first()
    manners = the_manners()
    if shop is None or manners.is_paused:
        return 0
    week = week_of(day)
    there = GestureSuggestion.objects.filter(week=week).count()
    chosen = choose(
        candidates(day),
        open_ideas(),
        most=manners.gestures_a_week - there,
        budget_minor=manners.gesture_budget_minor - spent_minor(day),
        week=week,
    )
    with translation.override(shop.language):
        for one in chosen:
            _suggest(one, week, day)
    return len(chosen)


def _suggest(chosen: Chosen, week: str, day: date) -> None:
    gesture = Gesture.objects.get(pk=chosen.idea)
    suggestion = GestureSuggestion.objects.create(
        customer_id=chosen.customer,
        gesture=gesture,
        week=week,
        because={"noticed": chosen.matched} if chosen.matched else {},
        cost_minor=chosen.cost_minor,
    )
    note = gesture.name
    if chosen.matched:
        note = _("%(idea)s, since you noticed: %(noticed)s") % {
            "idea": gesture.name,
            "noticed": chosen.matched,
        }
    touch = Touch.objects.create(
        customer_id=chosen.customer,
        rule=TouchRule.GESTURE.value,
        occurrence=str(gesture.pk),
        due_on=day,
        purpose=Purpose.GREETING.value,
        note=note[:500],
        script=gesture.hint,
    )
    record("gesture.suggested", suggestion.customer, gesture=gesture.pk, week=week, touch=touch.pk)


@transaction.atomic
def keep_gesture(
    *,
    name: str,
    hint: str,
    cost_minor: int,
    stages: list[str],
    interest: str,
    person: Person,
    gesture: Gesture | None = None,
) -> Gesture:
    """An idea of the team, new or said better. What was suggested keeps its cost."""
    told = {
        "name": name.strip(),
        "hint": hint.strip(),
        "cost_minor": cost_minor,
        "stages": stages,
        "interest": interest.strip(),
    }
    if gesture is None:
        gesture = Gesture.objects.create(**told, created_by=person)
    else:
        Gesture.objects.filter(pk=gesture.pk).update(**told)
    record("gesture.changed", person=person, gesture=gesture.pk)
    return gesture


@transaction.atomic
def switch_gesture(*, gesture: Gesture, is_on: bool, person: Person) -> bool:
    """Suggest it from now on, or no longer. False where it is so already."""
    changed = Gesture.objects.filter(pk=gesture.pk, is_on=not is_on).update(is_on=is_on)
    if changed:
        record("gesture.changed", person=person, gesture=gesture.pk, is_on=is_on)
    return bool(changed)


@transaction.atomic
def take_ready_gestures(*, trades: list[str], person: Person) -> int:
    """The ideas that come with the product for these trades, those not there yet."""
    shop = Shop.objects.select_for_update().get(pk=Shop.ONLY)
    language = spoken_language(shop.language)
    there = set(Gesture.objects.values_list("name", flat=True))
    fresh = [
        Gesture(
            name=ready.name[language],
            hint=ready.hint[language],
            interest=ready.interest[language],
            cost_minor=to_minor(ready.cost, shop.currency),
            created_by=person,
        )
        for ready in READY
        if ready.trade.value in trades and ready.name[language] not in there
    ]
    Gesture.objects.bulk_create(fresh)
    record("gesture.changed", person=person, added=len(fresh))
    return len(fresh)


# --- reactions ---


def in_step_after_touch(event: Event) -> None:
    """A suggestion is as its touch is: made, dropped, or open again after an undo."""
    if event.customer_id is not None:
        keep_in_step(customer_id=event.customer_id)


@transaction.atomic
def keep_in_step(*, customer_id: int) -> int:
    """Returns how many suggestions of one customer changed."""
    changed = 0
    touches = Touch.objects.filter(customer=customer_id, rule=TouchRule.GESTURE.value)
    for touch in touches:
        closed_on = (
            timezone.localdate(touch.closed_at, timezone=shop_zone()) if touch.closed_at else None
        )
        changed += (
            GestureSuggestion.objects.filter(customer=customer_id, gesture=int(touch.occurrence))
            .exclude(state=touch.state)
            .update(
                state=OpenState(touch.state).value, closed_on=closed_on, closed_by=touch.closed_by
            )
        )
    if changed:
        record("gesture.closed", touch.customer, changed=changed)
    return changed
