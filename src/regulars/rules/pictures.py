"""What a picture file is, by its first bytes: never by its name."""

import struct
from dataclasses import dataclass
from enum import StrEnum

MOST_BYTES = 4 * 1024 * 1024
MOST_PIXELS_A_SIDE = 8_000
PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
STANDALONE = frozenset({0x01, *range(0xD0, 0xD9)})  # markers of a JPEG that carry no length
FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})


class PictureTrouble(StrEnum):
    NOT_ONE = "not_one"
    TOO_BIG = "too_big"
    TOO_WIDE = "too_wide"


class NoPicture(ValueError):
    def __init__(self, trouble: PictureTrouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Picture:
    suffix: str  # "png" or "jpg"
    width: int
    height: int


def look_at(data: bytes) -> Picture:
    """What it is and how large. Raises NoPicture for all but a PNG or JPEG of a decent size."""
    if len(data) > MOST_BYTES:
        raise NoPicture(PictureTrouble.TOO_BIG)
    if data.startswith(PNG):
        picture = _png(data)
    elif data.startswith(JPEG):
        picture = _jpeg(data)
    else:
        picture = None
    if picture is None or not (picture.width and picture.height):
        raise NoPicture(PictureTrouble.NOT_ONE)
    if max(picture.width, picture.height) > MOST_PIXELS_A_SIDE:
        raise NoPicture(PictureTrouble.TOO_WIDE)
    return picture


def _png(data: bytes) -> Picture | None:
    if len(data) < 33 or data[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", data[16:24])
    return Picture("png", width, height)


def _jpeg(data: bytes) -> Picture | None:
    """Goes from marker to marker up to the one that tells the size."""
    at = 2
    while at + 9 <= len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:  # filling
            at += 1
        elif marker in STANDALONE:
            at += 2
        elif marker in FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return Picture("jpg", width, height)
        else:
            at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
    return None
