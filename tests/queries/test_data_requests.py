from regulars.actions.data_requests import close_request, open_request
from regulars.queries.data_requests import closed_requests, open_requests
from regulars.rules.kinds import DataRequestKind, OpenState


def test_the_oldest_waits_first_and_what_was_answered_stands_apart(customer, ana):
    first, second = (
        open_request(customer=customer, kind=kind, came_from="a letter") for kind in DataRequestKind
    )
    assert list(open_requests()) == [first, second]

    close_request(request=first, state=OpenState.DONE, person=ana)

    assert list(open_requests()) == [second]
    assert list(closed_requests()) == [first]
