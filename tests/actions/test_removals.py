import json
from datetime import timedelta

import pytest
from django.db import models, transaction
from django.utils import timezone

from regulars.actions import removals
from regulars.actions.knowing import note_fact
from regulars.actions.removals import REMOVABLE, CannotPutBack
from regulars.models import Event, Fact


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
def test_nothing_points_at_what_can_be_removed_but_what_goes_and_comes_with_it(model):
    """A table that lost its reference when a row goes would not get it back with the row."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            assert relation.on_delete is models.CASCADE, relation
