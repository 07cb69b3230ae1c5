"""People ask for their data, or to be forgotten; somebody here answers."""

from django.db import transaction
from django.utils import timezone

from regulars.actions.events import record
from regulars.models import Customer, DataRequest, Person
from regulars.rules.kinds import DataRequestKind, OpenState


@transaction.atomic
def open_request(
    *, customer: Customer, kind: DataRequestKind, came_from: str, person: Person | None = None
) -> DataRequest:
    """They asked. While one of the kind is open, asking again changes nothing."""
    Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
    same = DataRequest.objects.filter(
        customer=customer, kind=kind.value, state=OpenState.OPEN.value
    ).first()
    if same is not None:
        return same
    request = DataRequest.objects.create(
        customer=customer, kind=kind.value, came_from=came_from, asked_at=timezone.now()
    )
    record("data.requested", customer, person=person, request=request.pk, what=kind.value)
    return request


@transaction.atomic
def close_request(*, request: DataRequest, state: OpenState, person: Person | None) -> bool:
    """It was answered, or it is not needed any more. False where somebody was first."""
    changed = DataRequest.objects.filter(pk=request.pk, state=OpenState.OPEN.value).update(
        state=state.value, closed_at=timezone.now(), closed_by=person
    )
    if changed:
        record(
            "data.handed_over",
            request.customer,
            person=person,
            request=request.pk,
            state=state.value,
        )
    return bool(changed)
