"""Time, memory and the machine."""

import os
import platform
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MIB = 1024


def percentile(values: Sequence[float], part: float) -> float:
    """The smallest value that at least this part of all lie at or below."""
    ordered = sorted(values)
    return ordered[max(0, -(-int(part * 1000) * len(ordered) // 1000) - 1)]


@dataclass(frozen=True)
class Ran:
    seconds: float
    cpu_seconds: float  # of all cores; hardly moved by what else the machine does
    peak_mib: float
    out: str


def run(command: Sequence[str], *, env: dict[str, str]) -> Ran:
    """Run to the end; says how long it took and how much memory it held at its peak."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        start = time.perf_counter()
        process = subprocess.Popen(command, env=env, stdout=out, stderr=err)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if process.returncode:
            said = err.read()[-2_000:]
            raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{said}")
        return Ran(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / MIB, out.read())


def memory_mib(pid: int) -> float:
    """Proportional memory of a process and all below it: what they share is counted once."""
    return sum(_own_mib(one) for one in family(pid))


def family(pid: int) -> list[int]:
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text()
            except OSError:
                continue
            parent = int(stat[stat.rindex(")") + 2 :].split()[1])
            parents.setdefault(parent, []).append(int(folder.name))
    found = [pid]
    for one in found:
        found += parents.get(one, [])
    return found


def _own_mib(pid: int) -> float:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:  # it has just left
        return 0.0
    return sum(int(line.split()[1]) for line in rollup.splitlines() if line[:4] == "Pss:") / MIB


def machine() -> str:
    """Enough to understand the figures, nothing that names the machine."""
    cores = len(os.sched_getaffinity(0))
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return (
        f"{cores} cores, {total:.0f} GiB memory, {platform.system()} {platform.machine()},"
        f" Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )
