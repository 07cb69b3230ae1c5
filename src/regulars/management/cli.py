"""`regulars COMMAND`: finds the data folder, then the command.

A command is a module of this package with EXAMPLE, add_arguments(parser) and
run(args) -> exit code.
It is loaded only after the settings know the data folder.
"""

import argparse
import errno
import importlib
import os
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import NoReturn

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from regulars import __version__
from regulars.management import traces
from regulars.management.refuse import Refuse

# name -> (module, one line of help)
COMMANDS: dict[str, tuple[str, str]] = {
    "serve": ("serve", "serve the product and its worker from this folder"),
    "work": ("work", "run one more background worker"),
    "import": ("imports", "bring in sales or customers from files"),
    "today": ("today", "whom to care for today, and why"),
    "customers": ("customers", "the customers with their rhythm"),
    "tick": ("tick", "do once everything that is due"),
    "passphrase": ("passphrase", "give a new passphrase to whoever forgot theirs"),
    "demo": ("demo", "add or remove the sample business"),
    "export": ("export", "write everything in open formats"),
    "backup": ("backup", "write one file that holds everything"),
    "restore": ("restore", "bring a backup back, with sending held"),
    "doctor": ("doctor", "check this install and say what to do"),
    "version": ("version", "say which version this is"),
}
REFUSED = 2
DISK_TROUBLE = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO}
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. 0: done. 1: something was found wrong. 2: refused with one sentence."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        return _main(arguments)
    finally:
        traces.leave_none()


def _main(arguments: list[str]) -> int:
    try:
        command, rest = _split(arguments)
        module = _load(command)
        return _run(module, command, rest)
    except Refuse as refused:
        print(refused, file=sys.stderr)
        return REFUSED
    except (ImproperlyConfigured, ValueError) as odd:
        if type(odd).__name__ != "OddSetting":
            raise
        print(odd, file=sys.stderr)
        return REFUSED
    except OperationalError as trouble:
        print(_in_words(trouble), file=sys.stderr)
        return REFUSED
    except BrokenPipeError:  # the reader of our output left, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as trouble:
        if trouble.errno not in DISK_TROUBLE:
            raise
        where = f" ({trouble.filename})" if trouble.filename else ""
        print(
            f"The disk does not take it: {trouble.strerror}{where}. Nothing was changed; regulars"
            " doctor says more.",
            file=sys.stderr,
        )
        return REFUSED


def _split(arguments: list[str]) -> tuple[str, list[str]]:
    """The command and its arguments. --data may stand before or after the command."""
    folder = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    folder.add_argument("--data")
    told, rest = folder.parse_known_args(arguments)
    if told.data:
        os.environ["REGULARS_DATA"] = told.data
    if not rest or rest[0] in {"-h", "--help"}:
        print(overview())
        raise SystemExit(0 if rest else REFUSED)
    if rest[0] == "--version":
        rest[0] = "version"
    if rest[0] not in COMMANDS:
        raise Refuse(f"There is no command {rest[0]!r}. The commands are: {', '.join(COMMANDS)}.")
    return rest[0], rest[1:]


def _load(command: str) -> ModuleType:
    traces.remember()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regulars.config.settings")
    django.setup()
    return importlib.import_module(f"regulars.management.{COMMANDS[command][0]}")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Refused like everything else, in a line of its own without the usage before it."""
        raise Refuse(
            f"{message[:1].upper()}{message[1:]}. Nothing was changed; see: {self.prog} --help"
        )


def _run(module: ModuleType, command: str, rest: list[str]) -> int:
    parser = _Parser(
        prog=f"regulars {command}",
        description=(module.__doc__ or "").strip(),
        epilog=f"Example:\n  {module.EXAMPLE}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--data", metavar="DIR", help="the folder that holds this business's data")
    module.add_arguments(parser)
    return int(module.run(parser.parse_args(rest)))


def _in_words(trouble: OperationalError) -> str:
    said = str(trouble)
    if "no such column" in said or ("column" in said and "does not exist" in said):
        return "The tables are not yet those of this version. Start it once with: regulars serve"
    if "no such table" in said or "does not exist" in said:
        return "This data folder is not set up yet. Start it once with: regulars serve"
    if "locked" in said:
        return "The database is busy with another writer. Nothing was changed; try again shortly."
    if "full" in said:
        return "The disk is full. Nothing was changed; make room and try again."
    return f"The database cannot be used: {said}. Nothing was changed; regulars doctor says more."


def overview() -> str:
    lines = [
        f"Regulars {__version__}: turns customers into regulars.",
        "",
        "regulars [--data DIR] COMMAND",
        "",
        *(f"  {name:<11} {said}" for name, (_, said) in COMMANDS.items()),
        "",
        "Each command has --help with an example.",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
