"""Cards and letters: how they look, and which sheets were made."""

from django.db import models

from regulars.models.choices import choices
from regulars.rules.kinds import Paper, PaperKind


class CardDesign(models.Model):
    """The business's own design of a card or letter."""

    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=choices(PaperKind), default="postcard")
    paper = models.CharField(max_length=10, choices=choices(Paper), default=Paper.A6.value)
    accent = models.CharField(max_length=7, default="#1d6b57")
    headline = models.CharField(max_length=80, blank=True)  # on the picture side
    picture = models.CharField(max_length=255, blank=True)  # a file inside the data folder
    sender_lines = models.TextField(blank=True)  # the return address, a line each
    link = models.CharField(max_length=300, blank=True)  # printed as a QR code
    is_usual = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(is_usual=True), name="one_usual_design_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PrintBatch(models.Model):
    """Sheets made in one go. Printing them sends nothing: posting does."""

    kind = models.CharField(max_length=10, choices=choices(PaperKind))
    design = models.ForeignKey(CardDesign, models.SET_NULL, null=True, blank=True)
    envelopes_for = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="envelopes"
    )  # the letters or cards that go into them
    left_out = models.JSONField(default=list)  # who could not be printed: [message, why]
    stored_as = models.CharField(max_length=255, blank=True)  # inside the data folder
    sheets = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey("Person", models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    ready_at = models.DateTimeField(null=True, blank=True)  # the file is whole
    printed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"print batch #{self.pk}"
