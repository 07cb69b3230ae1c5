"""Passwords and keys of other services, kept so that the database alone cannot tell them.

The key is derived from the install's own key (settings.SECRET_KEY), which is a file beside the
database or an environment variable. Older keys (settings.SECRET_KEY_FALLBACKS) still open what
they closed; what is written anew is closed with the newest.
"""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"regulars: secrets of other services, 1"


class CannotUnseal(ValueError):
    """It was closed with a key that this install does not have."""


def seal(text: str) -> str:
    """The text closed, for a column. Nothing stays nothing, so that "is there one?" is answered
    without opening it."""
    return _keys().encrypt(text.encode()).decode() if text else ""


def unseal(text: str) -> str:
    """What seal() was given. Raises CannotUnseal, without the text in it."""
    if not text:
        return ""
    try:
        return _keys().decrypt(text.encode()).decode()
    except InvalidToken:
        raise CannotUnseal("closed with another key than this install's") from None


def _keys() -> MultiFernet:
    return _derived((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _derived(told: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([_fernet(key) for key in told])


def _fernet(key: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
