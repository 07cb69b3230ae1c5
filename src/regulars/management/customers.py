"""The customers with their rhythm, as a table or as JSON."""

import argparse
import json
import sys
from datetime import date
from itertools import islice
from typing import Any

from django.utils import timezone, translation

from regulars.management.refuse import Refuse
from regulars.models import Shop
from regulars.queries.customers import Row, Wanted, all_rows, paid_by, rhythm_of
from regulars.queries.local_days import shop_today
from regulars.queries.shops import the_shop
from regulars.rules.kinds import ContactKind
from regulars.rules.listing import Sort
from regulars.rules.money import from_minor
from regulars.rules.stages import Stage

EXAMPLE = "regulars customers --stage slipping --limit 20"
CHUNK = 500


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--search", metavar="TEXT", default="", help="part of a name, phone, email")
    parser.add_argument("--stage", choices=[stage.value for stage in Stage])
    parser.add_argument("--sort", choices=[sort.value for sort in Sort], default=Sort.NAME.value)
    parser.add_argument("--limit", type=int, metavar="N", help="no more than so many")
    parser.add_argument("--json", action="store_true", help="one list of objects")


def run(args: argparse.Namespace) -> int:
    if args.limit is not None and args.limit < 1:
        raise Refuse(f"--limit is {args.limit}; at least one customer must fit. Nothing was done.")
    shop = the_shop()
    if shop is None:
        raise Refuse("This business is not set up yet. Start it once with: regulars serve")
    today = shop_today()
    wanted = Wanted(
        text=args.search, stage=Stage(args.stage) if args.stage else None, sort=Sort(args.sort)
    )
    rows = islice(all_rows(wanted, today=today, region=shop.country), args.limit)
    with translation.override(shop.language), timezone.override(shop.time_zone):
        (_print_json if args.json else _print_table)(rows, shop, today)
    return 0


def _print_json(rows: Any, shop: Shop, today: date) -> None:
    """A list, written as it is read: 100,000 customers need no room."""
    sys.stdout.write("[")
    first = True
    while chunk := list(islice(rows, CHUNK)):
        paid = paid_by([row.customer.pk for row in chunk])
        for row in chunk:
            told = json.dumps(_told(row, paid.get(row.customer.pk, {}), today), ensure_ascii=False)
            sys.stdout.write(f"{'' if first else ','}\n{told}")
            first = False
    sys.stdout.write("\n]\n")


def _told(row: Row, paid: dict[str, int], today: date) -> dict[str, Any]:
    customer, rhythm, touch = row.customer, rhythm_of(row.customer), row.next_touch
    points = list(customer.contact_points.all())
    return {
        "id": customer.pk,
        "name": customer.name,
        "company": customer.company,
        "emails": [point.value for point in points if point.kind == ContactKind.EMAIL],
        "phones": [point.value for point in points if point.kind == ContactKind.PHONE],
        "tags": [tag.name for tag in row.tags],
        "carer": customer.carer.display_name if customer.carer else None,
        "stage": row.stage.value,
        "visits": rhythm.visits,
        "purchases": rhythm.purchases,
        "first_on": _iso(rhythm.first_on),
        "last_on": _iso(rhythm.last_on),
        "usual_gap_days": rhythm.usual_gap_days,
        "next_from": _iso(rhythm.next_from),
        "next_to": _iso(rhythm.next_to),
        "silent_days": (today - rhythm.last_on).days if rhythm.last_on else None,
        "paid": {code: str(from_minor(minor, code)) for code, minor in sorted(paid.items())},
        "next_step": {"on": _iso(touch.due_on), "note": touch.note} if touch else None,
        "sentence": row.sentence,
    }


def _print_table(rows: Any, _shop: Shop, _today: date) -> None:
    for row in rows:
        print(f"{row.customer.pk:>8}  {row.customer.name}: {row.sentence}")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
