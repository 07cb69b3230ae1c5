"""Against a real IMAP server."""

from datetime import date, timedelta

import pytest

from regulars.channels.mailbox import Box, CannotRead, opened
from regulars.rules.kinds import Security
from regulars.rules.mail_trouble import MailTrouble
from tests.mail_server import PASSWORD


def box(server, **changed):
    told = {
        "host": "127.0.0.1",
        "port": server.port,
        "security": Security.NONE,
        "username": server.username,
        "password": PASSWORD,
    }
    return Box(**told | changed)


def mail(number, body="Hello"):
    return f"Message-ID: <{number}@x.example>\nFrom: a@x.example\nSubject: {number}\n\n{body}\n"


def test_what_is_read_stays_as_it_was(imap):
    for number in (1, 2, 3):
        imap.deliver(mail(number).encode())

    with opened(box(imap)) as it:
        heads = list(it.heads_after(1, most=10))
        assert [b"Subject: 2" in heads[0].raw, b"Subject: 3" in heads[1].raw] == [True, True]
        assert b"Hello" not in heads[0].raw
        assert b"Hello" in it.whole(heads[0])
        assert it.place.next_uid == 4

    assert imap.flags() == ["", "", ""]


def test_nothing_after_the_last_one_although_the_server_always_answers_with_it(imap):
    imap.deliver(mail(1).encode())
    with opened(box(imap)) as it:
        assert list(it.heads_after(1, most=10)) == []


def test_never_more_than_asked_and_the_oldest_first(imap):
    for number in range(1, 6):
        imap.deliver(mail(number).encode())
    with opened(box(imap)) as it:
        assert [head.uid for head in it.heads_after(0, most=2)] == [1, 2]
        since = it.heads_since(date.today() - timedelta(days=2), most=9)
        assert [head.uid for head in since] == [1, 2, 3, 4, 5]


def test_who_answered_in_their_own_program_is_seen(imap):
    for number in (1, 2):
        imap.deliver(mail(number).encode())
    imap.mark(1, "\\Answered")
    with opened(box(imap)) as it:
        assert it.was_answered("1@x.example")
        assert not it.was_answered("2@x.example")
        assert not it.was_answered('"\\ odd')


@pytest.mark.parametrize(
    ("changed", "trouble"),
    [
        ({"password": "wrong"}, MailTrouble.WRONG_LOGIN),
        ({"folder": "No such folder"}, MailTrouble.NO_SUCH_FOLDER),
        ({"host": "no-such-host.invalid"}, MailTrouble.NO_SUCH_HOST),
        ({"port": 1}, MailTrouble.UNREACHABLE),
        ({"security": Security.TLS}, MailTrouble.NO_ENCRYPTION),
        ({"security": Security.STARTTLS}, MailTrouble.CERTIFICATE),
    ],
    ids=str,
)
def test_what_is_wrong_is_told_by_its_kind(imap, changed, trouble):
    with pytest.raises(CannotRead) as refused, opened(box(imap, **changed)):
        pass
    assert refused.value.trouble is trouble
    assert PASSWORD not in refused.value.said


def test_a_certificate_nobody_vouches_for_is_refused(imap):
    with (
        pytest.raises(CannotRead) as refused,
        opened(box(imap, port=imap.tls_port, security=Security.TLS)),
    ):
        pass
    assert refused.value.trouble is MailTrouble.CERTIFICATE
