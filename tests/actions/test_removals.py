import json
from datetime import date, timedelta

import pytest
from django.db import models, transaction
from django.utils import timezone

from regulars.actions import removals
from regulars.actions.knowing import note_fact
from regulars.actions.removals import REMOVABLE, CannotPutBack
from regulars.models import CareInterval, Event, Fact, Thing


def test_what_was_removed_comes_back_once(customer, ana):
    fact = note_fact(customer=customer, text="likes figs", person=ana)
    event = removals.remove_row(fact, customer=customer, person=ana)

    removals.put_back_rows(event, person=ana)
    with pytest.raises(CannotPutBack), transaction.atomic():
        removals.put_back_rows(event, person=ana)

    assert Fact.objects.get().text == "likes figs"


def test_the_event_forgets_what_it_kept_after_a_while(customer, ana):
    fact = note_fact(customer=customer, text="a secret", person=ana)
    event = removals.remove_row(fact, customer=customer, person=ana)

    assert removals.forget_removed(before=event.happened_at) == 0
    assert removals.forget_removed(before=timezone.now() + timedelta(days=1)) == 1

    assert "a secret" not in json.dumps(list(Event.objects.values_list("facts", flat=True)))
    with pytest.raises(CannotPutBack), transaction.atomic():
        removals.put_back_rows(event, person=ana)


@pytest.mark.parametrize("model", REMOVABLE)
def test_what_points_at_a_removed_row_goes_with_it_or_points_at_it_again(model):
    """Nothing else is kept: a table that did otherwise would not be as it was before."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            assert relation.on_delete in {models.CASCADE, models.SET_NULL}, relation


def test_a_thing_has_its_interval_again_unless_it_got_another(customer, ana):
    oil, other = (
        CareInterval.objects.create(name=name, kind="service", every_days=90)
        for name in ("Oil", "Tyres")
    )
    kept, moved = (
        Thing.objects.create(customer=customer, name=name, interval=oil, since_on=date(2026, 3, 1))
        for name in ("Bus", "Van")
    )
    event = removals.remove_row(oil, customer=None, person=ana)
    assert not Thing.objects.exclude(interval=None).exists()
    Thing.objects.filter(pk=moved.pk).update(interval=other)

    removals.put_back_rows(event, person=ana)

    held = dict(Thing.objects.values_list("name", "interval__name"))
    assert held == {kept.name: "Oil", moved.name: "Tyres"}
    assert "references" not in Event.objects.get(pk=event.pk).facts
