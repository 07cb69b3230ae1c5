"""The people who work here."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import time

import pytest
from django.db import connection

from regulars.actions import people
from regulars.models import Customer, Event, Person, Shop, Touch
from regulars.rules.kinds import Role

SHOP = {
    "name": "Aurora Coffee",
    "country": "DE",
    "currency": "EUR",
    "time_zone": "Europe/Berlin",
    "language": "en",
    "customer_word": "client",
}
ANA = {"username": "ana", "display_name": "Ana Torres", "passphrase": "a warm cup of coffee"}


@pytest.mark.django_db
def test_the_first_visit_makes_the_owner_and_the_business():
    owner = people.begin(**ANA, shop=SHOP)
    assert owner.is_owner
    assert owner.check_password(ANA["passphrase"])
    assert Shop.objects.get().customer_word == "client"
    assert list(Event.objects.values_list("kind", flat=True)) == [
        "cause.changed",  # the ready ones
        "shop.created",
        "person.created",
    ]


def test_the_first_visit_confirms_a_business_that_a_command_made(shop):
    people.begin(**ANA, shop={**SHOP, "name": "Aurora Roastery"})
    assert Shop.objects.get().name == "Aurora Roastery"
    assert Person.objects.get().is_owner


def test_a_second_first_visit_changes_nothing(ana):
    with pytest.raises(people.AlreadyBegun):
        people.begin(**{**ANA, "username": "eve"}, shop={**SHOP, "name": "Eve's"})
    assert Shop.objects.get().name == "Aurora Coffee"
    assert Person.objects.get() == ana


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("has_shop", [False, True], ids=["empty install", "after an import"])
def test_of_two_browsers_at_once_one_makes_the_owner(has_shop):
    if has_shop:
        Shop.objects.create(**SHOP)
    ready = threading.Barrier(2)
    ended = []

    def visit(name: str) -> None:
        ready.wait()
        try:
            people.begin(**{**ANA, "username": name}, shop={**SHOP, "name": name})
            ended.append("owner")
        except people.AlreadyBegun:
            ended.append("too late")
        finally:
            connection.close()

    with ThreadPoolExecutor() as browsers:
        list(browsers.map(visit, ["ana", "eve"]))
    assert sorted(ended) == ["owner", "too late"]
    assert Person.objects.get().username == Shop.objects.get().name


def test_a_colleague_is_added(ana):
    colleague = people.add_person(
        username=" ben ",
        display_name=" Ben Okafor ",
        role="staff",
        passphrase="another warm cup",
        person=ana,
    )
    assert (colleague.username, colleague.display_name) == ("ben", "Ben Okafor")
    assert not colleague.is_owner
    assert Event.objects.get().facts == {"whom": colleague.pk}


def test_two_people_cannot_sign_in_by_one_name(ana):
    with pytest.raises(people.NameTaken):
        people.add_person(
            username="ANA", display_name="Ana B.", role="staff", passphrase="x", person=ana
        )
    assert Person.objects.count() == 1


def test_own_settings_are_ones_own(ana, ben):
    people.change_own(
        person=ben,
        display_name="Benny",
        language="de",
        care_minutes=90,
        theme="dark",
        has_shortcuts=False,
    )
    ben.refresh_from_db()
    ana.refresh_from_db()
    assert (ben.display_name, ben.care_minutes, ben.theme) == ("Benny", 90, "dark")
    assert (ben.language, ben.has_shortcuts) == ("de", False)
    assert (ana.display_name, ana.care_minutes) == ("Ana Torres", 45)


def test_whoever_leaves_hands_over_what_is_open(ana, ben, customer, monday):
    customer.carer = ben
    customer.save()
    facts = {"customer": customer, "rule": "follow_up", "due_on": monday, "assigned_to": ben}
    still_open = Touch.objects.create(**facts, occurrence="1")
    done = Touch.objects.create(
        **facts, occurrence="2", state="done", closed_at="2026-11-20T10:00Z"
    )
    people.deactivate(whom=ben, successor=ana, person=ana)
    for row in (ben, customer, still_open, done):
        row.refresh_from_db()
    assert not ben.is_active
    assert customer.carer == ana
    assert still_open.assigned_to == ana
    assert done.assigned_to == ben
    assert Event.objects.get().facts["handed_over"] == 1


def test_the_last_owner_stays(ana, ben):
    with pytest.raises(people.LastOwner):
        people.deactivate(whom=ana, successor=ben, person=ana)
    with pytest.raises(people.LastOwner):
        people.change_role(whom=ana, role="staff", person=ana)
    ana.refresh_from_db()
    assert ana.is_active
    assert ana.is_owner


def test_an_owner_may_step_down_once_there_is_another(ana, ben):
    people.change_role(whom=ben, role="owner", person=ana)
    people.change_role(whom=ana, role="staff", person=ben)
    assert Person.objects.get(role=Role.OWNER.value) == ben


@pytest.mark.parametrize("who", ["self", "left"])
def test_nobody_hands_over_to_themselves_or_to_somebody_who_left(ana, ben, customer, who):
    people.change_role(whom=ben, role="owner", person=ana)
    left = Person.objects.create(username="eve", display_name="Eve", is_active=False)
    with pytest.raises(ValueError, match="somebody else"):
        people.deactivate(whom=ben, successor=ben if who == "self" else left, person=ana)
    assert not Customer.objects.filter(carer=left).exists()


def test_whoever_comes_back_signs_in_again(ana, ben):
    people.deactivate(whom=ben, successor=ana, person=ana)
    people.reactivate(whom=ben, person=ana)
    ben.refresh_from_db()
    assert ben.is_active


def test_a_new_passphrase_replaces_the_old_one(ana, ben):
    people.change_passphrase(whom=ben, passphrase="yet another warm cup", person=ana)
    ben.refresh_from_db()
    assert ben.check_password("yet another warm cup")
    assert not ben.check_password("another warm cup of tea")


def test_a_person_says_where_and_when_they_are_told_their_day(ana):
    people.choose_digests(
        person=ana, email=" ana@home.example ", morning_at=time(7, 30), evening_at=None
    )

    ana.refresh_from_db()
    assert (ana.email, ana.morning_at, ana.evening_at) == ("ana@home.example", time(7, 30), None)
