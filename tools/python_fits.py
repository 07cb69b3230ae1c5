"""Says in one sentence what this Python lacks, before anything is set up with it."""

import importlib.util
import sys

if sys.version_info < (3, 11):  # noqa: UP036  # that is what is found out here
    sys.exit(
        "Regulars needs Python 3.11 or newer; this is {}.{}. "
        "Name another one with: make run PY=python3.12".format(*sys.version_info[:2])
    )
for module in ("venv", "ensurepip", "sqlite3"):
    if importlib.util.find_spec(module) is None:
        sys.exit(
            f"This Python comes without its {module!r} part. On Debian or Ubuntu install it with: "
            "apt-get install python3-venv"
        )
