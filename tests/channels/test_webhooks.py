"""W1 and W18 at the connection: what is called, what is refused, and how long anything takes."""

import socket
from collections.abc import Callable, Iterator, Sequence

import pytest

from regulars.channels import webhooks
from regulars.channels.webhooks import MOST_BYTES, Answer, Call, Guarded, deliver
from regulars.rules.webhooks import Ended
from tests.channels.receivers import NAME, Receiver, receiver
from tests.rules.test_web_addresses import CLOSED


@pytest.fixture(scope="module")
def running(tmp_path_factory) -> Iterator[Receiver]:
    with receiver(tmp_path_factory.mktemp("receiver")) as told:
        yield told


@pytest.fixture
def there(running) -> Receiver:
    running.plan.clear()
    running.seen.clear()
    running.sent_bytes = 0
    return running


def names(*addresses: str) -> webhooks.Resolve:
    """A resolver that says this of every name."""

    async def resolve(_name: str) -> Sequence[str]:
        return addresses

    return resolve


def reaching(there: Receiver, **options: object) -> Callable[[], Guarded]:
    """The guard as in production, but for this machine being permitted and its name known."""
    told = {"resolve": names("127.0.0.1"), "is_permitted": lambda number: number == "127.0.0.1"}
    return lambda: Guarded(**{**told, "trust": there.trust, **options})


def call(there: Receiver, url: str = "") -> Call:
    return Call(url=url or there.url, body=b'{"type":"x"}', headers={"webhook-id": "msg_1"})


def test_a_receiver_gets_the_text_under_its_own_name(there):
    assert deliver([call(there)], guard=reaching(there)) == [Answer(Ended.DELIVERED, 204)]
    headers, body = there.seen[0]
    assert body == b'{"type":"x"}'
    assert headers["host"] == f"{NAME}:{there.port}"
    assert headers["webhook-id"] == "msg_1"


@pytest.mark.parametrize(
    ("step", "answer"),
    [
        (500, Answer(Ended.ANSWERED_NO, 500)),
        (410, Answer(Ended.GONE, 410)),
        ("moved", Answer(Ended.MOVED, 301)),
        ("huge", Answer(Ended.DELIVERED, 200)),
    ],
)
def test_an_answer_is_taken_for_what_it_is(there, step, answer):
    there.plan.append(step)
    assert deliver([call(there)], guard=reaching(there)) == [answer]
    assert len(there.seen) == 1  # a pointer elsewhere is not followed


def test_a_huge_answer_is_not_read_to_its_end(there):
    there.plan.append("huge")
    deliver([call(there)], guard=reaching(there))
    # What lies in the buffers of both sides was sent, and no more.
    assert there.sent_bytes < 40 * 1024 * 1024
    assert MOST_BYTES == 64 * 1024


@pytest.mark.parametrize("step", ["slow", "silent"])
def test_a_slow_receiver_is_left_after_the_whole_time_and_holds_up_no_other(there, step):
    there.plan += [step, step]
    answers = deliver([call(there), call(there)], guard=reaching(there), seconds=0.5)
    assert answers == [Answer(Ended.TIMEOUT), Answer(Ended.TIMEOUT)]


def test_the_whole_time_is_ten_seconds():
    assert webhooks.SECONDS_IN_ALL == 10


@pytest.mark.parametrize("number", [one for one in CLOSED if one])
def test_no_name_leads_inside(there, number):
    """W1: whatever the name stands for, it is refused before anything is connected."""
    guard = reaching(there, resolve=names(number), is_permitted=webhooks.is_public)
    assert deliver([call(there)], guard=guard) == [Answer(Ended.NOT_PERMITTED)]
    assert there.seen == []


def test_one_address_inside_among_others_is_enough_to_refuse(there):
    guard = reaching(there, resolve=names("8.8.8.8", "127.0.0.1"), is_permitted=webhooks.is_public)
    assert deliver([call(there)], guard=guard) == [Answer(Ended.NOT_PERMITTED)]


def test_a_name_that_changes_between_look_and_call_leads_nowhere_else(there):
    """DNS rebinding: a resolver that answers the first question well and the next one with an
    address inside. It is asked once, and the connection goes to what was looked at."""
    asked: list[str] = []

    async def rebinding(name: str) -> Sequence[str]:
        asked.append(name)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    guard = reaching(there, resolve=rebinding)
    assert deliver([call(there)], guard=guard) == [Answer(Ended.DELIVERED, 204)]
    assert asked == [NAME]
    assert deliver([call(there)], guard=guard) == [Answer(Ended.NOT_PERMITTED)]
    assert len(there.seen) == 1


def test_the_certificate_has_to_be_that_of_the_name(there):
    other = call(there, there.url.replace(NAME, "other.shop.com"))
    assert deliver([other], guard=reaching(there)) == [Answer(Ended.NOT_TRUSTED)]
    assert there.seen == []


def test_an_authority_nobody_knows_is_not_trusted(there):
    guard = reaching(there, trust=None)
    assert deliver([call(there)], guard=guard) == [Answer(Ended.NOT_TRUSTED)]


def test_plain_http_is_never_spoken(there):
    plain = call(there, there.url.replace("https:", "http:"))
    assert deliver([plain], guard=reaching(there)) == [Answer(Ended.NOT_PERMITTED)]


def test_a_name_that_stands_for_nothing(there):
    guard = reaching(there, resolve=names())
    assert deliver([call(there)], guard=guard) == [Answer(Ended.NO_NAME)]


def test_nobody_at_the_port(there):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    gone = call(there, f"https://{NAME}:{port}/in")
    assert deliver([gone], guard=reaching(there)) == [Answer(Ended.NO_ANSWER)]


def test_a_proxy_of_the_environment_is_not_used(there, monkeypatch):
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert deliver([call(there)], guard=reaching(there)) == [Answer(Ended.DELIVERED, 204)]


def test_the_guard_of_production_permits_the_open_internet_alone():
    guard = Guarded()
    assert guard.is_permitted is webhooks.is_public
    assert guard.resolve is webhooks.resolve
