"""Pages of a customer, and of nobody else."""

from datetime import date

from regulars.actions.profiles import note_profile
from regulars.models import ContactPoint, Customer
from regulars.queries.profiles import profiles_of


def test_only_pages_of_this_customer(customer, ana):
    other = Customer.objects.create(name="Ines")
    ContactPoint.objects.create(customer=customer, kind="email", value="t@example.com")
    for whom, name in ((customer, "tomas"), (other, "ines")):
        note_profile(
            customer=whom,
            url=f"https://social.shop.com/{name}",
            came_from="wrote to us",
            noted_on=date(2026, 11, 23),
            person=ana,
        )
    assert [one.value for one in profiles_of(customer)] == ["https://social.shop.com/tomas"]
