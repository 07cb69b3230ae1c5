"""Whom to care for today, and why: for the whole business, or for one person who works here."""

import argparse
import json
import textwrap
from datetime import date
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext

from regulars.management.refuse import Refuse
from regulars.models import Person
from regulars.queries import labels
from regulars.queries.local_days import shop_today
from regulars.queries.shops import the_shop
from regulars.queries.today import Row, Today, today_for
from regulars.rules.channels import Channel
from regulars.rules.dates import within_our_time

EXAMPLE = "regulars today --on 2026-12-24 --json"
WIDTH = 96


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", metavar="DATE", help="another day, like 2026-12-24")
    parser.add_argument("--for", dest="username", metavar="NAME", help="one person's own list")
    parser.add_argument("--all", action="store_true", help="beyond the minutes there are")
    parser.add_argument("--json", action="store_true", help="print one object for machines")


def run(args: argparse.Namespace) -> int:
    shop = the_shop()
    if shop is None:
        raise Refuse("This business is not set up yet. Start it once with: regulars serve")
    today = shop_today()
    day = _day(args.on) if args.on is not None else today
    person = _person(args.username) if args.username is not None else None
    with translation.override(shop.language), timezone.override(shop.time_zone):
        found = today_for(person, day=day, today=today, show_all=args.all)
        if args.json:
            print(json.dumps(_told(found), ensure_ascii=False, indent=2))
        else:
            _print_table(found)
    return 0


def _day(told: str) -> date:
    try:
        return within_our_time(date.fromisoformat(told))
    except ValueError:
        raise Refuse(
            f"--on is {told!r}; write the day as year, month, day, like 2026-12-24."
            " Nothing was done."
        ) from None


def _person(username: str) -> Person:
    person = Person.objects.filter(username__iexact=username, is_active=True).first()
    if person is None:
        names = ", ".join(
            Person.objects.filter(is_active=True)
            .order_by("username")
            .values_list("username", flat=True)
        )
        raise Refuse(
            f"Nobody here signs in as {username!r}. There are: {names or 'nobody yet'}."
            " Nothing was done."
        )
    return person


def _told(found: Today) -> dict[str, Any]:
    return {
        "day": found.day.isoformat(),
        "minutes": found.minutes,
        "budget_minutes": found.budget_minutes,
        "waiting": found.waiting,
        "is_waiting_more": found.is_waiting_more,
        "duties": [
            {"what": one.words, "why": one.why, "due_on": one.due_on.isoformat(), "url": one.url}
            for one in found.duties
        ],
        "people": [_told_row(row) for row in found.rows],
    }


def _told_row(row: Row) -> dict[str, Any]:
    main, *others = row.reasons
    return {
        "customer": row.customer.pk,
        "name": row.customer.name,
        "rule": main.reason.rule.value,
        "occurrence": main.reason.occurrence,
        "reason": main.chip,
        "why": main.line,
        "due_on": main.reason.due_on.isoformat(),
        "other_reasons": [
            {
                "rule": one.reason.rule.value,
                "occurrence": one.reason.occurrence,
                "reason": one.chip,
                "due_on": one.reason.due_on.isoformat(),
            }
            for one in others
        ],
        "channels": [channel.value for channel in row.channels],
        "minutes": row.minutes,
        "carer": row.customer.carer.display_name if row.customer.carer else None,
    }


def _others(found: Today) -> str:
    if found.is_waiting_more:
        said = ngettext(
            "More than %(waiting)s other could wait.",
            "More than %(waiting)s others could wait.",
            found.waiting,
        )
    else:
        said = ngettext(
            "%(waiting)s more could wait.", "%(waiting)s more could wait.", found.waiting
        )
    return said % {"waiting": found.waiting}


def _print_table(found: Today) -> None:
    if found.rows:
        _print_people(found)
    else:
        nobody = gettext("Nobody is waiting for you.")
        print(f"{found.day.isoformat()}: {nobody}")
    if found.duties:
        print(f"\n{gettext('For the business')}")
    for duty in found.duties:
        _print_below(f"{duty.words} ({duty.due_on.isoformat()})")


def _print_people(found: Today) -> None:
    minutes = ngettext("About %(minutes)s minute.", "About %(minutes)s minutes.", found.minutes)
    print(f"{found.heading} ({found.day.isoformat()}). {minutes % {'minutes': found.minutes}}")
    for row in found.rows:
        print(f"\n{row.customer.name} · {row.main.chip}")
        for said in (row.main.line, *(other.chip for other in row.others)):
            _print_below(said)
        ways = [
            f"{labels.word(Channel, channel)} {' '.join(row.address(channel).splitlines())}"
            for channel in row.channels
        ]
        print("  " + (" · ".join(ways) or gettext("In person")))
    if found.waiting > 0:
        print(f"\n{_others(found)} (--all)")


def _print_below(said: str) -> None:
    print(textwrap.fill(said, WIDTH, initial_indent="  ", subsequent_indent="  "))
