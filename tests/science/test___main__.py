import csv
import subprocess
import sys
import time
from datetime import date

import numpy as np
import pytest

from regulars.science.__main__ import COLUMNS, main
from tests.science import logs
from tests.science.published import cdnow


def written(log, path, *, amounts=True):
    rows = ["who,when,paid"]
    rows += [
        f"c{who},{np.datetime64(int(day), 'D')},{paid:.2f}"
        for who, day, paid in zip(log.customer, log.on_day, log.amount, strict=True)
    ]
    path.write_text("\n".join(rows))
    return [str(path), "--customer", "who", "--date", "when", *(["--amount", "paid"] * amounts)]


def rows_of(path) -> list[dict[str, str]]:
    with path.open() as file:
        return list(csv.DictReader(file))


def test_one_row_per_customer(tmp_path, capsys):
    log = logs.grocer(150)
    asked = written(log, tmp_path / "log.csv")
    out = tmp_path / "out.csv"

    code = main(
        [*asked, "--until", "2025-11-01", "--horizon-days", "30", "--out", str(out), "--report"]
    )

    rows = rows_of(out)
    assert code == 0
    assert ",".join(rows[0]) == COLUMNS
    assert len(rows) == len(
        {w for w, d in zip(log.customer, log.on_day, strict=True) if d <= 20_393}
    )
    first = next(row for row in rows if int(row["purchases"]) > 5)
    assert 0 < float(first["probability_buys"]) <= float(first["probability_active"]) < 1
    assert date.fromisoformat(first["next_from"]) <= date.fromisoformat(first["next_on"])
    assert date.fromisoformat(first["next_on"]) <= date.fromisoformat(first["next_to"])
    assert date.fromisoformat(first["next_from"]) > date(2025, 11, 1)
    silent = date(2025, 11, 1) - date.fromisoformat(first["last_on"])
    assert int(first["silent_days"]) == silent.days
    said = capsys.readouterr().out
    for word in ("who buys", "mixture", "back-test", "time"):
        assert word in said


def test_refunds_are_no_visits_and_a_day_counts_once(tmp_path, capsys):
    path = tmp_path / "log.csv"
    path.write_text(
        "who,when,paid\na,2026-01-01,5\na,2026-01-01,6\na,2026-01-09,-5\na,2026-01-20,4\n"
    )
    asked = [str(path), "--customer", "who", "--date", "when", "--amount", "paid"]

    assert main([*asked, "--until", "2026-02-01", "--horizon-days", "30"]) == 0

    row = next(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert (row["purchases"], row["last_on"]) == ("2", "2026-01-20")


def test_without_amounts_the_spend_stays_empty(tmp_path, capsys):
    asked = written(logs.grocer(40), tmp_path / "log.csv", amounts=False)

    assert main([*asked, "--until", "2025-11-01", "--horizon-days", "30"]) == 0
    assert {r["expected_spend"] for r in csv.DictReader(capsys.readouterr().out.splitlines())} == {
        ""
    }


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"--customer": "name"}, "no column 'name'"),
        ({"--until": "soon"}, "no date"),
        ({"--until": "1999-01-01"}, "no purchase"),
        ({"--horizon-days": "0"}, "horizon"),
        ({"log": "nowhere.csv"}, "nowhere.csv"),
    ],
)
def test_what_is_wrong_is_one_sentence(tmp_path, capsys, change, said):
    asked = written(logs.grocer(20), tmp_path / "log.csv")
    told = dict(zip(asked[1::2], asked[2::2], strict=True))
    told |= {"--until": "2025-11-01", "--horizon-days": "30"} | change
    log = told.pop("log", asked[0])

    code = main([log, *(word for pair in told.items() for word in pair)])

    wrong = capsys.readouterr().err
    assert code == 2
    assert said in wrong
    assert wrong.count("\n") == 1


def test_it_stands_alone_and_whole_cdnow_is_quick(tmp_path):
    """From file to scores, start-up included; counted in CPU seconds, the machine may be busy."""
    asked = written(cdnow(), tmp_path / "log.csv")
    program = (
        "import sys, time; from regulars.science.__main__ import main; code = main(sys.argv[1:]);"
        "assert 'django' not in sys.modules;"
        "print(time.process_time(), file=sys.stderr); sys.exit(code)"
    )
    command = [sys.executable, "-c", program, *asked, "--until", "1997-09-30"]
    begun = time.perf_counter()

    done = subprocess.run(
        [*command, "--horizon-days", "273", "--out", str(tmp_path / "out.csv")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert len(rows_of(tmp_path / "out.csv")) == 2357
    # measured about 1.5; room for a slower processor
    assert float(done.stderr) < 4.0
    assert time.perf_counter() - begun < 60
