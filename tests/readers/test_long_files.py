"""A long file with garbage in it: every row accounted for, in little memory."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROWS = 1_000_000 if "REGULARS_CHAOS_ROUNDS" in os.environ else 20_000
MOST_MIB = 150
HEADER = "Order ID,Date,Customer,Email,Phone,Item,Quantity,Total,Currency\n"
PLAIN = "R{n},2026-0{month}-{day:02} 09:{minute:02},Jürgen Müller {who},c{who}@example.com,{phone},"
# Each is what one row of a hundred looks like instead, and why it is refused.
GARBAGE = {
    "date_missing": "R{n},,Ana,ana@example.com,,Tea,1,4.50,EUR\n",
    "date_unreadable": "R{n},soon,Ana,ana@example.com,,Tea,1,4.50,EUR\n",
    "date_impossible": "R{n},2026-02-30,Ana,ana@example.com,,Tea,1,4.50,EUR\n",
    "date_out_of_range": "R{n},2999-01-01,Ana,ana@example.com,,Tea,1,4.50,EUR\n",
    "amount_missing": "R{n},2026-02-03,Ana,ana@example.com,,Tea,1,,EUR\n",
    "amount_unreadable": "R{n},2026-02-03,Ana,ana@example.com,,Tea,1,twelve,EUR\n",
    "currency_unknown": "R{n},2026-02-03,Ana,ana@example.com,,Tea,1,4.50,XXQ\n",
    "too_many_cells": "R{n},2026-02-03,Ana,ana@example.com,,Tea,1,4.50,EUR,and,more\n",
    "quote_unclosed": 'R{n},2026-02-03,"Ana,ana@example.com,,Tea,1,4.50,EUR\n',
    "nul_character": "R{n},2026-02-03,A\0na,ana@example.com,,Tea,1,4.50,EUR\n",
    "encoding_mixed": "R{n},2026-02-03,An\udce4,ana@example.com,,Tea,1,4.50,EUR\n",
}
READ = """
import json, sys
from collections import Counter
from pathlib import Path
from regulars.readers.files import read
from regulars.readers.records import PurchaseRecord, Tally
from tests.readers.reading import SHOP

def held_kib():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))

idle, tally, seen = held_kib(), Tally(), Counter()
for record in read(Path(sys.argv[1]), shop=SHOP, tally=tally, scratch=Path(sys.argv[2])):
    seen["sale" if isinstance(record, PurchaseRecord) else record.reason] += 1
mib = (held_kib() - idle) / 1024
print(json.dumps({"seen": seen, "rows": tally.rows, "gross": tally.gross_minor, "mib": mib}))
"""


def write_long_file(path: Path, rows: int) -> tuple[Counter[str], int]:
    """What has to come out of it: how many of each kind, and the sum of what was paid."""
    kinds = list(GARBAGE)
    expected: Counter[str] = Counter()
    gross = 0
    with path.open("w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(HEADER)
        for n in range(rows):
            if n % 100 == 50:
                kind = kinds[n // 100 % len(kinds)]
                expected[kind] += 1
                file.write(GARBAGE[kind].format(n=n))
                continue
            who, minor = n * 7 % (rows // 10), 250 + n % 5_000
            phone = f"+4915{who:09}" if who % 2 else ""
            line = PLAIN.format(
                n=n, month=1 + n % 9, day=1 + n % 28, minute=n % 60, who=who, phone=phone
            )
            file.write(f"{line}Tea,{1 + n % 3},{minor // 100}.{minor % 100:02},EUR\n")
            expected["sale"] += 1
            gross += minor
    return expected, gross


@pytest.mark.slow
def test_a_long_file_with_garbage_is_counted_exactly_in_little_memory(tmp_path: Path) -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("the system does not say how much memory a process held")
    expected, gross = write_long_file(tmp_path / "sales.csv", ROWS)

    told = subprocess.run(
        [sys.executable, "-c", READ, str(tmp_path / "sales.csv"), str(tmp_path)],
        check=True,
        capture_output=True,
        text=True,
    )
    said = json.loads(told.stdout)

    assert said["seen"] == expected
    assert said["rows"] == ROWS
    assert said["gross"] == {"EUR": gross}
    assert said["mib"] < MOST_MIB
