"""The list of a day in the browser's own words: no script needed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from regulars.actions.self_checks import note_self_check
from regulars.models import (
    Consent,
    ContactPoint,
    Customer,
    Fact,
    Interaction,
    Person,
    Rhythm,
    Touch,
)
from regulars.queries.local_days import noon_of, shop_today

# Session, user and shop; manners; nine reasons; the rows; one card; the coming days; what the owner
# is warned of.
QUERIES = 29
HTMX = {"HX-Request": "true"}


@pytest.fixture
def today(shop):
    return shop_today()


def make_late(customer: Customer, today, **changes: object) -> Rhythm:
    """Silent for 58 days where 31 are usual."""
    facts: dict[str, object] = {
        "visits": 19,
        "purchases": 19,
        "first_on": today - timedelta(days=620),
        "last_on": today - timedelta(days=58),
        "usual_gap_days": 31.0,
        "own_gaps": 18,
        "gap_spread": 0.1,
        "next_from": today - timedelta(days=30),
        "next_on": today - timedelta(days=27),
        "next_to": today - timedelta(days=22),
        "late_from": today - timedelta(days=11),
        "slipping_from": today + timedelta(days=4),
        "lapsed_from": today + timedelta(days=20),
        "lost_from": today + timedelta(days=40),
        "care_weight": 6.0,
        "recent": [[(today - timedelta(days=58)).isoformat(), 4500]],
    }
    return Rhythm.objects.update_or_create(customer=customer, defaults={**facts, **changes})[0]


@pytest.fixture
def tomas(customer, today):
    make_late(customer, today)
    Customer.objects.filter(pk=customer.pk).update(tone="friendly", language="en")
    for position, (kind, value) in enumerate(
        [("phone", "+4915123456789"), ("email", "tomas@example.com")]
    ):
        ContactPoint.objects.create(customer=customer, kind=kind, value=value, position=position)
    return customer


def overdue_key(today) -> str:
    return f"overdue:{(today - timedelta(days=58)).isoformat()}"


def post(client, name: str, customer, today, **fields):
    told = {"reason": overdue_key(today), **fields}
    return client.post(reverse(f"today:{name}", args=[customer.pk]), told)


def test_the_page_answers_whom_why_and_what_to_say(owner, tomas):
    page = owner.get("/").content.decode()

    assert "One person to care for today" in page
    assert "Usually back every 31 days. Silent for 58." in page
    assert "Hi Tomás, Ana here from Aurora Coffee." in page
    assert 'href="tel:+4915123456789"' in page
    assert 'href="mailto:tomas@example.com?subject=' in page
    assert "wa.me" not in page  # they never wrote to us there


def test_an_empty_house_teaches_the_first_step(owner, shop):
    page = owner.get("/").content.decode()

    assert "Start with the sales you have" in page
    assert reverse("imports:list") in page


def test_a_day_without_anybody_says_so_kindly(owner, customer):
    page = owner.get("/").content.decode()

    assert "Nobody is waiting for you today" in page


def test_nobody_signed_out_sees_the_list(client, tomas):
    for name in ("show", "print"):
        assert client.get(reverse(f"today:{name}")).status_code == 302
    for name in ("open", "why"):
        assert client.get(reverse(f"today:{name}", args=[tomas.pk])).status_code == 302
    for name in ("talk", "later", "drop", "words"):
        assert client.post(reverse(f"today:{name}", args=[tomas.pk])).status_code == 302


def test_a_talk_is_logged_with_its_outcome_and_next_step(owner, ana, tomas, today):
    response = post(
        owner,
        "talk",
        tomas,
        today,
        channel="phone",
        outcome="reached",
        words="Hi",
        note="wants a darker blend",
        days="7",
        next_note="blend there?",
    )

    assert response.status_code == 302
    talk = Interaction.objects.get()
    assert (talk.channel, talk.outcome, talk.person) == ("phone", "reached", ana)
    follow_up = Touch.objects.get(rule="follow_up")
    assert (follow_up.due_on, follow_up.note) == (today + timedelta(days=7), "blend there?")
    page = owner.get(response.url).content.decode()
    assert "Tomás Ferreira: reached, and on record." in page
    assert "Nobody is waiting for you today" in page


def test_undo_brings_the_person_back(owner, tomas, today):
    post(owner, "talk", tomas, today, channel="phone", outcome="reached")
    page = owner.get("/").content.decode()
    event = tomas.events.get(kind="interaction.recorded")
    assert reverse("today:undo", args=[event.pk]) in page

    owner.post(reverse("today:undo", args=[event.pk]))

    assert "One person to care for today" in owner.get("/").content.decode()
    assert not Interaction.objects.exists()
    assert not Touch.objects.exists()


def test_undo_twice_says_so_and_changes_nothing(owner, tomas, today):
    post(owner, "later", tomas, today, days="3")
    event = tomas.events.get(kind="touch.moved")
    for _ in range(2):
        response = owner.post(reverse("today:undo", args=[event.pk]), follow=True)

    assert "This was taken back already" in response.content.decode()


def test_undo_is_for_what_this_page_did_alone(owner, tomas):
    event = tomas.events.create(kind="customer.changed")

    assert owner.post(reverse("today:undo", args=[event.pk])).status_code == 404


def test_later_takes_a_named_day(owner, tomas, today):
    on = today + timedelta(days=20)

    post(owner, "later", tomas, today, on=on.isoformat())

    assert Touch.objects.get().due_on == on


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Pick a day."),
        ({"on": "2020-01-01"}, "Pick a day from tomorrow on"),
        ({"on": "31.02.2027"}, "Enter a valid date"),
        ({"days": "-4"}, "Select a valid choice"),
    ],
)
def test_a_later_without_a_day_is_refused_in_words(owner, tomas, today, fields, said):
    response = post(owner, "later", tomas, today, **fields)

    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Touch.objects.exists()


def test_not_needed_wants_a_reason_and_keeps_it(owner, tomas, today):
    refused = post(owner, "drop", tomas, today)
    assert refused.status_code == 422

    post(owner, "drop", tomas, today, because="Was here just now")

    touch = Touch.objects.get()
    assert (touch.state, touch.dropped_because) == ("dropped", "Was here just now")


@pytest.mark.parametrize(
    "fields",
    [
        {"channel": "pigeon", "outcome": "reached"},
        {"channel": "phone", "outcome": "shouted"},
        {"channel": "phone"},
        {"channel": "phone", "outcome": "reached", "reason": "nonsense"},
        {"channel": "phone", "outcome": "reached", "reason": "overdue:" + "x" * 90},
    ],
)
def test_a_broken_talk_is_refused_and_what_was_typed_is_kept(owner, tomas, today, fields):
    response = post(owner, "talk", tomas, today, words="My own words", note="noted", **fields)

    page = response.content.decode()
    assert response.status_code == 422
    assert "My own words" in page
    assert "noted" in page
    assert not Interaction.objects.exists()


def test_the_slower_of_two_is_told_that_it_is_done(owner, staff, tomas, today):
    post(owner, "talk", tomas, today, channel="phone", outcome="reached")

    response = post(staff, "talk", tomas, today, channel="phone", outcome="reached")

    assert "a colleague was quicker" in staff.get(response.url).content.decode()
    assert Interaction.objects.count() == 1


def test_words_as_typed_go_into_the_links_without_script(owner, tomas):
    response = owner.post(
        reverse("today:words", args=[tomas.pk]), {"words": "See you & me <b>soon</b>"}
    )

    page = response.content.decode()
    assert "body=See%20you%20%26%20me%20%3Cb%3Esoon%3C%2Fb%3E" in page
    assert "<b>soon</b>" not in page


def test_a_refused_channel_is_not_offered(owner, tomas, today):
    Consent.objects.create(
        customer=tomas,
        channel="email",
        is_given=False,
        words="no mails",
        came_from="on the phone",
        answered_at=noon_of(today),
    )

    page = owner.get("/").content.decode()

    assert "mailto:" not in page
    assert "tel:" in page
    assert "Said no to Email" in page


def test_who_said_no_to_everything_is_left_in_peace(owner, tomas, today):
    for channel in ("email", "phone", "sms", "whatsapp", "post"):
        Consent.objects.create(
            customer=tomas,
            channel=channel,
            is_given=False,
            words="no",
            came_from="in the shop",
            answered_at=noon_of(today),
        )

    assert "Nobody is waiting for you today" in owner.get("/").content.decode()
    opened = owner.get(reverse("today:open", args=[tomas.pk])).content.decode()
    assert "There is no way to reach them yet, or they want none." in opened


def test_somebody_nobody_owes_a_word_opens_all_the_same(owner, customer):
    page = owner.get(reverse("today:open", args=[customer.pk])).content.decode()

    assert "Tomás Ferreira" in page
    assert "Not needed" not in page


def test_what_is_not_for_use_is_not_shown(owner, tomas, today):
    for text, is_not_for_use in (("daughter plays handball", False), ("is divorced", True)):
        Fact.objects.create(
            customer=tomas, text=text, is_not_for_use=is_not_for_use, noticed_at=noon_of(today)
        )

    page = owner.get("/").content.decode()

    assert "daughter plays handball" in page
    assert "is divorced" not in page


def test_why_shows_the_records(owner, tomas):
    page = owner.get(reverse("today:why", args=[tomas.pk])).content.decode()

    assert "58 days ago" in page
    assert "every 31 days" in page
    assert "18 gaps between their own visits" in page


def test_paper_has_numbers_and_room_to_write(owner, tomas):
    page = owner.get(reverse("today:print")).content.decode()

    assert "+49 1512 3456789" in page
    assert "What they said, what comes next" in page


def test_another_day_shows_its_own_list(owner, customer, today):
    on = today + timedelta(days=2)
    Customer.objects.update(birthday_month=on.month, birthday_day=on.day)

    assert "Nobody is waiting" in owner.get("/").content.decode()
    page = owner.get("/", {"on": on.isoformat()}).content.decode()
    assert "One person to care for that day" in page
    assert "1 follow-up or occasion" in page


@pytest.mark.parametrize("told", ["nonsense", "9999-12-31", "2026-02-31", "1", "0001-01-01"])
def test_an_odd_day_is_today(owner, tomas, told):
    assert "to care for today" in owner.get("/", {"on": told}).content.decode()


@pytest.mark.parametrize("other", ["1", "2", "x", "-1", "99999999999"])
def test_other_words_are_other_words_or_the_same(owner, tomas, other):
    page = owner.get(reverse("today:open", args=[tomas.pk]), {"other": other}).content.decode()

    assert "Hi Tomás, Ana here from Aurora Coffee." in page


def test_somebody_who_is_not_there_is_not_found(owner, shop):
    assert owner.get(reverse("today:open", args=[99])).status_code == 404
    assert owner.get(reverse("today:why", args=[99])).status_code == 404


def test_htmx_gets_the_board_with_heading_and_notes(owner, tomas, today):
    response = owner.post(
        reverse("today:talk", args=[tomas.pk]),
        {"reason": overdue_key(today), "channel": "phone", "outcome": "no_answer"},
        headers=HTMX,
    )

    page = response.content.decode()
    assert "<html" not in page
    assert 'id="today-heading" hx-swap-oob="true"' in page
    assert "no answer. It comes up again." in page
    assert response.headers["HX-Push-Url"] == "/"


def test_more_than_fits_waits_and_is_counted(owner, ana, shop, today):
    for one in Customer.objects.bulk_create(Customer(name=f"Guest {n}") for n in range(30)):
        make_late(one, today)
    Person.objects.update(care_minutes=20)

    page = owner.get("/").content.decode()

    assert "Four people to care for today" in page
    assert "About 20 minutes." in page
    assert "26 more could wait." in page
    assert "30 people to care for today" in owner.get("/", {"show": "all"}).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_queries_for_one_and_for_three(
    owner, shop, today, count, django_assert_num_queries
):
    for one in Customer.objects.bulk_create(Customer(name=f"Guest {n}") for n in range(count)):
        make_late(one, today)

    with django_assert_num_queries(QUERIES):
        page = owner.get("/").content.decode()

    assert page.count("data-row>") == count


def test_what_the_daily_look_found_stands_above_the_owners_list_alone(owner, staff, today):
    note_self_check(day=today, troubles=["mail", "backup"])

    page = owner.get("/").text

    assert "The daily look found 2 things that need you." in page
    assert reverse("settings:running") in page
    assert "daily look" not in staff.get("/").text
    assert "daily look" not in owner.get("/", headers=HTMX).text

    note_self_check(day=today, troubles=[])
    assert "daily look" not in owner.get("/").text
