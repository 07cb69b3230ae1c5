import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.pictures import MOST_BYTES, NoPicture, Picture, PictureTrouble, look_at


def png(width=3, height=2):
    def chunk(kind, data):
        crc = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    row = b"\x00" + b"\x9a\x3c\x1e" * width
    rows = zlib.compress(row * min(height, 50))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg(width=3, height=2):
    app = b"\xff\xe0\x00\x04ab"
    frame = b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + bytes(12)
    return b"\xff\xd8" + app + frame + b"\xff\xd9"


def test_pictures_are_known_by_what_is_in_them():
    assert look_at(png(30, 20)) == Picture("png", 30, 20)
    assert look_at(jpeg(30, 20)) == Picture("jpg", 30, 20)


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        (b"", PictureTrouble.NOT_ONE),
        (b"<html><script>alert(1)</script>", PictureTrouble.NOT_ONE),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', PictureTrouble.NOT_ONE),
        (b"GIF89a" + bytes(40), PictureTrouble.NOT_ONE),
        (b"\x89PNG\r\n\x1a\n<script>", PictureTrouble.NOT_ONE),
        (b"\xff\xd8\xff", PictureTrouble.NOT_ONE),
        (png(0, 5), PictureTrouble.NOT_ONE),
        (png(100_000, 5), PictureTrouble.TOO_WIDE),
        (jpeg(9_000, 5), PictureTrouble.TOO_WIDE),
        (png() + bytes(MOST_BYTES), PictureTrouble.TOO_BIG),
    ],
)
def test_all_else_is_refused(data, trouble):
    with pytest.raises(NoPicture) as refused:
        look_at(data)
    assert refused.value.trouble is trouble


@given(st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"]), st.binary(max_size=200))
def test_no_bytes_break_it(begins, rest):
    try:
        seen = look_at(begins + rest)
    except NoPicture:
        return
    assert seen.width > 0
    assert seen.height > 0
