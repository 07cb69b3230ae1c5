"""Bad input to any command: one sentence, exit code 2, nothing changed."""

import hashlib
import io
import resource
import shlex
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from regulars.management import cli
from regulars.management.cli import COMMANDS
from tests.making import make_customers
from tests.management.conftest import COMMAND, environment

pytestmark = pytest.mark.django_db

# what was typed -> a word of the sentence. {tmp} holds sales.csv, garbage.bin, empty.csv, full/.
CASES = {
    "nonsense": "no command 'nonsense'",
    "serve --port x": "--port",
    "serve --port -5": "port -5",
    "serve --port 99999": "port 99999",
    "serve --host not.a.host.invalid": "not.a.host.invalid",
    "serve --workers 0": "--workers",
    "serve --no-such-option": "--no-such-option",
    "serve now": "now",
    "work hard": "hard",
    "work --relay": "--relay",
    "work --processes 0": "--processes",
    "import": "at least one file",
    "import {tmp}/missing.csv": "missing.csv",
    "import {tmp}": "no file",
    "import {tmp}/empty.csv": "empty.csv",
    "import {tmp}/garbage.bin": "garbage.bin",
    "import {tmp}/sales.csv --as nonsense": "nonsense",
    "import {tmp}/sales.csv --map Total": "--map",
    "import {tmp}/sales.csv --map Total=nonsense": "--map",
    "import {tmp}/sales.csv --time-zone Mars/Base": "Mars/Base",
    "import {tmp}/sales.csv --currency XQQ": "XQQ",
    "import {tmp}/sales.csv --country QQ": "QQ",
    "import {tmp}/sales.csv --day-first --month-first": "--month-first",
    "import {tmp}/sales.csv {tmp}/missing.csv": "missing.csv",
    "import {tmp}/sales.csv --dry-run --map Nothing": "--map",
    "import --undo 4711": "4711",
    "import --undo first": "first",
    "today --on tomorrow": "tomorrow",
    "today --on 2026-02-30": "2026-02-30",
    "today --on 0001-01-01": "0001-01-01",
    "today --on 9999-12-31": "9999-12-31",
    "today --for nobody": "nobody",
    "today --on": "--on",
    "customers --stage angry": "angry",
    "customers --sort height": "height",
    "customers --limit 0": "--limit",
    "customers --limit many": "many",
    "tick --at noon": "noon",
    "tick --at 2026-13-01": "2026-13-01",
    "tick --at 0001-01-01T00:00+14:00": "0001-01-01",
    "tick --at 9999-12-31T23:59-12:00": "9999-12-31",
    "passphrase zoe": "There are: ana",
    "passphrase": "too short",
    "demo --twice": "--twice",
    "export": "folder",
    "export {tmp}/full": "not an empty folder",
    "export {tmp}/sales.csv": "not an empty folder",
    "export {tmp}/sales.csv/inside": "inside",
    "backup {tmp}/sales.csv": "left alone",
    "backup {tmp}/no/such/folder.regulars": "folder.regulars",
    "backup one two": "two",
    "restore": "file",
    "restore {tmp}/missing.regulars": "missing.regulars",
    "restore {tmp}/garbage.bin": "garbage.bin",
    "restore {tmp}/full": "full",
    "doctor --what": "--what",
    "version 2": "2",
}


@pytest.fixture
def tmp(tmp_path):
    rows = "Date,Customer,Total\n2026-11-03,Mei Chen,4.50\n"
    (tmp_path / "sales.csv").write_text(rows)
    (tmp_path / "empty.csv").write_text("")
    (tmp_path / "garbage.bin").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "photo.jpg").write_text("last summer")
    return tmp_path


def files_in(folder: Path) -> dict[str, str]:
    """What lies there, but for the database: its rows are compared."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".sqlite3" not in path.name and path.name != "serve.lock"
    }


def rows() -> dict[str, list]:
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for model in apps.get_models()
    }


@pytest.mark.parametrize("typed", CASES)
def test_it_is_said_in_one_sentence_and_nothing_is_changed(typed, tmp, ana, capsys, monkeypatch):
    make_customers(2)
    data = Path(settings.DATA)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    before = rows(), files_in(data), files_in(tmp)

    code = cli.main(shlex.split(typed.format(tmp=tmp)))

    said = capsys.readouterr()
    assert code == 2
    assert said.out == ""
    assert said.err.count("\n") == 1, said.err
    assert CASES[typed] in said.err
    assert "Traceback" not in said.err
    assert (rows(), files_in(data), files_in(tmp)) == before


def test_every_command_is_among_them():
    assert {typed.split()[0] for typed in CASES} >= set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(command, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main([command, "--help"])

    told = capsys.readouterr().out
    assert ended.value.code == 0
    assert f"regulars {command}" in told.replace("regulars --data ~/regulars", "regulars")
    assert "Example:" in told


def test_a_disk_without_room_is_said_in_one_sentence(prepared, tmp_path):
    """The kernel lets no file of this process grow beyond a megabyte, as a full disk would not."""
    sales = tmp_path / "sales.csv"
    sales.write_text("Date,Customer,Total\n" + "2026-11-03,Mei Chen,4.50\n" * 80_000)
    a_megabyte = 1_000_000

    done = subprocess.run(
        [*COMMAND, "--data", str(prepared), "import", str(sales)],
        env=environment(),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (a_megabyte, a_megabyte)),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1, done.stderr
    assert "Nothing was changed" in done.stderr
    assert [path for path in (prepared / "imports").glob("*") if path.is_file()] == []
