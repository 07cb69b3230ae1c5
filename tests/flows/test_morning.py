"""A morning at the counter, from the list to an empty one, and the next days after it."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from regulars.actions.complaints import open_complaint
from regulars.actions.findings import note_finding
from regulars.actions.notices import begin_notice
from regulars.actions.promises import Why, make_promise
from regulars.actions.purchases import record_purchase
from regulars.actions.rhythms import refresh_rhythms
from regulars.actions.touches import plan_follow_up
from regulars.management import cli
from regulars.models import ContactPoint, Customer, Interaction, Line, Manners, Touch
from regulars.queries.digests import words_for
from regulars.queries.local_days import noon_of, shop_today
from regulars.queries.shops import the_shop
from regulars.queries.today import today_for
from regulars.rules.kinds import DigestKind
from regulars.rules.notices import NoticeKind, Scope
from regulars.rules.promises import TrueReason
from tests.making import make_customers, make_purchases
from tests.noticing import order


@pytest.fixture
def today(shop):
    return shop_today()


@pytest.fixture
def business(shop, ana, today):
    """Thirty who come as usual, and four whom somebody should think of today."""
    noon = noon_of(today)
    Manners.objects.create(thanks_within_days=60)  # regulars are thanked over the counter
    for n, one in enumerate(make_customers(30)):
        make_purchases(one, last=noon - timedelta(days=n % 9), every_days=30, count=2)
    names = ("Tomás Ferreira", "Ngozi Adeyemi", "Yuki Tanaka", "Mara Lindqvist")
    tomas, ngozi, yuki, mara = (
        Customer.objects.create(name=name, given_name=name.split()[0], tone="friendly")
        for name in names
    )
    make_purchases(tomas, last=noon - timedelta(days=58), every_days=31, count=19)
    lamp = make_purchases(ngozi, last=noon - timedelta(days=3), every_days=1, count=1)[0]
    Line.objects.create(purchase=lamp, position=1, name="Walnut lamp")
    make_purchases(yuki, last=noon - timedelta(days=8), every_days=20, count=2)
    Customer.objects.filter(pk=yuki.pk).update(birthday_month=today.month, birthday_day=today.day)
    make_purchases(mara, last=noon - timedelta(days=5), every_days=33, count=2)
    for n, one in enumerate((tomas, ngozi, yuki, mara)):
        ContactPoint.objects.create(customer=one, kind="phone", value=f"+491512345670{n}")
    plan_follow_up(
        customer=mara, due_on=today - timedelta(days=2), note="the chair is ready", person=ana
    )
    refresh_rhythms()
    return {one.given_name: one for one in (tomas, ngozi, yuki, mara)}


def listed(person, day) -> list[str]:
    return [row.customer.given_name for row in today_for(person, day=day, show_all=True).rows]


def press(client, name: str, customer: Customer, person, day, **fields):
    """What the form of the open card would send."""
    rows = today_for(person, day=day, show_all=True).rows
    row = next(row for row in rows if row.customer == customer)
    reasons = [f"{one.reason.rule}:{one.reason.occurrence}" for one in row.reasons]
    address = reverse(f"today:{name}", args=[customer.pk])
    response = client.post(address, {"reason": reasons, **fields})
    assert response.status_code == 302
    return response


def test_a_morning_from_the_first_name_to_the_last(business, owner, ana, today):
    assert sorted(listed(ana, today)) == ["Mara", "Ngozi", "Tomás", "Yuki"]
    assert listed(ana, today)[0] == "Mara"  # promised, and two days late
    page = owner.get("/").content.decode()
    assert "Four people to care for today" in page

    press(owner, "talk", business["Mara"], ana, today, channel="phone", outcome="reached")
    press(owner, "talk", business["Yuki"], ana, today, channel="sms", outcome="sent", words="Hi")
    press(owner, "talk", business["Tomás"], ana, today, channel="phone", outcome="no_answer")
    press(owner, "later", business["Ngozi"], ana, today, days="3")

    assert listed(ana, today) == []
    assert "Nobody is waiting for you today" in owner.get("/").content.decode()
    assert Interaction.objects.count() == 3


def test_what_was_left_comes_back_on_its_day_and_what_is_done_does_not(business, owner, ana, today):
    press(owner, "talk", business["Tomás"], ana, today, channel="phone", outcome="no_answer")
    press(owner, "later", business["Ngozi"], ana, today, days="3")
    press(owner, "talk", business["Yuki"], ana, today, channel="phone", outcome="reached")
    press(owner, "drop", business["Mara"], ana, today, because="Was here just now")

    tomorrow = listed(ana, today + timedelta(days=1))
    later = listed(ana, today + timedelta(days=3))

    assert "Tomás" in tomorrow
    assert not {"Ngozi", "Yuki", "Mara"} & set(tomorrow)
    assert "Ngozi" in later
    assert not {"Yuki", "Mara"} & set(later)


def test_a_visit_ends_the_silence_and_takes_the_name_off_the_list(business, ana, today):
    assert "Tomás" in listed(ana, today)

    record_purchase(
        customer=business["Tomás"],
        bought_at=noon_of(today),
        total_minor=900,
        currency="EUR",
        person=ana,
    )

    assert "Tomás" not in listed(ana, today)


def test_the_next_step_planned_in_the_same_breath_comes_up(business, owner, ana, today):
    press(
        owner,
        "talk",
        business["Tomás"],
        ana,
        today,
        channel="phone",
        outcome="reached",
        note="wants a darker blend",
        days="7",
        next_note="blend there?",
    )

    assert "Tomás" not in listed(ana, today + timedelta(days=6))
    (row,) = [
        row
        for row in today_for(ana, day=today + timedelta(days=7), show_all=True).rows
        if row.customer == business["Tomás"]
    ]
    assert (row.main.reason.rule, row.main.line) == ("follow_up", "blend there?")


def test_a_colleague_sees_at_once_what_the_other_did(business, owner, staff, ana, ben, today):
    before = listed(ben, today)
    press(owner, "talk", business["Ngozi"], ana, today, channel="phone", outcome="left_message")

    assert "Ngozi" in before
    assert "Ngozi" not in listed(ben, today)
    assert "Mara" not in before  # promised by somebody else


def test_looking_at_the_list_changes_nothing(business, owner, ana, today):
    rows = Touch.objects.count()
    first = listed(ana, today)

    for _ in range(20):
        owner.get("/")

    assert listed(ana, today) == first
    assert Touch.objects.count() == rows


def test_page_paper_mail_and_command_show_the_same(owner, ana, customer, today, capsys):
    """A promise, a complaint, bad news and an action that is due."""
    told, angry, waiting = (Customer.objects.create(name=f"Guest {n}") for n in range(3))
    make_promise(customer=told, kind="quote", what="A quote", due_on=today, person=ana)
    open_complaint(customer=angry, text="It broke.", person=ana)
    order(waiting)
    begin_notice(
        kind=NoticeKind.DELAY,
        what="The tables come later.",
        why=Why(TrueReason.SUPPLIER),
        known_at=timezone.now(),
        scope=Scope(about="walnut"),
        person=ana,
    )
    note_finding(found="Late.", action="Ring before.", owner=ana, due_on=today, person=ana)
    shop = the_shop()

    page = owner.get("/").text
    paper = owner.get(reverse("today:print")).text
    mail = words_for(ana, DigestKind.MORNING, today, shop).body
    assert cli.main(["today"]) == 0
    command = capsys.readouterr().out

    found = today_for(ana, day=today)
    chips = [row.main.chip for row in found.rows]
    assert len(set(chips)) == 3
    for shown in (page, paper, mail, command):
        for words in ("Guest 0", "Guest 1", "Guest 2", *chips, "Ring before."):
            assert words in unescape(shown)
