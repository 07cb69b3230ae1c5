from datetime import timedelta

import pytest
from django.utils.timezone import now

from regulars.actions.self_checks import ask_probe, note_self_check
from regulars.models import MailAccount, Probe
from regulars.queries.running import address_of, days_checked, last_probe, running_page, warning_on

pytestmark = pytest.mark.django_db


def test_the_page_divides_what_needs_a_look_from_what_is_well(ana, monday):
    page = running_page(ana, now=now(), today=monday)
    assert "worker" in {one.name for one in page.to_do}
    assert "clock" in {one.name for one in page.well}
    assert all(one.to_do for one in page.to_do)
    assert (page.days, page.probe) == ([], None)


def test_a_morning_without_a_check_is_one_on_which_nothing_ran(shop, monday):
    note_self_check(day=monday - timedelta(days=3), troubles=[])
    note_self_check(day=monday - timedelta(days=1), troubles=["mail"])
    told = [(one.is_checked, one.is_well) for one in days_checked(monday)]
    assert told == [(True, True), (False, False), (True, False), (False, False)]


@pytest.mark.parametrize(
    ("seen", "taken", "said"),
    [(0, 0, "clock never saw"), (1, 0, "No worker took"), (1, 1, "no answer came")],
)
def test_a_reminder_that_stands_still_says_where(ana, seen, taken, said):
    ask_probe(person=ana)
    Probe.objects.update(seen_at=now() if seen else None, taken_at=now() if taken else None)
    assert not last_probe(ana, now=now()).is_over
    shown = last_probe(ana, now=now() + timedelta(minutes=11))
    assert said in shown.trouble
    assert (shown.is_over, bool(shown.to_do)) == (True, True)


def test_it_goes_to_the_persons_own_address_and_an_owners_else_to_the_business(ana, ben):
    MailAccount.objects.create(from_address="hello@aurora.example")
    assert (address_of(ana), address_of(ben)) == ("hello@aurora.example", "")
    ben.email = "ben@example.com"
    assert address_of(ben) == "ben@example.com"


@pytest.mark.parametrize(
    ("days_ago", "troubles", "said"),
    [
        (0, [], ""),
        (1, [], ""),
        (1, ["mail"], "found one thing"),
        (0, ["mail", "backup"], "found 2 things"),
        (2, [], "Nothing has looked after this install since"),
    ],
)
def test_the_owner_is_warned_of_what_was_found_and_when_nothing_looks(
    shop, monday, days_ago, troubles, said
):
    assert warning_on(monday) == ""
    note_self_check(day=monday - timedelta(days=days_ago), troubles=troubles)

    warning = warning_on(monday)

    assert said in warning
    assert bool(warning) is bool(said)
