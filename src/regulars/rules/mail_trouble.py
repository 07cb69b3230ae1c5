"""What goes wrong between us and a mail server. Stored values are never renamed."""

from enum import StrEnum


class MailTrouble(StrEnum):
    WRONG_LOGIN = "wrong_login"
    WRONG_KEY = "wrong_key"  # of a provider
    NO_SUCH_HOST = "no_such_host"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    CERTIFICATE = "certificate"
    NO_ENCRYPTION = "no_encryption"  # the server offers none where it is asked for
    NOT_A_MAIL_SERVER = "not_a_mail_server"  # something else answers there
    SENDER_REFUSED = "sender_refused"  # this account may not write as this address
    READER_REFUSED = "reader_refused"
    REFUSED = "refused"
    BUSY = "busy"
    NO_SUCH_FOLDER = "no_such_folder"
    LOST_KEY = "lost_key"  # the password was closed with another key than this install's
    OTHER = "other"
