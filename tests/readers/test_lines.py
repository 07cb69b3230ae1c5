import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regulars.readers.encodings import Encoding, encoding_of
from regulars.readers.lines import Records

CELLS = st.text(alphabet=st.sampled_from('ab",;\n '), max_size=6)


def records(path, **how):
    refused = []
    rows = list(
        Records(
            path,
            encoding=how.get("encoding") or encoding_of(path),
            delimiter=how.get("delimiter", ","),
            refuse=lambda row, reason: refused.append((row, reason.value)),
        )
    )
    return rows, refused


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), max_size=6), st.sampled_from(",;"))
def test_whatever_a_spreadsheet_writes_is_read_back(tmp_path, rows, delimiter):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    path = tmp_path / "file.csv"
    path.write_bytes(out.getvalue().encode())

    read, refused = records(path, delimiter=delimiter, encoding=Encoding("utf-8"))

    assert [cells for _, cells in read] == rows
    assert not refused


def test_a_lost_quote_costs_its_own_line_and_no_other(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text('a,b\n1,"lost\n2,x\n3,"kept\nover lines"\n4,"y"\n5,5" pipe\n')

    rows, refused = records(path)

    assert refused == [(2, "quote_unclosed")]
    assert rows == [
        (1, ["a", "b"]),
        (3, ["2", "x"]),
        (4, ["3", "kept\nover lines"]),
        (6, ["4", "y"]),
        (7, ["5", '5" pipe']),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end(tmp_path, end):
    path = tmp_path / "file.csv"
    path.write_bytes(f"a,b{end}1,2{end}".encode())

    assert records(path)[0] == [(1, ["a", "b"]), (2, ["1", "2"])]


def test_a_cell_of_ten_megabytes_and_a_nul_are_refused_by_line(tmp_path):
    path = tmp_path / "file.csv"
    path.write_bytes(b"a,b\n1," + b"x" * 10_000_000 + b"\n2,\0\n3,4\n")

    rows, refused = records(path)

    assert refused == [(2, "cell_too_long"), (3, "nul_character")]
    assert [cells for _, cells in rows] == [["a", "b"], ["3", "4"]]
