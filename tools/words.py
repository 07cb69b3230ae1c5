"""The texts that people read: collected into .po files, compiled to .mo without gettext's tools.

python tools/words.py collect           (needs xgettext)
python tools/words.py compile FILE.po …
"""

import os
import subprocess
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PACKAGE = Path("src/regulars")
LANGUAGES = ("de",)


def compile_po(path: Path) -> None:
    with path.open("rb") as source:
        catalog = read_po(source, locale=path.parts[-3])
    made = path.with_suffix(".mo.new")
    with made.open("wb") as target:
        write_mo(target, catalog)
    made.replace(path.with_suffix(".mo"))


def collect(package: Path = PACKAGE) -> None:
    arguments = [arg for language in LANGUAGES for arg in ("-l", language)]
    (package / "locale").mkdir(exist_ok=True)
    subprocess.run(
        [
            *(sys.executable, "-m", "django", "makemessages"),
            *("--no-location", "--no-wrap", "--no-obsolete"),
            *arguments,
        ],
        cwd=package,
        env={name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
        check=True,
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["collect"]:
        collect()
    else:
        for name in sys.argv[2:]:
            compile_po(Path(name))
