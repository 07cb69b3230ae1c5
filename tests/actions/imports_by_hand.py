"""Records as a reader would give them, and a dump of all that an import may write."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.apps import apps

from regulars.actions.imports import dry_run, run_batch, start_batch
from regulars.models import ImportBatch
from regulars.readers.records import (
    ConsentRecord,
    CustomerRecord,
    LineRecord,
    PurchaseRecord,
    Record,
    Tally,
)
from regulars.rules.channels import Channel

DAY = date(2026, 3, 2)
MOMENT = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
# What is not the business's own data: who imported when, and what happened.
BESIDE = {
    "ImportBatch",
    "ImportChange",
    "ImportJournal",
    "RefusedRow",
    "KnownShape",
    "Event",
    "Handled",
    "StuckReaction",
}


def person(row: int = 1, **told: Any) -> CustomerRecord:
    return CustomerRecord(row=row, **{"source": "shopify", **told})


def sale(
    key: str = "", customer: CustomerRecord | None = None, *, days: int = 0, **told: Any
) -> PurchaseRecord:
    day = DAY + timedelta(days=days)
    return PurchaseRecord(
        **{
            "row": 1,
            "source": "shopify",
            "key": key,
            "bought_at": datetime(day.year, day.month, day.day, 11, tzinfo=UTC),
            "bought_on": day,
            "is_time_known": True,
            "currency": "EUR",
            "total_minor": 1_000,
            "customer": customer,
            **told,
        }
    )


def opened(records: Sequence[Record]) -> Any:
    def records_with(tally: Tally) -> Iterator[Record]:
        for record in records:
            tally.rows += 1
            yield record

    return records_with


def new_batch(format_name: str = "shopify_orders", **told: Any) -> ImportBatch:
    batch = ImportBatch.objects.create(
        **{"file_name": "orders.csv", "format": format_name, "kind": "file", **told}
    )
    ImportBatch.objects.filter(pk=batch.pk).update(created_at=MOMENT)  # it goes into the rows
    batch.refresh_from_db()
    return batch


def bring_in(records: Sequence[Record], format_name: str = "shopify_orders") -> ImportBatch:
    batch = new_batch(format_name)
    assert start_batch(batch)
    run_batch(batch, open_records=opened(records))
    batch.refresh_from_db()
    return batch


def tried(records: Sequence[Record], format_name: str = "shopify_orders") -> dict[str, Any]:
    batch = new_batch(format_name)
    told = next(dry_run([batch], open_records=opened(records)))
    batch.delete()
    return told.counts


def dump(*, batches: bool = True) -> dict[str, list[Any]]:
    """Every row of the business, without the ids that only say when it was written."""
    found = {}
    for model in apps.get_app_config("regulars").get_models(include_auto_created=True):
        if model.__name__ in BESIDE:
            continue
        columns = [
            f.attname
            for f in model._meta.concrete_fields
            if f.attname not in {"created_at"} and (batches or f.attname != "batch_id")
        ]
        found[model.__name__] = sorted(
            tuple(map(str, row)) for row in model._default_manager.values_list(*columns)
        )
    return found


def yes(channel: Channel = Channel.EMAIL) -> ConsentRecord:
    return ConsentRecord(channel, True, "Accepts Marketing: yes")


def no(channel: Channel = Channel.EMAIL) -> ConsentRecord:
    return ConsentRecord(channel, False, "Accepts Marketing: no")


def line(name: str = "Beans", amount_minor: int | None = 1_000) -> LineRecord:
    return LineRecord(name=name, amount_minor=amount_minor)


def counted(batch: ImportBatch) -> dict[str, int]:
    return {name: batch.counts[name] for name in ("created", "updated", "unchanged")}
