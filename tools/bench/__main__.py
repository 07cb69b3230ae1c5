"""python -m tools.bench: builds the business, measures, prints, and keeps the table."""

import argparse
import json
import os
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from tools.bench import business, pages, report
from tools.bench.measuring import Ran, run

FULL = business.Size(customers=100_000, purchases=1_000_000)
ROUNDS = 100
AIM = 4.0


class Bench:
    def __init__(self, folder: Path, size: business.Size) -> None:
        self.folder, self.size = folder, size
        self.sales = folder / "sales.csv"
        self.today = date.today()  # noqa: DTZ011  # the seeded sales end on this machine's day

    def env(self, name: str) -> dict[str, str]:
        root = Path(__file__).resolve().parents[2]
        ours = ("REGULARS_", "PYTHONDONTWRITEBYTECODE")  # as on a machine that runs the product
        kept = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
        return {
            **kept,
            "REGULARS_DATA": str(self.folder / name),
            "DJANGO_SETTINGS_MODULE": "tools.bench.settings",
            "PYTHONPATH": str(root),
        }

    def step(self, name: str, step: str) -> tuple[Ran, dict[str, Any]]:
        ran = run([sys.executable, "-m", "tools.bench.house", step], env=self.env(name))
        return ran, json.loads(ran.out)

    def database(self, name: str) -> Path:
        return self.folder / name / "regulars.sqlite3"

    def all(self) -> report.Figures:
        say(f"Writing {self.size.purchases:,} sales of {self.size.customers:,} customers")
        business.write(self.sales, self.size, last_on=self.today)
        bare = self.bare()
        imported, idle_mib, again = self.imported()
        say("Scoring all customers")
        scored, score = self.step("shop", "score")
        _, one = self.step("shop", "score_one")
        _, asked = self.step("shop", "sign_in")
        say("Starting the server")
        with pages.serving(self.env("shop"), log=self.folder / "server.log"):
            pass
        with pages.serving(self.env("shop"), log=self.folder / "server.log") as server:
            start, fresh_mib = server.start_seconds, server.memory_mib
            say("Asking for pages")
            measured = pages.measure(server, asked["cookies"], asked["ids"], rounds=ROUNDS)
            used_mib = server.memory_mib
        return report.Figures(
            customers=asked["customers"],
            purchases=asked["purchases"],
            bare=bare,
            imported=imported,
            again=again,
            import_extra_mib=imported.peak_mib - idle_mib,
            scored=scored,
            score_seconds=score["seconds"],
            score_extra_mib=scored.peak_mib - idle_mib,
            score_one_seconds=one["seconds"],
            start_seconds=start,
            fresh_mib=fresh_mib,
            used_mib=used_mib,
            database_mib=self.database("shop").stat().st_size / 1024**2,
            bare_database_mib=self.database("bare").stat().st_size / 1024**2,
            pages=measured,
        )

    def bare(self) -> Ran:
        say("Parsing and inserting, bare")
        self.step("bare", "prepare")
        command = [sys.executable, "-m", "tools.bench.bare"]
        command += [str(self.sales), str(self.database("bare"))]
        return run(command, env=self.env("bare"))

    def imported(self) -> tuple[Ran, float, Ran]:
        say("Importing the same file")
        self.step("shop", "prepare")
        idle, _ = self.step("shop", "idle")
        command = [sys.executable, "-m", "regulars.management.cli", "import", str(self.sales)]
        command += ["--json"]
        first = run(command, env=self.env("shop"))
        say("Importing it once more: nothing may change")
        again = run(command, env=self.env("shop"))
        return first, idle.peak_mib, again


def say(text: str) -> None:
    print(f"{text} …", file=sys.stderr, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    parser.add_argument(
        "--part", type=int, default=1, metavar="N", help="an N-th of it, and no table is kept"
    )
    parser.add_argument("--folder", type=Path, help="work here and leave everything there")
    told = parser.parse_args()
    size = business.Size(FULL.customers // told.part, FULL.purchases // told.part)
    folder = told.folder or Path(tempfile.mkdtemp(prefix="regulars-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        figures = Bench(folder, size).all()
    finally:
        if told.folder is None:
            shutil.rmtree(folder, ignore_errors=True)
    table = report.table(figures)
    print(table)
    if size == FULL:
        report.keep(table)
    missed = report.missed(figures, aim=AIM)
    print(*(f"Missed the aim of {AIM:g} times: {said}" for said in missed), sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
