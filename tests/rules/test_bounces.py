import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.bounces import MOST_REFUSALS, Report, Verdict, suppresses, verdict


def report(action="failed", status="", said="", is_permanent=True):
    return Report(action, (status,) if status else (), said, is_permanent)


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (report(status="5.1.1"), Verdict.NO_SUCH_ADDRESS),
        (report(status="5.1.2"), Verdict.NO_SUCH_ADDRESS),
        (report(status="5.1.10"), Verdict.NO_SUCH_ADDRESS),
        (report(status="5.2.1"), Verdict.NO_SUCH_ADDRESS),
        (report(status="5.0.0", said="550 User unknown"), Verdict.NO_SUCH_ADDRESS),
        (report("", said="550 No such user here"), Verdict.NO_SUCH_ADDRESS),
        (report(status="5.0.0", said="550 Mailbox full"), Verdict.CAME_BACK),
        (report(status="5.2.2"), Verdict.CAME_BACK),
        (report(status="5.2.3"), Verdict.CAME_BACK),
        (report(status="5.7.1", said="Recipient address rejected: policy"), Verdict.CAME_BACK),
        (report(status="5.3.4"), Verdict.CAME_BACK),
        (report(status="5.4.4"), Verdict.CAME_BACK),
        (report("", said="554 refused"), Verdict.CAME_BACK),
        (report(status="4.4.1"), Verdict.GAVE_UP),
        (report(status="4.2.2"), Verdict.GAVE_UP),
        (report("delayed", "4.7.1"), Verdict.NOTHING),
        (report("delayed", "5.1.1"), Verdict.NOTHING),
        (report("delivered", "2.0.0"), Verdict.NOTHING),
        (report("", "4.7.1", is_permanent=False), Verdict.NOTHING),
        (report("", said="try again", is_permanent=False), Verdict.NOTHING),
    ],
)
def test_what_a_server_says_of_an_address(told, found):
    assert verdict(told) is found


@given(
    action=st.sampled_from(["", "failed", "delayed", "relayed", "odd"]),
    subject=st.integers(0, 9),
    detail=st.integers(0, 30),
    said=st.text(max_size=60),
    is_permanent=st.booleans(),
    before=st.integers(0, 50),
)
def test_a_temporary_failure_never_suppresses(action, subject, detail, said, is_permanent, before):
    found = verdict(Report(action, (f"4.{subject}.{detail}",), said, is_permanent))
    assert found in {Verdict.NOTHING, Verdict.GAVE_UP}
    assert not suppresses(found, refusals_before=before)


def test_an_unknown_address_is_suppressed_at_once_and_a_refusing_one_the_third_time():
    assert suppresses(Verdict.NO_SUCH_ADDRESS, refusals_before=0)
    told = [suppresses(Verdict.CAME_BACK, refusals_before=n) for n in range(MOST_REFUSALS)]
    assert told == [False] * (MOST_REFUSALS - 1) + [True]
    assert not suppresses(Verdict.NOTHING, refusals_before=9)
