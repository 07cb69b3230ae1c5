"""Says which version this is, and on what it runs."""

import argparse
import platform
import sqlite3

import django

from regulars import __version__

EXAMPLE = "regulars version"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No choices."""


def run(_args: argparse.Namespace) -> int:
    print(
        f"Regulars {__version__} (Python {platform.python_version()}, Django"
        f" {django.get_version()}, SQLite {sqlite3.sqlite_version})"
    )
    return 0
