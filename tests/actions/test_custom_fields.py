import pytest
from django.db import transaction

from regulars.actions import custom_fields
from regulars.actions.custom_fields import FieldNameTaken
from regulars.models import CustomField, CustomValue, Event
from regulars.rules.custom_values import OddValue
from regulars.rules.kinds import FieldKind


def test_a_field_is_made_renamed_and_removed_with_its_values(customer, ana):
    field = custom_fields.create_field(name="Shoe size", kind=FieldKind.NUMBER, person=ana)
    custom_fields.set_custom_values(customer=customer, values={field.pk: "42,5"}, person=ana)
    assert CustomValue.objects.get().text == "42.5"

    custom_fields.change_field(field=field, name="Size", person=ana)
    assert CustomField.objects.get().name == "Size"
    custom_fields.remove_field(field=field, person=ana)

    assert not CustomValue.objects.exists()
    assert list(Event.objects.order_by("pk").values_list("kind", flat=True)) == [
        "field.created",
        "customer.changed",
        "field.changed",
        "field.changed",
    ]


def test_two_fields_of_one_name_are_refused_in_any_case(shop, ana):
    first = custom_fields.create_field(name="Größe", kind=FieldKind.TEXT, person=ana)
    with pytest.raises(FieldNameTaken), transaction.atomic():
        custom_fields.create_field(name="GROSSE", kind=FieldKind.TEXT, person=ana)

    custom_fields.change_field(field=first, name="größe", person=ana)  # itself is not taken


def test_a_value_that_does_not_fit_changes_nothing(customer, ana):
    field = custom_fields.create_field(
        name="Milk", kind=FieldKind.CHOICE, options=["oat", "cow"], person=ana
    )
    with pytest.raises(OddValue), transaction.atomic():
        custom_fields.set_custom_values(customer=customer, values={field.pk: "soy"}, person=ana)

    assert not CustomValue.objects.exists()


def test_an_empty_value_takes_it_away_and_the_same_one_is_no_change(customer, ana):
    field = custom_fields.create_field(name="Dog", kind=FieldKind.TEXT, person=ana)
    for text in ("Rex", "Rex", ""):
        custom_fields.set_custom_values(customer=customer, values={field.pk: text}, person=ana)

    assert not CustomValue.objects.exists()
    assert Event.objects.filter(kind="customer.changed").count() == 2
