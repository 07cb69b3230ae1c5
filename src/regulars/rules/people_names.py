"""Names of people, and what a line typed in a hurry says."""

import re
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

from regulars.rules.phones import to_e164

_EMAIL = re.compile(r"\S+@\S+")
_PHONE = re.compile(r"\+?\(?\d[\d\s()/.\-–]{4,}\d")
_MARKS = " \t,;:|<>()\"'"


@dataclass(frozen=True, slots=True)
class Typed:
    """What one line such as "Maria Schulz 0170 123456 maria@example.com" says."""

    name: str
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


def from_line(text: str, *, region: str) -> Typed:
    """The e-mails and phones that can be read, the rest is the name. `region`: ISO country."""
    emails: list[str] = []
    phones: list[str] = []

    def take_email(found: re.Match[str]) -> str:
        address = to_email(found.group().strip(_MARKS))
        if address is None:
            return found.group()
        emails.append(address)
        return " "

    def take_phone(found: re.Match[str]) -> str:
        number = to_e164(found.group(), region)
        if number is None:
            return found.group()
        phones.append(number)
        return " "

    rest = _PHONE.sub(take_phone, _EMAIL.sub(take_email, text))
    return Typed(" ".join(rest.split()).strip(_MARKS), tuple(emails), tuple(phones))


def to_email(text: str) -> str | None:
    """The address in lower case, or None where it is none."""
    try:
        found = validate_email(text.strip(), check_deliverability=False)
    except EmailNotValidError:
        return None
    return found.normalized.lower()
