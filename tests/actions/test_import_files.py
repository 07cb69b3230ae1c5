"""A file is kept by its content, looked at, and found again when its import was stopped."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.utils.timezone import now

from regulars.actions.import_files import add_file, answer, clear_files, forget_file
from regulars.actions.imports import run_batch, start_batch
from regulars.models import ImportBatch, KnownShape
from regulars.queries.import_files import imports_folder, path_of
from regulars.readers.files import Unusable

pytestmark = pytest.mark.django_db

SALES = b"Order,Date,Customer,E-mail,Total\n1,03/04/2026,Anna,anna@example.com,12.50\n"


def add(shop, content: bytes = SALES, name: str = "sales.csv", **told):
    return add_file([content], name=name, shop=shop, **told)


def test_a_file_is_kept_by_its_content(shop):
    (first,) = add(shop)
    (second,) = add(shop, name="again.csv")

    assert first.batch.stored_as == second.batch.stored_as
    assert path_of(first.batch).read_bytes() == SALES
    assert first.seen.questions[0].kind == "day_month"

    forget_file(first.batch)
    assert path_of(second.batch).exists()
    forget_file(second.batch)
    assert not path_of(second.batch).exists()


def test_what_was_settled_for_a_shape_holds_for_the_next_file(shop):
    (first,) = add(shop, answers={"is_day_first": True})
    assert start_batch(first.batch)

    (second,) = add(shop, SALES.replace(b"\n1,", b"\n2,"))
    (third,) = add(shop, SALES.replace(b"\n1,", b"\n3,"), answers={"is_day_first": False})

    assert KnownShape.objects.get().answers == {"is_day_first": True}
    assert second.batch.answers == {"is_day_first": True}
    assert third.batch.answers == {"is_day_first": False}


def test_a_running_import_is_found_again(shop):
    (first,) = add(shop, answers={"is_day_first": True})
    start_batch(first.batch)

    (again,) = add(shop)

    assert again.is_resumed
    assert again.batch.pk == first.batch.pk


def test_an_open_question_stops_the_start(shop):
    (added,) = add(shop)

    assert not start_batch(added.batch)
    assert answer(added.batch, {"is_day_first": True}, shop=shop).is_ready
    assert start_batch(added.batch)
    added.batch.refresh_from_db()
    run_batch(added.batch)
    assert answer(added.batch, {}, shop=shop) is None  # too late


def test_an_upload_that_breaks_off_leaves_nothing(shop):
    def pieces():
        yield SALES
        raise ConnectionError

    before = set(imports_folder().glob("*")) if imports_folder().exists() else set()
    with pytest.raises(ConnectionError):
        add_file(pieces(), name="sales.csv", shop=shop)

    assert set(imports_folder().glob("*")) == before


def test_an_archive_inside_an_archive_is_refused_and_not_kept(shop):
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("sales.csv", SALES)
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())

    before = set(imports_folder().glob("*"))
    with pytest.raises(Unusable):
        add(shop, outer.getvalue(), name="outer.zip")

    assert set(imports_folder().glob("*")) == before
    assert not ImportBatch.objects.exists()


def test_what_nobody_needs_any_more_is_cleared_away(shop):
    (waiting,) = add(shop)
    (done,) = add(shop, SALES.replace(b"03/04", b"23/04"))
    start_batch(done.batch)
    run_batch(done.batch)
    left = imports_folder() / "scratch-left-by-a-kill"
    left.mkdir()
    (left / "part-001.csv").write_bytes(SALES)
    (imports_folder() / "coming-half").write_bytes(SALES[:20])
    soon, later = now() + timedelta(hours=1), now() + timedelta(days=8)

    clear_files(before=soon)
    assert left.exists()
    assert path_of(done.batch).exists()

    clear_files(before=later)
    assert [path.name for path in imports_folder().iterdir()] == [path_of(waiting.batch).name]
