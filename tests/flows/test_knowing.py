"""A year with one customer: met, known, cared for, and still one person after a double came up."""

from datetime import timedelta

import pytest
from django.urls import reverse

from regulars.models import Customer, DoubtfulPair, Fact, Rhythm, Touch
from regulars.queries.local_days import shop_today


@pytest.fixture
def press(owner):
    """press("note_fact", pk, text="…") posts to a page of the customers and follows."""

    def post(name: str, /, *where: int, **told: object):
        response = owner.post(reverse(f"customers:{name}", args=where), told, follow=True)
        assert response.status_code == 200, response.text
        return response

    return post


def test_what_is_learnt_of_somebody_outlives_a_second_record(press, owner, shop):
    press("new", name="Maria Schulz 0170 1234567")
    maria = Customer.objects.get()
    today = shop_today()
    for days in (120, 90, 60, 30):
        press("new_purchase", maria.pk, amount="12,50", bought_on=str(today - timedelta(days=days)))
    press("note_fact", maria.pk, text="Her dog is called Rex")
    press("note_fact", maria.pk, text="A garden by May", kind="goal")
    press("follow_up", maria.pk, days=7, note="Ask after the garden")

    press("new", name="Schulz, Maria 0170/1234567", anyway="yes")
    double = Customer.objects.exclude(pk=maria.pk).get()
    press("new_purchase", double.pk, amount="20", what="seeds", bought_on=str(today))
    press("consent", double.pk, channel="email", answer="no", came_from="on the phone")
    press("look_for_pairs")
    pair = DoubtfulPair.objects.get()
    assert {pair.first_id, pair.second_id} == {maria.pk, double.pk}

    page = press("merge", maria.pk, **{"with": double.pk}).text

    assert "Her dog is called Rex" in page
    assert "seeds" in page
    assert "Ask after the garden" in page
    assert Rhythm.objects.get(customer=maria).visits == 5
    assert not DoubtfulPair.objects.exists()
    assert Touch.objects.open().get().customer == maria
    assert not maria.consents.get().is_given

    goal = Fact.objects.get(kind="goal")
    assert "Reached" in press("settle_fact", maria.pk, goal.pk, state="reached").text
    press("undo_merge", maria.pk, maria.merges.get().pk)
    assert Rhythm.objects.get(customer=maria).visits == 4
    assert Rhythm.objects.get(customer=double).visits == 1
    assert DoubtfulPair.objects.get().pk == pair.pk
