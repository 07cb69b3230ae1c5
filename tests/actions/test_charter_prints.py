import pytest

from regulars.actions.charter_prints import note_print, want_print
from regulars.models import CharterPrint, Event
from tests.charters import published

pytestmark = pytest.mark.django_db


def test_one_sheet_a_day_made_again_when_it_is_asked_for_again(ana):
    version = published(ana).version
    wanted = want_print(version=version, person=ana)

    assert note_print(wanted)
    assert not note_print(wanted)
    assert CharterPrint.objects.get().ready_at

    assert want_print(version=version, person=ana).pk == wanted.pk
    assert CharterPrint.objects.get().ready_at is None
    assert Event.objects.filter(kind="charter.wanted").count() == 2


def test_where_nothing_prints_it_says_so_until_it_is_asked_again(ana):
    version = published(ana).version
    wanted = want_print(version=version, person=ana)

    note_print(wanted, has_failed=True)
    assert CharterPrint.objects.get().has_failed

    want_print(version=version, person=ana)
    assert not CharterPrint.objects.get().has_failed
