import sqlite3
from contextlib import closing

import pytest
from django.db import connection

from regulars.actions import backups, restores
from regulars.models import Customer, Shop
from tests.actions.test_backups import folder  # noqa: F401  # a fixture
from tests.making import make_customers

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("second_allowed")]
on_sqlite = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="the file of the embedded database"
)
on_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="rows into PostgreSQL")


@pytest.fixture
def packed(folder, tmp_path, shop):  # noqa: F811
    make_customers(3)
    return backups.make_backup(tmp_path / "one.regulars").path


@pytest.fixture
def elsewhere(settings, tmp_path):
    """The data folder of another machine, empty but for the key of its first command."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "secret.key").write_text("n" * 50)
    settings.DATA = other
    return other


def rows(path, sql):
    with closing(sqlite3.connect(path)) as opened:
        return opened.execute(sql).fetchall()


@on_sqlite
def test_everything_is_back_and_sending_is_held(packed, elsewhere):
    done = restores.restore_backup(packed)
    live = elsewhere / "regulars.sqlite3"
    assert (done.customers, done.purchases, done.kept_at) == (3, 0, None)
    assert rows(live, "SELECT count(*) FROM regulars_customer") == [(3,)]
    assert rows(live, "SELECT is_sending_held FROM regulars_shop") == [(1,)]
    assert rows(live, "SELECT count(*) FROM django_session") == [(0,)]
    assert (elsewhere / "secret.key").read_text() == "k" * 50
    assert (elsewhere / "files" / "sales.csv").exists()
    assert not list(elsewhere.glob("restoring-*"))


@on_sqlite
def test_data_that_are_there_are_not_overwritten(packed, elsewhere):
    (elsewhere / "regulars.sqlite3").write_text("what was there")
    with pytest.raises(restores.WouldOverwrite):
        restores.restore_backup(packed)
    assert sorted(path.name for path in elsewhere.iterdir()) == ["regulars.sqlite3", "secret.key"]
    assert (elsewhere / "regulars.sqlite3").read_text() == "what was there"


@on_sqlite
def test_with_replace_what_was_there_is_kept_beside(packed, elsewhere):
    (elsewhere / "regulars.sqlite3").write_text("what was there")
    (elsewhere / "regulars.sqlite3-wal").write_text("and its journal")
    done = restores.restore_backup(packed, replace=True)
    assert (done.kept_at / "regulars.sqlite3").read_text() == "what was there"
    assert (done.kept_at / "regulars.sqlite3-wal").exists()
    assert (done.kept_at / "secret.key").read_text() == "n" * 50
    assert not (elsewhere / "regulars.sqlite3-wal").exists()
    assert rows(elsewhere / "regulars.sqlite3", "SELECT count(*) FROM regulars_customer") == [(3,)]


@on_sqlite
def test_a_restore_that_was_killed_is_seen_and_done_again(packed, elsewhere):
    (elsewhere / "restoring-half").mkdir()
    assert restores.interrupted_restore(elsewhere)
    restores.restore_backup(packed)
    assert restores.interrupted_restore(elsewhere) is None


@on_sqlite
def test_a_damaged_backup_changes_nothing(packed, elsewhere):
    packed.write_bytes(packed.read_bytes()[:-500])
    with pytest.raises(backups.BackupFailed):
        restores.restore_backup(packed)
    assert [path.name for path in elsewhere.iterdir()] == ["secret.key"]


def test_a_backup_of_a_newer_version_is_refused(folder, tmp_path, shop, elsewhere):  # noqa: F811
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('regulars', '9999_of_tomorrow', '2030-01-01')"
        )
    try:
        if connection.vendor == "postgresql":
            pytest.skip("the copy of a PostgreSQL database has this version's tables")
        newer = backups.make_backup(tmp_path / "newer.regulars").path
        with pytest.raises(restores.MadeByNewerVersion, match="9999"):
            restores.restore_backup(newer)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE name = '9999_of_tomorrow'")


@on_postgres
def test_a_backup_comes_back_into_postgresql(packed, elsewhere):
    kept = list(Customer.objects.order_by("pk").values())
    with pytest.raises(restores.WouldOverwrite):
        restores.restore_backup(packed)
    Customer.objects.all().delete()
    Shop.objects.all().delete()
    done = restores.restore_backup(packed)
    assert done.customers == 3
    assert list(Customer.objects.order_by("pk").values()) == kept
    assert Shop.objects.get().is_sending_held
    assert Customer.objects.create(name="One more").pk > max(row["id"] for row in kept)


@on_postgres
def test_with_replace_postgresql_keeps_a_backup_of_what_was_there(packed, elsewhere):
    Customer.objects.all().delete()
    Customer.objects.create(name="Only in the old one")
    done = restores.restore_backup(packed, replace=True)
    assert Customer.objects.count() == 3
    assert backups.read_back(done.kept_at)
