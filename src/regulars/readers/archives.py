"""Zip files, and the zip files that Excel files are: looked at before anything is unpacked."""

import shutil
import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from regulars.readers.problems import Unusable
from regulars.rules.imports import UnusableReason

MOST_DIRECTORY_BYTES = 1_000_000  # about 10,000 parts
MOST_PARTS = 5_000
MOST_MEMBERS = 200
MOST_UNPACKED_BYTES = 2_000_000_000
MOST_RATIO = 300  # unpacked to packed; sheets of repeated rows reach 100
SMALL_BYTES = 20_000_000  # unpacked; below it no ratio is dangerous
_END = b"PK\x05\x06"
_END_SIZE = 22
_LONGEST_COMMENT = 65_535
READABLE_SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".tab", ".xlsx", ".xls", ".ods", ".vcf"})
_SHEET_SUFFIXES = frozenset({".xlsx", ".ods", ".xlsm"})


def is_zip(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(4) in {b"PK\x03\x04", b"PK\x05\x06"}


def is_workbook(path: Path) -> bool:
    """Whether a zip is an Excel or OpenDocument file. Call `check_archive` first."""
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
    return "xl/workbook.xml" in names or "content.xml" in names or "xl/workbook.bin" in names


def check_archive(path: Path) -> None:
    """Raises Unusable for a bomb or a broken zip, from the directory alone."""
    _check_directory(path)
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise Unusable(UnusableReason.DAMAGED) from error
    if len(members) > MOST_PARTS:
        raise Unusable(UnusableReason.TOO_MANY_PARTS, parts=len(members), most=MOST_PARTS)
    unpacked = sum(member.file_size for member in members)
    packed = max(path.stat().st_size, 1)
    if unpacked > MOST_UNPACKED_BYTES or (
        unpacked > SMALL_BYTES and unpacked > MOST_RATIO * packed
    ):
        raise Unusable(UnusableReason.TOO_LARGE_UNPACKED, megabytes=unpacked // 1_000_000)
    if any(member.flag_bits & 1 for member in members):
        raise Unusable(UnusableReason.PASSWORD)


def check_workbook(path: Path) -> None:
    """Unpacks into nothing, so that a part longer than it says, or an entity, is found."""
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                with archive.open(member) as part:
                    if b"<!DOCTYPE" in part.read(2048).upper():
                        raise Unusable(UnusableReason.DAMAGED)
                    while part.read(1 << 18):
                        pass
    except (zipfile.BadZipFile, NotImplementedError, zlib.error, EOFError, RuntimeError) as error:
        raise Unusable(UnusableReason.DAMAGED) from error


def unpack(path: Path, *, into: Path) -> list[tuple[str, Path]]:
    """The readable members of a zip as (name in the zip, file), in the order of the zip."""
    check_archive(path)
    found: list[tuple[str, Path]] = []
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                name = PurePosixPath(member.filename.replace("\\", "/"))
                if member.is_dir() or "__MACOSX" in name.parts or name.name.startswith("."):
                    continue
                suffix = name.suffix.lower()
                with archive.open(member) as part:
                    if suffix == ".zip" or (
                        suffix not in _SHEET_SUFFIXES and part.read(4) == b"PK\x03\x04"
                    ):
                        raise Unusable(UnusableReason.NESTED_ARCHIVE, name=str(name))
                if suffix not in READABLE_SUFFIXES:
                    continue
                if len(found) == MOST_MEMBERS:
                    raise Unusable(UnusableReason.TOO_MANY_PARTS, most=MOST_MEMBERS)
                target = into / f"part-{len(found) + 1:03}{suffix}"
                with archive.open(member) as part, target.open("wb") as out:
                    shutil.copyfileobj(part, out, 1 << 18)
                found.append((str(name), target))
    except (zipfile.BadZipFile, NotImplementedError, zlib.error, EOFError) as error:
        raise Unusable(UnusableReason.DAMAGED) from error
    if not found:
        raise Unusable(UnusableReason.EMPTY)
    return found


def _check_directory(path: Path) -> None:
    """The size of the directory from the record at the end, before it is read into memory."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        stream.seek(max(0, size - _END_SIZE - _LONGEST_COMMENT))
        tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise Unusable(UnusableReason.DAMAGED)
    parts, directory_bytes = struct.unpack_from("<HL", tail, at + 10)
    if parts == 0xFFFF or directory_bytes > MOST_DIRECTORY_BYTES:
        raise Unusable(UnusableReason.TOO_MANY_PARTS, most=MOST_PARTS)
