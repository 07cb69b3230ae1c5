"""Customers' own pages: what a link opens, and that nothing but a press of a button acts."""

import json
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
from django.apps import apps
from django.core import serializers
from django.test import Client
from django.urls import reverse

from regulars.models import (
    Consent,
    ContactLimit,
    ContactPoint,
    Customer,
    DataRequest,
    InboundMessage,
    LinkGuess,
    Message,
    Shop,
    Touch,
)
from regulars.queries.guesses import MOST_OF_A_BEGINNING, MOST_OF_AN_ADDRESS
from regulars.queries.links import LinkFor, own_page_path, preferences_path, token_for
from tests.making_messages import make_message

ROBOTS = (
    "Mozilla/5.0 (compatible; GoogleImageProxy)",
    "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
    "BarracudaCentral/1.0",
    "Mimecast-URL-Protect",
    "Proofpoint URL Defense",
    "Microsoft Office Protection/SafeLinks",
    "FireEye ETP",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "WhatsApp/2.23.20.0",
    "facebookexternalhit/1.1",
    "Mozilla/5.0 (compatible; Yahoo! Slurp)",
)


@pytest.fixture
def robot() -> Client:
    """A client as a mail provider's server is one: no cookie, and the CSRF check is real."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def reader(customer) -> Customer:
    ContactPoint.objects.create(customer=customer, kind="email", value="tomas@example.com")
    ContactPoint.objects.create(customer=customer, kind="phone", value="+491701234567")
    Customer.objects.update(tone="friendly", street="Weg 1", city="Berlin")
    customer.refresh_from_db()
    return customer


@pytest.fixture
def stop(reader) -> str:
    message = make_message(reader, purpose="greeting")
    return reverse("public:unsubscribe", args=[token_for(LinkFor.UNSUBSCRIBE, message.pk)])


@pytest.fixture
def choices(reader) -> str:
    return preferences_path(reader.pk)


@pytest.fixture
def own(reader) -> str:
    return own_page_path(reader)


def state() -> str:
    """A hash over every row of every table."""
    rows = [
        serializers.serialize("json", model._base_manager.order_by("pk"))
        for model in apps.get_models(include_auto_created=True)
    ]
    return sha256(json.dumps(rows).encode()).hexdigest()


def said() -> list[tuple[str, str, bool]]:
    return list(Consent.objects.order_by("pk").values_list("channel", "topic", "is_given"))


# --- nothing but a button acts ---


@pytest.mark.parametrize("agent", ROBOTS)
def test_p4_robots_that_open_every_link_change_nothing(robot, stop, choices, own, agent):
    before = state()
    for address in (stop, choices, f"{choices}/data", own):
        for method in ("get", "head", "options"):
            for purpose in ({}, {"Purpose": "prefetch"}, {"Sec-Purpose": "prefetch;prerender"}):
                getattr(robot, method)(address, headers={"User-Agent": agent, **purpose})

    assert state() == before


def test_the_pages_set_no_cookie_and_tell_nobody_their_address(robot, stop, choices, own):
    asked = {"words": "When will it be ready?"}
    for response in (
        *(robot.get(address) for address in (stop, choices, own)),
        *(robot.post(address) for address in (stop, choices)),
        robot.post(own, asked),
    ):
        assert response.status_code == 200
        assert not response.cookies
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["Cache-Control"] == "no-store"
        assert "<script" not in response.text


def test_p5_one_click_works_without_cookie_referer_and_token_and_leads_nowhere(robot, stop):
    for _ in range(2):
        response = robot.post(stop, {"List-Unsubscribe": "One-Click"})
        assert response.status_code == 200

    assert said() == [("email", "greetings", False)]
    assert Consent.objects.get().came_from == "one click in the mail program"
    assert "Greetings" in Consent.objects.get().words


def test_one_click_as_a_form_with_boundaries_works_too(robot, stop):
    """RFC 8058 allows either encoding of a form."""
    response = robot.post(
        stop,
        "List-Unsubscribe=One-Click",
        content_type="application/x-www-form-urlencoded",
        headers={"Origin": "null"},
    )

    assert response.status_code == 200
    assert said() == [("email", "greetings", False)]


def test_the_button_stops_this_topic_or_the_whole_way(client, stop):
    assert "No more of these" in client.get(stop).text

    client.post(stop, {"what": "topic"})
    client.post(stop, {"what": "channel"})

    assert said() == [("email", "greetings", False), ("email", "", False)]


def test_who_was_erased_since_reads_that_nothing_comes_any_more(client, stop):
    Message.objects.update(customer=None)

    for response in (client.get(stop), client.post(stop)):
        assert response.status_code == 200
        assert "No more messages" in response.text
    assert said() == []


# --- choices ---


def test_what_is_ticked_is_kept_with_the_words_that_stood_there(client, choices):
    response = client.post(
        choices, {"about": ["care", "offers"], "way": ["email"], "often": "1", "do": "save"}
    )

    assert "Kept." in response.text
    assert said() == [
        ("phone", "", False),
        ("whatsapp", "", False),
        ("sms", "", False),
        ("email", "greetings", False),
        ("email", "feedback", False),
        ("email", "offers", True),
        ("post", "", False),
    ]
    assert ContactLimit.objects.get().most_a_month == 1
    yes = Consent.objects.get(is_given=True)
    assert yes.words == "What may we write about? Offers: yes (By email)"
    assert yes.came_from == "their own page of choices"


def test_nothing_any_more_refuses_every_way_and_the_page_shows_it(client, choices):
    client.post(choices, {"do": "stop"})

    assert [given for _, _, given in said()] == [False] * 5
    assert " checked" not in client.get(choices).text.split("How often")[0]


def test_the_page_speaks_the_customers_language_and_tone(client, reader, choices):
    Shop.objects.update(language="de")
    assert "Worüber dürfen wir schreiben?" in client.get(choices).text
    Customer.objects.update(language="en", tone="formal")

    response = client.get(choices)

    assert response["Content-Language"] == "en"
    assert '<html lang="en"' in response.text
    assert "Tomás" not in response.text


@pytest.mark.parametrize("kind", ["access", "erasure"])
def test_a_request_for_data_waits_for_a_person(client, choices, kind):
    for _ in range(2):
        response = client.post(f"{choices}/data", {"kind": kind})
        assert "The request has arrived" in response.text

    request = DataRequest.objects.get()
    assert (request.kind, request.state) == (kind, "open")


def test_an_odd_request_is_a_wrong_link(client, choices):
    assert client.post(f"{choices}/data", {"kind": "everything"}).status_code == 404
    assert client.get(f"{choices}/data").status_code == 405


def test_p8_a_link_that_was_passed_on_shows_no_more_than_a_first_name(
    client, reader, stop, choices
):
    Customer.objects.update(company="Ferreira Lda", postcode="10115", birthday_month=3)
    for address in (stop, choices):
        text = client.get(address).text
        assert "Tomás" in text
        for secret in ("Ferreira", "tomas@", "1701234567", "Weg 1", "Berlin", "10115"):
            assert secret not in text


# --- links that lead nowhere ---


def wrong(number: int = 1, purpose: str = "choices") -> str:
    return f"/p/{purpose}/{number}.{'x' * 43}"


def test_p1_every_wrong_link_gets_the_same_page(client, reader, stop, choices):
    other = token_for(LinkFor.UNSUBSCRIBE, reader.pk)
    nobody = token_for(LinkFor.PREFERENCES, reader.pk + 999)
    pages = [
        client.get(address)
        for address in (
            wrong(),
            wrong(77),
            choices[:-1],
            f"/p/choices/{other}",
            f"/p/choices/{nobody}",
        )
    ]

    assert {page.status_code for page in pages} == {404}
    assert len({page.content for page in pages}) == 1


def test_p2_an_expired_link_is_gone_and_says_a_way_on(client, reader):
    old = preferences_path(reader.pk, expires_on=date(2020, 1, 2))

    for response in (client.get(old), client.post(old, {"do": "stop"})):
        assert response.status_code == 410
        assert "Every newer message" in response.text
    assert said() == []


def test_p7_after_too_many_wrong_links_an_address_waits(client, choices):
    for _ in range(MOST_OF_AN_ADDRESS):
        assert client.get(wrong()).status_code == 404

    response = client.get(wrong())
    assert response.status_code == 429
    assert response["Retry-After"] == "600"
    assert client.get(choices).status_code == 429
    assert client.get(choices, REMOTE_ADDR="203.0.113.9").status_code == 200
    LinkGuess.objects.update(since_at=datetime.now(UTC) - timedelta(minutes=11))
    assert client.get(choices).status_code == 200


def test_p7_guesses_at_one_link_are_refused_from_everywhere_and_the_right_one_opens(
    client, reader, choices
):
    for number in range(MOST_OF_A_BEGINNING):
        client.get(wrong(reader.pk), REMOTE_ADDR=f"203.0.113.{number}")

    assert client.get(wrong(reader.pk), REMOTE_ADDR="198.51.100.1").status_code == 429
    assert client.get(choices, REMOTE_ADDR="198.51.100.1").status_code == 200


def test_behind_a_proxy_the_one_it_saw_is_counted(client, choices, settings):
    settings.IS_BEHIND_PROXY = True
    forged = {"X-Forwarded-For": "192.0.2.1, 203.0.113.9"}
    for _ in range(MOST_OF_AN_ADDRESS):
        client.get(wrong(), headers=forged)

    assert client.get(choices, headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 429
    assert client.get(choices, headers={"X-Forwarded-For": "192.0.2.1"}).status_code == 200


@pytest.mark.parametrize("page", ["stop", "choices"])
def test_a_page_costs_a_bounded_number_of_queries(
    client, request, page, django_assert_max_num_queries
):
    address = request.getfixturevalue(page)
    with django_assert_max_num_queries(11):
        client.get(address)


# --- a customer's own page ---


def test_a_word_from_their_own_page_waits_for_an_answer(robot, own):
    once = {"words": "When will the grinder be ready?", "way": "phone", "once": "1"}
    for _ in range(2):  # pressed twice
        assert "It has arrived" in robot.post(own, once).text

    inbound = InboundMessage.objects.get()
    assert (inbound.channel, inbound.body) == ("phone", "When will the grinder be ready?")
    assert inbound.subject == "From their own page: please call"
    assert Touch.objects.get(rule="answer").state == "open"


def test_an_empty_word_is_asked_for_again(robot, own):
    response = robot.post(own, {"words": "  "})

    assert response.status_code == 422
    assert "a word or two" in response.text
    assert not InboundMessage.objects.exists()


def test_a_link_in_wrong_hands_cannot_fill_a_morning(robot, own):
    for number in range(5):
        response = robot.post(own, {"words": "again", "once": str(number)})

    assert response.status_code == 422
    assert "ring us" in response.text
    assert InboundMessage.objects.count() == 3


def test_a_way_that_is_not_theirs_is_not_taken(robot, own):
    robot.post(own, {"words": "hello", "way": "social"})

    assert InboundMessage.objects.get().channel == "email"


def test_p1_the_link_of_one_page_opens_no_other(robot, own, choices):
    assert robot.get(own.replace("/yours/", "/choices/")).status_code == 404
    assert robot.get(choices.replace("/choices/", "/yours/")).status_code == 404


def test_the_own_page_speaks_the_customers_language(robot, own):
    Customer.objects.update(language="de")

    response = robot.get(own)

    assert response["Content-Language"] == "de"
    assert "Hallo Tomás, so steht es" in response.text
