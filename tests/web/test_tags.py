"""What templates may do with a value."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from regulars.models import Shop
from regulars.web import tags


def rendered(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Mara Lindqvist", "ML"),
        ("tomás ferreira da silva", "TS"),
        ("Cher", "C"),
        ("木村 優希", "木優"),
        ("  ", "·"),
        ("", "·"),
        ("(Anonymous) Buyer", "B"),
        ("Ω", "Ω"),
    ],
)
def test_initials_are_first_letters(name, letters):
    assert tags.initials(name) == letters


@given(st.text(max_size=40))
def test_any_name_has_an_avatar(name):
    assert 1 <= len(tags.initials(name)) <= 6
    assert tags.tint(name) in tags.TINTS


def test_a_tint_stays_with_the_person():
    assert tags.tint(17) == tags.tint("17") == "is-warm"


def test_an_avatar_escapes():
    assert "<script" not in rendered("{% avatar name 1 %}", name="<script> x")


def test_an_icon_is_hidden_from_screen_readers():
    drawn = rendered('{% icon "call" %}')
    assert 'aria-hidden="true"' in drawn
    assert "icons.svg#call" in drawn


def test_filters_write_for_the_reader():
    assert rendered('{{ 123450|money:"EUR" }}') == "€1,234.50"
    assert rendered('{{ none|money:"EUR" }}', none=None) == ""
    assert rendered("{{ on|day:today }}", on=date(2026, 1, 2), today=date(2026, 1, 1)) == "tomorrow"
    assert rendered("{{ on|day:today }}", on=None, today=date(2026, 1, 1)) == ""
    assert rendered("{{ 12345|whole }}") == "12,345"
    assert rendered('{{ "birthday"|word:"TouchRule" }}') == "Birthday"


def test_the_shops_word_is_used():
    source = '{% people_word "many" %} {% people_word "new_one" %}'
    assert rendered(source, shop=Shop(customer_word="guest")) == "guests New guest"
    assert rendered(source) == "customers New customer"


def test_a_right_decides_what_is_shown(rf, ana, ben):
    source = '{% may_do "export" as is_allowed %}{{ is_allowed }}'
    for user, shown in ((ana, "True"), (ben, "False"), (AnonymousUser(), "False")):
        request = rf.get("/")
        request.user = user
        assert rendered(source, request=request) == shown
