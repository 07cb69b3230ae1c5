"""The table, printed and kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tools.bench.measuring import Ran, machine
from tools.bench.pages import EMPTY, Measured

KEPT = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"
INTRO = """\
# Benchmarks

Made by `make bench` on a seeded business. Absolute figures belong to one machine on one day;
ratios are taken in the same run against the barest thing that does the same work: the csv module
with plain inserts into the same tables and indexes for the import, an empty page of the same
server for the pages. Empty means: signed in, with the same session, rights, shop, navigation and
frame as every page, and nothing on it. The newest run stands first.
"""


@dataclass(frozen=True)
class Figures:
    customers: int
    purchases: int
    bare: Ran
    imported: Ran
    again: Ran
    import_extra_mib: float
    scored: Ran
    score_seconds: float
    score_extra_mib: float
    score_one_seconds: float
    start_seconds: float
    fresh_mib: float
    used_mib: float
    database_mib: float
    bare_database_mib: float
    pages: list[Measured]

    @property
    def empty(self) -> Measured:
        return next(page for page in self.pages if page.page == EMPTY)

    @property
    def import_ratio(self) -> float:
        return self.imported.seconds / self.bare.seconds


def table(figures: Figures) -> str:
    return "\n".join(_lines(figures)) + "\n"


def _lines(figures: Figures) -> Iterator[str]:
    f = figures
    yield f"## {date.today().isoformat()}"  # noqa: DTZ011  # of this machine
    yield ""
    yield f"{machine()}. {f.customers:,} customers, {f.purchases:,} purchases."
    yield ""
    yield "| work | time | ratio | processor time | ratio |"
    yield "|---|---:|---:|---:|---:|"
    works = (
        ("bare parsing and inserts", f.bare),
        ("import", f.imported),
        ("the same file again", f.again),
        ("rhythms of all customers, with the start of the process", f.scored),
    )
    for what, ran in works:
        wall, cpu = ran.seconds / f.bare.seconds, ran.cpu_seconds / f.bare.cpu_seconds
        yield f"| {what} | {ran.seconds:.1f} s | {wall:.1f} | {ran.cpu_seconds:.1f} s | {cpu:.1f} |"
    yield ""
    yield "| page | size | p50 | ratio | p95 | ratio |"
    yield "|---|---:|---:|---:|---:|---:|"
    for page in f.pages:
        p50, p95 = page.p50_ms / f.empty.p50_ms, page.p95_ms / f.empty.p95_ms
        yield (
            f"| {page.page} | {page.bytes / 1024:.0f} KiB | {page.p50_ms:.1f} ms | {p50:.1f} |"
            f" {page.p95_ms:.1f} ms | {p95:.1f} |"
        )
    yield ""
    yield "| else | |"
    yield "|---|---:|"
    yield f"| rhythms of all customers | {f.score_seconds:.1f} s |"
    yield f"| rhythm of one customer after a sale | {f.score_one_seconds * 1000:.1f} ms |"
    yield f"| second start, to the first answer | {f.start_seconds:.1f} s |"
    yield f"| import, memory above the idle process | {f.import_extra_mib:.0f} MiB |"
    yield f"| rhythms, memory above the idle process | {f.score_extra_mib:.0f} MiB |"
    yield f"| server and worker, after the start | {f.fresh_mib:.0f} MiB |"
    yield f"| server and worker, after the pages | {f.used_mib:.0f} MiB |"
    yield f"| database after the bare inserts | {f.bare_database_mib:.0f} MiB |"
    yield f"| database after the import | {f.database_mib:.0f} MiB |"


def missed(figures: Figures, *, aim: float) -> list[str]:
    """What is above the aim, in words."""
    said = []
    if figures.import_ratio > aim:
        said.append(f"import, {figures.import_ratio:.1f}")
    for page in figures.pages:
        ratio = page.p95_ms / figures.empty.p95_ms
        if ratio > aim:
            said.append(f"{page.page}, {ratio:.1f}")
    return said


def keep(table: str) -> None:
    """The newest run first; runs of the same day replace each other."""
    old = KEPT.read_text(encoding="utf-8") if KEPT.exists() else ""
    runs = ["## " + part.rstrip() + "\n" for part in old.split("\n## ")[1:]]
    today = table.splitlines()[0]
    runs = [table, *(part for part in runs if part.splitlines()[0] != today)]
    KEPT.write_text(INTRO + "\n" + "\n".join(runs), encoding="utf-8")
