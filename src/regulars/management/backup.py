"""Writes one file that holds everything: customers, purchases, talks, files and the secret key.
Regulars may go on working meanwhile. Whoever has this file has all of it: keep it where only you
can read it, on another disk."""

import argparse
import sys
from pathlib import Path

from django.conf import settings
from django.utils.timezone import localtime

from regulars.actions.backups import BackupFailed, make_backup
from regulars.management.readiness import refuse_empty
from regulars.management.refuse import Refuse

EXAMPLE = "regulars --data ~/regulars backup /media/usb/regulars-2026-11-22.regulars"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=Path, help="left out: a dated one in backups/")


def run(args: argparse.Namespace) -> int:
    refuse_empty()
    target = args.file or _dated()
    try:
        made = make_backup(target.expanduser().resolve())
    except FileExistsError:
        raise Refuse(f"{target} is there already and was left alone; name another file.") from None
    except BackupFailed as trouble:
        raise Refuse(
            f"No backup was written, because {trouble}. Look with: regulars doctor"
        ) from None
    except OSError as trouble:
        raise Refuse(
            f"No backup was written to {target}: {trouble.strerror}. Nothing else was changed."
        ) from None
    print(
        f"{made.path}: {made.size_bytes / 1024**2:.1f} MB, read back and sound, with"
        f" {made.customers} customers and {made.purchases} purchases."
    )
    if not made.has_key:
        print("The secret key comes from REGULARS_SECRET_KEY; keep it apart.", file=sys.stderr)
    return 0


def _dated() -> Path:
    folder = Path(settings.DATA) / "backups"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"regulars-{localtime():%Y%m%d-%H%M%S}.regulars"
