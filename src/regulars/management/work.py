"""Runs one background worker until it is stopped. `serve` brings one along; more may be started
beside it, on other machines too when the database is PostgreSQL."""

import argparse
from pathlib import Path

from django.conf import settings

from regulars.jobs.worker import Worker, forget_workers_of, worker_prefix

EXAMPLE = "regulars --data ~/regulars work"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--of-serve", action="store_true", help="the one that serve starts: it follows no other"
    )


def run(args: argparse.Namespace) -> int:
    name = "work"
    if args.of_serve:
        forget_workers_of(Path(settings.DATA))
        name = worker_prefix(Path(settings.DATA))
    Worker(name).run()
    return 0
