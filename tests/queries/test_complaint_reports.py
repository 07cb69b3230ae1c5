"""Exact figures on a seeded business whose true outcomes are known."""

from datetime import timedelta

import pytest
from django.utils import timezone

from regulars.actions.spending import note_advertising
from regulars.models import Amends, Cause, Complaint, Customer, Gesture, GestureSuggestion
from regulars.queries.complaint_reports import complaint_report, interval, spending
from regulars.queries.local_days import noon_of, shop_today

# (hours to the first word, outcome, cause, given in cents): 12 people, told in the order heard
SEED = [
    (1, "recovered", "Late", 500),
    (2, "recovered", "Late", 0),
    (3, "recovered", "Late", 0),
    (4, "recovered", "Fault", 2_000),
    (5, "recovered", "Fault", 0),
    (30, "recovered", "Fault", 0),
    (6, "not", "Late", 1_500),
    (48, "not", "Late", 0),
    (7, "unknown", "Tone", 0),
    (8, "", "Tone", 0),  # closed, to be asked
]


@pytest.fixture
def seeded(shop, ana) -> None:
    day = shop_today() - timedelta(days=60)
    causes = {name: Cause.objects.create(name=name) for name in ("Late", "Fault", "Tone")}
    for number, (hours, outcome, cause, cost) in enumerate(SEED):
        customer = Customer.objects.create(name=f"Guest {number}")
        heard = noon_of(day)
        complaint = Complaint.objects.create(
            customer=customer,
            text="x",
            heard_at=heard,
            first_word_by_at=heard + timedelta(hours=24),
            first_word_at=heard + timedelta(hours=hours),
            mended_at=heard + timedelta(days=2),
            mended_words="x",
            cause=causes[cause],
            closed_on=day + timedelta(days=2),
            check_back_on=day + timedelta(days=9),
            state="done",
            step="settled" if outcome else "closed",
            outcome=outcome,
            evidence="said" if outcome else "",
            settled_on=day + timedelta(days=9) if outcome else None,
        )
        if cost:
            Amends.objects.create(
                customer=customer,
                complaint=complaint,
                what="x",
                cost_minor=cost,
                currency="EUR",
                state="given",
                given_on=shop_today(),
                asked_at=timezone.now(),
            )
    late = Customer.objects.create(name="Nobody spoke")
    heard = noon_of(day)
    Complaint.objects.create(
        customer=late, text="x", heard_at=heard, first_word_by_at=heard + timedelta(hours=24)
    )
    Complaint.objects.create(
        customer=late, text="x", heard_at=heard, state="dropped", step="none", closed_on=day
    )


def test_every_figure_is_exact(seeded):
    report = complaint_report(shop_today())

    assert (report.heard, report.spoken) == (11, 10)
    assert (report.in_time, report.due) == (8, 11)
    assert report.median_hours == pytest.approx(5.5)
    assert (report.recovered, report.not_recovered, report.known) == (6, 2, 8)
    assert (report.unknown, report.waiting) == (1, 1)
    assert report.cost_minor == 4_000
    told = [(one.cause.name, one.count, one.cost_minor) for one in report.causes]
    assert told == [("Late", 5, 2_000), ("Fault", 3, 2_000), ("Tone", 2, 0)]


def test_the_share_won_back_has_its_interval(seeded):
    report = complaint_report(shop_today())

    # Clopper-Pearson for 6 of 8, two-sided 95 %: published tables give 0.349 to 0.968
    assert report.lowest_share == pytest.approx(0.3491, abs=1e-4)
    assert report.highest_share == pytest.approx(0.9681, abs=1e-4)


def test_of_too_few_no_share_is_told():
    assert interval(4, 4) == (None, None)
    assert interval(5, 5)[1] == 1


def test_without_any_there_is_nothing_to_tell(shop):
    report = complaint_report(shop_today())

    assert (report.heard, report.median_hours, report.causes) == (0, None, [])


def test_what_is_over_a_year_old_is_no_part_of_it(seeded):
    assert complaint_report(shop_today() + timedelta(days=400)).heard == 0


def test_the_report_costs_the_same_for_any_number(seeded, django_assert_num_queries):
    with django_assert_num_queries(10):
        complaint_report(shop_today())


def test_service_stands_beside_advertising(seeded, customer, ana):
    today = shop_today()
    gesture = Gesture.objects.create(name="A card", cost_minor=150)
    GestureSuggestion.objects.create(
        customer=customer,
        gesture=gesture,
        week="2026-W48",
        state="done",
        cost_minor=150,
        closed_on=today,
    )
    note_advertising(month_on=today, amount_minor=30_000, currency="EUR", person=ana)

    months = spending(today, months=2)

    assert (months[0].service_minor, months[0].advertising_minor) == (4_150, 30_000)
    assert (months[1].service_minor, months[1].advertising_minor) == (0, None)
    assert months[1].month_on < months[0].month_on
