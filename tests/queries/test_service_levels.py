"""The list, the page of one, and who else could be asked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from regulars.actions.complaints import open_complaint
from regulars.actions.consents import record_consent
from regulars.actions.customers import pause_customer
from regulars.actions.service_levels import decide_level, note_cost, offer_level
from regulars.models import ContactPoint, Customer, Promise, Rhythm, ServiceOffer, Wish
from regulars.queries.local_days import shop_today
from regulars.queries.service_levels import (
    kept_levels,
    left_out_among,
    level_page,
    level_rows,
    suggestions,
)
from regulars.rules.channels import Channel
from regulars.rules.kinds import PauseReason
from regulars.rules.service_levels import Reading, WhyNotOffered
from tests.levels import answered, drafted, tried

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(shop):
    return shop_today()


def regular(name: str, today, *, next_in: int = 5) -> Customer:
    somebody = Customer.objects.create(name=name, search_text=name.lower())
    Rhythm.objects.create(
        customer=somebody,
        visits=5,
        first_on=today - timedelta(days=200),
        last_on=today - timedelta(days=10),
        next_on=today + timedelta(days=next_in),
        next_to=today + timedelta(days=next_in + 3),
    )
    return somebody


def names(found) -> list[str]:
    return [one.customer.name for one in found]


def test_the_figures_say_what_chance_cannot_rule_out(ana, today):
    level = tried(ana, group_size=10)
    answered(level, ana, taken=4, declined=4)
    for offer in ServiceOffer.objects.filter(answer="taken"):
        note_cost(offer=offer, cost_minor=400, person=ana)

    page = level_page(level, today=today)

    assert page.figures.reading is Reading.PAYS
    assert (page.figures.share.low_percent, page.figures.share.high_percent) == (15, 85)
    assert page.figures.trial.margin_minor == 500
    assert page.figures.least_of_hundred_minor == 15 * 500
    assert page.room == 2
    assert all(row.may_correct for row in page.offers)


def test_a_loss_is_said_as_what_is_missing(ana, today):
    level = tried(ana, group_size=10)
    answered(level, ana, taken=1, declined=4)
    note_cost(offer=ServiceOffer.objects.get(answer="taken"), cost_minor=1_000, person=ana)

    figures = level_page(level, today=today).figures

    assert (figures.reading, figures.loss_minor) == (Reading.LOSES, 100)


def test_regulars_with_a_wish_come_first_then_who_is_expected_soonest(ana, today):
    late, soon = regular("Later", today, next_in=20), regular("Soon", today, next_in=2)
    wishing = regular("Wishing", today, next_in=30)
    Wish.objects.create(customer=wishing, text="Quicker, please", heard_at=timezone.now())
    Customer.objects.create(name="Never bought")
    regular("Overdue", today, next_in=-9)

    found = suggestions([], today)

    assert names(found) == ["Wishing", "Soon", "Later", "Overdue"]
    assert found[0].wish == "Quicker, please"
    assert names(suggestions([soon.pk], today)) == ["Wishing", "Later", "Overdue"]
    assert late.pk in {one.customer.pk for one in found}


def test_whoever_is_not_to_be_asked_is_not_suggested_and_found_with_the_reason(ana, today):
    complaining, paused, owed, quiet = (
        regular(f"Ferreira {word}", today) for word in ("complains", "rests", "waits", "quiet")
    )
    open_complaint(customer=complaining, text="Bent.", person=ana)
    pause_customer(customer=paused, reason=PauseReason.HOLIDAY, person=ana)
    Promise.objects.create(
        customer=owed,
        kind="repair",
        what="The wheel",
        made_on=today - timedelta(days=9),
        due_on=today - timedelta(days=2),
        occurrence="1",
    )
    ContactPoint.objects.create(customer=quiet, kind="email", value="quiet@example.com")
    record_consent(
        customer=quiet,
        channel=Channel.EMAIL,
        is_given=False,
        words="No more, please",
        came_from="said so",
        person=ana,
    )
    free = regular("Ferreira free", today)
    level = tried(ana)

    everybody = [complaining.pk, paused.pk, owed.pk, quiet.pk, free.pk]
    assert left_out_among(everybody, today) == {
        complaining.pk: WhyNotOffered.COMPLAINT,
        paused.pk: WhyNotOffered.PAUSED,
        owed.pk: WhyNotOffered.OWED,
        quiet.pk: WhyNotOffered.QUIET,
    }
    assert names(suggestions([], today)) == ["Ferreira free"]
    page = level_page(level, today=today, search="ferreira")
    assert page.suggestions == []
    assert {one.customer.name: one.why_not for one in page.matches} == {
        "Ferreira complains": WhyNotOffered.COMPLAINT,
        "Ferreira free": None,
        "Ferreira quiet": WhyNotOffered.QUIET,
        "Ferreira rests": WhyNotOffered.PAUSED,
        "Ferreira waits": WhyNotOffered.OWED,
    }


def test_the_list_begins_with_what_is_tried_and_the_charter_shows_what_is_kept(ana, today):
    kept, trying, draft = tried(ana, name="A"), tried(ana, name="B"), drafted(ana, name="C")
    decide_level(level=kept, is_kept=True, because="Works.", person=ana)

    assert [row.level for row in level_rows()] == [trying, draft, kept]
    assert kept_levels() == [kept]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_two_queries(ana, count, django_assert_num_queries):
    for number in range(count):
        answered(tried(ana, name=f"Level {number}"), ana, taken=1, declined=1)

    with django_assert_num_queries(2):
        rows = level_rows()

    assert [row.figures.trial.answered for row in rows] == [2] * count


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number(ana, today, count, django_assert_num_queries):
    level = tried(ana, group_size=30)
    for number in range(count):
        regular(f"Regular {number}", today)
        offer_level(level=level, customer=regular(f"Asked {number}", today), person=ana)

    with django_assert_num_queries(15):
        page = level_page(level, today=today)

    assert (len(page.offers), len(page.suggestions)) == (count, count)
