"""Answering by a link: one answer, open for a day; programs that open and press keep nothing."""

import json
import re
from datetime import timedelta
from hashlib import sha256

import pytest
from django.apps import apps
from django.core import serializers
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regulars.models import Answer, Customer, Response, Survey, SurveyInvitation
from regulars.queries.links import LinkFor, survey_for_all_path, survey_path, token_for
from regulars.web.public import surveys as pages
from tests.surveying import AGENT, invited, ready_survey
from tests.web.test_public import ROBOTS

GOOD = {"q1": "5", "q2": "1", "q3": "Nothing at all."}


@pytest.fixture
def phone() -> Client:
    """Somebody with a telephone: no cookie, and the CSRF check is real."""
    return Client(enforce_csrf_checks=True, headers={"User-Agent": AGENT})


@pytest.fixture
def survey(shop) -> Survey:
    return ready_survey()


@pytest.fixture
def invitation(customer, survey) -> SurveyInvitation:
    Customer.objects.update(tone="friendly", street="Weg 1", company="Ferreira Lda")
    customer.refresh_from_db()
    return invited(customer, survey)


@pytest.fixture
def link(invitation) -> str:
    return survey_path(invitation)


def stamp_in(text: str) -> str:
    found = re.search(r'name="stamp" value="([^"]+)"', text)
    assert found
    return found[1]


def state() -> str:
    rows = [
        serializers.serialize("json", model._base_manager.order_by("pk"))
        for model in apps.get_models(include_auto_created=True)
    ]
    return sha256(json.dumps(rows).encode()).hexdigest()


@pytest.fixture
def minutes_pass(monkeypatch):
    """Reading takes no time in a test: as if the page had been open for as long as is needed."""
    monkeypatch.setattr(pages, "MACHINE_SECONDS", 0)


def answer(phone: Client, link: str, told: dict[str, str]):
    """As a person does: open, mark, look at it once more, send."""
    stamp = stamp_in(phone.get(link).text)
    looked = phone.post(link, {**told, "stamp": stamp, "do": "look"})
    return phone.post(link, {**told, "stamp": stamp_in(looked.text), "do": "send"})


def marks() -> list[tuple[int, int | None, int | None, str]]:
    rows = Answer.objects.order_by("response_id", "question__position")
    return list(rows.values_list("question__position", "scale", "choice", "words"))


# --- a person ---


def test_two_presses_keep_an_answer(phone, link, invitation, minutes_pass):
    response = answer(phone, link, GOOD)

    assert response.status_code == 200
    assert "It has arrived" in response.text
    assert marks() == [(1, 5, None, ""), (2, None, 1, ""), (3, None, None, "Nothing at all.")]
    kept = Response.objects.get()
    assert (kept.invitation, kept.customer) == (invitation, invitation.customer)
    assert kept.set_aside_because == ""


def test_the_first_press_keeps_nothing_and_shows_what_would_be_sent(phone, link):
    before = state()

    page = phone.post(link, {**GOOD, "do": "look"})

    assert "Send it like this?" in page.text
    assert "Nothing at all." in page.text
    assert state() == before


def test_nothing_said_is_no_answer(phone, link, minutes_pass):
    page = answer_nothing = phone.post(link, {"do": "look", "q1": "", "q3": "  "})

    assert page.status_code == 422
    assert "One answer is enough" in answer_nothing.text
    assert not Response.objects.exists()


def test_it_may_be_corrected_for_a_day_and_counts_once(phone, link, minutes_pass):
    answer(phone, link, GOOD)
    page = phone.get(link)
    assert "It may be changed until" in page.text
    assert 'value="5" checked' in page.text

    answer(phone, link, {"q1": "2", "q2": "3"})

    assert marks() == [(1, 2, None, ""), (2, None, 3, ""), (3, None, None, "Nothing at all.")]
    kept = Response.objects.get()
    assert kept.corrected_at is not None
    assert kept.corrected_at < kept.correct_until_at


def test_after_its_day_it_is_fixed(phone, link, minutes_pass):
    answer(phone, link, GOOD)
    at = timezone.now() - timedelta(days=2)
    Response.objects.update(answered_at=at, correct_until_at=at + timedelta(days=1))

    page = answer_again = phone.post(
        link, {"q1": "1", "stamp": pages._stamp(f"i{Response.objects.get().invitation_id}")}
    )

    assert "The time for changes is over" in page.text
    assert "<form" not in answer_again.text
    assert marks()[0] == (1, 5, None, "")


def test_p3_the_last_one_of_a_replayed_form_counts_and_counts_once(phone, link, minutes_pass):
    for _ in range(3):
        answer(phone, link, GOOD)

    assert Response.objects.count() == 1
    assert Answer.objects.count() == 3


def test_it_speaks_their_language_and_tone(phone, link):
    Customer.objects.update(language="de")
    assert "Wie zufrieden bist du" in phone.get(link).text
    Customer.objects.update(tone="formal")

    page = phone.get(link)

    assert "Wie zufrieden sind Sie" in page.text
    assert page["Content-Language"] == "de"


def test_p8_a_link_that_was_passed_on_shows_no_more_than_a_first_name(phone, link, minutes_pass):
    answer(phone, link, GOOD)

    text = phone.get(link).text

    assert "Tomás" in text
    for secret in ("Ferreira", "Weg 1", "Nothing at all", "@"):
        assert secret not in text


def test_a_survey_that_was_put_away_says_so(phone, link):
    Survey.objects.update(put_away_at=timezone.now())

    for page in (phone.get(link), phone.post(link, {**GOOD, "do": "send"})):
        assert "These questions are closed" in page.text
    assert not Response.objects.exists()


def test_who_was_forgotten_has_a_link_that_leads_nowhere(phone, link, customer):
    customer.delete()

    assert phone.get(link).status_code == 404


def test_the_page_costs_a_bounded_number_of_queries(phone, link, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        phone.get(link)


# --- programs ---


@pytest.mark.parametrize("agent", ROBOTS)
@pytest.mark.parametrize("path", ["link", "poster"])
def test_p4_robots_that_open_every_link_change_nothing(request, survey, agent, path):
    address = survey_for_all_path(survey) if path == "poster" else request.getfixturevalue("link")
    robot = Client(enforce_csrf_checks=True)
    before = state()
    for method in ("get", "head", "options"):
        for purpose in ({}, {"Purpose": "prefetch"}, {"Sec-Purpose": "prefetch;prerender"}):
            getattr(robot, method)(address, headers={"User-Agent": agent, **purpose})

    assert state() == before


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"do": "send"},
        {"do": "look"},
        {**GOOD, "do": "send"},
        {**GOOD, "do": "send", "stamp": "i1:0:forged"},
        {"List-Unsubscribe": "One-Click"},
        {f"q{n}": "1" for n in range(1, 6)},
    ],
)
def test_a_scanner_that_posts_blindly_cannot_vote(phone, link, told):
    before = state()
    for _ in range(3):
        assert phone.post(link, told).status_code in {200, 422}

    assert state() == before


def test_a_scanner_that_fills_the_form_and_presses_every_button_at_once_cannot_vote(phone, link):
    """With a browser's name, choices made, and each form it is given sent off at once."""
    before = state()
    page = phone.get(link)
    for press in ("look", "send", "change", "send", "send"):
        page = phone.post(link, {**GOOD, "stamp": stamp_in(page.text), "do": press})

    assert "Please press once more" in page.text
    assert state() == before


def test_the_form_of_another_link_opens_nothing_here(phone, link, customer, survey, minutes_pass):
    other = survey_path(invited(customer, survey, days=90))
    stolen = stamp_in(phone.get(other).text)

    phone.post(link, {**GOOD, "stamp": stolen, "do": "send"})

    assert not Response.objects.exists()


@pytest.mark.parametrize(
    "told", [{"again": "filled"}, {"agent": "BarracudaCentral/1.0"}, {"seconds": 5}]
)
def test_what_a_program_sends_is_set_aside_and_a_persons_answer_takes_its_place(
    link, invitation, minutes_pass, told
):
    if "seconds" in told:
        invitation.message.accepted_at = timezone.now() - timedelta(seconds=told["seconds"])
        invitation.message.save(update_fields=["accepted_at"])
    robot = Client(headers={"User-Agent": told.get("agent", AGENT)})
    answer(robot, link, {"q1": "1", "again": told.get("again", "")})
    assert Response.objects.get().set_aside_because == "machine"
    invitation.message.accepted_at = timezone.now() - timedelta(hours=1)
    invitation.message.save(update_fields=["accepted_at"])
    person = Client(headers={"User-Agent": AGENT})
    assert "It may be changed" not in person.get(link).text

    answer(person, link, GOOD)

    kept = Response.objects.get()
    assert kept.set_aside_because == ""
    assert marks()[0] == (1, 5, None, "")
    assert kept.corrected_at is None


def test_a_program_does_not_change_what_a_person_said(phone, link, minutes_pass):
    answer(phone, link, GOOD)

    answer(Client(headers={"User-Agent": "Mimecast-URL-Protect"}), link, {"q1": "1"})

    assert marks()[0] == (1, 5, None, "")


# --- the poster ---


def test_a_form_for_everybody_is_one_answer_however_often_it_is_sent(phone, survey, minutes_pass):
    link = survey_for_all_path(survey)
    page = phone.get(link)
    told = {**GOOD, "contact": "Mia, 0170 1234567", "stamp": stamp_in(page.text)}
    for mark in ("5", "4"):
        phone.post(link, {**told, "q1": mark, "do": "send"})
    answer(phone, link, {"q1": "3"})  # somebody else, at the same poster

    assert Response.objects.count() == 2
    first = Response.objects.order_by("pk").first()
    assert first is not None
    assert (first.customer, first.invitation, first.contact) == (None, None, "Mia, 0170 1234567")
    assert [mark for position, mark, *_ in marks() if position == 1] == [4, 3]


def test_the_poster_speaks_the_language_of_the_reader(phone, survey):
    page = phone.get(survey_for_all_path(survey), headers={"Accept-Language": "de-AT,de"})

    assert "Wie zufrieden sind Sie" in page.text


# --- links ---


def test_p1_links_of_another_purpose_lead_nowhere(phone, invitation, survey):
    for purpose in (LinkFor.SURVEY_FOR_ALL, LinkFor.PREFERENCES, LinkFor.UNSUBSCRIBE):
        token = token_for(purpose, invitation.pk)
        assert phone.get(reverse("public:survey", args=[token])).status_code == 404
    token = token_for(LinkFor.SURVEY, survey.pk)
    assert phone.get(reverse("public:survey_for_all", args=[token])).status_code == 404


def test_p2_an_expired_link_is_gone(phone, invitation):
    SurveyInvitation.objects.update(expires_on=timezone.now().date() - timedelta(days=2))
    invitation.refresh_from_db()

    page = phone.post(survey_path(invitation), {**GOOD, "do": "send"})

    assert page.status_code == 410
    assert not Response.objects.exists()


# --- K36: reviews without gating ---


def review_part(text: str) -> str:
    found = re.search(r"<section.*?</section>", text, re.S)
    return found[0] if found else ""


def test_k36_the_score_is_no_input_of_the_invitation_to_reviews():
    assert list(pages.review_link_for.__annotations__) == ["survey", "return"]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    told=st.fixed_dictionaries(
        {
            "q1": st.sampled_from(["1", "2", "3", "4", "5"]),
            "q2": st.sampled_from(["", "1", "2", "3"]),
            "q3": st.sampled_from(["", "Awful.", "Please call me", "Splendid."]),
        }
    ),
    link_to=st.sampled_from(["", "https://reviews.example/aurora"]),
)
def test_k36_everybody_who_answers_sees_the_same_of_it_or_nobody_anything(
    phone, survey, minutes_pass, told, link_to
):
    Survey.objects.update(review_link=link_to)
    customer = Customer.objects.create(name="Mia Chen")
    page = answer(phone, survey_path(invited(customer, survey)), told)

    part = review_part(page.text)
    assert ("https://reviews.example/aurora" in page.text) == bool(link_to)
    assert sha256(part.encode()).hexdigest() == (
        sha256(b"").hexdigest() if not link_to else expected_digest(part)
    )


SEEN: set[str] = set()


def expected_digest(part: str) -> str:
    """The first one that was seen: all others must be the same, byte for byte."""
    digest = sha256(part.encode()).hexdigest()
    SEEN.add(digest)
    assert len(SEEN) == 1
    return digest
