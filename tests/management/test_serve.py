import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from tests.management.conftest import COMMAND, environment, gone, is_running

ROUNDS = int(os.environ.get("REGULARS_CHAOS_ROUNDS", "4"))
MOMENTS = [1.0 + 3.0 * number / ROUNDS for number in range(ROUNDS)]
pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="these tests look at processes as Linux shows them"
)


def status_of(address, path="/health"):
    try:
        with urllib.request.urlopen(address + path, timeout=90) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code


def is_free(address):
    port = int(address.rsplit(":", 1)[1])
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def wait_for(what, within_seconds=60):
    until = time.monotonic() + within_seconds
    while time.monotonic() < until:
        if found := what():
            return found
        time.sleep(0.1)
    raise AssertionError("it did not happen in time")


def test_from_nothing_to_an_answer_and_a_quiet_end(serve):
    one = serve()
    address = one.wait_until_ready()
    assert status_of(address) == 200
    assert "ERROR" not in "".join(one.said)
    assert (one.folder.stat().st_mode & 0o777) == 0o700
    assert list(one.folder.glob("static/staticfiles.json"))
    family = one.family()
    assert len(family) >= 4, "itself, the web server with two processes, the worker"
    began = time.monotonic()
    assert one.end() == 0
    assert time.monotonic() - began < 20
    assert gone(family)
    assert is_free(address)


def test_a_second_one_says_who_serves_and_changes_nothing(serve, regulars, prepared):
    one = serve("--workers", "1")
    address = one.wait_until_ready()
    second = regulars("serve", "--port", "0")
    assert second.returncode == 2
    assert second.stderr.count("\n") == 1
    assert f"process {one.process.pid} at {address}" in second.stderr
    assert status_of(address) == 200


def test_killing_the_parent_leaves_nothing_behind_and_it_starts_again(serve, prepared):
    one = serve()
    address = one.wait_until_ready()
    family = one.family()
    one.end(signal.SIGKILL)
    assert gone(family), [pid for pid in family if is_running(pid)]
    wait_for(lambda: is_free(address))  # a web process that was only just made leaves by itself
    again = serve("--workers", "1")
    assert status_of(again.wait_until_ready()) == 200


def test_what_make_started_ends_when_make_is_killed(prepared):
    outer = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import subprocess, sys; subprocess.run(sys.argv[1:])",
            *COMMAND,
            *(
                "--data",
                str(prepared),
                "serve",
                "--port",
                "0",
                "--workers",
                "1",
                "--end-with-parent",
            ),
        ],
        stdout=subprocess.PIPE,
        env=environment(),
        text=True,
    )
    line = outer.stdout.readline()
    assert "ready" in line
    inner = int(re.search(r'"pid": (\d+)', (prepared / "serve.lock").read_text())[1])
    assert is_running(inner)
    outer.kill()
    outer.wait()
    outer.stdout.close()
    assert gone([inner], within_seconds=15)


def test_a_dead_child_is_started_again(serve, prepared):
    one = serve()
    address = one.wait_until_ready()
    before = one.family()[1:]
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    wait_for(lambda: len(set(one.family()[1:]) - set(before)) >= 4)
    assert wait_for(lambda: status_of(address) == 200)


def test_a_taken_port_is_said_in_one_sentence(tmp_path, regulars):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = regulars("serve", "--port", str(port))
    assert refused.returncode == 2
    assert refused.stderr == (
        f"Port {port} is taken by another program. Choose one with --port {port + 1};"
        " nothing was changed.\n"
    )
    assert not (tmp_path / "data" / "regulars.sqlite3").exists()


def test_an_address_that_is_not_ours_is_said_in_one_sentence(regulars):
    refused = regulars("serve", "--host", "203.0.113.7", "--port", "0")
    assert refused.returncode == 2
    assert "Cannot listen on 203.0.113.7" in refused.stderr


@pytest.mark.slow
@pytest.mark.parametrize("after_seconds", MOMENTS)
def test_killed_at_any_moment_of_the_first_start_the_next_one_finishes(serve, after_seconds):
    one = serve()
    time.sleep(after_seconds)
    one.end(signal.SIGKILL)
    again = serve()
    assert status_of(again.wait_until_ready()) == 200
    again.end()
    with sqlite3.connect(again.folder / "regulars.sqlite3") as opened:
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert opened.execute("SELECT count(*) FROM regulars_shop").fetchone() == (0,)
    opened.close()


def test_a_folder_of_a_newer_version_is_refused(regulars, prepared):
    with sqlite3.connect(prepared / "regulars.sqlite3") as opened:
        opened.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('regulars', '9999_of_tomorrow', '2030-01-01')"
        )
    opened.close()
    refused = regulars("serve", "--port", "0")
    assert refused.returncode == 2
    assert "9999_of_tomorrow" in refused.stderr


def test_a_restore_that_was_killed_is_said_and_not_served(regulars, tmp_path):
    (tmp_path / "data" / "restoring-half").mkdir(parents=True)
    refused = regulars("serve", "--port", "0")
    assert refused.returncode == 2
    assert "interrupted" in refused.stderr
    assert not (tmp_path / "data" / "regulars.sqlite3").exists()
