import json
import os
import sqlite3
import threading
import zipfile
from contextlib import closing

import pytest
from django.db import connection

from regulars.actions import backups
from regulars.models import Customer
from tests.making import make_customers

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("second_allowed")]

# What the zip holds and how it is kept does not hang on the engine; making one from PostgreSQL
# takes seconds.
once = pytest.mark.skipif(connection.vendor != "sqlite", reason="the same for every engine")


@pytest.fixture
def folder(settings, tmp_path):
    """A data folder with a key and an uploaded file."""
    data = tmp_path / "data"
    (data / "files").mkdir(parents=True)
    (data / "secret.key").write_text("k" * 50)
    (data / "files" / "sales.csv").write_text("Date,Total\n")
    (data / "static").mkdir()
    (data / "static" / "made.css").write_text("")
    settings.DATA = data
    return data


def names_in(path):
    with zipfile.ZipFile(path) as archive:
        return sorted(archive.namelist())


def test_one_file_holds_everything_for_its_owner_alone(folder, tmp_path, shop):
    make_customers(3)
    made = backups.make_backup(tmp_path / "one.regulars")
    assert made.customers == 3
    assert made.has_key
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert names_in(made.path) == [
        "database.sqlite3",
        "files/sales.csv",
        "manifest.json",
        "secret.key",
    ]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_file_that_is_there_is_left_alone(folder, tmp_path, shop):
    target = tmp_path / "one.regulars"
    target.write_text("the photographs of last summer")
    with pytest.raises(FileExistsError):
        backups.make_backup(target)
    assert target.read_text() == "the photographs of last summer"


@once
@pytest.mark.parametrize("where", [0.1, 0.5, 0.9, 0.99, 0.995, 0.999, 0.9999])
def test_a_flipped_byte_is_found(folder, tmp_path, shop, where):
    made = backups.make_backup(tmp_path / "one.regulars")
    torn = bytearray(made.path.read_bytes())
    torn[int(len(torn) * where)] ^= 0xFF
    made.path.write_bytes(torn)
    with pytest.raises(backups.BackupFailed):
        backups.read_back(made.path)


@once
def test_a_flipped_byte_anywhere_is_found_and_said_in_a_sentence(folder, tmp_path, shop):
    made = backups.make_backup(tmp_path / "one.regulars")
    whole = made.path.read_bytes()
    step = max(len(whole) // 150, 1)
    places = [*range(0, len(whole), step), *range(len(whole) - 300, len(whole))]
    for place in places:
        torn = bytearray(whole)
        torn[place] ^= 0xFF
        made.path.write_bytes(torn)
        with pytest.raises(backups.BackupFailed):
            backups.read_back(made.path)


@once
def test_a_torn_file_is_found(folder, tmp_path, shop):
    made = backups.make_backup(tmp_path / "one.regulars")
    made.path.write_bytes(made.path.read_bytes()[:-200])
    with pytest.raises(backups.BackupFailed, match="read whole"):
        backups.read_back(made.path)


def test_a_part_that_lies_outside_is_refused(tmp_path):
    packed = tmp_path / "evil.regulars"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../outside", "x")
        archive.writestr("manifest.json", json.dumps({"format": 1, "sha256": {"../outside": ""}}))
    (tmp_path / "room").mkdir()
    with pytest.raises(backups.BackupFailed, match="outside"):
        backups.unpack(packed, tmp_path / "room")
    assert not (tmp_path / "outside").exists()


def test_each_backup_holds_all_that_was_there_when_it_began(folder, tmp_path, shop):
    stop = threading.Event()
    written = [0]

    def write():
        while not stop.is_set():
            Customer.objects.create(name=f"Customer {written[0]}")
            written[0] += 1
        backups.connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(int(os.environ.get("REGULARS_CHAOS_ROUNDS", "4"))):
            before = written[0]
            made = backups.make_backup(tmp_path / f"{number}.regulars")
            assert made.customers >= before
            backups.read_back(made.path)
    finally:
        stop.set()
        writer.join()


@once
def test_the_nightly_ones_are_kept_for_a_week(folder, shop):
    for day in range(1, 11):
        backups.make_nightly_backup(f"2026-11-{day:02d}T01:30:00+00:00")
    assert sorted(path.name for path in (folder / "backups").iterdir()) == [
        f"nightly-202611{day:02d}-013000.regulars" for day in range(4, 11)
    ]


@once
def test_the_same_night_twice_is_one_backup(folder, shop):
    first = backups.make_nightly_backup("2026-11-23T01:30:00+00:00")
    assert backups.make_nightly_backup("2026-11-23T01:30:00+00:00") == first


def test_it_may_be_switched_off(folder, shop, monkeypatch):
    monkeypatch.setenv("REGULARS_BACKUPS", "no")
    assert backups.make_nightly_backup("2026-11-23T01:30:00+00:00") == "switched off"
    assert not (folder / "backups").exists()


@once
def test_a_backup_holds_no_older_backup(folder, tmp_path, shop):
    backups.make_nightly_backup("2026-11-23T01:30:00+00:00")
    made = backups.make_backup(tmp_path / "one.regulars")
    assert not [name for name in names_in(made.path) if "nightly" in name]


def test_the_snapshot_is_a_whole_database(folder, tmp_path, shop, customer):
    made = backups.make_backup(tmp_path / "one.regulars")
    (tmp_path / "room").mkdir()
    backups.unpack(made.path, tmp_path / "room")
    with closing(sqlite3.connect(tmp_path / "room" / "database.sqlite3")) as opened:
        assert opened.execute("SELECT name FROM regulars_customer").fetchall() == [
            ("Tomás Ferreira",)
        ]
        assert opened.execute("SELECT count(*) FROM django_migrations").fetchone()[0] > 5


@once
def test_before_upgrades_the_last_three_are_kept_beside_the_nightly_ones(folder, shop):
    nightly = backups.make_nightly_backup("2026-11-20T03:00:00+00:00")
    made = [backups.make_upgrade_backup() for _ in range(5)]

    kept = sorted(path.name for path in (folder / "backups").iterdir())
    assert kept == [*(path.name for path in made[-3:]), nightly]
    assert names_in(made[-1]) == [
        "database.sqlite3",
        "files/sales.csv",
        "manifest.json",
        "secret.key",
    ]


@once
def test_a_database_that_cannot_be_copied_is_said(folder, tmp_path, shop):
    with connection.cursor() as cursor:
        name = connection.settings_dict["NAME"]
        connection.settings_dict["NAME"] = str(tmp_path / "photo.jpg")
        (tmp_path / "photo.jpg").write_text("no database at all " * 100)
        try:
            with pytest.raises(backups.BackupFailed, match="could not be copied"):
                backups.make_backup(tmp_path / "one.regulars")
        finally:
            connection.settings_dict["NAME"] = name
        cursor.execute("SELECT 1")
    assert not (tmp_path / "one.regulars").exists()
