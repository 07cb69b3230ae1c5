"""Fields that this business keeps of everybody besides the usual ones (K28)."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import Max

from regulars.actions.events import record
from regulars.actions.removals import remove_row
from regulars.models import Customer, CustomField, CustomValue, Event, Person
from regulars.rules.custom_values import stored_value
from regulars.rules.kinds import FieldKind
from regulars.rules.search import fold


class FieldNameTaken(Exception):
    """There is a field of that name already."""


def _refuse_taken(name: str, *, but: int = 0) -> None:
    others = CustomField.objects.exclude(pk=but).values_list("name", flat=True)
    if fold(name) in {fold(other) for other in others}:
        raise FieldNameTaken(name)


@transaction.atomic
def create_field(
    *, name: str, kind: FieldKind, options: Sequence[str] = (), person: Person | None
) -> CustomField:
    """Raises FieldNameTaken."""
    _refuse_taken(name)
    last = CustomField.objects.aggregate(last=Max("position"))["last"]
    field = CustomField.objects.create(
        name=name,
        kind=kind.value,
        options=list(options),
        position=0 if last is None else last + 1,
    )
    record("field.created", person=person, field=field.pk, name=name)
    return field


@transaction.atomic
def change_field(
    *, field: CustomField, name: str, options: Sequence[str] = (), person: Person | None
) -> None:
    """Rename it or change what can be chosen; values already kept stay. Raises FieldNameTaken."""
    _refuse_taken(name, but=field.pk)
    CustomField.objects.filter(pk=field.pk).update(name=name, options=list(options))
    record("field.changed", person=person, field=field.pk, name=name)


@transaction.atomic
def remove_field(*, field: CustomField, person: Person | None) -> Event:
    """The field and every value in it go. `removals.put_back_rows` undoes it for a while."""
    return remove_row(field, customer=None, person=person)


@transaction.atomic
def set_custom_values(
    *, customer: Customer, values: Mapping[int, str], person: Person | None
) -> None:
    """Values by id of the field; an empty one takes it away. Raises OddValue (custom_values)."""
    fields = {field.pk: field for field in CustomField.objects.filter(pk__in=values)}
    before = dict(customer.custom_values.values_list("field_id", "text"))
    changed = []
    for pk, field in fields.items():
        text = stored_value(FieldKind(field.kind), values[pk], options=field.options)
        if text == before.get(pk, ""):
            continue
        changed.append(field.name)
        if text:
            CustomValue.objects.update_or_create(
                customer=customer, field=field, defaults={"text": text, "batch": None}
            )
        else:
            CustomValue.objects.filter(customer=customer, field=field).delete()
    if changed:
        record("customer.changed", customer, person=person, fields=", ".join(changed))
