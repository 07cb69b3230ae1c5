"""Public pages from which customers wrote to us first."""

from django.db.models import QuerySet

from regulars.models import ContactPoint, Customer
from regulars.rules.kinds import ContactKind


def profiles_of(customer: Customer) -> QuerySet[ContactPoint]:
    return ContactPoint.objects.filter(customer=customer, kind=ContactKind.PROFILE.value)
