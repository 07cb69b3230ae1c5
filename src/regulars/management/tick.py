"""Does once everything that is due, and what follows from it, then ends. `serve` does this by
itself all the time; this is for looking, for tests, and for a system's own timer."""

import argparse
import json
from datetime import datetime

from django.utils.timezone import get_current_timezone, now

from regulars.actions.upkeep import retry_failed_work
from regulars.jobs import clock
from regulars.management.readiness import refuse_behind
from regulars.management.refuse import Refuse
from regulars.rules.dates import within_our_time

EXAMPLE = "regulars --data ~/regulars tick --at 2026-12-24T09:00+01:00"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--at",
        metavar="TIME",
        help="as if it were this moment; before it has come, nothing is sent to customers",
    )
    parser.add_argument("--again", action="store_true", help="try failed work once more")


def run(args: argparse.Namespace) -> int:
    moment = _moment(args.at) if args.at else now()
    refuse_behind()
    if args.again:
        retry_failed_work()
    # Nobody gets a birthday wish early because somebody wanted to see what will be due.
    done = clock.tick(moment, may_send=moment <= now())
    print(json.dumps({"at": moment.isoformat(), **done}))
    return 1 if done["failed"] or done["stuck"] else 0


def _moment(told: str) -> datetime:
    try:
        moment = within_our_time(datetime.fromisoformat(told))
    except ValueError:
        raise Refuse(
            f"{told!r} is no moment; write it like 2026-12-24T09:00+01:00. Nothing was changed."
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=get_current_timezone())
