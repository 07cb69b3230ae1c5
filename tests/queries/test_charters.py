"""Who has read it, what was said to it, and what others promise beside it."""

import pytest

from regulars.actions import charters, visions
from regulars.queries.charters import (
    clauses_lacking,
    is_public,
    readers_of,
    remarks_of,
    rivals,
)
from regulars.queries.local_days import shop_today
from regulars.rules.charters import Missing, RemarkKind
from tests.charters import draft, publish

pytestmark = pytest.mark.django_db


def test_whoever_has_not_read_it_stands_first(ana, ben):
    version, _ = draft(ana)
    publish(ana, version)
    charters.agree_to_keep(version=version, person=ana)

    readers = readers_of(version)

    assert [one.person for one in readers] == [ben, ana]
    assert readers[0].reading is None
    ben.is_active = False
    ben.save()
    assert [one.person for one in readers_of(version)] == [ana]


def test_what_waits_for_an_answer_stands_first(ana, ben):
    version, _ = draft(ana)
    charters.discuss_version(version=version, person=ana)
    remarks = [
        charters.make_remark(version=version, kind=RemarkKind.COMMENT, text=str(n), person=ben)
        for n in range(2)
    ]
    charters.answer_remark(remark=remarks[0], answer="Yes", person=ana)

    assert remarks_of(version) == [remarks[1], remarks[0]]


def test_what_a_clause_lacks_is_named(ana):
    version, clause = draft(ana, within=None)

    assert clauses_lacking(version) == [(clause, [Missing.LIMIT])]


def test_others_stand_beside_the_metric(ana):
    rival = visions.note_rival(
        who="A", text="b", seen_where="c", seen_on=shop_today(), metric="answered", person=ana
    )
    assert rivals() == {"answered": [rival]}


def test_it_is_public_only_once_switched_on(ana):
    assert not is_public()
    charters.show_to_everybody(is_public=True, person=ana)
    assert is_public()
