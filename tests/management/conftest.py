"""The real command in processes of its own, on data folders of its own."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PATIENCE_SECONDS = 120


class Served:
    """One `regulars serve` on a free port."""

    def __init__(self, folder: Path, *more: str) -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            [*COMMAND, "--data", str(folder), "serve", "--port", "0", *more],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment(),
            text=True,
        )
        self.said: list[str] = []

    def wait_until_ready(self) -> str:
        """The address, once it answers."""
        for line in self.process.stdout:
            self.said.append(line)
            if "Regulars is ready: " in line:
                return line.split()[3]
        raise AssertionError("it never answered: " + "".join(self.said))

    def family(self) -> list[int]:
        """This process and all below it, by what the kernel says."""
        found, todo = [], [self.process.pid]
        while todo:
            pid = todo.pop()
            found.append(pid)
            children = Path(f"/proc/{pid}/task/{pid}/children")
            todo += [int(one) for one in children.read_text().split()] if children.exists() else []
        return found

    def end(self, how: int = signal.SIGTERM) -> int:
        if self.process.poll() is None:
            self.process.send_signal(how)
        code = self.process.wait(PATIENCE_SECONDS)
        self.process.stdout.close()
        return code


PREPARE = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "regulars.config.settings"
django.setup()
from regulars.management import readiness
readiness.migrate()
readiness.collect_static()
"""
COMMAND = (sys.executable, "-m", "regulars.management.cli")


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("REGULARS_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    if "REGULARS_DATABASE_URL_OF_TEST" in os.environ:
        kept["REGULARS_DATABASE_URL"] = os.environ["REGULARS_DATABASE_URL_OF_TEST"]
    return kept


@pytest.fixture(scope="session")
def first_start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as it is after its first start, made once."""
    folder = tmp_path_factory.mktemp("first") / "data"
    done = subprocess.run(
        [sys.executable, "-c", PREPARE],
        env=environment() | {"REGULARS_DATA": str(folder)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def prepared(first_start: Path, tmp_path: Path) -> Path:
    """tmp_path/data, ready to be served."""
    return Path(shutil.copytree(first_start, tmp_path / "data", copy_function=shutil.copy2))


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    started: list[Served] = []

    def start(*more: str, folder: Path = tmp_path / "data") -> Served:
        started.append(Served(folder, *more))
        return started[-1]

    yield start
    for one in started:
        one.end(signal.SIGKILL)


@pytest.fixture
def regulars(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run one command to its end: regulars("doctor", "--json")."""

    def run(*arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, "--data", str(folder or tmp_path / "data"), *arguments],
            capture_output=True,
            env=environment(),
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )

    return run


def gone(pids: list[int], within_seconds: float = 10) -> bool:
    """Whether all of these have ended (one that waits for its parent to notice has)."""
    until = time.monotonic() + within_seconds
    while time.monotonic() < until:
        if not any(is_running(pid) for pid in pids):
            return True
        time.sleep(0.1)
    return False


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1][0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
