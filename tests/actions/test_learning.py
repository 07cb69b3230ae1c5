from datetime import date, timedelta

import numpy as np
import pytest

from regulars.actions.learning import HORIZONS_DAYS, last_fit, learn
from regulars.models import Customer, FittedModel
from regulars.science import scoring
from tests.conftest import at
from tests.making import make_customers, make_purchases

TODAY = date(2026, 11, 22)


def regulars(people: int = 12, *, every_days: int = 30, count: int = 8) -> list[Customer]:
    customers = make_customers(people, with_email=False)
    for n, one in enumerate(customers):
        make_purchases(one, last=at(TODAY - timedelta(days=n)), every_days=every_days, count=count)
    return customers


def test_what_was_learnt_is_read_back_as_it_was(shop):
    regulars()

    fitted = learn(TODAY)

    assert fitted.learnt is not None
    assert last_fit() == fitted
    assert fitted.name == f"{scoring.NAME} {scoring.VERSION}"


def test_without_enough_records_only_the_gaps_speak_and_old_scores_go(shop):
    people = regulars()
    learn(TODAY)
    for one in people[1:]:
        one.delete()
    kept = people[0].purchases.order_by("-bought_on").values_list("pk", flat=True)[:3]
    people[0].purchases.exclude(pk__in=list(kept)).delete()

    fitted = learn(TODAY)

    assert fitted.learnt is None
    assert fitted.name.startswith("gaps")
    assert not FittedModel.objects.filter(name=scoring.NAME).exists()


@pytest.mark.parametrize(
    ("every_days", "horizon_days"), [(3, 30), (30, 30), (31, 60), (80, 90), (170, 180), (360, 365)]
)
def test_the_horizon_reaches_as_far_as_a_usual_gap(shop, every_days, horizon_days):
    regulars(every_days=every_days, count=5)

    learnt = learn(TODAY).learnt

    assert learnt is not None
    assert learnt.horizon_days == horizon_days
    assert horizon_days in HORIZONS_DAYS


def test_who_is_in_a_pause_teaches_nothing(shop):
    people = regulars()
    everybody = learn(TODAY).learnt
    Customer.objects.filter(pk=people[0].pk).update(pause_reason="moved")

    but_one = learn(TODAY).learnt

    assert everybody is not None
    assert but_one is not None
    assert but_one.report["customers"] == everybody.report["customers"] - 1
    assert np.isfinite(but_one.spending.everybody)
