"""An upgrade that changes the tables keeps everything as it was first."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.management.conftest import environment

pytestmark = pytest.mark.skipif(
    "REGULARS_DATABASE_URL_OF_TEST" in os.environ, reason="the embedded database alone"
)
# An install that began before the short way knows nothing of it, and lacks what came last.
GO_BACK = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "regulars.config.settings"
django.setup()
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
MigrationRecorder(connection).record_unapplied("regulars", "0001_squashed_0027")
executor = MigrationExecutor(connection)
executor.loader = MigrationLoader(connection, replace_migrations=False)
executor.migrate([("regulars", "0026_plan_looks")])
"""


@pytest.fixture
def of_yesterday(regulars, prepared, tmp_path):
    """A business whose tables are those of an older version."""
    sales = tmp_path / "sales.csv"
    sales.write_text("Date,Customer,Total\n2026-11-03,Mei Chen,4.50\n")
    assert regulars("import", str(sales), "--country", "DE").returncode == 0
    go_back(prepared)
    return prepared


def go_back(folder: Path) -> None:
    surroundings = environment() | {"REGULARS_DATA": str(folder)}
    subprocess.run([sys.executable, "-c", GO_BACK], env=surroundings, check=True)


def backups_in(folder: Path) -> list[Path]:
    return sorted((folder / "backups").glob("*")) if (folder / "backups").exists() else []


def applied(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "regulars.sqlite3")) as opened:
        return opened.execute(
            "SELECT count(*) FROM django_migrations WHERE app = 'regulars'"
        ).fetchone()[0]


def test_the_start_after_an_upgrade_keeps_a_backup_first_and_the_next_one_none(
    serve, regulars, of_yesterday, tmp_path
):
    before = applied(of_yesterday)
    one = serve("--workers", "1")
    one.wait_until_ready()
    one.end()

    assert applied(of_yesterday) > before
    (backup,) = backups_in(of_yesterday)
    assert backup.name.startswith("before-upgrade-")
    assert f"kept in {backup}" in "".join(one.said)
    done = regulars("restore", str(backup), folder=tmp_path / "back")
    assert done.returncode == 0, done.stderr
    assert applied(tmp_path / "back") == before
    assert regulars("demo", "--remove").returncode == 0
    assert backups_in(of_yesterday) == [backup], "nothing was to be changed"


def test_a_new_folder_and_one_without_a_business_keep_none(regulars, prepared, tmp_path):
    go_back(prepared)

    assert regulars("demo", "--remove").returncode == 0
    assert regulars("demo", folder=tmp_path / "new").returncode == 0

    assert backups_in(prepared) == []
    assert backups_in(tmp_path / "new") == []


def test_without_a_backup_nothing_is_upgraded(regulars, of_yesterday):
    before = applied(of_yesterday)
    (of_yesterday / "backups").write_text("a file where the folder must be")

    refused = regulars("serve", "--port", "0")

    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    assert "backup before the upgrade could not be written" in refused.stderr
    assert applied(of_yesterday) == before


def test_a_pass_over_tables_of_an_older_version_is_refused_in_words(prepared, regulars):
    with closing(sqlite3.connect(prepared / "regulars.sqlite3")) as tables, tables:
        tables.execute(
            "DELETE FROM django_migrations WHERE app = 'regulars'"
            " AND (name >= '0027' OR name = '0001_squashed_0027')"
        )

    done = regulars("tick")

    assert done.returncode == 2
    assert "not yet those of this version" in done.stderr
    assert done.stderr.count("\n") == 1
