"""Runs one background worker until it is stopped. `serve` brings one along; more may be started
beside it, on other machines too when the database is PostgreSQL."""

import argparse
from pathlib import Path

from django.conf import settings

from regulars.jobs.engine import carrier
from regulars.jobs.worker import Worker, forget_workers_of, worker_prefix
from regulars.management.refuse import Refuse

EXAMPLE = "regulars --data ~/regulars work"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--relay",
        action="store_true",
        help="with REGULARS_ENGINE=celery: keep the clock and tell Celery of the work, do none",
    )
    parser.add_argument(
        "--processes", type=int, default=2, help="with REGULARS_ENGINE=celery: tasks at a time"
    )
    parser.add_argument(
        "--of-serve", action="store_true", help="the one that serve starts: it follows no other"
    )


def run(args: argparse.Namespace) -> int:
    carried_by = carrier()
    if args.processes < 1:
        raise Refuse(f"--processes is {args.processes}; at least 1 must work. Nothing was changed.")
    if args.relay and carried_by is None:
        raise Refuse("--relay is for REGULARS_ENGINE=celery; without it, leave --relay out.")
    if carried_by is not None and not (args.relay or args.of_serve):
        return carried_by.work(args.processes)
    name = "relay" if args.relay else "work"
    if args.of_serve:
        forget_workers_of(Path(settings.DATA))
        name = worker_prefix(Path(settings.DATA))
    Worker(name, carried_by).run()
    return 0
