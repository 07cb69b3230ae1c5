"""What the sample business wrote beside its people: rows of nobody, taken away with it."""

from collections.abc import Iterable

from django.apps import apps
from django.db import models

from regulars.models import ImportBatch, ImportChange


def note_rows(batch: ImportBatch, rows: Iterable[models.Model]) -> None:
    """They were not there before, and go when the sample goes. Inside the caller's transaction."""
    ImportChange.objects.bulk_create(
        ImportChange(
            batch=batch, table=row._meta.model_name or "", row_id=row.pk, before={}, after={}
        )
        for row in rows
    )


def remove_rows(batches: models.QuerySet[ImportBatch]) -> None:
    """The latest first. A group in which a real wish has come to stand stays."""
    written = ImportChange.objects.filter(batch__in=batches).order_by("-pk")
    for table, row_id in written.values_list("table", "row_id"):
        rows = apps.get_model("regulars", table)._default_manager.filter(pk=row_id)
        if table == "wishgroup":
            rows = rows.filter(wishes=None)
        rows.delete()
