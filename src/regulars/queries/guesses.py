"""Who has tried too many links that lead nowhere (P7)."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.utils.crypto import salted_hmac

from regulars.models import LinkGuess

WINDOW = timedelta(minutes=10)
MOST_OF_AN_ADDRESS = 30  # from there on nothing opens, right or wrong
MOST_OF_A_BEGINNING = 60  # from there on a wrong one is refused; the right one still opens
LONGEST_BEGINNING = 24


def guess_keys(address: str, token: str) -> tuple[str, str]:
    """The rows by which an address and a beginning are counted. Neither can be read back."""
    return _address_key(address), _token_key(token)


def has_guessed_too_often(address: str, at: datetime) -> bool:
    return _count(_address_key(address), at) >= MOST_OF_AN_ADDRESS


def is_guessed_too_often(token: str, at: datetime) -> bool:
    return _count(_token_key(token), at) >= MOST_OF_A_BEGINNING


def _count(key: str, at: datetime) -> int:
    rows = LinkGuess.objects.filter(key=key, since_at__gt=at - WINDOW)
    return rows.values_list("count", flat=True).first() or 0


def _address_key(address: str) -> str:
    keyed = salted_hmac("regulars.guesses", address, settings.SECRET_KEY, algorithm="sha256")
    return f"from-{keyed.hexdigest()}"


def _token_key(token: str) -> str:
    """By what stands before the signature: all guesses at one person's link count together."""
    beginning = token.partition(".")[0][:LONGEST_BEGINNING]
    return f"link-{sha256(beginning.encode()).hexdigest()}"
