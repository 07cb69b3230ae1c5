import pytest

from regulars.actions.customers import pause_customer
from regulars.actions.interactions import Talk, record_interaction
from regulars.actions.touches import plan_follow_up
from regulars.models import Customer, Interaction, Message
from regulars.queries.due import due_for
from regulars.queries.local_days import shop_today
from regulars.rules.channels import Channel
from regulars.rules.kinds import Outcome, PauseReason
from tests.conftest import at
from tests.messaging import plan, with_address
from tests.queries.test_due import DAY, ago, everything_due, late, rules


@pytest.mark.parametrize(("is_handwritten", "is_there"), [(False, True), (True, False)])
def test_what_a_plan_sent_by_itself_hides_no_promise(customer, ana, is_handwritten, is_there):
    plan_follow_up(customer=customer, due_on=DAY, note="call about the mill", person=ana)
    message = plan(with_address(customer))
    Message.objects.filter(pk=message.pk).update(is_handwritten=is_handwritten)
    Interaction.objects.create(
        customer=customer,
        message=message,
        happened_at=at(DAY),
        happened_on=DAY,
        channel="email",
        outcome="sent",
    )

    assert (customer.pk in due_for(ana, DAY).reasons) is is_there


def test_a_colleague_cares_for_their_own(customer, ana, ben):
    Customer.objects.update(carer=ben)
    late(customer)

    assert rules(ana) == {}
    assert rules(ben)["Tomás Ferreira"] == ["overdue"]
    assert rules(ana, everybody=True)["Tomás Ferreira"] == ["overdue"]


def test_a_pause_takes_somebody_off_every_list_at_once_until_it_ends(customer, ana):
    everything_due(customer, ana, DAY)

    pause_customer(customer=customer, reason=PauseReason.DIED, person=ana)
    assert rules(ana) == {}
    pause_customer(customer=customer, reason=PauseReason.HOLIDAY, until_on=ago(-1), person=ana)
    assert rules(ana) == {}
    pause_customer(customer=customer, reason=PauseReason.HOLIDAY, until_on=DAY, person=ana)
    assert len(rules(ana)) == 1


@pytest.mark.parametrize("outcome", Outcome)
def test_who_was_contacted_today_is_gone_whoever_did_it(customer, ana, ben, outcome):
    today = shop_today()
    everything_due(customer, ana, today)
    assert len(rules(ana, day=today)) == 1

    record_interaction(customer=customer, person=ben, talk=Talk(Channel.PHONE, outcome))

    assert rules(ana, day=today) == {}


def test_asking_about_one_customer_finds_the_same_reasons(customer, ana, ben):
    everything_due(customer, ana, DAY)
    Customer.objects.create(name="Somebody", birthday_month=11, birthday_day=23)

    assert rules(ana, only=customer.pk) == {
        name: found for name, found in rules(ana).items() if name == customer.name
    }
    assert not Interaction.objects.exists()
