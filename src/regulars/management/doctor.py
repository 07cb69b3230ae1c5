"""Looks at this install: its versions, database, disk, worker and queue, and says of each whether
something is to be done. Exit code 1 when there is."""

import argparse
import json
import platform
from dataclasses import asdict

import django
from django.conf import settings
from django.utils.timezone import now

from regulars.queries.health import findings

EXAMPLE = "regulars --data ~/regulars doctor"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one object instead of sentences")


def run(args: argparse.Namespace) -> int:
    found = findings(now())
    is_well = all(one.is_well for one in found)
    if args.json:
        versions = {
            "regulars": settings.VERSION,
            "python": platform.python_version(),
            "django": django.get_version(),
        }
        print(json.dumps({"ok": is_well, **versions, "findings": [asdict(one) for one in found]}))
        return 0 if is_well else 1
    print(
        f"Regulars {settings.VERSION}, Python {platform.python_version()},"
        f" Django {django.get_version()}"
    )
    for one in found:
        print(f"{'well ' if one.is_well else 'TO DO'}  {one.said}")
        if one.to_do:
            print(f"       → {one.to_do}")
    return 0 if is_well else 1
