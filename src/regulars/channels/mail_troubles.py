"""What an error of a mail server or of the line means, by kind; words: queries/mail_accounts.py."""

import imaplib
import re
import smtplib
import socket
import ssl

from regulars.rules.mail_trouble import MailTrouble

SIGN_IN = {432, 454, 534, 535, 538}
ADDRESSES = re.compile(r"[^\s<>]{1,200}@[^\s<>]{1,200}")
LONGEST_SAID = 300
SENDER_WORDS = re.compile(
    r"sender|from address|not owned|not allowed to send|send ?as|relay", re.IGNORECASE
)
KEY_WORDS = re.compile(r"api.?key|unauthorized|forbidden|\b40[13]\b", re.IGNORECASE)
LOGIN_WORDS = re.compile(r"auth|login|credential|password|invalid user", re.IGNORECASE)
OTHER = MailTrouble.OTHER
OF_THE_LINE: tuple[tuple[type[BaseException], MailTrouble], ...] = (
    (ssl.SSLCertVerificationError, MailTrouble.CERTIFICATE),
    (ssl.SSLError, MailTrouble.NO_ENCRYPTION),
    (socket.gaierror, MailTrouble.NO_SUCH_HOST),
    (TimeoutError, MailTrouble.TIMEOUT),
    (OSError, MailTrouble.UNREACHABLE),
)


def trouble_of(error: BaseException) -> MailTrouble:
    """The kind of trouble; a cause that was wrapped is looked at first."""
    if isinstance(error.__cause__, OSError | smtplib.SMTPException | imaplib.IMAP4.error):
        error = error.__cause__
    if isinstance(error, smtplib.SMTPException):  # before OSError, which it is too
        return _of_smtp(error)
    if isinstance(error, imaplib.IMAP4.error):
        return _of_imap(error)
    return next((trouble for kind, trouble in OF_THE_LINE if isinstance(error, kind)), OTHER)


def _of_smtp(error: smtplib.SMTPException) -> MailTrouble:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return MailTrouble.WRONG_LOGIN
    if isinstance(error, smtplib.SMTPResponseException):
        return by_code(error.smtp_code, str(error.smtp_error))
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return MailTrouble.UNREACHABLE
    if isinstance(error, smtplib.SMTPNotSupportedError):
        is_login = bool(LOGIN_WORDS.search(str(error)))
        return MailTrouble.WRONG_LOGIN if is_login else MailTrouble.NO_ENCRYPTION
    return MailTrouble.OTHER


def by_code(code: int, said: str) -> MailTrouble:
    """An answer of an SMTP server."""
    if code in SIGN_IN or code == 530:
        return MailTrouble.WRONG_LOGIN
    if code == -1:  # no line of SMTP
        return MailTrouble.NOT_A_MAIL_SERVER
    if 400 <= code < 500:
        return MailTrouble.BUSY
    return MailTrouble.SENDER_REFUSED if SENDER_WORDS.search(said) else MailTrouble.REFUSED


def by_words(said: str) -> MailTrouble:
    """What was said after a refusal, of a server or of a provider."""
    if KEY_WORDS.search(said):
        return MailTrouble.WRONG_KEY
    return MailTrouble.SENDER_REFUSED if SENDER_WORDS.search(said) else MailTrouble.REFUSED


def _of_imap(error: imaplib.IMAP4.error) -> MailTrouble:
    said = str(error)
    if LOGIN_WORDS.search(said):
        return MailTrouble.WRONG_LOGIN
    if isinstance(error, imaplib.IMAP4.abort):
        return MailTrouble.UNREACHABLE
    if "TLS" in said.upper():
        return MailTrouble.NO_ENCRYPTION
    return MailTrouble.OTHER


def said_by(error: BaseException) -> str:
    """The server's own words on one line, without addresses and without anything we told it."""
    if isinstance(error.__cause__, OSError | smtplib.SMTPException | imaplib.IMAP4.error):
        error = error.__cause__
    if isinstance(error, smtplib.SMTPResponseException):
        told = error.smtp_error
        text = told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)
        text = f"{error.smtp_code} {text}"
    else:
        text = str(error)
    return " ".join(ADDRESSES.sub("…", text).split())[:LONGEST_SAID]
