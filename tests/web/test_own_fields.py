"""Fields of the business's own."""

from django.urls import reverse

from regulars.actions import custom_fields
from regulars.models import CustomField, Event
from tests.web.customers_by_hand import show


def test_a_field_is_added_renamed_removed_and_put_back_with_its_values(owner, ana, customer):
    owner.post(
        reverse("customers:fields"), {"name": "Milk", "kind": "choice", "options": "oat\ncow"}
    )
    field = CustomField.objects.get()
    custom_fields.set_custom_values(customer=customer, values={field.pk: "oat"}, person=ana)
    again = owner.post(reverse("customers:fields"), {"name": "milk", "kind": "text"})
    assert "There is a field of this name." in again.text

    owner.post(
        reverse("customers:field", args=[field.pk]), {"name": "Which milk", "options": "oat"}
    )
    assert "Which milk" in owner.get(show(customer)).text
    owner.post(reverse("customers:remove_field", args=[field.pk]))
    assert not CustomField.objects.exists()
    event = Event.objects.filter(kind="field.changed").latest("pk")
    owner.post(reverse("customers:put_back_field", args=[event.pk]))

    assert customer.custom_values.get().text == "oat"


def test_a_list_without_choices_is_no_list(owner, shop):
    response = owner.post(reverse("customers:fields"), {"name": "Milk", "kind": "choice"})

    assert response.status_code == 422
    assert not CustomField.objects.exists()


def test_own_fields_are_the_owners(staff, shop):
    assert staff.get(reverse("customers:fields")).status_code == 403
