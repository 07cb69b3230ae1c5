from regulars.actions.tags import set_tags
from regulars.models import Customer, Event, Tag


def test_tags_are_known_in_any_case_and_unused_ones_go(customer, ana):
    other = Customer.objects.create(name="Mei")
    set_tags(customer=other, names=["Café"], person=ana)

    set_tags(customer=customer, names=["cafe", " new  one ", "", "CAFÉ"], person=ana)
    set_tags(customer=customer, names=["cafe"], person=ana)
    set_tags(customer=customer, names=["Café"], person=ana)

    assert [tag.name for tag in customer.tags.all()] == ["Café"]
    assert [tag.name for tag in Tag.objects.all()] == ["Café"]
    assert Event.objects.filter(customer=customer).count() == 2
