"""What a command that did nothing leaves behind in a folder that was not there: nothing."""

import pytest


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (["version"], 0),
        (["serve", "--help"], 0),
        (["today"], 2),
        (["customers", "--json"], 2),
        (["passphrase", "ana"], 2),
        (["import", "missing.csv"], 2),
        (["restore", "missing.regulars"], 2),
        (["backup"], 2),
        (["export", "somewhere"], 2),
        (["doctor"], 1),
    ],
    ids=lambda told: " ".join(told) if isinstance(told, list) else None,
)
def test_no_folder_is_left(regulars, tmp_path, monkeypatch, typed, code):
    monkeypatch.chdir(tmp_path)

    done = regulars(*typed)

    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_there_stays(regulars, tmp_path):
    (tmp_path / "data").mkdir()

    regulars("version")

    assert (tmp_path / "data").is_dir()


def test_a_folder_with_something_in_it_stays(regulars, tmp_path):
    sales = tmp_path / "sales.csv"
    sales.write_text("Date,Customer,Total\n2026-11-03,Mei Chen,4.50\n")

    assert regulars("import", str(sales), "--country", "DE").returncode == 0
    assert (tmp_path / "data" / "regulars.sqlite3").exists()
    assert regulars("today").returncode == 0
