"""While a complaint is not settled nothing commercial reaches the customer: proven for every
purpose, every channel and every sender, and a new sender fails here until it is looked at (N15)."""

import ast
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

import regulars
from regulars.actions.complaints import (
    close_complaint,
    dismiss_complaint,
    note_what_they_said,
    open_complaint,
    put_right,
    reopen_complaint,
    review_cause,
    say_first_word,
)
from regulars.models import Cause, Consent, Customer, Rhythm
from regulars.queries.gestures import candidates
from regulars.queries.local_days import shop_today
from regulars.queries.manners import bounds_at, facts_for, weigh_message
from regulars.queries.thanks import owed_thanks
from regulars.rules.channels import Channel
from regulars.rules.complaints import PAUSING, Recovery, Step
from regulars.rules.manners import Bounds, Contact, Facts, Kind, Wanted, weigh
from regulars.rules.messages import COMMERCIAL, Purpose, Reason
from tests.messaging import plan, ready_to_send, with_address

SOURCE = Path(regulars.__file__).parent
NOON = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("UTC"))
# Who makes the rows by which something leaves the house. All of these rows are weighed once more
# in the hand-over (actions/outbox, actions/post), whoever made them.
SENDERS = {
    "actions/invitations.py",  # surveys, and invitations to a review
    "actions/releases.py",  # the steps of plans: win-back, offers, tips, greetings
    "actions/thanks.py",  # the desk for thank-yous
    "actions/wish_answers.py",  # "you asked": an answer, and no offer
    "actions/writing.py",  # what a person writes by hand
}
HAND_OVERS = {"actions/outbox.py", "actions/post.py"}


def modules_that_call(name: str) -> set[str]:
    found = set()
    for path in (SOURCE / "actions").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            is_call = isinstance(node, ast.Call)
            if is_call and getattr(node.func, "attr", getattr(node.func, "id", "")) == name:
                found.add(f"actions/{path.name}")
    return found


def test_every_sender_is_known_here():
    """A row that leaves the house is made by plan_message alone, and by these alone."""
    assert modules_that_call("plan_message") == SENDERS
    made = {
        path.name
        for path in SOURCE.rglob("*.py")
        if path.parent.name != "models"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Message"
    }
    assert made == {"messages.py"}


def test_every_hand_over_weighs_again():
    for name in HAND_OVERS:
        text = (SOURCE / name).read_text()
        assert "weigh" in text, f"{name} hands over what nobody has weighed"


@pytest.mark.parametrize("purpose", list(Purpose))
def test_the_rule_knows_no_channel_by_which_something_is_sold(purpose):
    for channel, is_task in product(Channel, (False, True)):
        _check(purpose, channel, is_task=is_task)


def _check(purpose: Purpose, channel: Channel, *, is_task: bool) -> None:
    given = tuple(Contact(NOON - timedelta(days=days), Channel.VISIT) for days in (20, 30, 40))
    wanted = Wanted(purpose, channel, NOON, address="x", is_task=is_task)
    answers = {(channel, None): True}
    facts = Facts(
        bounds=Bounds(),
        contacts=given,
        answers=answers,
        addresses=dict.fromkeys(Channel, "x"),
        chats=(Channel.WHATSAPP,),
        chat_open_until=NOON + timedelta(days=1),
        has_complaint=True,
    )

    verdict = weigh(wanted, facts, NOON)

    if purpose in COMMERCIAL:
        assert verdict.kind is not Kind.GO
    else:
        assert verdict.reason is not Reason.COMPLAINT


@pytest.fixture
def eager(customer) -> Customer:
    """Somebody who has said yes to everything and may be asked: only a complaint can stop it."""
    ready_to_send()
    for channel in Channel:
        Consent.objects.create(
            customer=customer,
            channel=channel.value,
            is_given=True,
            came_from="at the counter",
            answered_at=timezone.now() - timedelta(days=1),
        )
    return with_address(customer)


def what_goes(customer: Customer) -> set[Purpose]:
    """What may leave now, of everything that is asked or offered, by whichever channel."""
    at = timezone.now()
    bounds = bounds_at(at)
    going = set()
    for channel in Channel:
        facts = facts_for(customer.pk, at=at, channel=channel, bounds=bounds)
        for purpose in Purpose:
            wanted = Wanted(purpose, channel, at, address=facts.addresses.get(channel, "") or "x")
            if weigh(wanted, facts, at).kind is Kind.GO:
                going.add(purpose)
    return going


def test_at_every_step_until_it_is_settled_nothing_is_asked_or_offered(eager, ana):
    cause = Cause.objects.create(name="Late")
    assert what_goes(eager) >= COMMERCIAL
    complaint = open_complaint(customer=eager, text="Cold", person=ana)
    steps = [
        lambda: None,
        lambda: say_first_word(complaint=complaint, person=ana),
        lambda: review_cause(complaint=complaint, cause=cause, person=ana),
        lambda: put_right(complaint=complaint, words="x", person=ana),
        lambda: close_complaint(complaint=complaint, words="x", person=ana),
        lambda: note_what_they_said(
            complaint=complaint, said=Recovery.UNKNOWN, words="", person=ana
        ),
        lambda: reopen_complaint(complaint=complaint, person=ana),
    ]
    seen = set()
    for step in steps:
        step()
        complaint.refresh_from_db()
        seen.add(Step(complaint.step))
        assert not what_goes(eager) & COMMERCIAL, complaint.step
    assert seen == PAUSING

    put_right(complaint=complaint, words="x", person=ana)
    close_complaint(complaint=complaint, words="x", person=ana)
    note_what_they_said(complaint=complaint, said=Recovery.RECOVERED, words="", person=ana)
    assert what_goes(eager) >= COMMERCIAL


def test_what_is_planned_already_is_stopped_at_the_door(eager, ana):
    planned = {purpose: plan(eager, f"{purpose.value}", purpose=purpose) for purpose in Purpose}
    now = timezone.now()
    assert all(weigh_message(one, now).kind is Kind.GO for one in planned.values())

    complaint = open_complaint(customer=eager, text="Cold", person=ana)
    now = timezone.now()
    for purpose, message in planned.items():
        is_open = weigh_message(message, now).kind is Kind.GO
        assert is_open == (purpose not in COMMERCIAL), purpose

    dismiss_complaint(complaint=complaint, words="Another shop", person=ana)
    assert all(weigh_message(one, timezone.now()).kind is Kind.GO for one in planned.values())


def test_no_small_surprise_and_no_thanks_for_buying_meanwhile(eager, ana):
    today = shop_today()
    Rhythm.objects.create(
        customer=eager, visits=1, purchases=1, first_on=today, last_on=today, paid_minor=900
    )
    assert [one.pk for one in candidates(today)] == [eager.pk]

    open_complaint(customer=eager, text="Cold", person=ana)

    assert candidates(today) == []
    assert owed_thanks(ana, today) == []
