"""The table, printed and kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tools.bench.measuring import machine
from tools.bench.pages import EMPTY, Measured

KEPT = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"
INTRO = """\
# Benchmarks

Made by `make bench` on a seeded business. Absolute figures belong to one machine on one day;
ratios are taken in the same run against the barest thing that does the same work: the csv module
with plain inserts into the same tables and indexes for the import, an empty page of the same
server for the pages. The newest run stands first.
"""


@dataclass(frozen=True)
class Figures:
    customers: int
    purchases: int
    bare_seconds: float
    import_seconds: float
    again_seconds: float
    import_extra_mib: float
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
        return self.import_seconds / self.bare_seconds


def table(figures: Figures) -> str:
    return "\n".join(_lines(figures)) + "\n"


def _lines(figures: Figures) -> Iterator[str]:
    f = figures
    again = f.again_seconds / f.bare_seconds
    yield f"## {date.today().isoformat()}"  # noqa: DTZ011  # of this machine
    yield ""
    yield f"{machine()}. {f.customers:,} customers, {f.purchases:,} purchases."
    yield ""
    yield "| what | figure | ratio |"
    yield "|---|---:|---:|"
    rows = (
        ("bare parsing and inserts", f"{f.bare_seconds:.1f} s", "1"),
        ("import", f"{f.import_seconds:.1f} s", f"{f.import_ratio:.1f}"),
        ("the same file again", f"{f.again_seconds:.1f} s", f"{again:.1f}"),
        ("import, memory above the idle process", f"{f.import_extra_mib:.0f} MiB", ""),
        ("database after the bare inserts", f"{f.bare_database_mib:.0f} MiB", "1"),
        (
            "database after the import",
            f"{f.database_mib:.0f} MiB",
            f"{f.database_mib / f.bare_database_mib:.1f}",
        ),
        ("rhythms of all customers", f"{f.score_seconds:.1f} s", ""),
        ("rhythms, memory above the idle process", f"{f.score_extra_mib:.0f} MiB", ""),
        ("rhythm of one customer after a sale", f"{f.score_one_seconds * 1000:.1f} ms", ""),
        ("second start, to the first answer", f"{f.start_seconds:.1f} s", ""),
        ("server and worker, after the start", f"{f.fresh_mib:.0f} MiB", ""),
        ("server and worker, after the pages", f"{f.used_mib:.0f} MiB", ""),
    )
    yield from (f"| {what} | {figure} | {ratio} |" for what, figure, ratio in rows)
    yield ""
    yield "| page | size | p50 | p95 | p95 ratio |"
    yield "|---|---:|---:|---:|---:|"
    for page in f.pages:
        yield (
            f"| {page.page} | {page.bytes / 1024:.0f} KiB | {page.p50_ms:.1f} ms |"
            f" {page.p95_ms:.1f} ms | {page.p95_ms / f.empty.p95_ms:.1f} |"
        )


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
