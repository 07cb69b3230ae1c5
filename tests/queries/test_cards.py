from datetime import date, timedelta

import pytest

from regulars.models import Customer, Interaction, Line
from regulars.queries.cards import Card, card_for, row_of
from tests.conftest import at
from tests.making import make_purchases
from tests.queries.test_due import late

DAY = date(2026, 11, 23)


def card_of(customer, person, shop, **asked) -> Card:
    row = row_of(customer.pk, person=person, day=DAY)
    assert row is not None
    return card_for(row, person=person, shop=shop, day=DAY, **asked)


@pytest.fixture
def tomas(customer):
    late(customer)
    bought = make_purchases(customer, last=at(DAY - timedelta(days=58)), every_days=31, count=3)
    for position, (name, amount) in enumerate((("Bag", 10), ("Ethiopia Natural", 900))):
        Line.objects.create(purchase=bought[-1], position=position, name=name, amount_minor=amount)
    return customer


def talked(customer, person, *, days_ago: int, **more: object) -> Interaction:
    day = DAY - timedelta(days=days_ago)
    facts = {"channel": "phone", "outcome": "reached", **more}
    return Interaction.objects.create(
        customer=customer, person=person, happened_at=at(day), happened_on=day, **facts
    )


@pytest.mark.parametrize(
    ("tone", "language", "greeting"),
    [
        ("friendly", "en", "Hi Tomás, Ana here from Aurora Coffee."),
        ("formal", "en", "Dear Tomás Ferreira,"),
        ("undecided", "en", "Hello Tomás,"),
        ("friendly", "de", "Hallo Tomás, hier ist Ana von Aurora Coffee."),
        ("formal", "de-AT", "Guten Tag Tomás Ferreira,"),
        ("undecided", "de", "Guten Tag Tomás Ferreira,"),
        ("friendly", "", "Hi Tomás, Ana here from Aurora Coffee."),
    ],
)
def test_words_come_in_their_tone_and_language(tomas, ana, shop, tone, language, greeting):
    Customer.objects.update(tone=tone, language=language)

    assert card_of(tomas, ana, shop).words.startswith(greeting)


def test_words_lean_on_what_was_bought_last(tomas, ana, shop):
    texts = {card_of(tomas, ana, shop, other=n).words for n in range(3)}

    assert len(texts) == 3
    assert any("Ethiopia Natural" in text for text in texts)
    assert all("September" in text or "2025" in text for text in texts)


def test_words_that_were_used_are_not_suggested_again(tomas, ana, shop):
    first = card_of(tomas, ana, shop).words
    talked(tomas, ana, days_ago=30, words=first)

    assert card_of(tomas, ana, shop).words != first


def test_own_words_stay(tomas, ana, shop):
    assert card_of(tomas, ana, shop, words="").words == ""
    assert card_of(tomas, ana, shop, words="Mine").words == "Mine"


def test_the_last_talk_is_one_that_came_about(tomas, ana, shop):
    talked(tomas, ana, days_ago=60, note="asked for a darker blend")
    talked(tomas, ana, days_ago=2, outcome="no_answer")

    card = card_of(tomas, ana, shop)

    assert card.last_talk == "24 Sept, Ana Torres: asked for a darker blend"
    assert card.spoken_today is None


def test_who_was_in_touch_today_is_told(tomas, ana, shop):
    talk = talked(tomas, ana, days_ago=0)

    assert card_of(tomas, ana, shop).spoken_today == talk


def test_nobody_is_nobody(ana):
    assert row_of(99, person=ana, day=DAY) is None
