import pytest

from regulars.actions.data_requests import close_request, open_request
from regulars.models import DataRequest, Event
from regulars.rules.kinds import DataRequestKind, OpenState


def ask(customer) -> DataRequest:
    return open_request(customer=customer, kind=DataRequestKind.ACCESS, came_from="on the phone")


def test_asking_twice_is_one_request(customer):
    assert ask(customer) == ask(customer)
    assert Event.objects.filter(kind="data.requested").count() == 1


@pytest.mark.parametrize("state", [OpenState.DONE, OpenState.DROPPED])
def test_a_request_is_answered_once(customer, ana, state):
    request = ask(customer)

    assert close_request(request=request, state=state, person=ana)
    assert not close_request(request=request, state=state, person=ana)

    request.refresh_from_db()
    assert (request.state, request.closed_by) == (state.value, ana)
    assert ask(customer) != request  # a later one is a new one
