from django.utils import timezone

from regulars.models import Customer, CustomField, CustomValue, Fact
from regulars.queries.customer_relations import customer_columns, customer_relations
from regulars.queries.merge_previews import COLUMNS, GO_TOGETHER, NOT_COUNTED, TABLES, preview_of


def test_every_column_and_every_table_has_words():
    assert set(customer_columns()) - GO_TOGETHER <= set(COLUMNS)
    assert {relation.table for relation in customer_relations()} - NOT_COUNTED <= set(TABLES)


def test_only_what_differs_is_asked_and_a_value_beats_none(customer):
    field = CustomField.objects.create(name="Milk", kind="text")
    other = Customer.objects.create(
        name="T. Ferreira", country="DE", city="Porto", birthday_month=2, birthday_day=29
    )
    for one, text in ((customer, "oat"), (other, "cow")):
        CustomValue.objects.create(customer=one, field=field, text=text)
    Fact.objects.create(customer=other, text="x", noticed_at=timezone.now())

    preview = preview_of(customer, other)

    told = {choice.name: (choice.gone, choice.suggested) for choice in preview.choices}
    assert told["name"] == ("T. Ferreira", "kept")
    assert told["city"] == ("Porto", "gone")
    assert told["birthday_month"] == ("29 February", "gone")
    assert told[f"custom:{field.pk}"] == ("cow", "kept")
    assert "country" not in told
    assert [(move.label, move.count) for move in preview.moves] == [
        ("Facts", 1),
        ("Values of your own fields", 1),
    ]
