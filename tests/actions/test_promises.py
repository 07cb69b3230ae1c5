"""Promises in the database: every way through their states, and what it refuses."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from regulars.actions.people import deactivate
from regulars.actions.promises import (
    PromiseClosed,
    Told,
    Why,
    break_promise,
    keep_promise,
    make_promise,
    release_promise,
    reopen_promise,
    tell_before_breaking,
)
from regulars.actions.touches import CannotReopen
from regulars.models import Customer, Event, Interaction, Person, Promise, Shop, Touch
from regulars.queries.local_days import shop_today
from regulars.rules.channels import Channel
from regulars.rules.promises import PromiseState, TrueReason, WrongAct

WHY = Why(TrueReason.SUPPLIER, "The beans hang in Hamburg.")
CALLED = Told(Channel.PHONE, "It will be Friday.", "Thanks for calling.")


@pytest.fixture
def today(shop) -> date:
    return shop_today()


@pytest.fixture
def promise(customer, ana, today) -> Promise:
    return made(customer, ana, due_on=today + timedelta(days=2))


def made(customer: Customer, person: Person | None, *, due_on: date, ago: int = 5) -> Promise:
    return make_promise(
        customer=customer,
        kind="quote",
        what="The quote for the kitchen",
        due_on=due_on,
        made_on=min(shop_today(), due_on) - timedelta(days=ago),
        person=person,
    )


def test_a_promise_says_what_to_whom_by_when_and_who(promise, customer, ana, today):
    assert (promise.customer, promise.person, promise.made_by) == (customer, ana, ana)
    assert promise.state == PromiseState.OPEN
    event = Event.objects.get(kind="promise.made")
    assert event.facts == {
        "promise": promise.pk,
        "due": (today + timedelta(days=2)).isoformat(),
    }


@pytest.mark.parametrize(
    "changes", [{"what": " "}, {"kind": ""}, {"due_on": date(2020, 1, 1)}], ids=str
)
def test_a_promise_without_words_or_with_a_day_that_is_over_is_none(customer, ana, today, changes):
    told = {"what": "A call", "kind": "call_back", "due_on": today} | changes

    with pytest.raises(ValueError, match="a promise says"):
        make_promise(customer=customer, person=ana, **told)


def test_what_a_rule_promises_exists_once_and_what_people_say_each_time(customer, ana, today):
    told = {"customer": customer, "kind": "delivery", "what": "A table", "due_on": today}

    first = make_promise(person=ana, rule="guarantee", occurrence="7", **told)
    again = make_promise(person=None, rule="guarantee", occurrence="7", **told)
    for _ in range(2):
        make_promise(person=ana, **told)

    assert first == again
    assert Promise.objects.count() == 3
    assert Event.objects.filter(kind="promise.made").count() == 3


@pytest.mark.parametrize(
    ("days", "state"), [(-1, "kept"), (0, "kept"), (1, "kept_late")], ids=["before", "on", "after"]
)
def test_kept_and_kept_late_are_told_apart_by_local_days(customer, ana, today, days, state):
    promise = made(customer, ana, due_on=today - timedelta(days=3))

    keep_promise(promise=promise, person=ana, kept_on=promise.due_on + timedelta(days=days))

    promise.refresh_from_db()
    assert promise.state == state
    assert Event.objects.get(kind="promise.kept").facts["state"] == state


def test_it_is_kept_once_and_what_it_cost_is_kept_with_it(promise, ana, today):
    stale = Promise.objects.get(pk=promise.pk)

    keep_promise(promise=promise, person=ana, cost_minor=4_500, currency="EUR")
    with pytest.raises(PromiseClosed):
        keep_promise(promise=stale, person=ana)
    with pytest.raises(PromiseClosed):
        release_promise(promise=stale, person=ana)

    promise.refresh_from_db()
    assert (promise.kept_on, promise.cost_minor, promise.currency) == (today, 4_500, "EUR")
    assert promise.closed_by == ana


def test_nobody_keeps_it_tomorrow_or_before_it_was_given(promise, ana, today):
    for day in (today + timedelta(days=1), promise.made_on - timedelta(days=1)):
        with pytest.raises(WrongAct):
            keep_promise(promise=promise, person=ana, kept_on=day)
    assert Promise.objects.open().count() == 1


def test_told_in_time_is_a_talk_and_a_new_day_is_a_new_promise(promise, ana, today):
    new_on = today + timedelta(days=9)

    tell_before_breaking(promise=promise, why=WHY, told=CALLED, person=ana, new_due_on=new_on)

    promise.refresh_from_db()
    assert (promise.state, promise.told_on, promise.told_how) == ("broken_told", today, "phone")
    assert (promise.reason, promise.reason_words) == ("supplier", WHY.words)
    talk = Interaction.objects.get()
    assert (talk.channel, talk.purpose, talk.note) == ("phone", "notice", "Thanks for calling.")
    agreed = promise.replaced_by
    assert (agreed.due_on, agreed.state, agreed.person) == (new_on, "open", ana)


def test_once_its_day_is_over_it_was_broken_in_silence_told_since_or_not(customer, ana, today):
    told, untold = (made(customer, ana, due_on=today - timedelta(days=1)) for _ in range(2))

    with pytest.raises(WrongAct):
        tell_before_breaking(promise=told, why=WHY, told=CALLED, person=ana)
    break_promise(promise=told, why=WHY, told=CALLED, person=ana)
    break_promise(promise=untold, why=WHY, person=ana)

    rows = Promise.objects.order_by("pk").values_list("state", "told_on")
    assert list(rows) == [("broken_silent", today), ("broken_silent", None)]
    assert Interaction.objects.count() == 1


def test_nobody_breaks_it_in_silence_while_they_can_still_be_told(promise, ana):
    with pytest.raises(WrongAct):
        break_promise(promise=promise, why=WHY, person=ana)
    assert Promise.objects.open().exists()


def test_a_slip_is_taken_back_once_with_the_day_that_was_agreed(promise, ana, today):
    event = tell_before_breaking(
        promise=promise, why=WHY, told=CALLED, person=ana, new_due_on=today + timedelta(days=9)
    )

    reopen_promise(event, person=ana)
    with pytest.raises(CannotReopen):
        reopen_promise(event, person=ana)

    held = Promise.objects.get()
    assert (held.pk, held.state, held.reason, held.told_on) == (promise.pk, "open", "", None)
    assert Interaction.objects.count() == 1  # the talk did happen


def test_nothing_is_taken_back_later_on(promise, ana):
    event = keep_promise(promise=promise, person=ana)
    Event.objects.update(happened_at=timezone.now() - timedelta(minutes=11))

    with pytest.raises(CannotReopen):
        reopen_promise(event, person=ana)

    assert Promise.objects.get().state == "kept"


def test_a_promise_just_given_by_mistake_is_none(promise, ana):
    reopen_promise(Event.objects.get(kind="promise.made"), person=ana)

    assert not Promise.objects.exists()


def test_a_new_day_that_was_kept_already_holds_the_old_one_closed(promise, ana, today):
    event = tell_before_breaking(
        promise=promise, why=WHY, told=CALLED, person=ana, new_due_on=today
    )
    keep_promise(promise=Promise.objects.get(replaces=promise), person=ana)

    with pytest.raises(CannotReopen):
        reopen_promise(event, person=ana)


def test_the_open_promises_of_whoever_leaves_fall_to_the_cover(promise, customer, ana, ben, today):
    kept = made(customer, ben, due_on=today)
    keep_promise(promise=kept, person=ben)
    theirs = made(customer, ben, due_on=today)

    deactivate(whom=ben, successor=ana, person=ana)

    theirs.refresh_from_db()
    kept.refresh_from_db()
    assert (theirs.person, kept.person) == (ana, ben)
    assert Event.objects.get(kind="person.changed").facts["promises"] == 1


def test_a_reminder_of_our_own_is_no_promise(customer, ana, today):
    Touch.objects.create(customer=customer, rule="follow_up", occurrence="1", due_on=today)

    assert not Promise.objects.exists()


WRONG = {
    "kept without a day": {"state": "kept"},
    "kept after its day": {"state": "kept", "kept_on": 3},
    "kept before it was given": {"state": "kept", "kept_on": -30},
    "late on its day": {"state": "kept_late", "kept_on": 0},
    "open and kept": {"kept_on": 0, "closed_at": None},
    "told too late": {"state": "broken_told", "told_on": 1, "reason": "illness"},
    "told without a day": {"state": "broken_told", "reason": "illness"},
    "silent and told in time": {"state": "broken_silent", "told_on": 0, "reason": "illness"},
    "broken without a reason": {"state": "broken_silent"},
    "closed without a moment": {"state": "released", "closed_at": None},
    "open with a moment": {"state": "open"},
    "a cost without a currency": {"state": "released", "cost_minor": 5},
    "a cost below nothing": {"state": "released", "cost_minor": -5, "currency": "EUR"},
    "due before it is given": {"state": "released", "due_on": -30},
}


@pytest.mark.parametrize("changes", WRONG.values(), ids=WRONG)
def test_the_database_refuses_what_never_is(promise, changes):
    days = {"kept_on", "told_on", "due_on"}
    columns = {
        name: promise.due_on + timedelta(days=value) if name in days else value
        for name, value in {"closed_at": timezone.now(), **changes}.items()
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.filter(pk=promise.pk).update(**columns)


acts = st.lists(
    st.tuples(st.sampled_from(["keep", "tell", "break", "release", "undo"]), st.integers(-9, 2)),
    min_size=1,
    max_size=6,
)


class TestEverySequence(TestCase):
    """Whatever people press in whatever order: the row is always one that makes sense."""

    @settings(max_examples=40, deadline=None)
    @given(acts=acts, due=st.integers(-4, 4))
    def test_no_sequence_leads_to_an_illegal_row(self, acts, due):
        shop = Shop(name="A", country="DE", currency="EUR", time_zone="Europe/Berlin")
        shop.save()
        ana = Person.objects.create(username="ana", display_name="Ana", role="owner")
        customer = Customer.objects.create(name="Mara")
        today = shop_today()
        promise = made(customer, ana, due_on=today + timedelta(days=due))
        stale, last = Promise.objects.get(pk=promise.pk), None
        for act, days in acts:
            before = Promise.objects.get(pk=promise.pk)
            try:
                with transaction.atomic():
                    event = act_on(stale, act, today + timedelta(days=days), ana, last)
            except (WrongAct, PromiseClosed, CannotReopen):
                after = Promise.objects.get(pk=promise.pk)
                assert (after.state, after.kept_on) == (before.state, before.kept_on)
                continue
            assert act == "undo" or before.state == "open"
            last = event
        held = Promise.objects.get(pk=promise.pk)
        assert (held.state == "open") == (held.closed_at is None)
        assert (held.kept_on is not None) == (held.state in {"kept", "kept_late"})
        if held.kept_on is not None:
            assert (held.state == "kept") == (held.kept_on <= held.due_on)
        if held.state == "broken_told":
            assert held.told_on <= held.due_on
        if held.state == "broken_silent":
            assert held.due_on < today


def act_on(promise, act, day, person, last):
    if act == "keep":
        return keep_promise(promise=promise, person=person, kept_on=day)
    if act == "tell":
        told = Told(Channel.PHONE, on=day)
        return tell_before_breaking(promise=promise, why=WHY, told=told, person=person)
    if act == "break":
        return break_promise(promise=promise, why=WHY, person=person)
    if act == "release":
        return release_promise(promise=promise, person=person)
    if last is None:
        raise CannotReopen
    reopen_promise(last, person=person)
    return None
