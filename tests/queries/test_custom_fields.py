from regulars.models import CustomField, CustomValue
from regulars.queries.custom_fields import fields_with_counts


def test_fields_say_how_many_values_they_hold(customer):
    milk = CustomField.objects.create(name="Milk", kind="text", position=1)
    CustomField.objects.create(name="Dog", kind="text", position=0)
    CustomValue.objects.create(customer=customer, field=milk, text="oat")

    assert [(field.name, field.values_count) for field in fields_with_counts()] == [
        ("Dog", 0),
        ("Milk", 1),
    ]
