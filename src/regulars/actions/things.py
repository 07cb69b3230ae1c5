"""What customers own: noted by hand or found in what they bought, served, and gone one day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction

from regulars.actions.events import record
from regulars.models import CareInterval, Customer, Event, Person, Thing, Touch
from regulars.queries.things import RULES, Bought, bought_by_interval, kind_of
from regulars.rules.kinds import IntervalKind, OpenState
from regulars.rules.things import occurrence_of

LONGEST_NAME = 200


class ThingAlreadyThere(Exception):
    """This customer has a thing of that name since that day."""


class ThingAlreadyServed(Exception):
    """Somebody noted this service first, or the thing is gone."""


class CannotTakeBack(Exception):
    """It was taken back already, or the thing was served again since."""


@transaction.atomic
def keep_interval(
    *,
    interval: CareInterval | None,
    kind: IntervalKind,
    name: str,
    matches: str,
    every_days: int,
    person: Person | None,
) -> CareInterval:
    """A new interval for None, else this one changed. What is next due is derived from it, so it
    follows at once. `actions.removals.remove_row` takes one away."""
    told = {
        "kind": kind.value,
        "name": name.strip(),
        "matches": matches.strip(),
        "every_days": every_days,
    }
    if interval is None:
        interval = CareInterval.objects.create(**told)
    else:
        CareInterval.objects.filter(pk=interval.pk).update(**told)
    record("interval.changed", person=person, interval=interval.pk, name=name)
    return interval


@transaction.atomic
def note_thing(
    *,
    customer: Customer,
    name: str,
    since_on: date,
    interval: CareInterval | None = None,
    every_days: int | None = None,
    note: str = "",
    person: Person | None,
) -> Thing:
    """Something a customer has. Raises ThingAlreadyThere for the same thing again."""
    try:
        with transaction.atomic():
            thing = Thing.objects.create(
                customer=customer,
                name=name.strip()[:LONGEST_NAME],
                interval=interval,
                every_days=every_days,
                since_on=since_on,
                note=note.strip(),
            )
    except IntegrityError as trouble:
        raise ThingAlreadyThere(name) from trouble
    record("thing.noted", customer, person=person, thing=thing.pk, name=thing.name)
    return thing


@transaction.atomic
def serve_thing(*, thing: Thing, on: date, person: Person | None) -> Event:
    """The service is done (or it was bought again): the next turn is counted from that day, and
    what was owed for this turn is settled. Raises ThingAlreadyServed for the second of two hands.
    """
    changed = (
        Thing.objects.filter(pk=thing.pk, ended_on=None, served_on=thing.served_on)
        .exclude(served_on=on)
        .update(served_on=on)
    )
    if not changed:
        raise ThingAlreadyServed(str(thing))
    settled = Touch.objects.open().filter(
        customer_id=thing.customer_id,
        rule=RULES[kind_of(thing)].value,
        occurrence=occurrence_of(thing.pk, since_on=thing.since_on, served_on=thing.served_on),
    )
    event = record(
        "thing.served",
        thing.customer,
        person=person,
        thing=thing.pk,
        on=on.isoformat(),
        was=thing.served_on.isoformat() if thing.served_on else "",
        touch=settled.values_list("pk", flat=True).first() or 0,
    )
    settled.update(state=OpenState.DONE.value, closed_by=person, closed_at=event.happened_at)
    return event


@transaction.atomic
def take_back_service(event: Event, *, person: Person | None) -> None:
    """As before that press, once. Raises CannotTakeBack, and changes nothing then."""
    held = Event.objects.select_for_update().get(pk=event.pk)
    if "was" not in held.facts:
        raise CannotTakeBack(str(held))
    changed = Thing.objects.filter(pk=held.facts["thing"], served_on=held.facts["on"]).update(
        served_on=held.facts["was"] or None
    )
    if not changed:
        raise CannotTakeBack(str(held))
    Touch.objects.filter(pk=held.facts["touch"], state=OpenState.DONE.value).update(
        state=OpenState.OPEN.value, closed_by=None, closed_at=None
    )
    facts = {name: value for name, value in held.facts.items() if name != "was"}
    Event.objects.filter(pk=held.pk).update(facts=facts)
    record("thing.changed", held.customer, person=person, undone=held.pk)


@transaction.atomic
def end_thing(*, thing: Thing, on: date, person: Person | None) -> bool:
    """It is sold, broken or gone; nothing comes round for it any more. False if it was before."""
    if not Thing.objects.filter(pk=thing.pk, ended_on=None).update(ended_on=on):
        return False
    record("thing.ended", thing.customer, person=person, thing=thing.pk, name=thing.name)
    return True


@transaction.atomic
def bring_back_thing(*, thing: Thing, person: Person | None) -> bool:
    """It is in use after all."""
    if not Thing.objects.filter(pk=thing.pk).exclude(ended_on=None).update(ended_on=None):
        return False
    record("thing.changed", thing.customer, person=person, thing=thing.pk, what="back")
    return True


def find_things(*, customer: Customer | None = None) -> int:
    """Note what the purchases say that customers have, and what they bought again. Returns how
    many things are new or begin another turn.

    For the clock, and for one customer after a purchase. Running it again changes nothing; what
    somebody ended stays ended until it is bought again.
    """
    changed = 0
    for interval, bought in bought_by_interval(customer.pk if customer else None):
        changed += _note_found(interval, bought)
    return changed


@transaction.atomic
def _note_found(interval: CareInterval, bought: Iterable[Bought]) -> int:
    sales: dict[tuple[int, str], list[Bought]] = defaultdict(list)
    for one in bought:
        sales[one.customer_id, one.name[:LONGEST_NAME]].append(one)
    there: dict[tuple[int, str], list[Thing]] = defaultdict(list)
    for thing in Thing.objects.filter(name__in={name for _, name in sales}).select_for_update():
        there[thing.customer_id, thing.name].append(thing)
    changed, new = 0, []
    for key, of_one in sales.items():
        alive = next((thing for thing in there[key] if thing.ended_on is None), None)
        if alive is None:
            found = _found(interval, key, of_one, there[key])
            new += [found] if found else []
        elif alive.interval_id in {None, interval.pk}:
            changed += _bought_again(interval, alive, of_one)
    Thing.objects.bulk_create(new, batch_size=500)
    if new:
        record("thing.noted", interval=interval.pk, found=len(new))
    return changed + len(new)


def _found(
    interval: CareInterval, key: tuple[int, str], bought: list[Bought], ended: list[Thing]
) -> Thing | None:
    """A thing that nobody noted yet; None where all of it was before the last one ended."""
    last_end = max((thing.ended_on for thing in ended if thing.ended_on), default=date.min)
    fresh = [one for one in bought if one.bought_on > last_end]
    if not fresh:
        return None
    first_on, last_on = fresh[0].bought_on, fresh[-1].bought_on
    return Thing(
        customer_id=key[0],
        name=key[1],
        interval=interval,
        since_on=first_on,
        served_on=last_on if last_on > first_on else None,
        units=_units(interval, fresh, last_on),
    )


def _bought_again(interval: CareInterval, thing: Thing, bought: list[Bought]) -> bool:
    last_on = bought[-1].bought_on
    told: dict[str, object] = {} if thing.interval_id else {"interval": interval}
    if last_on > (thing.served_on or thing.since_on):
        told |= {"served_on": last_on, "units": _units(interval, bought, last_on)}
    return bool(told and Thing.objects.filter(pk=thing.pk).update(**told))


def _units(interval: CareInterval, bought: list[Bought], on: date) -> int:
    """Of what is used up, two last twice as long."""
    if interval.kind != IntervalKind.RUN_OUT:
        return 1
    return sum(one.quantity for one in bought if one.bought_on == on)
