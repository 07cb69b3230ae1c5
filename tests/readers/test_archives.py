import struct
import zipfile

import pytest

from regulars.readers.archives import check_archive
from regulars.readers.files import Unusable, examine, parts
from tests.readers.reading import SHOP, read_part


def zipped(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def test_several_files_in_a_zip_are_parts_in_order(tmp_path):
    path = zipped(
        tmp_path / "export.zip",
        [
            ("orders/orders_1.csv", "Name,Email\nAnn,ann@x.com\n"),
            ("__MACOSX/._orders_1.csv", "junk"),
            ("readme.pdf", "junk"),
            ("orders/orders_2.csv", "Name,Email\nBob,bob@x.com\n"),
        ],
    )

    found = parts(path, scratch=tmp_path)

    assert [part.name for part in found] == ["orders/orders_1.csv", "orders/orders_2.csv"]
    assert [read_part(part, tmp_path).customers[0].name for part in found] == ["Ann", "Bob"]


def test_a_zip_that_unpacks_to_far_more_than_it_is_is_refused_unopened(tmp_path):
    path = zipped(tmp_path / "bomb.zip", [("a.csv", b"0" * 50_000_000)])

    with pytest.raises(Unusable, match="too_large_unpacked"):
        parts(path, scratch=tmp_path)

    assert [each.name for each in tmp_path.iterdir()] == ["bomb.zip"]


def test_a_zip_in_a_zip_is_refused(tmp_path):
    inner = zipped(tmp_path / "inner.zip", [("a.csv", "a,b\n")]).read_bytes()
    path = zipped(tmp_path / "outer.zip", [("inner.zip", inner)])

    with pytest.raises(Unusable, match="nested_archive"):
        parts(path, scratch=tmp_path)


def test_a_directory_of_a_million_parts_is_not_even_read(tmp_path):
    path = tmp_path / "many.zip"
    directory_bytes = 46_000_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, directory_bytes, 0, 0)
    path.write_bytes(b"PK\x03\x04" + b"\0" * 100 + end)

    with pytest.raises(Unusable, match="too_many_parts"):
        check_archive(path)


def test_a_workbook_with_an_entity_is_refused(tmp_path):
    path = zipped(
        tmp_path / "book.xlsx",
        [("xl/workbook.xml", '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "b">]><x>&a;</x>')],
    )

    assert examine(path, shop=SHOP).unusable == "damaged"


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "empty"), (b"%PDF-1.7 ...", "not_a_table"), (b"PK\x03\x04broken", "damaged")],
)
def test_what_is_no_table_is_said_so(tmp_path, content, reason):
    path = tmp_path / "file.csv"
    path.write_bytes(content)

    assert examine(path, shop=SHOP).unusable == reason
