"""Files that were brought in, each as one batch that can be taken back."""

from django.db import models

from regulars.models.choices import choices
from regulars.rules.kinds import BatchKind, BatchState


class ImportBatch(models.Model):
    """One file (or one part of a zip), or the sample business."""

    kind = models.CharField(max_length=10, choices=choices(BatchKind), default="file")
    file_name = models.CharField(max_length=255)
    stored_as = models.CharField(max_length=255, blank=True)  # inside the data folder
    sha256 = models.CharField(max_length=64, blank=True)
    size_bytes = models.BigIntegerField(default=0)
    format = models.CharField(max_length=60, blank=True)
    shape = models.CharField(max_length=64, blank=True)
    answers = models.JSONField(default=dict)  # what the owner settled: mapping, day order, zone
    state = models.CharField(max_length=20, choices=choices(BatchState), default="examined")
    cursor = models.BigIntegerField(default=0)  # records applied, committed with their rows
    total = models.BigIntegerField(default=0)  # records there are, once known
    counts = models.JSONField(default=dict)
    trouble = models.JSONField(default=dict)  # why it failed: code and facts
    created_by = models.ForeignKey("Person", models.SET_NULL, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"batch #{self.pk}"


class ImportChange(models.Model):
    """What a batch changed on a row that was there before, so that it can be taken back."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="changes")
    table = models.CharField(max_length=40)
    row_id = models.BigIntegerField()
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"change of {self.table} #{self.row_id}"


class RefusedRow(models.Model):
    """A row that could not be taken, with the reason as code and facts."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="refused_rows")
    row = models.BigIntegerField()
    reason = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["row", "pk"]

    def __str__(self) -> str:
        return f"row {self.row}: {self.reason}"


class KnownShape(models.Model):
    """What the owner settled for files with these columns, used for the next one."""

    shape = models.CharField(max_length=64, unique=True)
    answers = models.JSONField(default=dict)
    used_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.shape


class ImportJournal(models.Model):
    """What a running import has learned in one step, so that a killed one goes on unchanged.
    Gone when the batch is done."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="journal")
    position = models.BigIntegerField()  # the batch's cursor after this step
    block = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="one_journal_per_step"),
        ]

    def __str__(self) -> str:
        return f"journal of batch #{self.batch_id} at {self.position}"
