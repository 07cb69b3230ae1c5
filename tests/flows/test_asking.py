"""A question on its whole way: planned, sent by SMTP, opened by programs, answered by a person, and
remembered only where it was not."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings as configured
from django.test import Client
from django.utils import timezone

from regulars.actions.invitations import invite, remind
from regulars.channels.email import Patience, Server, SmtpCarrier
from regulars.jobs import clock
from regulars.jobs.outbox import Sender
from regulars.jobs.routes import Route
from regulars.models import Answer, Customer, Message, Response, SurveyInvitation
from regulars.queries.survey_results import stage_results
from regulars.rules.channels import Channel
from regulars.rules.kinds import Security
from regulars.rules.surveys import AskStage
from regulars.web.public import surveys as pages
from tests.channels.sinks import Sink
from tests.messaging import ready_to_send
from tests.surveying import AGENT, reachable, ready_survey, signs
from tests.web.test_public import ROBOTS
from tests.web.test_public_surveys import GOOD, answer, state

pytestmark = pytest.mark.django_db(transaction=True)
LINK = re.compile(r"https?://[^\s\"<>]+")


@pytest.fixture
def survey(shop, ana):
    ready_to_send()
    signs(ana, at=timezone.now())
    return ready_survey()


@pytest.fixture
def people(shop) -> list[Customer]:
    names = ("Mara Lindqvist", "Yuki Tanaka", "Olu Okafor")
    return [reachable(Customer.objects.create(name=name), at=timezone.now()) for name in names]


@pytest.fixture
def sink():
    with Sink() as there:
        yield there


@pytest.fixture
def phone() -> Client:
    return Client(enforce_csrf_checks=True, headers={"User-Agent": AGENT})


@pytest.fixture(autouse=True)
def minutes_pass(monkeypatch):
    """Reading takes no time in a test."""
    monkeypatch.setattr(pages, "MACHINE_SECONDS", 0)


def send(sink: Sink) -> int:
    server = Server(
        "127.0.0.1",
        sink.port,
        Security.NONE,
        patience=Patience(connect=2, answer=10, slow=5, final=60),
    )
    route = Route(Channel.EMAIL, 1, lambda: SmtpCarrier(server, lambda _step: None))
    return Sender(route, owner="boot/w", linger_seconds=0.1).run()


def received(sink: Sink, customer: Customer) -> list[str]:
    """The texts of the mails that this person got."""
    address = customer.contact_points.get(kind="email").value
    mails = [one.mail for one in sink.taken if one.recipient == address]
    return [mail.get_body(("plain",)).get_content() for mail in mails]


def link_in(text: str) -> str:
    (link,) = {one for one in LINK.findall(text) if "/p/ask/" in one}
    assert link.startswith(str(configured.ADDRESS))
    return urlsplit(link).path


def days_pass(days: int) -> None:
    """As if what has left had left so many days before."""
    past = timedelta(days=days)
    for message in Message.objects.exclude(accepted_at=None):
        Message.objects.filter(pk=message.pk).update(
            accepted_at=message.accepted_at - past, handed_at=message.handed_at - past
        )
    SurveyInvitation.objects.update(asked_on=timezone.now().date() - past)


def ask(survey, people: list[Customer], sink: Sink) -> list[str]:
    for one in people:
        invite(customer=one, survey=survey, occurrence="made-1", at=timezone.now())
    assert send(sink) == len(people)
    clock.tick(timezone.now())
    return [link_in(received(sink, one)[0]) for one in people]


def test_from_the_invitation_to_one_result(survey, people, sink, phone):
    mara = people[0]
    (link,) = ask(survey, [mara], sink)
    days_pass(1)
    (mail,) = (one.mail for one in sink.taken)
    everything = mail.get_body(("plain",)).get_content() + mail.get_body(("html",)).get_content()

    before = state()
    for agent in ROBOTS:
        for found in set(LINK.findall(everything)):
            for method in ("get", "head"):
                getattr(Client(headers={"User-Agent": agent}), method)(urlsplit(found).path)
    assert state() == before

    assert answer(phone, link, GOOD).status_code == 200
    assert answer(phone, link, {**GOOD, "q1": "4"}).status_code == 200  # changed within the day
    clock.tick(timezone.now())

    response = Response.objects.get()
    assert (response.customer, response.set_aside_because) == (mara, "")
    assert Answer.objects.get(response=response, question__position=1).scale == 4
    shares = {one.stage: one.share for one in stage_results().rows}
    assert (shares[AskStage.DELIVERY].good, shares[AskStage.DELIVERY].all) == (1, 1)


def test_the_reminder_goes_to_who_has_not_answered_and_to_nobody_else(survey, people, sink, phone):
    early, late, never = people
    links = dict(zip(people, ask(survey, people, sink), strict=True))
    days_pass(1)
    answer(phone, links[early], GOOD)
    days_pass(6)

    assert remind(at=timezone.now()) == 2
    answer(phone, links[late], GOOD)  # the reminder waits already, and does not leave any more
    assert send(sink) == 1
    assert remind(at=timezone.now()) == 0

    assert [len(received(sink, one)) for one in people] == [1, 1, 2]
    assert link_in(received(sink, never)[1]) == links[never]
    assert Response.objects.count() == 2
