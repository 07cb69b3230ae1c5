"""Bad news: a word owed to each, told once, and in step with Today however it is settled."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from regulars.actions.interactions import Talk, record_interaction, undo_interaction
from regulars.actions.notices import (
    ContactSettled,
    NobodyIsAffected,
    begin_notice,
    look_again,
    note_asked_first,
    spare_contact,
    tell_contact,
)
from regulars.actions.promises import Why
from regulars.actions.touches import drop_touches
from regulars.jobs.react import react_to_all
from regulars.jobs.reactions import REACTIONS
from regulars.models import (
    ContactPoint,
    Customer,
    Event,
    Interaction,
    Notice,
    NoticeContact,
    Promise,
    Touch,
)
from regulars.queries.due import due_for
from regulars.queries.local_days import shop_today
from regulars.queries.manners import facts_for
from regulars.rules.channels import Channel
from regulars.rules.kinds import Outcome, TouchRule
from regulars.rules.manners import Wanted, weigh
from regulars.rules.messages import Purpose
from regulars.rules.notices import NoticeKind, Scope
from regulars.rules.promises import TrueReason
from tests.noticing import order
from tests.queries.test_promises import promised

WHY = Why(TrueReason.SUPPLIER, "The sawmill burnt down.")


def begin(person, **changes) -> Notice:
    told = {
        "kind": NoticeKind.DELAY,
        "what": "The walnut comes three weeks later",
        "why": WHY,
        "known_at": timezone.now() - timedelta(hours=2),
        "scope": Scope(about="walnut"),
    }
    return begin_notice(person=person, **(told | changes))


@pytest.fixture
def contact(customer, ana) -> NoticeContact:
    order(customer)
    begin(ana)
    return NoticeContact.objects.select_related("notice", "customer").get()


def drain() -> None:
    react_to_all(REACTIONS, timezone.now())


def test_twelve_affected_orders_are_exactly_twelve_tasks(shop, ana, ben):
    affected = [Customer.objects.create(name=f"Guest {n}", carer=ben) for n in range(12)]
    for customer in affected:
        order(customer)
    for number in range(5):
        order(Customer.objects.create(name=f"Other {number}"), "Oak table")

    notice = begin(ana)

    touches = Touch.objects.filter(rule=TouchRule.NOTICE.value)
    assert {touch.customer for touch in touches} == set(affected)
    assert touches.count() == notice.contacts.count() == 12
    assert {(touch.occurrence, touch.due_on, touch.how) for touch in touches} == {
        (str(notice.pk), shop_today(), "task")
    }
    assert {touch.assigned_to for touch in touches} == {ben}
    assert Event.objects.get(kind="notice.begun").facts["people"] == 12
    assert not due_for(ana, shop_today()).reasons
    reasons = due_for(ben, shop_today()).reasons
    assert set(reasons) == {customer.pk for customer in affected}
    assert all(one[0].rule is TouchRule.NOTICE for one in reasons.values())


@pytest.mark.parametrize(
    "changes",
    [
        {"what": " "},
        {"scope": Scope()},
        {"known_at": timezone.now() + timedelta(days=2)},
    ],
    ids=["no words", "about nothing", "known tomorrow"],
)
def test_bad_news_without_sense_is_none(customer, ana, changes):
    order(customer)

    with pytest.raises(ValueError, match="bad news says"):
        begin(ana, **changes)


def test_where_nobody_is_affected_nothing_is_begun(ana):
    with pytest.raises(NobodyIsAffected):
        begin(ana)
    assert not Notice.objects.exists()


def test_looking_again_adds_only_who_came_to_be_affected(contact, ana):
    mara = Customer.objects.create(name="Mara")
    order(mara)

    assert look_again(notice=contact.notice, person=ana) == 1
    assert look_again(notice=contact.notice, person=ana) == 0

    assert Touch.objects.filter(rule="notice").count() == 2


def test_told_once_it_is_a_talk_and_the_task_is_done(contact, ana):
    tell_contact(contact=contact, how=Channel.PHONE, person=ana)
    with pytest.raises(ContactSettled):
        tell_contact(contact=contact, how=Channel.PHONE, person=ana)
    with pytest.raises(ContactSettled):
        note_asked_first(contact=contact, person=ana)

    contact.refresh_from_db()
    assert (contact.told_how, contact.told_by, contact.asked_first_at) == ("phone", ana, None)
    talk = Interaction.objects.get()
    assert (talk.purpose, talk.channel, talk.words) == ("notice", "phone", contact.notice.what)
    assert Touch.objects.get().state == "done"


def test_who_asked_first_is_on_record_as_such(contact, ana):
    note_asked_first(contact=contact, person=ana)

    contact.refresh_from_db()
    assert contact.asked_first_at == contact.told_at is not None
    assert Touch.objects.get().state == "done"
    drain()
    contact.refresh_from_db()
    assert contact.asked_first_at is not None


def test_who_is_not_affected_after_all_is_spared_for_a_reason(contact, ana):
    with pytest.raises(ValueError, match="reason"):
        spare_contact(contact=contact, because=" ", person=ana)

    spare_contact(contact=contact, because="Took the oak", person=ana)

    contact.refresh_from_db()
    assert (contact.spared_because, contact.told_at) == ("Took the oak", None)
    assert Touch.objects.get().state == "dropped"


def on_today(contact, ana, outcome: Outcome) -> Event:
    return record_interaction(
        customer=contact.customer,
        person=ana,
        talk=Talk(channel=Channel.PHONE, outcome=outcome),
        reasons=[(TouchRule.NOTICE, str(contact.notice_id))],
    )


def test_a_talk_on_today_tells_it_and_its_undo_takes_it_back(contact, ana):
    event = on_today(contact, ana, Outcome.REACHED)
    drain()
    contact.refresh_from_db()
    assert (contact.told_how, contact.told_by) == ("phone", ana)

    undo_interaction(event, person=ana)
    drain()

    contact.refresh_from_db()
    assert (contact.told_at, contact.told_how) == (None, "")


@pytest.mark.parametrize("outcome", [Outcome.LEFT_MESSAGE, Outcome.NO_ANSWER])
def test_a_message_left_or_nobody_there_is_not_told(contact, ana, outcome):
    on_today(contact, ana, outcome)
    drain()

    contact.refresh_from_db()
    assert contact.told_at is None
    assert Touch.objects.get().state == "open"


def test_dropped_on_today_they_are_spared(contact, ana):
    drop_touches(
        customer=contact.customer,
        reasons=[(TouchRule.NOTICE, str(contact.notice_id))],
        because="Cancelled it",
        person=ana,
    )
    drain()

    contact.refresh_from_db()
    assert contact.spared_because == "Cancelled it"


def asks(customer) -> bool:
    facts = facts_for(customer.pk, at=timezone.now(), channel=Channel.EMAIL)
    return facts.is_let_down


@pytest.mark.parametrize("purpose", [Purpose.OFFER, Purpose.SURVEY, Purpose.REVIEW])
def test_nothing_commercial_reaches_them_until_they_know(contact, customer, ana, purpose):
    assert asks(customer)
    facts = facts_for(customer.pk, at=timezone.now(), channel=Channel.PHONE)
    wanted = Wanted(purpose, Channel.PHONE, timezone.now(), is_task=True)
    assert weigh(wanted, facts, timezone.now()).kind.value != "go"

    tell_contact(contact=contact, how=Channel.PHONE, person=ana)

    assert not asks(customer)


def test_a_promise_that_cannot_hold_is_told_with_it_and_gets_its_new_day(customer, ana):
    today = shop_today()
    promise = promised(customer, due=3, what="The walnut table", person=ana)
    new_on = today + timedelta(days=24)
    begin(ana, new_on=new_on)

    tell_contact(contact=NoticeContact.objects.get(), how=Channel.VISIT, person=ana)

    promise.refresh_from_db()
    assert (promise.state, promise.told_on, promise.reason) == ("broken_told", today, "supplier")
    assert promise.replaced_by.due_on == new_on
    assert Interaction.objects.count() == 1  # one talk, not two


@pytest.mark.parametrize(
    ("changes", "due"),
    [({"kind": NoticeKind.PRICE}, 3), ({"new_on": date(2020, 1, 1)}, 3)],
    ids=["a price", "a day that still holds"],
)
def test_a_promise_that_holds_all_the_same_stays_open(customer, ana, changes, due):
    promised(customer, due=due, what="The walnut table")
    begin(ana, **changes)

    tell_contact(contact=NoticeContact.objects.get(), how=Channel.PHONE, person=ana)

    assert Promise.objects.get().state == "open"


def test_a_promise_whose_day_had_passed_was_broken_in_silence(customer, ana):
    promised(customer, due=-1, what="The walnut table")
    begin(ana)

    tell_contact(contact=NoticeContact.objects.get(), how=Channel.PHONE, person=ana)

    assert Promise.objects.get().state == "broken_silent"


def test_the_way_is_a_call_and_writing_only_where_they_prefer_it(shop, ana):
    calls, writes = (Customer.objects.create(name=name) for name in ("Calls", "Writes"))
    Customer.objects.filter(pk=writes.pk).update(preferred_channel="email")
    for one in (calls, writes):
        ContactPoint.objects.create(customer=one, kind="phone", value="+4915123456789")
        ContactPoint.objects.create(customer=one, kind="email", value=f"{one.pk}@example.org")
        order(one)

    begin(ana)

    assert dict(Touch.objects.values_list("customer__name", "channel")) == {
        "Calls": "phone",
        "Writes": "email",
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"told_at": None, "asked_first_at": None, "spared_because": "x", "twice": True},
        {"asked_first_at": timezone.now(), "told_at": timezone.now() - timedelta(hours=1)},
        {"told_at": timezone.now(), "spared_because": "x"},
    ],
    ids=["twice", "told before they asked first", "told and spared"],
)
def test_the_database_refuses_what_never_is(contact, changes):
    is_twice = changes.pop("twice", False)

    with pytest.raises(IntegrityError), transaction.atomic():
        if is_twice:
            NoticeContact.objects.create(notice=contact.notice, customer=contact.customer)
        NoticeContact.objects.filter(pk=contact.pk).update(**changes)
