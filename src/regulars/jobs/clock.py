"""What comes round: one look at the clock starts what is due, however often one looks."""

import zoneinfo
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils.timezone import now as present

from regulars.actions.self_checks import see_probe
from regulars.actions.webhooks import plan_deliveries
from regulars.jobs import tasks, webhooks
from regulars.jobs.queue import reap, run_ready
from regulars.jobs.react import react_to_all
from regulars.jobs.reactions import REACTIONS
from regulars.jobs.senders import send_all
from regulars.jobs.texts import is_anything_to_do
from regulars.models import Probe, Schedule, Shop
from regulars.queries.calendar_accounts import are_accounts_in_use
from regulars.queries.digests import wants_digests
from regulars.queries.mail_accounts import is_mailbox_wanted
from regulars.queries.plans import has_plans_on
from regulars.queries.post import are_sheets_open
from regulars.queries.surveys import are_reminders_wanted
from regulars.rules.schedules import is_due, next_daily

ROUNDS = 20  # what one pass starts may start more; a circle must end some day
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Daily:
    """Something done once a day at a local time of the business."""

    name: str
    at: time
    start: Callable[[datetime, zoneinfo.ZoneInfo], object]


@dataclass(frozen=True)
class Every:
    """Something done again and again, where somebody wants it at all."""

    name: str
    every: timedelta
    is_wanted: Callable[[], bool]
    start: Callable[[], object]


def _local_day(now: datetime, zone: zoneinfo.ZoneInfo) -> str:
    return now.astimezone(zone).date().isoformat()


# The names are stored: never rename one.
DAILY = (
    Daily("backup", time(2, 30), lambda now, _: tasks.make_nightly_backup.enqueue(now.isoformat())),
    Daily("rhythms", time(3, 0), lambda now, z: tasks.refresh_rhythms.enqueue(_local_day(now, z))),
    Daily("things", time(3, 15), lambda *_: tasks.find_things.enqueue()),
    Daily(
        "gestures", time(3, 20), lambda now, z: tasks.suggest_gestures.enqueue(_local_day(now, z))
    ),
    Daily(
        "recoveries",
        time(3, 40),
        lambda now, z: tasks.settle_complaints.enqueue(_local_day(now, z)),
    ),
    Daily("prune", time(3, 30), lambda now, _: tasks.prune.enqueue(now.isoformat())),
    Daily("forget", time(3, 45), lambda now, _: tasks.forget_removed.enqueue(now.isoformat())),
    Daily("self_check", time(4, 30), lambda now, z: tasks.check_self.enqueue(_local_day(now, z))),
    Daily("pages", time(4, 30), lambda now, _: tasks.empty_pages.enqueue(now.isoformat())),
    Daily(
        "charter", time(4, 15), lambda now, z: tasks.look_over_charter.enqueue(_local_day(now, z))
    ),
    Daily("check", time(4, 0), lambda now, _: tasks.check_database.enqueue(now.isoformat())),
)

EVERY = (
    Every("sheets", timedelta(minutes=2), are_sheets_open, tasks.finish_sheets.enqueue),
    Every("digests", timedelta(minutes=1), wants_digests, tasks.send_digests.enqueue),
    Every("mailbox", timedelta(minutes=3), is_mailbox_wanted, tasks.read_mailbox.enqueue),
    Every("plans", timedelta(hours=1), has_plans_on, tasks.work_plans.enqueue),
    Every("leave", timedelta(minutes=5), has_plans_on, tasks.let_leave.enqueue),
    Every("calendars", timedelta(minutes=5), are_accounts_in_use, tasks.sync_calendars.enqueue),
    Every("surveys", timedelta(hours=1), are_reminders_wanted, tasks.remind_of_surveys.enqueue),
    Every("texts", timedelta(seconds=10), is_anything_to_do, tasks.look_after_texts.enqueue),
)


def sweep(now: datetime) -> dict[str, int]:
    """What a worker does every second or so: schedules that are due, test reminders, and all open
    reactions."""
    started = {"schedules": start_due(now) + start_probes(now)}
    # What other programs want to hear becomes rows; the worker tells them beside its tasks.
    return started | react_to_all(REACTIONS, now) | {"told": plan_deliveries(now)}


def tick(now: datetime, *, may_send: bool = True) -> dict[str, int]:
    """One pass of everything that is due at `now`, to the end of what follows from it. Without
    `may_send` no message leaves, expires or is asked after: what is planned can still be seen.

    Returns what was done: {"schedules", "events", "reactions", "stuck", "told", "tasks", "failed",
    "sent"}.
    """
    done: dict[str, int] = {"schedules": 0, "events": 0, "reactions": 0, "stuck": 0}
    done |= {"told": 0, "tasks": 0, "failed": 0, "sent": 0}
    reap(now)
    for _ in range(ROUNDS):
        counts = sweep(now) | run_ready() | {"sent": send_all(now) if may_send else 0}
        webhooks.tell(present())  # the moment is signed: it is that of the call
        for name, count in counts.items():
            done[name] += count
        if not any(counts.values()):
            break
    return done


def start_probes(now: datetime) -> int:
    """Test reminders that somebody asked for: seen by the clock like all that is due."""
    return sum(_start_probe(probe, now) for probe in Probe.objects.filter(seen_at=None))


@transaction.atomic
def _start_probe(probe: Probe, now: datetime) -> bool:
    seen = see_probe(probe, moment=now)
    if seen:
        tasks.send_probe.enqueue(probe.pk)
    return seen


def start_due(now: datetime) -> int:
    """Enqueue what is due. The schedule moves in the same transaction: never lost, never twice."""
    shop = Shop.objects.filter(pk=Shop.ONLY).first()
    if shop is None:  # nothing to care for yet
        return 0
    zone = zoneinfo.ZoneInfo(shop.time_zone)
    often = sum(_start_often(one, now) for one in EVERY)
    return often + sum(_start_if_due(daily, now, zone) for daily in DAILY)


@transaction.atomic
def _start_often(often: Every, now: datetime) -> bool:
    schedule = Schedule.objects.filter(name=often.name).first()
    if schedule is not None and not is_due(schedule.next_at, now, often.every):
        return False
    if not often.is_wanted():
        return False
    following = now + often.every
    if schedule is None:
        _, is_mine = Schedule.objects.get_or_create(
            name=often.name, defaults={"next_at": following, "last_at": now}
        )
    else:
        mine = Schedule.objects.filter(name=often.name, next_at=schedule.next_at)
        is_mine = bool(mine.update(next_at=following, last_at=now))
    if is_mine:
        often.start()
    return is_mine


@transaction.atomic
def _start_if_due(daily: Daily, now: datetime, zone: zoneinfo.ZoneInfo) -> bool:
    following = next_daily(now, daily.at, zone)
    schedule = Schedule.objects.filter(name=daily.name).first()
    if schedule is None:
        Schedule.objects.get_or_create(name=daily.name, defaults={"next_at": following})
        return False
    if not is_due(schedule.next_at, now, DAY):
        return False
    claimed = Schedule.objects.filter(name=daily.name, next_at=schedule.next_at).update(
        next_at=following, last_at=now
    )
    if not claimed:
        return False
    daily.start(now, zone)
    return True
