"""The business: made once, changed by its owner."""

import secrets
import zoneinfo
from collections.abc import Mapping

from django.conf import settings
from django.db import transaction

from regulars.actions.causes import install_ready_causes
from regulars.actions.events import record
from regulars.actions.playbooks import install_ready_plans
from regulars.actions.surveys import install_ready_surveys
from regulars.actions.wordings import install_ready_wordings
from regulars.models import Person, Shop
from regulars.rules.kinds import CustomerWord
from regulars.rules.money import is_currency
from regulars.rules.places import is_country


class NotAPlace(ValueError):
    """A country, currency, zone or language that is none. The text names it."""


@transaction.atomic
def create_shop(
    *,
    name: str,
    country: str,
    currency: str,
    time_zone: str,
    language: str = "en",
    customer_word: str = CustomerWord.CUSTOMER,
    person: Person | None = None,
) -> Shop:
    """The one row. IntegrityError where there is a business already; NotAPlace on odd codes."""
    _check(country, currency, time_zone, language)
    shop = Shop.objects.create(
        name=name.strip(),
        country=country,
        currency=currency,
        time_zone=time_zone,
        language=language,
        customer_word=CustomerWord(customer_word).value,
        mark=secrets.token_hex(4),
    )
    install_ready_wordings()
    install_ready_surveys()
    install_ready_plans()
    install_ready_causes()
    record("shop.created", person=person)
    return shop


@transaction.atomic
def change_shop(
    *,
    name: str,
    country: str,
    currency: str,
    time_zone: str,
    language: str,
    customer_word: str,
    phone: str = "",
    person: Person | None = None,
) -> None:
    """What the owner decided about the business, from now on. Amounts already stored keep the
    currency they were paid in. `phone` is E.164, or "" where customers are not to ring."""
    _check(country, currency, time_zone, language)
    Shop.objects.filter(pk=Shop.ONLY).update(
        name=name.strip(),
        country=country,
        currency=currency,
        time_zone=time_zone,
        language=language,
        customer_word=CustomerWord(customer_word).value,
        phone=phone,
    )
    record("shop.changed", person=person)


@transaction.atomic
def change_limits(*, fields: Mapping[str, object], person: Person | None) -> bool:
    """What happens where something went wrong: these columns become these values. False where
    they were so already."""
    shop = Shop.objects.select_for_update().get(pk=Shop.ONLY)
    changes = {name: value for name, value in fields.items() if getattr(shop, name) != value}
    if not changes:
        return False
    Shop.objects.filter(pk=Shop.ONLY).update(**changes)
    record("limits.changed", person=person, fields=", ".join(changes))
    return True


@transaction.atomic
def release_sending(*, person: Person) -> bool:
    """From now on this copy is the one that writes to customers. False where it was already."""
    changed = Shop.objects.filter(pk=Shop.ONLY, is_sending_held=True).update(is_sending_held=False)
    if changed:
        record("sending.released", person=person)
    return bool(changed)


def _check(country: str, currency: str, time_zone: str, language: str) -> None:
    known = (
        (is_country(country), country),
        (is_currency(currency), currency),
        (time_zone in zoneinfo.available_timezones(), time_zone),
        (language in dict(settings.LANGUAGES), language),
    )
    for is_known, said in known:
        if not is_known:
            raise NotAPlace(said)
