"""What was learnt from all purchases together, kept as plain numbers."""

from django.db import models


class FittedModel(models.Model):
    """The latest fit of one model. Never a pickle: numbers, the version that can read them, and
    the range of days that they were learnt from."""

    name = models.CharField(max_length=40, primary_key=True)
    version = models.CharField(max_length=20)
    numbers = models.JSONField()
    records_from_on = models.DateField(null=True)
    records_to_on = models.DateField(null=True)
    fitted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.version}"
