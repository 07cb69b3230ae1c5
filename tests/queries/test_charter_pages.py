"""What the pages of the charter hold."""

import pytest

from regulars.actions import charters
from regulars.queries.charter_pages import (
    charter_page,
    clause_rows,
    public_charter,
    version_page,
)
from regulars.queries.local_days import shop_today
from regulars.rules.charters import RemarkKind
from tests.charters import draft, published

pytestmark = pytest.mark.django_db


def test_without_a_charter_there_is_what_is_being_made(ana):
    version, _ = draft(ana)

    page = charter_page(shop_today(), person=ana)

    assert (page.version, page.rows, page.making, page.unread) == (None, [], version, 0)


def test_it_knows_who_has_not_read_it(ana, ben):
    clause = published(ana)
    assert charter_page(shop_today(), person=ben).unread == 2

    charters.agree_to_keep(version=clause.version, person=ben)

    page = charter_page(shop_today(), person=ben)
    assert (page.unread, page.mine.person) == (1, ben)
    assert page.versions == [clause.version]


def test_a_remark_stands_with_its_promise_or_with_the_whole(ana, ben):
    version, clause = draft(ana)
    assert version_page(version, shop_today()).is_writable
    charters.discuss_version(version=version, person=ana)
    version.refresh_from_db()
    for about in (clause, None):
        charters.make_remark(
            version=version, kind=RemarkKind.COMMENT, text="Hm", person=ben, clause=about
        )

    page = version_page(version, shop_today())

    assert (page.unanswered, len(page.remarks), len(page.rows[0].remarks)) == (2, 1, 1)
    assert page.is_talked_over
    assert not page.lacks


def test_a_row_says_where_its_number_comes_from(ana):
    clause = published(ana)

    (row,) = clause_rows(clause.version, shop_today())

    assert row.limit == "within 24 hours"
    assert "messages that came in" in row.source


def test_nobody_outside_sees_anything_until_it_is_switched_on(ana):
    published(ana)
    assert public_charter(shop_today()) is None

    charters.show_to_everybody(is_public=True, person=ana)
    assert len(public_charter(shop_today()).rows) == 1
