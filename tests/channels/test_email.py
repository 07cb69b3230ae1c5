import socket
import threading
from dataclasses import replace

import pytest

from regulars.channels.base import CannotReach
from regulars.channels.dkim import Signer
from regulars.channels.email import Patience, Server, SmtpCarrier, said_by, text_of
from regulars.rules.kinds import Security
from regulars.rules.sending import Result
from tests.channels.parcels import Allowed, never_slow, parcel
from tests.channels.sinks import Fault, Sink, free_port

WAIT = Patience(connect=2, answer=5, slow=0.2, final=5)


def server(port: int) -> Server:
    return Server("127.0.0.1", port, Security.NONE, patience=WAIT)


def send(sink: Sink, leave: Allowed | None = None, **changes):
    carrier = SmtpCarrier(server(sink.port))
    try:
        return carrier.carry(parcel(**changes), leave or Allowed(), never_slow)
    finally:
        carrier.close()


def test_a_message_arrives_as_it_was_dressed_with_dots_at_the_beginning_of_lines():
    body = "Hello\n\n.one\n..two\n.\nend"
    with Sink() as sink:
        assert send(sink, body=body).result is Result.ACCEPTED
        text = sink.taken[0].mail.get_body(("plain",)).get_content().replace("\r\n", "\n")
        assert text.startswith(body)
        assert sink.taken[0].sender == "ana@aurora.example"


def test_bounces_go_to_the_address_of_the_message_where_there_is_one():
    with Sink() as sink:
        send(sink, bounces_to="bounce+7-abc@aurora.example")
        assert sink.taken[0].sender == "bounce+7-abc@aurora.example"


def test_nothing_of_the_text_leaves_before_the_hand_over_is_allowed():
    leave = Allowed(says=False)
    with Sink() as sink:
        assert send(sink, leave).result is Result.STOPPED
        assert leave.asked == 1
        assert sink.taken == []


def test_nothing_leaves_when_the_word_no_longer_holds():
    with Sink() as sink:
        assert send(sink, Allowed(holds=False)).result is Result.UNREACHABLE
        assert sink.taken == []


@pytest.mark.parametrize(
    ("fault", "result", "was_asked"),
    [
        (Fault.NONE, Result.ACCEPTED, 1),
        (Fault.BUSY_AT_RECIPIENT, Result.BUSY, 0),
        (Fault.BUSY_AFTER_DATA, Result.BUSY, 1),
        (Fault.REFUSED_AT_RECIPIENT, Result.REFUSED, 0),
        (Fault.REFUSED_AFTER_DATA, Result.REFUSED, 1),
        (Fault.LOST_BEFORE_DOT, Result.LOST, 1),
        (Fault.LOST_ACCEPTED, Result.LOST, 1),
        (Fault.LOST_NOT_ACCEPTED, Result.LOST, 1),
    ],
)
def test_each_fault_is_told_as_what_it_is(fault, result, was_asked):
    leave = Allowed()
    with Sink(lambda _: fault) as sink:
        assert send(sink, leave).result is result
    assert leave.asked == was_asked


def test_a_line_goes_on_after_a_refusal_and_after_a_loss():
    faults = [Fault.REFUSED_AT_RECIPIENT, Fault.SHUTTING_DOWN, Fault.LOST_ACCEPTED, Fault.NONE]
    with Sink(lambda _: faults.pop(0)) as sink:
        carrier = SmtpCarrier(server(sink.port))
        for _ in range(4):
            outcome = carrier.carry(parcel(), Allowed(), never_slow)
        carrier.close()
    assert outcome.result is Result.ACCEPTED


def test_a_slow_answer_is_told_and_waited_for():
    told = []
    with Sink(lambda _: Fault.SLOW, slow_seconds=1) as sink:
        carrier = SmtpCarrier(server(sink.port))
        outcome = carrier.carry(parcel(), Allowed(), lambda: told.append("slow"))
        carrier.close()
    assert (outcome.result, told) == (Result.ACCEPTED, ["slow"])


def test_a_closed_port_cannot_be_reached():
    with pytest.raises(CannotReach, match="refused"):
        SmtpCarrier(server(free_port())).open()


def test_a_name_that_is_none_cannot_be_reached():
    with pytest.raises(CannotReach):
        SmtpCarrier(replace(server(25), host="no-such-host.invalid")).open()


def test_a_server_without_tls_where_it_is_asked_for_cannot_be_reached():
    with Sink() as sink:
        for security in (Security.TLS, Security.STARTTLS):
            with pytest.raises(CannotReach):
                SmtpCarrier(replace(server(sink.port), security=security)).open()


def test_what_is_wrong_with_us_fails_no_message():
    """A sender that the server does not take, a relay that is denied, a key that cannot sign."""

    def answering(line: bytes):
        listener = socket.create_server(("127.0.0.1", 0))

        def serve():
            talk, _ = listener.accept()
            with talk, talk.makefile("rb") as heard:
                talk.sendall(b"220 hello\r\n")
                for said in heard:
                    talk.sendall(line if said.lower().startswith(b"mail") else b"250 ok\r\n")

        threading.Thread(target=serve, daemon=True).start()
        return listener

    with answering(b"550 5.7.1 you are not ana\r\n") as listener:
        carrier = SmtpCarrier(server(listener.getsockname()[1]))
        assert carrier.carry(parcel(), Allowed(), never_slow).result is Result.UNREACHABLE
    with Sink() as sink:
        signing = replace(server(sink.port), signer=Signer("a.example", "s", "no key"))
        outcome = SmtpCarrier(signing).carry(parcel(), Allowed(), never_slow)
        assert outcome.result is Result.UNREACHABLE
        assert sink.taken == []


def test_a_message_that_is_none_is_spoilt_and_nobody_is_asked():
    leave = Allowed()
    with Sink() as sink:
        assert send(sink, leave, to_address="no address").result is Result.SPOILT
    assert leave.asked == 0


def test_what_a_server_says_is_kept_without_addresses():
    assert text_of(b"no such person <tomas@example.com>\r\nhere") == "no such person <…> here"


def test_a_timeout_is_told_in_words():
    assert said_by(TimeoutError("timed out")) == "no answer in time"
