"""Brings a backup back into an empty data folder, or with --replace in the place of what is there
(which is kept beside it). Sending to customers stays held until the owner releases it."""

import argparse
from pathlib import Path

from django.conf import settings

from regulars.actions.backups import BackupFailed
from regulars.actions.restores import MadeByNewerVersion, WouldOverwrite, restore_backup
from regulars.management import folder
from regulars.management.refuse import Refuse

EXAMPLE = "regulars --data ~/regulars-new restore /media/usb/regulars-2026-11-22.regulars"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--replace", action="store_true", help="put what is there aside")


def run(args: argparse.Namespace) -> int:
    if not args.file.is_file():
        raise Refuse(f"There is no file {args.file}. Nothing was changed.")
    with folder.hold(Path(settings.DATA)):
        try:
            done = restore_backup(args.file, replace=args.replace)
        except WouldOverwrite as there:
            raise Refuse(
                f"{there} holds data already, and nothing was changed. Name an empty folder with"
                " --data, or add --replace to put what is there aside."
            ) from None
        except MadeByNewerVersion as newer:
            raise Refuse(
                f"{args.file} was made by a newer Regulars ({newer}). Nothing was changed; install"
                " that version first."
            ) from None
        except BackupFailed as trouble:
            raise Refuse(
                f"{args.file} is no whole backup: {trouble}. Nothing was changed; try an older one."
            ) from None
    print(f"{done.customers} customers and {done.purchases} purchases are back.")
    if done.kept_at:
        print(f"What was there before is kept in {done.kept_at}.")
    print("Sending is held until you release it in the settings. Start with: regulars serve")
    return 0
