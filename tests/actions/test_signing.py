"""Nothing carries a name without a yes."""

import pytest
from django.utils import timezone

from regulars.actions.people import deactivate
from regulars.actions.signing import agree_to_sign, withdraw_agreement
from regulars.models import Event, Message, Person
from tests.messaging import plan

pytestmark = pytest.mark.django_db


def test_one_agrees_once_and_may_change_ones_mind(ana):
    assert agree_to_sign(person=ana)
    assert not agree_to_sign(person=ana)
    ana.refresh_from_db()
    assert ana.agreed_to_sign_at is not None

    assert withdraw_agreement(person=ana) == 0
    assert withdraw_agreement(person=ana) == 0
    ana.refresh_from_db()
    assert ana.agreed_to_sign_at is None
    assert list(Event.objects.values_list("kind", flat=True)) == ["sign.agreed", "sign.withdrawn"]


@pytest.mark.parametrize("state", ["planned", "claimed"])
def test_what_has_not_left_waits_for_another_name(customer, ana, state):
    agree_to_sign(person=ana)
    message = plan(customer, signed_by=ana)
    Message.objects.update(state=state, owner="w" if state == "claimed" else "")

    assert withdraw_agreement(person=ana) == 1

    message.refresh_from_db()
    assert (message.state, message.reason, message.owner) == ("draft", "no_sender", "")


def test_what_has_left_and_what_others_sign_stays(customer, ana, ben):
    Person.objects.update(agreed_to_sign_at=timezone.now())
    gone = plan(customer, "1", signed_by=ana)
    Message.objects.filter(pk=gone.pk).update(state="accepted", accepted_at=timezone.now())
    other = plan(customer, "2", signed_by=ben)

    assert withdraw_agreement(person=ana) == 0

    gone.refresh_from_db()
    other.refresh_from_db()
    assert (gone.state, other.state) == ("accepted", "planned")


def test_nothing_leaves_in_the_name_of_somebody_who_left(customer, ana, ben):
    message = plan(customer, signed_by=ben)

    deactivate(whom=ben, successor=ana, person=ana)

    message.refresh_from_db()
    assert message.state == "draft"
