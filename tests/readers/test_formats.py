"""Every named format is recognised and gives what a shop owner expects of it."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.readers.fixtures.cases import CASES
from tests.readers.fixtures.shape import Case, Expected, Sheet
from tests.readers.outcomes import outcome

SHEETS = [case for case in CASES if isinstance(case.content, Sheet)]
SALES = [case for case in SHEETS if isinstance(case.expected, Expected)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_file_gives_what_its_owner_expects(case: Case, tmp_path: Path):
    path = case.write(tmp_path)

    formats, found = outcome(case, path, tmp_path)

    assert found == case.expected
    assert not case.format or formats == set(case.format.split("|"))


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("case", SALES, ids=lambda case: case.id)
def test_columns_in_another_order_change_nothing(case: Case, seed: int, tmp_path: Path):
    assert isinstance(case.content, Sheet)
    if case.content.header[0] == "" or len(set(case.content.header)) < len(case.content.header):
        pytest.skip("the place of a column without a name, or of a second one, has a meaning")
    path = replace(case, content=case.content.shuffled(seed)).write(tmp_path)

    formats, found = outcome(case, path, tmp_path)

    assert found == case.expected
    assert formats == set(case.format.split("|"))


@pytest.mark.parametrize("case", SALES, ids=lambda case: case.id)
def test_a_column_nobody_knows_changes_nothing(case: Case, tmp_path: Path):
    assert isinstance(case.content, Sheet)
    if case.content.header[0] == "":
        pytest.skip("a report whose first column holds the customers")
    wider = case.content.with_column("Wunschfarbe (intern)", "blau")
    if "group" in case.id or any(not any(row) for row in case.content.rows):
        wider = case.content.with_column("Wunschfarbe (intern)", "")

    formats, found = outcome(case, replace(case, content=wider).write(tmp_path), tmp_path)

    assert found == case.expected
    assert formats == set(case.format.split("|"))


@pytest.mark.parametrize(
    ("case", "column"),
    [(case, column) for case in SALES for column in sorted(case.optional)],
    ids=lambda value: value.id if isinstance(value, Case) else value,
)
def test_an_optional_column_may_be_left_out(case: Case, column: str, tmp_path: Path):
    assert isinstance(case.content, Sheet)
    narrower = replace(case, content=case.content.without({column}))

    formats, found = outcome(case, narrower.write(tmp_path), tmp_path)

    assert found == case.expected
    assert formats == {case.format}


@pytest.mark.parametrize("case", SALES, ids=lambda case: case.id)
def test_a_file_saved_again_from_a_spreadsheet_gives_the_same(case: Case, tmp_path: Path):
    """Semicolons, DOS line ends and a byte-order mark are what a spreadsheet leaves behind."""
    assert isinstance(case.content, Sheet)
    before = tuple(row for row in case.content.before if not row[0].startswith("sep="))
    saved = replace(
        case.content, delimiter=";", newline="\r\n", encoding="utf-8-sig", before=before
    )

    formats, found = outcome(case, replace(case, content=saved).write(tmp_path), tmp_path)

    assert found == case.expected
    assert formats == set(case.format.split("|"))
