"""What is owed by a plan today leaves, waits, goes to a person or ends, each with its reason."""

from datetime import UTC, datetime, timedelta

import pytest

from regulars.actions import releases
from regulars.actions.plans import evaluate
from regulars.actions.releases import release, release_only
from regulars.models import (
    Consent,
    ContactPoint,
    Customer,
    Interaction,
    Manners,
    Message,
    PlaybookRun,
    Shop,
    SurveyInvitation,
    Touch,
)
from regulars.queries.links import survey_url
from regulars.queries.local_days import noon_of
from tests.making import make_customers
from tests.making_messages import make_sent
from tests.planning import bought, make_plan, make_wording
from tests.surveying import ready_survey


@pytest.fixture
def signer(ana):
    ana.agreed_to_sign_at = datetime(2020, 1, 1, tzinfo=UTC)
    ana.save()
    return ana


@pytest.fixture
def mailed(customer):
    ContactPoint.objects.create(customer=customer, kind="email", value="tomas@example.com")
    return customer


def owe(customer, day, *, how="message", purpose="service", **more) -> Touch:
    make_plan(steps=((0, how, purpose),), **more)
    bought(customer, day)
    evaluate(day)
    return Touch.objects.get(customer=customer)


def test_a_due_message_is_planned_with_the_words_of_its_text(mailed, signer, monday):
    touch = owe(mailed, monday)
    done = release(noon_of(monday))
    message = Message.objects.get()
    assert done.planned == 1
    assert (message.state, message.channel, message.to_address) == (
        "planned",
        "email",
        "tomas@example.com",
    )
    assert "Is everything right, Tomás" in message.body
    assert (message.touch, message.occurrence) == (touch, touch.occurrence)
    assert message.signed_by == signer
    assert message.composed_on == monday
    assert release(noon_of(monday)).is_nothing


def test_at_night_it_waits_for_the_morning_of_the_same_day(mailed, signer, monday):
    owe(mailed, monday)
    release(datetime(2026, 11, 23, 4, tzinfo=UTC))  # five in the morning in Berlin
    assert Message.objects.get().due_at == datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_on_a_closed_day_the_contact_itself_moves(mailed, signer, monday):
    sunday = monday - timedelta(days=1)
    touch = owe(mailed, sunday)
    done = release(noon_of(sunday))
    touch.refresh_from_db()
    assert done.moved == 1
    assert (touch.due_on, touch.moved_from_on, touch.moved_because) == (monday, sunday, "holiday")
    assert not Message.objects.exists()
    release(noon_of(monday))
    assert Message.objects.count() == 1


def test_nobody_agreed_to_sign_it_stays_a_draft(mailed, ana, monday):
    owe(mailed, monday)
    release(noon_of(monday))
    message = Message.objects.get()
    assert (message.state, message.reason) == ("draft", "no_sender")


def test_the_plan_s_own_signer_comes_first(mailed, signer, ben, monday):
    ben.agreed_to_sign_at = noon_of(monday)
    ben.save()
    owe(mailed, monday, signer=ben)
    release(noon_of(monday))
    assert Message.objects.get().signed_by == ben


def test_without_an_address_a_person_gets_it_with_the_words(customer, signer, monday):
    touch = owe(customer, monday)
    done = release(noon_of(monday))
    touch.refresh_from_db()
    assert done.handed == 1
    assert (touch.how, touch.handed_because, touch.state) == ("task", "no_address", "open")
    assert "Is everything right" in touch.script


def test_who_said_no_to_mail_and_has_a_phone_is_a_person_s_call(mailed, signer, monday):
    ContactPoint.objects.create(customer=mailed, kind="phone", value="+4930123456")
    Consent.objects.create(
        customer=mailed,
        channel="email",
        is_given=False,
        words="No mail",
        came_from="phone",
        answered_at=noon_of(monday),
    )
    touch = owe(mailed, monday)
    release(noon_of(monday))
    touch.refresh_from_db()
    assert (touch.how, touch.channel) == ("task", "phone")
    assert touch.handed_because == "no_consent"


def test_an_ask_waits_until_enough_was_given(mailed, signer, monday):
    touch = owe(mailed, monday, purpose="review")
    release(noon_of(monday))
    touch.refresh_from_db()
    assert (touch.moved_because, touch.due_on > monday) == ("give_first", True)
    assert not Message.objects.exists()


def test_an_ask_by_a_person_keeps_to_the_same_rule(mailed, signer, monday):
    touch = owe(mailed, monday, how="task", purpose="referral")
    release(noon_of(monday))
    touch.refresh_from_db()
    assert (touch.moved_because, touch.due_on > monday) == ("give_first", True)


def test_calls_beyond_what_a_day_bears_move_to_the_next(shop, signer, monday):
    Manners.objects.create(calls_a_day=2)
    plan = make_plan(steps=((0, "task", "service"),))
    plan.steps.update(channel="phone")
    for one in make_customers(4):
        bought(one, monday)
    evaluate(monday)
    release(noon_of(monday))
    days = sorted(Touch.objects.values_list("due_on", flat=True))
    assert days == [monday, monday, monday + timedelta(days=1), monday + timedelta(days=1)]
    assert Touch.objects.filter(moved_because="capacity").count() == 2


def test_a_card_is_in_the_print_queue_a_week_ahead_and_says_the_day_it_arrives(
    customer, signer, monday
):
    Customer.objects.filter(pk=customer.pk).update(
        street="Lange Gasse 1",
        postcode="10115",
        city="Berlin",
        birthday_month=12,
        birthday_day=10,
    )
    make_plan("birthday", steps=((0, "card", "greeting"),))
    evaluate(datetime(2026, 11, 30, tzinfo=UTC).date())
    touch = Touch.objects.get()
    assert touch.due_on == datetime(2026, 12, 7).date()  # printed Monday, posted Tuesday

    release(noon_of(datetime(2026, 11, 30).date()))
    message = Message.objects.get()
    assert (message.channel, message.state) == ("post", "planned")
    assert message.to_address.splitlines()[:2] == ["Tomás Ferreira", "Lange Gasse 1"]
    assert message.composed_on == datetime(2026, 12, 10).date()
    assert message.due_at.astimezone(UTC) == datetime(2026, 12, 6, 23, tzinfo=UTC)
    assert message.use_by_at > message.due_at


def test_nothing_leaves_while_everything_is_paused_or_this_copy_is_held(mailed, signer, monday):
    owe(mailed, monday)
    manners = Manners.objects.create(is_paused=True)
    assert release(noon_of(monday)).is_nothing
    Manners.objects.filter(pk=manners.pk).update(is_paused=False)
    Shop.objects.update(is_sending_held=True)
    assert release(noon_of(monday)).is_nothing
    Shop.objects.update(is_sending_held=False)
    assert release(noon_of(monday)).planned == 1


def test_one_person_under_two_records_is_looked_at_before_it_is_said_twice(shop, signer, monday):
    plan = make_plan(steps=((0, "message", "service"),))
    for one in make_customers(2, with_email=False):
        ContactPoint.objects.create(customer=one, kind="email", value="same@example.com")
        bought(one, monday)
    evaluate(monday)
    release(noon_of(monday))
    assert sorted(Message.objects.values_list("state", flat=True)) == ["draft", "planned"]
    assert Message.objects.get(state="draft").reason == "same_words"
    assert plan.runs.count() == 2


def test_thanks_of_a_plan_that_sound_like_the_last_ones_wait_for_a_person(mailed, signer, monday):
    """Not the same words, only the same pattern with another thing in it (C21)."""
    pattern = "Thank you for coming by. We packed the {item} with care and hope it pleases you."
    make_wording("text-thanks", purpose="thanks", body=pattern)
    make_plan(steps=((0, "message", "thanks"),), facts={"rest_days": 0})
    for days, item in ((0, "lamp"), (40, "vase")):
        bought(mailed, monday + timedelta(days=days), item=item)
        evaluate(monday + timedelta(days=days))
        release(noon_of(monday + timedelta(days=days)))

    told = list(Message.objects.order_by("pk").values_list("state", "reason"))
    assert told == [("planned", ""), ("draft", "same_words")]


def test_one_that_breaks_holds_up_no_other(shop, signer, monday, monkeypatch):
    make_plan(steps=((0, "message", "service"),))
    people = make_customers(3)
    for one in people:
        bought(one, monday)
    evaluate(monday)
    whole = releases.compose

    def breaks_for_one(**asked):
        if asked["customer"].pk == people[1].pk:
            raise ValueError("a field that nobody can read")
        return whole(**asked)

    monkeypatch.setattr(releases, "compose", breaks_for_one)
    done = release(noon_of(monday))
    assert (done.planned, done.broken) == (2, 1)
    monkeypatch.undo()
    assert release(noon_of(monday)).planned == 1


def test_what_is_too_late_ends_with_its_reason(mailed, signer, monday):
    Customer.objects.filter(pk=mailed.pk).update(birthday_month=11, birthday_day=23)
    make_plan("birthday", steps=((0, "message", "greeting"),))
    evaluate(monday)
    release(noon_of(monday + timedelta(days=5)))
    touch = Touch.objects.get()
    assert (touch.state, touch.dropped_because) == ("dropped", "Too late to make sense")
    assert PlaybookRun.objects.get().state == "done"
    assert not Message.objects.exists()


def test_a_person_who_hears_enough_is_not_written_to(mailed, signer, monday):
    Manners.objects.create(most_a_week=1)
    Interaction.objects.create(
        customer=mailed,
        happened_at=noon_of(monday - timedelta(days=1)),
        happened_on=monday - timedelta(days=1),
        channel="email",
        outcome="sent",
        purpose="thanks",
    )
    touch = owe(mailed, monday)
    release(noon_of(monday))
    touch.refresh_from_db()
    assert (touch.moved_because, touch.moved_from_on) == ("budget", monday)
    assert touch.due_on == monday + timedelta(days=6)


def test_only_what_is_named_is_released_when_a_plan_is_tried(mailed, signer, monday):
    touch = owe(mailed, monday)
    assert release_only([], noon_of(monday)).is_nothing
    assert release_only([touch.pk], noon_of(monday)).planned == 1


# --- a question of a plan ---


def owe_question(customer, day, *, gives=2) -> Touch:
    body = "How was it? {survey_link}"
    make_wording("text-survey", purpose="survey", body=body)
    plan = make_plan(steps=((0, "message", "survey"),))
    plan.steps.update(survey=ready_survey())
    for number in range(gives):
        Interaction.objects.create(
            customer=customer,
            happened_at=noon_of(day - timedelta(days=60 + number)),
            happened_on=day - timedelta(days=60 + number),
            channel="visit",
            outcome="reached",
            purpose="thanks",
        )
    bought(customer, day)
    evaluate(day)
    return Touch.objects.get(customer=customer, rule="playbook")


def test_a_plan_asks_with_a_link_of_their_own_once(mailed, signer, monday):
    touch = owe_question(mailed, monday)

    for _ in range(2):
        release(noon_of(monday))

    message, invitation = Message.objects.get(), SurveyInvitation.objects.get()
    assert (message.purpose, message.state, message.touch) == ("survey", "planned", touch)
    assert survey_url(invitation) in message.body
    assert (invitation.message, invitation.customer) == (message, mailed)


def test_a_plan_asks_nobody_whom_another_survey_asked_not_long_ago(mailed, signer, monday):
    other = make_sent(mailed, days=10, now=noon_of(monday), rule="survey")
    SurveyInvitation.objects.create(
        survey=ready_survey("exit"),
        customer=mailed,
        occurrence="x",
        channel="email",
        asked_on=monday - timedelta(days=10),
        expires_on=monday,
        message=other,
    )
    touch = owe_question(mailed, monday)

    release(noon_of(monday))

    touch.refresh_from_db()
    assert (touch.state, Message.objects.count()) == ("dropped", 1)
    assert touch.dropped_because == "Another survey asked them not long ago"


def test_a_question_that_has_no_way_ends_and_is_nobody_s_task(customer, signer, monday):
    touch = owe_question(customer, monday)

    release(noon_of(monday))

    touch.refresh_from_db()
    assert (touch.state, touch.how) == ("dropped", "message")
    assert touch.dropped_because == "There is no address for it"
