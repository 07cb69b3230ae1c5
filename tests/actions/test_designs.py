import pytest

from regulars.actions.designs import change_design, clear_pictures, keep_picture, remove_design
from regulars.models import CardDesign, Event
from regulars.queries.paper_files import picture_path
from regulars.rules.pictures import NoPicture
from tests.rules.test_pictures import png

pytestmark = pytest.mark.django_db
TOLD = {
    "name": "Spring",
    "kind": "postcard",
    "paper": "a6",
    "accent": "#8a4b2a",
    "headline": "Hello",
    "sender_lines": "Aurora",
    "link": "",
    "is_usual": True,
}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path


def test_a_design_is_made_changed_and_taken_away(ana):
    design = change_design(design=None, told=TOLD, picture=None, person=ana)
    changed = change_design(
        design=design, told={**TOLD, "headline": "Thanks"}, picture="a.png", person=ana
    )
    assert (changed.pk, changed.headline, changed.picture) == (design.pk, "Thanks", "a.png")
    change_design(design=design, told=TOLD, picture=None, person=ana)
    design.refresh_from_db()
    assert design.picture == "a.png"
    remove_design(design, person=ana)
    assert not CardDesign.objects.exists()
    assert Event.objects.filter(kind="design.changed").count() == 4


def test_one_design_of_a_kind_is_the_usual_one(ana):
    first = change_design(design=None, told=TOLD, picture=None, person=ana)
    second = change_design(design=None, told=TOLD, picture=None, person=ana)
    first.refresh_from_db()
    assert (first.is_usual, second.is_usual) == (False, True)


def test_a_picture_is_kept_under_a_name_of_our_own_and_cleared_when_nobody_shows_it(ana):
    shown, forgotten = keep_picture(png()), keep_picture(png())
    assert picture_path(shown).read_bytes() == png()
    change_design(design=None, told=TOLD, picture=shown, person=ana)
    assert clear_pictures() == 1
    assert picture_path(shown).exists()
    assert not picture_path(forgotten).exists()


def test_what_is_no_picture_is_not_kept():
    with pytest.raises(NoPicture):
        keep_picture(b"<html>")
    assert not picture_path("x").parent.exists()
