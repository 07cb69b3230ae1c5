"""Links for customers: signed, so that nobody can make one up, and good for one purpose alone.

A link holds a number, perhaps its last day, and the signature over both; every purpose signs with
a salt of its own. Links made with an older key of the install (settings.SECRET_KEY_FALLBACKS) live
on until their last day.
"""

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cache, lru_cache

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone

from regulars.models import Customer, Merge, Message, Survey, SurveyInvitation

PREFERENCES_DAYS = 400  # a link in an old mail; unsubscribing works for ever
OWN_PAGE_DAYS = 180  # it tells more, so that it lives shorter
LONGEST_TOKEN = 200
PLACE = "0.token"
EPOCH = date(2020, 1, 1)


class LinkFor(StrEnum):
    """What a link is for. Stored in every mail that went out: never renamed."""

    PREFERENCES = "preferences"
    UNSUBSCRIBE = "unsubscribe"
    OWN_PAGE = "own_page"
    SURVEY = "survey"  # of one person: the number of the invitation
    SURVEY_FOR_ALL = "survey_for_all"  # on a poster: the number of the survey


class WrongLink(Exception):
    """Nobody here made it."""


class LinkExpired(Exception):
    """It was right once."""


def token_for(purpose: LinkFor, number: int, *, expires_on: date | None = None) -> str:
    """`expires_on` is the last day (UTC) on which it opens; None: for ever."""
    told = str(number)
    if expires_on is not None:
        told += f"-{(expires_on - EPOCH).days}"
    return _signer(purpose).sign(told)


def number_in(purpose: LinkFor, token: str, *, at: datetime | None = None) -> int:
    """What token_for was given. Raises WrongLink or LinkExpired."""
    if len(token) > LONGEST_TOKEN:
        raise WrongLink
    try:
        told = _signer(purpose).unsign(token)
    except BadSignature:
        raise WrongLink from None
    number, _, days = told.partition("-")
    today = (at or timezone.now()).astimezone(UTC).date()
    if days and today > EPOCH + timedelta(days=int(days)):
        raise LinkExpired
    return int(number)


def _signer(purpose: LinkFor) -> Signer:
    return _signer_with(purpose, settings.SECRET_KEY, tuple(settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=16)
def _signer_with(purpose: LinkFor, key: str, old_keys: tuple[str, ...]) -> Signer:
    salt = f"regulars.links.{purpose.value}"
    return Signer(key=key, salt=salt, sep=".", fallback_keys=list(old_keys))


def unsubscribe_url(message_id: int) -> str:
    """The whole address for List-Unsubscribe and the foot of a mail. The row must be stored."""
    token = token_for(LinkFor.UNSUBSCRIBE, message_id)
    return settings.ADDRESS + _path("public:unsubscribe", token)


def preferences_url(customer_id: int) -> str:
    """Where somebody says what they want to hear, by which way, how often."""
    expires_on = timezone.now().astimezone(UTC).date() + timedelta(days=PREFERENCES_DAYS)
    return settings.ADDRESS + preferences_path(customer_id, expires_on=expires_on)


def preferences_path(customer_id: int, *, expires_on: date | None = None) -> str:
    token = token_for(LinkFor.PREFERENCES, customer_id, expires_on=expires_on)
    return _path("public:preferences", token)


def _path(name: str, token: str) -> str:
    before, after = _around(name)
    return before + token + after


@cache
def _around(name: str) -> tuple[str, str]:
    """The path of that page, before and after the token: looked up once, not for each mail."""
    before, _, after = reverse(name, args=[PLACE]).partition(PLACE)
    return before, after


def own_page_url(customer: Customer) -> str:
    """Where somebody sees what we promised them, and reaches a person."""
    return settings.ADDRESS + own_page_path(customer)


def own_page_path(customer: Customer) -> str:
    expires_on = timezone.now().astimezone(UTC).date() + timedelta(days=OWN_PAGE_DAYS)
    token = token_for(LinkFor.OWN_PAGE, customer.pk, expires_on=expires_on)
    return reverse("public:own_page", args=[token])


def survey_path(invitation: SurveyInvitation) -> str:
    token = token_for(LinkFor.SURVEY, invitation.pk, expires_on=invitation.expires_on)
    return reverse("public:survey", args=[token])


def survey_url(invitation: SurveyInvitation) -> str:
    """Where one person answers. The row must be stored."""
    return str(settings.ADDRESS) + survey_path(invitation)


def survey_for_all_path(survey: Survey) -> str:
    return reverse("public:survey_for_all", args=[token_for(LinkFor.SURVEY_FOR_ALL, survey.pk)])


# --- whom a link leads to ---


def customer_behind(number: int) -> Customer | None:
    """The customer of that number, or the one they became; None for whoever was erased."""
    seen = set()
    while number not in seen:
        seen.add(number)
        customer = Customer.objects.filter(pk=number).first()
        if customer is not None:
            return customer
        merges = Merge.objects.filter(gone_id=number, undone_at=None)
        number = merges.order_by("-pk").values_list("kept_id", flat=True).first() or number
    return None


def message_behind(number: int) -> Message | None:
    """The message that carried the link. Its customer may have been erased."""
    return Message.objects.select_related("customer").filter(pk=number).first()
