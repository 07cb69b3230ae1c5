import imaplib
import smtplib
import socket
import ssl

import pytest

from regulars.channels.mail_troubles import said_by, trouble_of
from regulars.rules.mail_trouble import MailTrouble


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (ssl.SSLCertVerificationError("expired"), MailTrouble.CERTIFICATE),
        (ssl.SSLError("wrong version number"), MailTrouble.NO_ENCRYPTION),
        (socket.gaierror("no such name"), MailTrouble.NO_SUCH_HOST),
        (TimeoutError(), MailTrouble.TIMEOUT),
        (ConnectionRefusedError(), MailTrouble.UNREACHABLE),
        (smtplib.SMTPAuthenticationError(535, b"no"), MailTrouble.WRONG_LOGIN),
        (smtplib.SMTPResponseException(530, b"sign in"), MailTrouble.WRONG_LOGIN),
        (smtplib.SMTPConnectError(-1, b"HTTP/1.1"), MailTrouble.NOT_A_MAIL_SERVER),
        (smtplib.SMTPConnectError(421, b"busy"), MailTrouble.BUSY),
        (smtplib.SMTPSenderRefused(553, b"sender not owned", "a"), MailTrouble.SENDER_REFUSED),
        (smtplib.SMTPDataError(554, b"no"), MailTrouble.REFUSED),
        (smtplib.SMTPNotSupportedError("STARTTLS not supported"), MailTrouble.NO_ENCRYPTION),
        (smtplib.SMTPNotSupportedError("SMTP AUTH extension"), MailTrouble.WRONG_LOGIN),
        (smtplib.SMTPServerDisconnected("closed"), MailTrouble.UNREACHABLE),
        (smtplib.SMTPException("odd"), MailTrouble.OTHER),
        (imaplib.IMAP4.error("[AUTHENTICATIONFAILED] failed"), MailTrouble.WRONG_LOGIN),
        (imaplib.IMAP4.error("TLS not supported by server"), MailTrouble.NO_ENCRYPTION),
        (imaplib.IMAP4.abort("EOF"), MailTrouble.UNREACHABLE),
        (imaplib.IMAP4.error("odd"), MailTrouble.OTHER),
        (ValueError("odd"), MailTrouble.OTHER),
    ],
    ids=str,
)
def test_each_error_has_its_kind(error, trouble):
    assert trouble_of(error) is trouble
    wrapped = RuntimeError("ours")
    wrapped.__cause__ = error
    if not isinstance(error, ValueError):
        assert trouble_of(wrapped) is trouble


def test_the_server_s_words_carry_no_address():
    error = smtplib.SMTPResponseException(550, b"5.7.1 <us@aurora.example>\r\n not  allowed")
    assert said_by(error) == "550 5.7.1 <…> not allowed"
