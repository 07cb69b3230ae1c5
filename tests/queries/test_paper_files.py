import pytest

from regulars.models import CardDesign, PrintBatch
from regulars.queries.paper_files import batch_path, drawing_path, paper_folder, picture_path

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["../../secret.key", "/etc/passwd", "a/../../b.png"])
def test_no_name_leads_out_of_the_folder(name):
    assert picture_path(name).parent == paper_folder() / "pictures"


def test_a_batch_has_one_name_however_often_it_is_made(shop):
    batch = PrintBatch.objects.create(kind="postcard")
    assert batch_path(batch) == batch_path(PrintBatch.objects.get())


def test_another_look_is_another_drawing(shop):
    design = CardDesign.objects.create(name="Spring", sender_lines="Aurora")
    before = drawing_path(design, shop, 1)
    design.accent = "#aa0000"
    after = drawing_path(design, shop, 1)
    assert before != after
    shop.name = "Another"
    assert drawing_path(design, shop, 1) != after
    assert drawing_path(design, shop, 2) != drawing_path(design, shop, 1)
