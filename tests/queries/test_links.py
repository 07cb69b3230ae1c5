import os
import random
import string
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.core.signing import Signer

from regulars.models import Customer, Merge
from regulars.queries.links import (
    LinkExpired,
    LinkFor,
    WrongLink,
    customer_behind,
    message_behind,
    number_in,
    preferences_path,
    preferences_url,
    token_for,
    unsubscribe_url,
)
from tests.making_messages import make_message

CHANGED = 130_000 if "REGULARS_CHAOS_ROUNDS" in os.environ else 6_000  # some change nothing
LETTERS = string.ascii_letters + string.digits + "-_.:~%"


def is_wrong(purpose: LinkFor, token: str) -> bool:
    try:
        number_in(purpose, token)
    except WrongLink:
        return True
    return False


@pytest.mark.parametrize("purpose", list(LinkFor))
def test_a_link_gives_back_its_number_and_opens_one_purpose_alone(purpose):
    token = token_for(purpose, 41)

    assert number_in(purpose, token) == 41
    assert all(is_wrong(other, token) for other in LinkFor if other is not purpose)


def changed_links(count: int) -> Iterator[tuple[LinkFor, str]]:
    """Links as nobody here made them: letters changed, added, lost and turned, the number of one
    with the signature of another, another purpose's, another key's."""
    chance = random.Random(7)
    numbers = (1, 12, 999_999)
    made = {
        purpose: [token_for(purpose, number) for number in numbers]
        + [token_for(purpose, 12, expires_on=date(2030, 1, 1))]
        for purpose in LinkFor
    }
    foreign = {
        purpose: [
            Signer(key="another-install", salt=f"regulars.links.{purpose.value}", sep=".").sign(
                "12"
            )
        ]
        for purpose in LinkFor
    }
    for _ in range(count):
        purpose = chance.choice(list(LinkFor))
        token = chance.choice(made[purpose])
        place, letter = chance.randrange(len(token)), chance.choice(LETTERS)
        other = chance.choice(made[chance.choice([one for one in LinkFor if one is not purpose])])
        told = chance.choice(
            (
                token[:place] + letter + token[place + 1 :],
                token[:place] + letter + token[place:],
                token[:place] + token[place + 1 :],
                token[:place] + token[place:].swapcase(),
                token[:place] + token[place:][::-1],
                token.partition(".")[0] + "." + other.partition(".")[2],
                chance.choice(made[purpose]).partition(".")[0] + "." + token.partition(".")[2],
                other,
                foreign[purpose],
            )
        )
        if told not in made[purpose]:
            yield purpose, told


@pytest.mark.slow
def test_p1_of_a_hundred_thousand_changed_links_none_opens():
    opened = [
        (purpose, told) for purpose, told in changed_links(CHANGED) if not is_wrong(purpose, told)
    ]

    assert opened == []


def test_p1_no_number_opens_with_anothers_signature():
    numbers = [token_for(LinkFor.UNSUBSCRIBE, number).split(".") for number in range(40)]
    for number, _ in numbers:
        for other, signature in numbers:
            assert (number == other) != is_wrong(LinkFor.UNSUBSCRIBE, f"{number}.{signature}")


@pytest.mark.parametrize("token", ["", ".", "12", "12.", "x" * 5_000, "12.é", "\0"])
def test_what_is_no_link_is_wrong_and_nothing_worse(token):
    assert is_wrong(LinkFor.PREFERENCES, token)


def test_p2_a_link_opens_until_the_end_of_its_last_day():
    token = token_for(LinkFor.PREFERENCES, 5, expires_on=date(2026, 12, 31))
    last = datetime(2026, 12, 31, 23, 59, tzinfo=UTC)

    assert number_in(LinkFor.PREFERENCES, token, at=last) == 5
    with pytest.raises(LinkExpired):
        number_in(LinkFor.PREFERENCES, token, at=last + timedelta(minutes=1))


def test_p6_links_of_an_older_key_live_on(settings):
    token = token_for(LinkFor.UNSUBSCRIBE, 5)
    older, settings.SECRET_KEY = settings.SECRET_KEY, "a-new-key-of-the-install-0123456789"
    assert is_wrong(LinkFor.UNSUBSCRIBE, token)

    settings.SECRET_KEY_FALLBACKS = [older]

    assert number_in(LinkFor.UNSUBSCRIBE, token) == 5


def test_addresses_are_whole_and_lead_to_this_install(customer):
    message = make_message(customer)

    assert unsubscribe_url(message.pk).startswith(f"{settings.ADDRESS}/p/stop/")
    assert preferences_url(customer.pk).startswith(f"{settings.ADDRESS}/p/choices/")
    assert preferences_path(customer.pk) != preferences_path(
        customer.pk, expires_on=date(2030, 1, 1)
    )
    assert message_behind(message.pk) == message
    assert message_behind(message.pk + 1) is None


def test_a_link_of_a_merged_record_leads_to_the_one_it_became(customer):
    last = Customer.objects.create(name="Tomas F.")
    Merge.objects.create(kept=customer, gone_id=900, record={})
    Merge.objects.create(kept=last, gone_id=901, record={})
    customer_pk = customer.pk

    assert customer_behind(900) == customer
    customer.delete()  # and with it the record of its own merge
    assert customer_behind(901) == last
    assert customer_behind(900) is None
    assert customer_behind(customer_pk) is None


def test_an_undone_merge_leads_nowhere(customer):
    Merge.objects.create(kept=customer, gone_id=900, record={}, undone_at=datetime.now(UTC))

    assert customer_behind(900) is None
