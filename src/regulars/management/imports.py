"""Brings in sales or customers from files of any kind, or takes an import back.

A file that was imported before changes nothing. Where no value of a file settles how it must be
read, nothing is written and the option that answers is named. An import that was stopped goes on
when the same command is given again."""

import argparse
import json
import os
import sys
import zoneinfo
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.timezone import now

from regulars.actions.import_files import add_file, forget_file, look_at, pieces_of
from regulars.actions.import_undo import undo_batch
from regulars.actions.imports import (
    BatchIsElsewhere,
    Totals,
    dry_run,
    request_undo,
    run_batch,
    start_batch,
)
from regulars.actions.shops import NotAPlace, create_shop
from regulars.jobs.queue import run_ready
from regulars.jobs.react import react_to_all
from regulars.jobs.reactions import REACTIONS
from regulars.management import folder, readiness
from regulars.management.import_report import report
from regulars.management.refuse import Refuse
from regulars.models import ImportBatch, RefusedRow, Shop
from regulars.queries.import_files import scratch_folder
from regulars.queries.import_numbers import OPTIONS, numbers, together
from regulars.queries.import_words import question_words, unusable_words
from regulars.readers.files import Examination, Unusable, parts
from regulars.readers.formats import BY_NAME
from regulars.rules import places
from regulars.rules.imports import Field
from regulars.rules.kinds import BatchState
from regulars.web.places import machine_zone

EXAMPLE = "regulars --data ~/regulars import orders_export.csv --dry-run"
REFUSED = 2
GENERIC = "generic"
KEPT_AS_IT_WAS = " Nothing was changed."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="print one object for machines")
    parser.add_argument("--dry-run", action="store_true", help="write nothing, print the same")
    parser.add_argument("--undo", type=int, metavar="BATCH", help="take this import back")
    parser.add_argument("--as", dest="as_format", metavar="FORMAT", help="take it for this format")
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="COLUMN=FIELD",
        help="what a column means, as often as needed; FIELD is one of " + ", ".join(Field),
    )
    order = parser.add_mutually_exclusive_group()
    order.add_argument("--day-first", dest="is_day_first", action="store_true", default=None)
    order.add_argument("--month-first", dest="is_day_first", action="store_false")
    mark = parser.add_mutually_exclusive_group()
    mark.add_argument(
        "--decimal-comma", dest="has_decimal_comma", action="store_true", default=None
    )
    mark.add_argument("--decimal-point", dest="has_decimal_comma", action="store_false")
    parser.add_argument("--time-zone", metavar="ZONE", help="of times that name none")
    parser.add_argument("--currency", metavar="CODE", help="of amounts that name none")
    parser.add_argument("--country", metavar="CODE", help="of phone numbers that name none")


def run(args: argparse.Namespace) -> int:
    if args.undo is not None:
        return _undo(args.undo, is_json=args.json)
    _check(args)
    _prepare()
    shop = Shop.objects.first() or _new_shop(args)
    answers = _answers(args)
    if args.dry_run:
        return _try(args, shop, answers)
    return _take(args, shop, answers)


# --- what was typed ---


def _check(args: argparse.Namespace) -> None:
    if not args.files:
        raise Refuse(f"Name at least one file, as in: {EXAMPLE}")
    for path in args.files:
        if not path.is_file():
            raise Refuse(f"There is no file {path}. Nothing was changed.")
        if not os.access(path, os.R_OK):
            raise Refuse(f"The file {path} may not be read. Nothing was changed.")
    if args.as_format and args.as_format not in {*BY_NAME, GENERIC}:
        known = ", ".join(sorted({*BY_NAME, GENERIC}))
        raise Refuse(f"There is no format {args.as_format!r}. The formats are: {known}.")
    if args.time_zone and args.time_zone not in zoneinfo.available_timezones():
        raise Refuse(f"There is no time zone {args.time_zone!r}; write one like Europe/Berlin.")
    if args.currency and args.currency.upper() not in places.currencies():
        raise Refuse(f"There is no currency {args.currency!r}; write one like EUR.")
    if args.country and not places.is_country(args.country.upper()):
        raise Refuse(f"There is no country {args.country!r}; write one like DE.")


def _answers(args: argparse.Namespace) -> dict[str, Any]:
    told = {
        "as_format": args.as_format,
        "mapping": [_mapped(text) for text in args.map],
        "is_day_first": args.is_day_first,
        "has_decimal_comma": args.has_decimal_comma,
        "time_zone": args.time_zone,
        "currency": args.currency and args.currency.upper(),
    }
    return {name: value for name, value in told.items() if value not in (None, "", [])}


def _mapped(text: str) -> list[str]:
    column, _, meaning = text.rpartition("=")
    if not column or meaning not in set(Field):
        raise Refuse(
            f"--map {text!r} says nothing we understand; write COLUMN=FIELD, where FIELD is one of"
            f" {', '.join(Field)}."
        )
    return [column, meaning]


def _prepare() -> None:
    data = Path(settings.DATA)
    if connection.vendor == "sqlite":
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.refuse_network(data)
    readiness.migrate()


def _new_shop(args: argparse.Namespace) -> Shop:
    """A business that nobody has set up yet, as far as we can tell. The first visit asks."""
    zone = machine_zone()
    guess = places.guess(
        languages=places.accepted_languages(os.environ.get("LANG", "").partition(".")[0]),
        zone=zone,
        offered=[code for code, _ in settings.LANGUAGES],
    )
    country = (args.country or guess.country).upper()
    is_elsewhere = country != guess.country
    return Shop(
        name="My business",
        country=country,
        currency=(args.currency or places.currency_of(country) or guess.currency).upper(),
        time_zone=args.time_zone
        or (places.zone_of(country) if is_elsewhere else zone or places.WORLD_ZONE),
        language=guess.language,
    )


def _keep(shop: Shop) -> Shop:
    if shop.pk and Shop.objects.exists():
        return shop
    try:
        return create_shop(
            name=shop.name,
            country=shop.country,
            currency=shop.currency,
            time_zone=shop.time_zone,
            language=shop.language,
        )
    except NotAPlace as odd:
        raise Refuse(f"{odd} is no place, zone or currency we know. Nothing was changed.") from None


# --- trying and taking ---


@dataclass(frozen=True, slots=True)
class _File:
    batch: ImportBatch
    seen: Examination


def _try(args: argparse.Namespace, shop: Shop, answers: Mapping[str, Any]) -> int:
    with scratch_folder() as scratch:
        files = []
        for place, path in enumerate(args.files):
            room = scratch / str(place)
            room.mkdir()
            try:
                found = parts(path, scratch=room, name=path.name)
            except Unusable as trouble:
                raise _unusable(path.name, trouble.reason.value, trouble.facts) from None
            for part in found:
                batch = ImportBatch(
                    file_name=part.name,
                    stored_as=str(part.path.resolve()),
                    created_at=now(),
                    answers=dict(answers),
                )
                files.append(_File(batch, look_at(batch, shop)))
        usable = _usable(files)
        if code := _ask(usable, args):
            return code
        totals = Totals()
        objects = []
        try:
            tried = dry_run(
                [f.batch for f in usable], shop=shop, totals=totals, progress=_shown(args)
            )
            for one, told in zip(usable, tried, strict=True):
                refused = ((r.row, r.reason, r.facts) for r in told.refused)
                objects.append(numbers(one.seen, told.counts, refused=refused))
        except Unusable as trouble:
            raise _unusable(args.files[0].name, trouble.reason.value, trouble.facts) from None
    return _say(args, usable, objects, totals)


def _take(args: argparse.Namespace, shop: Shop, answers: Mapping[str, Any]) -> int:
    files = []
    try:
        for path in args.files:
            added = add_file(pieces_of(path), name=path.name, shop=shop, answers=answers)
            files += [_File(one.batch, one.seen) for one in added]
        usable = _usable(files)
        code = _ask(usable, args)
    except Unusable as trouble:
        _forget(files)
        raise _unusable(path.name, trouble.reason.value, trouble.facts) from None
    except Refuse:
        _forget(files)
        raise
    if code:
        _forget(files)
        return code
    _forget([one for one in files if one not in usable])
    _keep(shop)
    totals = Totals()
    objects = [_run(one, totals, args) for one in usable]
    if not folder.is_held(Path(settings.DATA)):  # no worker is there to do what follows
        react_to_all(REACTIONS, now())
        run_ready()
    return _say(args, usable, objects, totals)


def _run(one: _File, totals: Totals, args: argparse.Namespace) -> dict[str, Any]:
    batch = one.batch
    if batch.state != BatchState.RUNNING.value:
        start_batch(batch)
    try:
        run_batch(batch, totals=totals, progress=_shown(args))
    except BatchIsElsewhere:
        raise Refuse(
            f"{batch.file_name} is being imported by another process at this moment. It goes on"
            " there; look at it on the page of imports."
        ) from None
    batch.refresh_from_db()
    if batch.state == BatchState.UNDOING.value:
        undo_batch(batch)
    if batch.trouble:
        raise _unusable(
            batch.file_name, batch.trouble.get("reason", ""), batch.trouble.get("facts", {})
        )
    refused = RefusedRow.objects.filter(batch=batch).values_list("row", "reason", "facts")
    return numbers(one.seen, batch.counts, refused=refused.iterator(), batch=batch.pk)


def _forget(files: Sequence[_File]) -> None:
    for one in files:
        forget_file(one.batch)


def _usable(files: Sequence[_File]) -> list[_File]:
    """Those that can serve. A zip may hold others beside them; they are named and left out."""
    usable = [one for one in files if one.seen.unusable is None]
    for one in files:
        if one.seen.unusable is not None:
            refusal = _unusable(
                one.batch.file_name, one.seen.unusable.value, one.seen.unusable_facts
            )
            if not usable:
                raise refusal
            said = str(refusal).removesuffix(KEPT_AS_IT_WAS)
            print(f"{said} It is left out; the others are taken.", file=sys.stderr)
    return usable


def _unusable(name: str, reason: str, facts: Mapping[str, str]) -> Refuse:
    return Refuse(f"{name}: {unusable_words(reason, facts)}{KEPT_AS_IT_WAS}")


def _ask(files: Sequence[_File], args: argparse.Namespace) -> int:
    """What only a person can know. Nothing is written while a question is open."""
    is_open = any(one.seen.questions for one in files)
    if not is_open:
        return 0
    if args.json:
        objects = [numbers(one.seen, {}) for one in files]
        nobody = Totals().people()
        print(json.dumps(together(objects, nobody, _names(files)), ensure_ascii=False, indent=2))
    for one in files:
        for asked in one.seen.questions:
            said = question_words(asked.kind, asked.column, asked.examples)
            options = " or ".join(OPTIONS[asked.kind])
            print(f"{one.batch.file_name}: {said} Say it with {options}.", file=sys.stderr)
    print("Nothing was changed.", file=sys.stderr)
    return REFUSED


def _names(files: Sequence[_File]) -> list[str]:
    return [one.batch.file_name for one in files]


def _say(
    args: argparse.Namespace,
    files: Sequence[_File],
    objects: list[dict[str, Any]],
    totals: Totals,
) -> int:
    if args.json:
        told = together(objects, totals.people(), _names(files))
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return 0
    for one, told in zip(files, objects, strict=True):
        print(report(one.batch.file_name, one.seen, told, is_dry_run=args.dry_run))
    return 0


def _shown(args: argparse.Namespace) -> Any:
    """Progress on a terminal; nothing where a program reads."""
    if args.json or not sys.stderr.isatty():
        return None
    return lambda done: print(f"\r{done:,} records …", end="\r", file=sys.stderr, flush=True)


# --- taking back ---


def _undo(number: int, *, is_json: bool) -> int:
    _prepare()
    batch = ImportBatch.objects.filter(pk=number).first()
    if batch is None:
        raise Refuse(f"There is no import {number}. Nothing was changed.")
    if batch.state != BatchState.UNDOING.value and not request_undo(batch, person=None):
        raise Refuse(f"Import {number} cannot be taken back: it is {batch.state}.")
    batch.refresh_from_db()
    undo_batch(batch)
    batch.refresh_from_db()
    if not folder.is_held(Path(settings.DATA)):
        react_to_all(REACTIONS, now())
        run_ready()
    kept = {name: batch.counts.get(f"kept_{name}", 0) for name in ("people", "changes")}
    if is_json:
        print(json.dumps({"batch": number, "state": batch.state, "kept": kept}))
        return 0
    print(f"Import {number} ({batch.file_name}) is taken back.")
    if kept["people"]:
        print(_staying(kept["people"], "customer", "somebody has worked with them since"))
    if kept["changes"]:
        print(_staying(kept["changes"], "value", "somebody has changed them since"))
    return 0


def _staying(count: int, what: str, because: str) -> str:
    if count == 1:
        return f"1 {what} stays, because {because}."
    return f"{count} {what}s stay, because {because}."
