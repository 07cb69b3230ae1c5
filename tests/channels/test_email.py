import socket
import threading
from contextlib import contextmanager, suppress
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
@pytest.mark.parametrize("takes_together", [False, True])
def test_each_fault_is_told_as_what_it_is(fault, result, was_asked, takes_together):
    leave = Allowed()
    with Sink(lambda _: fault, takes_together=takes_together) as sink:
        assert send(sink, leave).result is result
    assert leave.asked == was_asked


@pytest.mark.parametrize("takes_together", [False, True])
def test_a_line_goes_on_after_a_refusal_and_after_a_loss(takes_together):
    faults = [Fault.REFUSED_AT_RECIPIENT, Fault.SHUTTING_DOWN, Fault.LOST_ACCEPTED, Fault.NONE]
    with Sink(lambda _: faults.pop(0), takes_together=takes_together) as sink:
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


def test_what_was_made_ready_ahead_is_sent_for_its_own_parcel_and_no_other():
    first, second, third = (parcel(subject=word, body=word) for word in ("one", "two", "three"))
    with Sink() as sink:
        carrier = SmtpCarrier(server(sink.port))
        carrier.prepare(second)
        for one in (first, second, third):
            assert carrier.carry(one, Allowed(), never_slow).result is Result.ACCEPTED
        carrier.prepare(third)
        assert carrier.carry(third, Allowed(), never_slow).result is Result.ACCEPTED
        carrier.close()
        subjects = [taken.mail["Subject"] for taken in sink.taken]
    assert subjects == ["one", "two", "three", "three"]


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


@pytest.mark.parametrize(("takes_together", "writes"), [(True, 1), (False, 3)])
def test_a_server_that_takes_commands_together_gets_them_in_one_write(takes_together, writes):
    """RFC 2920. The text still waits for its go-ahead, and for ours."""
    heard: list[bytes] = []

    class Noting:
        def __init__(self, line):
            self._line = line

        def __getattr__(self, name):
            return getattr(self._line, name)

        def sendall(self, said):
            heard.append(said)
            self._line.sendall(said)

    with Sink(takes_together=takes_together) as sink:
        carrier = SmtpCarrier(server(sink.port))
        carrier.open()
        carrier._smtp.sock = Noting(carrier._smtp.sock)
        assert carrier.carry(parcel(), Allowed(), never_slow).result is Result.ACCEPTED
        carrier.close()
    before_text = heard[: [b"Subject" in one for one in heard].index(True)]
    assert len(before_text) == writes
    assert b"".join(before_text) == (
        b"MAIL FROM:<ana@aurora.example>\r\nRCPT TO:<tomas@example.com>\r\nDATA\r\n"
    )


@pytest.mark.parametrize(
    ("answers", "result", "lines"),
    [
        ((b"250 ok", b"550 5.1.1 no such person", b"503 no"), Result.REFUSED, 1),
        # it says no and yet waits for a text: only hanging up is sure to send nothing
        ((b"250 ok", b"550 5.1.1 no such person", b"354 go on"), Result.REFUSED, 2),
        ((b"250 ok", b"550 5.1.1 no such person", b""), Result.REFUSED, 2),
        ((b"250 ok", b"450 4.2.1 later", b"503 no"), Result.BUSY, 1),
        ((b"250 ok", b"421 4.3.2 shutting down", b""), Result.BUSY, 2),
        ((b"451 4.3.0 later", b"503 no", b"503 no"), Result.BUSY, 1),
        ((b"550 5.7.1 you are not ana", b"503 no", b"503 no"), Result.UNREACHABLE, 2),
        ((b"250 ok", b"250 ok", b"451 4.3.0 later"), Result.BUSY, 1),
        ((b"250 ok", b"", b""), Result.UNREACHABLE, 2),
    ],
)
def test_of_answers_that_come_together_the_first_no_counts(answers, result, lines):
    """ "": the server hangs up. A line that is left in an unclear state is not used again."""
    leave = Allowed()
    with answering_together(answers) as (port, opened, texts):
        carrier = SmtpCarrier(server(port))
        assert carrier.carry(parcel(), leave, never_slow).result is result
        assert leave.asked == 0
        assert carrier.carry(parcel(), leave, never_slow).result is Result.ACCEPTED
        carrier.close()
        assert len(opened) == lines
        assert len(texts) == 1


@contextmanager
def answering_together(answers: tuple[bytes, ...]):
    """A server with these answers to the first message, that takes all others."""
    listener = socket.create_server(("127.0.0.1", 0))
    opened, texts = [], []
    left = list(answers)

    def talk(one):
        with one, one.makefile("rb") as heard:
            one.sendall(b"220 hello\r\n")
            for said in heard:
                kind = said[:4].upper()
                if kind == b"EHLO":
                    one.sendall(b"250-here\r\n250 PIPELINING\r\n")
                elif kind in {b"MAIL", b"RCPT", b"DATA"}:
                    answer = left.pop(0) if left else b"354 go" if kind == b"DATA" else b"250 ok"
                    if not answer:
                        left.clear()
                        return
                    one.sendall(answer + b"\r\n")
                    if answer.startswith(b"354"):
                        text = b"".join(iter(heard.readline, b".\r\n")) if not left else b""
                        texts.append(text)
                        one.sendall(b"250 taken\r\n")
                else:
                    one.sendall(b"250 ok\r\n")

    def serve():
        with suppress(OSError):
            while True:
                one, _ = listener.accept()
                opened.append(one)
                threading.Thread(target=talk, args=[one], daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    with listener:
        yield listener.getsockname()[1], opened, texts


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
