from regulars.actions.wishes import record_wish
from regulars.models import Event, Wish
from regulars.rules.channels import Channel
from regulars.rules.kinds import WishCertainty


def test_a_wish_is_heard_from_whom_where_and_how_surely(customer, ana):
    wish = record_wish(
        customer=customer,
        said=" A darker blend ",
        kind=WishCertainty.IMPLIED,
        heard_by=ana,
        channel=Channel.VISIT,
    )

    assert (wish.text, wish.certainty, wish.channel) == ("A darker blend", "implied", "visit")
    assert (wish.customer, wish.heard_by) == (customer, ana)
    assert Event.objects.get(kind="wish.heard").facts == {"wish": wish.pk}


def test_nobody_may_know_who_said_it(shop, ana):
    record_wish(customer=None, said="Open on Mondays", heard_by=None)

    assert Wish.objects.get().customer is None
