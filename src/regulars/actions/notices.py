"""Bad news first: who is affected is owed one personal contact, and the clock runs until they know.

Each contact is a touch of the rule `notice`, once for a customer and a notice. However it is
settled, by one press here or by a talk on Today, the two are kept in step.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from regulars.actions.events import record
from regulars.actions.interactions import Talk, record_interaction
from regulars.actions.promises import (
    PromiseClosed,
    Told,
    Why,
    break_promise,
    tell_before_breaking,
)
from regulars.actions.touches import TouchAlreadyClosed, complete_touches, drop_touches
from regulars.models import Event, Interaction, Notice, NoticeContact, Person, Promise, Touch
from regulars.queries.local_days import shop_today
from regulars.queries.notices import Affected, affected_by, scope_of
from regulars.queries.ways_in import ways_in
from regulars.rules.channels import Channel
from regulars.rules.kinds import OpenState, Outcome, TouchRule
from regulars.rules.messages import How, Purpose
from regulars.rules.notices import NoticeKind, Scope
from regulars.rules.promises import TrueReason, WrongAct, ways_to_tell

KNOWS = frozenset({Outcome.REACHED.value, Outcome.SENT.value})  # a message left is not heard yet
AT_ONCE = 500


class NobodyIsAffected(Exception):
    """Nothing that is open, ordered or booked has to do with it."""


class ContactSettled(Exception):
    """Somebody settled it first."""


@transaction.atomic
def begin_notice(
    *,
    kind: NoticeKind,
    what: str,
    why: Why,
    known_at: datetime,
    scope: Scope,
    new_on: date | None = None,
    person: Person,
) -> Notice:
    """Write down what will not be, and owe a word to each person whom it affects.

    Raises NobodyIsAffected; ValueError where it does not say what it is about, or was known only
    tomorrow.
    """
    if not what.strip() or not scope.is_told or known_at > timezone.now():
        raise ValueError("bad news says what, about what, and since when it is known")
    notice = Notice.objects.create(
        kind=kind.value,
        what=what.strip(),
        reason=why.reason.value,
        reason_words=why.words.strip(),
        known_at=known_at,
        new_on=new_on,
        about=scope.about.strip(),
        source=scope.source,
        from_on=scope.from_on,
        to_on=scope.to_on,
        begun_by=person,
    )
    count = _owe(notice, affected_by(scope, shop_today()), person=person)
    if not count:
        raise NobodyIsAffected
    record("notice.begun", person=person, notice=notice.pk, people=count)
    return notice


@transaction.atomic
def look_again(*, notice: Notice, person: Person) -> int:
    """Who has come to be affected since. Returns how many."""
    held = Notice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    count = _owe(held, affected_by(scope_of(held), shop_today()), person=person)
    if count:
        record("notice.begun", person=person, notice=notice.pk, people=count, again=True)
    return count


@transaction.atomic
def tell_contact(*, contact: NoticeContact, how: Channel, person: Person, words: str = "") -> Event:
    """They heard it from us, now. What was promised to them and cannot hold is told with it.

    Raises ContactSettled for the second of two hands.
    """
    now = timezone.now()
    changed = (
        NoticeContact.objects.waiting()
        .filter(pk=contact.pk)
        .update(told_at=now, told_how=how.value, told_by=person)
    )
    if not changed:
        raise ContactSettled(str(contact))
    talk = Talk(
        channel=how,
        outcome=Outcome.REACHED,
        words=words.strip() or contact.notice.what,
        happened_at=now,
        purpose=Purpose.NOTICE,
    )
    try:
        with transaction.atomic():
            record_interaction(
                customer=contact.customer, person=person, talk=talk, reasons=[_key(contact)]
            )
    except TouchAlreadyClosed:  # ticked off elsewhere: the talk happened all the same
        record_interaction(customer=contact.customer, person=person, talk=talk)
    _settle_promises(contact, how, person=person)
    return record("notice.told", contact.customer, person=person, notice=contact.notice_id)


@transaction.atomic
def note_asked_first(*, contact: NoticeContact, person: Person) -> Event:
    """They asked before we had told them, and were told then. Raises ContactSettled."""
    now = timezone.now()
    changed = (
        NoticeContact.objects.waiting()
        .filter(pk=contact.pk)
        .update(told_at=now, told_by=person, asked_first_at=now)
    )
    if not changed:
        raise ContactSettled(str(contact))
    _close(contact, person=person)
    _settle_promises(contact, Channel.PHONE, person=person)
    return record("notice.asked", contact.customer, person=person, notice=contact.notice_id)


@transaction.atomic
def spare_contact(*, contact: NoticeContact, because: str, person: Person) -> Event:
    """It does not concern them after all. Raises ContactSettled, ValueError without a reason."""
    if not because.strip():
        raise ValueError("whoever is spared bad news is spared for a reason")
    changed = (
        NoticeContact.objects.waiting().filter(pk=contact.pk).update(spared_because=because.strip())
    )
    if not changed:
        raise ContactSettled(str(contact))
    _close(contact, person=person, because=because.strip())
    return record("notice.spared", contact.customer, person=person, notice=contact.notice_id)


@transaction.atomic
def in_step_after_touch(event: Event) -> None:
    """A reaction: the word was had, or dropped, or that was taken back, from Today, the calendar
    or by a message. The contact says the same."""
    if event.customer_id is None:
        return
    touches = {
        touch.occurrence: touch
        for touch in Touch.objects.filter(
            customer_id=event.customer_id, rule=TouchRule.NOTICE.value
        )
    }
    contacts = NoticeContact.objects.select_for_update(of=("self",)).filter(
        customer_id=event.customer_id
    )
    for contact in contacts.select_related("notice", "customer"):
        touch = touches.get(str(contact.notice_id))
        if touch is not None:
            _follow(contact, touch)


def _follow(contact: NoticeContact, touch: Touch) -> None:
    row = NoticeContact.objects.filter(pk=contact.pk)
    talk = Interaction.objects.filter(touch=touch).order_by("-happened_at", "-pk").first()
    if touch.state == OpenState.OPEN.value:
        if contact.spared_because or (contact.told_at and not contact.asked_first_at):
            row.update(told_at=None, told_how="", told_by=None, spared_because="")
        return
    if contact.told_at or contact.spared_because:
        return
    if touch.state == OpenState.DROPPED.value:
        row.update(spared_because=touch.dropped_because)
    elif talk is None or talk.outcome in KNOWS:
        how = talk.channel if talk is not None else ""
        at = talk.happened_at if talk is not None else touch.closed_at
        row.update(told_at=at, told_how=how, told_by=touch.closed_by)
        _settle_promises(contact, Channel(how or Channel.VISIT), person=touch.closed_by)
    else:  # a message was left: whether they heard it nobody knows
        Touch.objects.filter(pk=touch.pk).update(
            state=OpenState.OPEN.value, closed_at=None, closed_by=None, due_on=shop_today()
        )


def _key(contact: NoticeContact) -> tuple[TouchRule, str]:
    return TouchRule.NOTICE, str(contact.notice_id)


def _close(contact: NoticeContact, *, person: Person, because: str = "") -> None:
    reasons = [_key(contact)]
    try:
        with transaction.atomic():
            if because:
                drop_touches(
                    customer=contact.customer, reasons=reasons, because=because, person=person
                )
            else:
                complete_touches(customer=contact.customer, reasons=reasons, person=person)
    except TouchAlreadyClosed:
        pass  # settled elsewhere: nothing is owed


def _settle_promises(contact: NoticeContact, how: Channel, *, person: Person | None) -> None:
    """What was promised to them and will not hold: told in time, or after its day was over."""
    notice = contact.notice
    if notice.kind == NoticeKind.PRICE.value:
        return
    ids = [one["promise"] for one in contact.affected if one.get("promise")]
    why = Why(TrueReason(notice.reason), notice.reason_words)
    told = Told(how, notice.what, is_on_record=True)
    for promise in Promise.objects.open().filter(pk__in=ids).select_related("customer"):
        holds = notice.kind == NoticeKind.DELAY.value and notice.new_on is not None
        if holds and notice.new_on is not None and notice.new_on <= promise.due_on:
            continue  # it comes later than we thought, and still by its day
        settle = tell_before_breaking if promise.due_on >= shop_today() else break_promise
        try:
            settle(promise=promise, why=why, told=told, person=person, new_due_on=notice.new_on)
        except (PromiseClosed, WrongAct):
            continue


def _owe(notice: Notice, affected: list[Affected], *, person: Person) -> int:
    """One contact and one touch for each who has none yet."""
    known = set(notice.contacts.values_list("customer_id", flat=True))
    new = [one for one in affected if one.customer.pk not in known]
    ways = ways_in([one.customer for one in new])
    NoticeContact.objects.bulk_create(
        [
            NoticeContact(
                notice=notice,
                customer=one.customer,
                affected=[item.as_json() for item in one.items],
            )
            for one in new
        ],
        batch_size=AT_ONCE,
    )
    today = shop_today()
    Touch.objects.bulk_create(
        [
            Touch(
                customer=one.customer,
                rule=TouchRule.NOTICE.value,
                occurrence=str(notice.pk),
                due_on=today,
                how=How.TASK.value,
                purpose=Purpose.NOTICE.value,
                channel=_channel(ways_to_tell(ways[one.customer.pk])[0]),
                note=notice.what,
                assigned_to_id=one.customer.carer_id or person.pk,
                created_by=person,
            )
            for one in new
        ],
        batch_size=AT_ONCE,
        ignore_conflicts=True,
    )
    return len(new)


def _channel(way: Channel) -> str:
    return "" if way is Channel.VISIT else way.value
