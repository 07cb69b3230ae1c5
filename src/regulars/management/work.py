"""Runs one background worker until it is stopped. `serve` brings one along; more may be started
beside it, on other machines too when the database is PostgreSQL."""

import argparse

from regulars.jobs.worker import Worker

EXAMPLE = "regulars --data ~/regulars work"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name", default="work", help="the beginning of the worker's own id")


def run(args: argparse.Namespace) -> int:
    Worker(args.name).run()
    return 0
