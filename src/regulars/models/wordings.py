"""The shop's own texts to customers: named fields, no code."""

from django.db import models

from regulars.models.choices import choices
from regulars.rules.kinds import Tone
from regulars.rules.messages import Purpose


class Wording(models.Model):
    """One thing to say, in as many languages and tones as there are texts for it."""

    key = models.CharField(
        max_length=60, unique=True, null=True, blank=True
    )  # None: the owner's own
    name = models.CharField(max_length=150)
    purpose = models.CharField(max_length=20, choices=choices(Purpose))
    put_away_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class WordingText(models.Model):
    """The body alone: greeting and signature follow the reader's tone. Several of one language
    and tone are variants, so that nobody reads the same words twice."""

    wording = models.ForeignKey(Wording, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=10)
    tone = models.CharField(max_length=20, choices=choices(Tone))
    variant = models.PositiveSmallIntegerField(default=1)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField()

    class Meta:
        ordering = ["language", "tone", "variant"]
        constraints = [
            models.UniqueConstraint(
                fields=["wording", "language", "tone", "variant"], name="one_text_per_variant"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language}, {self.tone}, {self.variant} of wording #{self.wording_id}"
