"""Ours against lifetimes 0.11.3 on 1,000,000 simulated customers, in one run.

python -m tools.bench.science              everything; keeps the table in docs/benchmarks.md
python -m tools.bench.science --part 100   a hundredth of it, to try the harness; keeps nothing

lifetimes gets an environment of its own with the versions it was last right with. Times are CPU
seconds of the step alone; the log lies in memory in the form each side likes best.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tools.bench.measuring import Ran, machine, run

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "docs" / "benchmarks.md"
PEER = ("lifetimes==0.11.3", "numpy==1.25.2", "pandas==2.0.3", "scipy==1.11.4", "autograd==1.9.1")
CUSTOMERS = 1_000_000
UNTIL_DAY, HORIZON_DAYS = 700, 90
AIMS = {"log to statistics": 18.0, "BG/NBD fit": 35.0}
HEADING, TITLE = "## ", "Science"

OURS = """
import json, sys, time
import numpy as np
from regulars.science.bgnbd import fit_bgnbd
from regulars.science.statistics import statistics, visits
log = np.load(sys.argv[1])
who, day = log["who"], log["day"]
begun = time.process_time()
_, people = statistics(visits(who, day), until_day=int(sys.argv[2]))
counted = time.process_time()
model, _ = fit_bgnbd(people)
print(json.dumps({"log to statistics": counted - begun,
                  "BG/NBD fit": time.process_time() - counted,
                  "found": [model.shape, model.rate_days, model.leave, model.stay]}))
"""

THEIRS = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
import numpy as np, pandas as pd
from lifetimes import BetaGeoFitter
from lifetimes.utils import summary_data_from_transaction_data
log = np.load(sys.argv[1])
frame = pd.DataFrame({"who": log["who"],
                      "on": np.datetime64("2020-01-01") + log["day"].astype("timedelta64[D]")})
until = pd.Timestamp("2020-01-01") + pd.Timedelta(days=int(sys.argv[2]))
begun = time.process_time()
people = summary_data_from_transaction_data(frame, "who", "on", observation_period_end=until)
counted = time.process_time()
fitter = BetaGeoFitter()
fitter.fit(people["frequency"], people["recency"], people["T"])
print(json.dumps({"log to statistics": counted - begun,
                  "BG/NBD fit": time.process_time() - counted,
                  "found": [float(fitter.params_[p]) for p in ("r", "alpha", "a", "b")]}))
"""

WHOLE = """
import sys
import numpy as np
from regulars.science.outlook import outlook
from regulars.science.statistics import visits
log = np.load(sys.argv[1])
seen = visits(log["who"], log["day"], log["paid"])
found = outlook(seen, until_day=int(sys.argv[2]), horizon_days=float(sys.argv[3]))
print(found.report.as_json())
"""


def simulate(path: Path, customers: int) -> int:
    """Purchases of BG/NBD customers as a shuffled log; returns how many there are."""
    rng = np.random.default_rng(1)
    age = rng.integers(100, UNTIL_DAY, customers).astype(float)
    rate, leave = rng.gamma(0.8735, 1 / 21.6, customers), rng.beta(0.844, 11.28, customers)
    active, at = np.arange(customers), np.zeros(customers)
    begun = UNTIL_DAY - age
    who, day = [active], [begun]
    while len(active):
        at[active] += rng.exponential(1 / rate[active])
        active = active[at[active] < age[active]]
        who.append(active)
        day.append(begun[active] + np.ceil(at[active]))
        active = active[rng.random(len(active)) > leave[active]]
    people, days = np.concatenate(who), np.concatenate(day)
    order = rng.permutation(len(people))
    np.savez(
        path,
        who=people[order].astype(np.int32),
        day=np.minimum(days[order], UNTIL_DAY).astype(np.int32),
        paid=rng.gamma(6.0, 5.0, len(people)),
    )
    return len(people)


def peer(folder: Path) -> Path:
    """An environment with lifetimes in it; made anew where there is none."""
    python = folder / "bin" / "python"
    if not python.exists():
        uv = str(ROOT / ".venv" / "bin" / "uv")
        subprocess.run([uv, "venv", "-q", "--python", sys.executable, str(folder)], check=True)
        subprocess.run([uv, "pip", "install", "-q", "--python", str(python), *PEER], check=True)
    return python


@dataclass(frozen=True)
class Figures:
    customers: int
    purchases: int
    ours: dict[str, float]
    theirs: dict[str, float]
    whole: Ran

    @property
    def ratios(self) -> dict[str, float]:
        return {step: self.theirs[step] / self.ours[step] for step in AIMS}

    def table(self) -> str:
        lines = [
            f"{machine()}. {self.customers:,} simulated customers, {self.purchases:,} purchases;",
            "CPU seconds.",
            "",
            "| step | lifetimes 0.11.3 | Regulars | times faster | aim |",
            "|---|---|---|---|---|",
        ]
        for step, ratio in self.ratios.items():
            theirs, ours = self.theirs[step], self.ours[step]
            lines.append(f"| {step} | {theirs:.2f} | {ours:.2f} | {ratio:.0f} | {AIMS[step]:.0f} |")
        seconds, memory = self.whole.cpu_seconds, self.whole.peak_mib
        lines.append(
            f"| log to scores, with back-test and choice | | {seconds:.1f} | | under 60 s |"
        )
        lines.append(f"| its peak memory | | {memory:,.0f} MiB | | under 2,048 MiB |")
        return "\n".join(lines)

    def missed(self) -> list[str]:
        late = [step for step, ratio in self.ratios.items() if ratio < AIMS[step]]
        late += ["log to scores in 60 s"] if self.whole.cpu_seconds > 60 else []
        return late + (["log to scores in 2 GiB"] if self.whole.peak_mib > 2_048 else [])


def measure(folder: Path, python: Path, customers: int) -> Figures:
    log = folder / "log.npz"
    purchases = simulate(log, customers)
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    plain = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    until = str(UNTIL_DAY)
    ours = run([sys.executable, "-c", OURS, str(log), until], env=env)
    whole = run([sys.executable, "-c", WHOLE, str(log), until, str(HORIZON_DAYS)], env=env)
    theirs = run([str(python), "-c", THEIRS, str(log), until], env=plain)
    return Figures(customers, purchases, json.loads(ours.out), json.loads(theirs.out), whole)


def keep(table: str) -> None:
    """As the last part of the page that the other benchmarks are on."""
    text = KEPT.read_text(encoding="utf-8") if KEPT.exists() else "# Benchmarks\n"
    first, *parts = text.rstrip().split(f"\n{HEADING}")
    others = [part for part in parts if not part.startswith(TITLE)]
    whole = f"\n{HEADING}".join([first, *others]).rstrip()
    KEPT.write_text(f"{whole}\n\n{HEADING}{TITLE}\n\n{table}\n", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.bench.science", description=__doc__)
    parser.add_argument("--part", type=int, default=1, metavar="N", help="an N-th, nothing kept")
    parser.add_argument("--peer", type=Path, help="the environment with lifetimes, to be reused")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="regulars-science-") as name:
        folder = Path(name)
        python = peer(told.peer or folder / "peer")
        figures = measure(folder, python, CUSTOMERS // told.part)
    table = figures.table()
    print(table)
    if told.part == 1:
        keep(table)
    print(*(f"Missed: {said}" for said in figures.missed()), sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
