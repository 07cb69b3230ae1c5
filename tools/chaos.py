"""python -m tools.chaos FILE: the table of docs/run/sending.md from what the kill tests wrote down.

`make chaos` writes a line for each step that it finished, and calls this. Steps that were not
reached are not in the file and not in the table; a step that was run several times is added up.
"""

import json
import sys
from collections import Counter
from pathlib import Path

KEPT = Path(__file__).resolve().parents[1] / "docs" / "run" / "sending.md"
BEGIN, END = "<!-- made by tools/chaos.py -->", "<!-- end -->"
TITLES = (
    *("killed", "kills", "sent twice", "lost without a word", "sent", "refused"),
    *("unknown, held and shown", "of these had arrived"),
)
HEAD = f"| {' | '.join(TITLES)} |\n|---|{'---:|' * (len(TITLES) - 1)}\n"
COLUMNS = ("kills", "twice", "lost", "accepted", "failed", "unknown", "unknown, arrived")
DATABASES = {"sqlite": "the embedded database", "postgresql": "PostgreSQL"}


def table(lines: list[str]) -> str:
    sums: dict[tuple[str, str], Counter[str]] = {}
    days = set()
    for line in lines:
        told = json.loads(line)
        of_step = sums.setdefault((told["database"], told["what"]), Counter())
        of_step.update({"kills": told["kills"], **told["states"]})
        days.add(told["day"])
    parts = []
    for database in dict.fromkeys(database for database, _ in sums):
        steps = {what: counts for (where, what), counts in sums.items() if where == database}
        total = sum(steps.values(), Counter())
        rows = [*steps.items(), ("**in all**", total)]
        when = " to ".join(dict.fromkeys([min(days), max(days)]))
        parts.append(
            f"{when}, {DATABASES.get(database, database)}:\n\n{HEAD}"
            + "".join(
                f"| {what} | {' | '.join(str(counts[name]) for name in COLUMNS)} |\n"
                for what, counts in rows
            )
        )
    return "\n".join(parts)


def keep(text: str, page: Path = KEPT) -> None:
    old = page.read_text(encoding="utf-8")
    before, _, rest = old.partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{after}", encoding="utf-8")


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    text = table(Path(sys.argv[1]).read_text(encoding="utf-8").splitlines())
    print(text)
    keep(text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
