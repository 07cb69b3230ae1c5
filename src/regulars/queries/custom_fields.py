"""The fields of the shop's own."""

from django.db.models import Count, QuerySet

from regulars.models import CustomField


def fields_with_counts() -> QuerySet[CustomField]:
    """Each with `values_count`, how many customers have a value in it."""
    return CustomField.objects.annotate(values_count=Count("values")).order_by("position", "name")
