from datetime import date

from regulars.actions import knowing
from regulars.actions.wishes import record_wish
from regulars.models import Concern, Connection, Event, Fact, Wish
from regulars.rules.dates import Anniversary
from regulars.rules.kinds import FactKind, FactState, OpenState, WishCertainty


def kinds() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("kind", flat=True))


def test_a_noticed_fact_says_who_noticed_it(customer, ana):
    fact = knowing.note_fact(customer=customer, text="likes figs", person=ana)

    assert (fact.kind, fact.noticed_by, fact.state) == ("noticed", ana, "holds")
    assert kinds() == ["fact.noted"]


def test_a_goal_is_reached_once(customer, ana):
    goal = knowing.note_fact(customer=customer, text="open by May", kind=FactKind.GOAL, person=ana)

    knowing.settle_fact(fact=goal, state=FactState.REACHED, person=ana)
    knowing.settle_fact(fact=goal, state=FactState.REACHED, person=ana)

    assert Fact.objects.get().state == "reached"
    assert kinds() == ["fact.noted", "fact.changed"]


def test_a_fact_can_be_kept_out_of_what_we_say(customer, ana):
    fact = knowing.note_fact(customer=customer, text="divorced", person=ana)

    knowing.change_fact(
        fact=fact, text="divorced", kind=FactKind.NOTICED, is_not_for_use=True, person=ana
    )

    assert Fact.objects.get().is_not_for_use


def test_a_forgotten_fact_comes_back_as_it_was(customer, ana):
    fact = knowing.note_fact(customer=customer, text="likes figs", person=ana)
    pk, noticed_at = fact.pk, fact.noticed_at

    event = knowing.forget(known=fact, person=ana)
    assert not Fact.objects.exists()
    knowing.remember_again(event=event, person=ana)

    back = Fact.objects.get()
    assert (back.pk, back.text, back.noticed_at) == (pk, "likes figs", noticed_at)
    assert kinds() == ["fact.noted", "fact.changed", "fact.changed"]


def test_a_wish_is_heard_answered_and_closed(customer, ana):
    wish = record_wish(
        customer=customer, said="darker blend", kind=WishCertainty.IMPLIED, heard_by=ana
    )

    knowing.change_wish(
        wish=wish,
        text="darker blend",
        certainty=WishCertainty.STATED,
        offered="the new Sumatra",
        state=OpenState.DONE,
        person=ana,
    )

    held = Wish.objects.get()
    assert (held.certainty, held.offered, held.state) == ("stated", "the new Sumatra", "done")
    assert kinds() == ["wish.heard", "wish.changed"]


def test_a_concern_belongs_to_whoever_wrote_it_down_unless_told(customer, ana, ben):
    own = knowing.note_concern(customer=customer, text="the stairs", person=ana)
    his = knowing.note_concern(
        customer=customer, text="parking", owner=ben, due_on=date(2026, 12, 1), person=ana
    )

    assert (own.owner, his.owner) == (ana, ben)
    knowing.change_concern(
        concern=his, text="parking", owner=ana, due_on=None, state=OpenState.DROPPED, person=ana
    )
    assert Concern.objects.get(pk=his.pk).state == "dropped"


def test_a_person_around_the_customer_may_have_a_day_without_a_year(customer, ana):
    connection = knowing.note_connection(
        customer=customer,
        name="Inês",
        relation="daughter",
        occasion="birthday",
        day=Anniversary(2, 29),
        person=ana,
    )

    assert (connection.month, connection.day, connection.year) == (2, 29, None)
    knowing.change_connection(
        connection=connection,
        name="Inês",
        relation="daughter",
        occasion="",
        day=None,
        is_not_for_use=True,
        person=ana,
    )
    held = Connection.objects.get()
    assert (held.month, held.is_not_for_use) == (None, True)
