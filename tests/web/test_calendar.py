from datetime import timedelta

import pytest
from django.urls import reverse

from regulars.actions.appointments import book_appointment
from regulars.actions.things import note_thing
from regulars.actions.touches import plan_follow_up
from regulars.models import Absence, Appointment, CareInterval, Event, Thing, Touch
from regulars.queries.local_days import shop_today
from tests.conftest import at
from tests.making import make_customers

HTMX = {"HX-Request": "true"}


@pytest.fixture
def today(shop):
    return shop_today()


@pytest.fixture
def missed(customer, ana, today):
    return plan_follow_up(
        customer=customer, due_on=today - timedelta(days=2), note="ask about the beans", person=ana
    )


def post(client, name, pk, query="", **data):
    return client.post(reverse(f"calendar:{name}", args=[pk]) + query, data, headers=HTMX)


def key(touch):
    return f"{touch.rule}:{touch.occurrence}"


@pytest.mark.parametrize("look", ["", "?look=day", "?look=week", "?look=month"])
def test_every_look_shows_what_is_missed_and_what_comes(owner, customer, ana, today, missed, look):
    plan_follow_up(customer=customer, due_on=today, note="bring the grinder", person=ana)

    text = owner.get(reverse("calendar:show") + look).text

    assert "ask about the beans" in text
    assert "bring the grinder" in text
    assert text.index("Missed") < text.index("bring the grinder") or look == "?look=month"


@pytest.mark.parametrize(
    "query",
    ["?look=year", "?on=yesterday", "?on=9999-12-31", "?who=mara", "?who=99999999999", "?kind=x"],
)
def test_an_address_that_makes_no_sense_shows_the_plain_page(owner, missed, query):
    response = owner.get(reverse("calendar:show") + query)

    assert response.status_code == 200
    assert "ask about the beans" in response.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_queries_for_one_and_three(
    owner, ana, today, count, django_assert_num_queries
):
    for one in make_customers(count):
        plan_follow_up(customer=one, due_on=today, person=ana)

    with django_assert_num_queries(23):
        response = owner.get(reverse("calendar:show"))

    assert response.text.count("data-row>") == count


def test_done_is_done_and_can_be_taken_back(owner, customer, missed):
    response = post(owner, "done", customer.pk, reason=key(missed))
    assert "ask about the beans" not in response.text
    assert Touch.objects.get().state == "done"

    undo = reverse("calendar:undo", args=[Event.objects.last().pk])
    assert undo in response.text
    assert "ask about the beans" in owner.post(undo, headers=HTMX).text
    assert "taken back already" in owner.post(undo, headers=HTMX).text


def test_moved_says_from_where(owner, customer, missed, today):
    response = post(owner, "move", customer.pk, days="3", reason=key(missed))

    assert "moved from" in response.text
    assert Touch.objects.get().due_on == today + timedelta(days=3)


def test_dropping_needs_a_reason(owner, customer, missed):
    refused = post(owner, "drop", customer.pk, reason=key(missed))
    assert refused.status_code == 422
    assert Touch.objects.get().state == "open"

    post(owner, "drop", customer.pk, reason=key(missed), other="moved away")
    assert Touch.objects.get().dropped_because == "moved away"


def test_without_script_one_comes_back_to_the_same_days(owner, customer, missed):
    response = owner.post(
        reverse("calendar:done", args=[customer.pk]) + "?look=week&who=everybody",
        {"reason": key(missed)},
    )

    assert response.status_code == 302
    assert response["Location"] == reverse("calendar:show") + "?look=week&who=everybody"


@pytest.mark.parametrize("name", ["done", "move", "drop"])
def test_a_page_that_is_old_changes_nothing(owner, staff, customer, missed, name):
    post(staff, "done", customer.pk, reason=key(missed))
    response = post(
        owner, name, customer.pk, reason=key(missed), days="3", because="Not the right moment"
    )

    assert "quicker" in response.text
    assert post(owner, name, customer.pk, reason="nonsense").status_code == 422


def test_a_service_done_in_the_calendar_is_one_of_the_thing(owner, customer, ana, today):
    thing = note_thing(
        customer=customer,
        name="Boiler",
        since_on=today - timedelta(days=30),
        every_days=30,
        person=ana,
    )
    occurrence = f"service:{thing.pk}:{thing.since_on}"
    assert occurrence in owner.get(reverse("calendar:show")).text

    response = post(owner, "done", customer.pk, reason=occurrence)

    assert Thing.objects.get().served_on == today
    assert occurrence not in response.text
    owner.post(reverse("calendar:undo", args=[Event.objects.last().pk]))
    assert Thing.objects.get().served_on is None


def test_booking_says_what_it_crosses_and_books_all_the_same(owner, customer, ana, today):
    other = make_customers(1)[0]
    on = today + timedelta(days=3)
    book_appointment(customer=other, starts_at=at(on, 10), with_whom=ana, person=ana)
    told = {"on": on.isoformat(), "at": "10:30", "minutes": "60", "with_whom": ana.pk}

    response = owner.post(reverse("calendar:book", args=[customer.pk]), told, follow=True)

    assert "Careful" in response.text
    assert other.name in response.text
    assert Appointment.objects.count() == 2
    refused = owner.post(reverse("calendar:book", args=[customer.pk]), told | {"at": "late"})
    assert refused.status_code == 422
    assert "What" in owner.get(reverse("calendar:book", args=[customer.pk])).text


def test_an_appointment_is_moved_kept_and_taken_back(owner, customer, ana, today):
    one = book_appointment(customer=customer, starts_at=at(today, 10), what="Colour", person=ana)
    address = reverse("calendar:appointment", args=[one.pk])
    assert "10:00" in owner.get(address).text

    told = {"on": (today + timedelta(days=1)).isoformat(), "at": "15:00", "minutes": "30"}
    owner.post(address, told)
    one.refresh_from_db()
    assert (one.on, one.minutes) == (today + timedelta(days=1), 30)
    assert owner.post(address, told | {"minutes": "0"}).status_code == 422

    post(owner, "settle", one.pk, state="kept")
    one.refresh_from_db()
    assert (one.state, one.completed_on) == ("kept", today)
    owner.post(reverse("calendar:undo", args=[Event.objects.last().pk]))
    one.refresh_from_db()
    assert one.state == "booked"
    assert "out of date" in post(owner, "settle", one.pk, state="booked").text


def test_the_customers_page_knows_what_they_have_and_when_they_come(owner, customer, ana, today):
    book_appointment(customer=customer, starts_at=at(today, 10), what="Colour", person=ana)
    owner.post(
        reverse("customers:note_thing", args=[customer.pk]),
        {"name": "Boiler", "since_on": today.isoformat(), "every_days": "365", "note": "cellar"},
    )

    page = owner.get(reverse("customers:show", args=[customer.pk])).text
    assert "Colour" in page
    assert "Boiler" in page
    assert "Next service" in page


def test_a_thing_is_served_ended_and_brought_back(owner, customer, ana, today):
    thing = note_thing(
        customer=customer,
        name="Boiler",
        since_on=today - timedelta(days=9),
        every_days=5,
        person=ana,
    )

    def act(name):
        return owner.post(
            reverse(f"customers:{name}", args=[customer.pk, thing.pk]), follow=True
        ).text

    assert "counted from today" in act("serve_thing")
    assert "quicker" in act("serve_thing")
    assert "is gone" in act("end_thing")
    assert "in use" in act("bring_back_thing")
    told = {"name": "Boiler", "since_on": thing.since_on.isoformat()}
    again = owner.post(reverse("customers:note_thing", args=[customer.pk]), told)
    assert again.status_code == 422


def test_an_owner_says_what_comes_round(owner, staff, shop):
    told = {"name": "Inspection", "kind": "service", "matches": "boiler", "every_days": "365"}
    assert staff.post(reverse("settings:intervals"), told).status_code == 403
    assert owner.post(reverse("settings:intervals"), told | {"every_days": "0"}).status_code == 422

    owner.post(reverse("settings:intervals"), told)
    interval = CareInterval.objects.get()
    assert "Inspection" in owner.get(reverse("settings:intervals")).text

    owner.post(reverse("settings:interval", args=[interval.pk]), told | {"every_days": "180"})
    interval.refresh_from_db()
    assert interval.every_days == 180

    owner.post(reverse("settings:remove_interval", args=[interval.pk]))
    assert not CareInterval.objects.exists()
    removed = Event.objects.filter(kind="interval.changed").last()
    back = reverse("settings:put_back_interval", args=[removed.pk])
    assert "It is back" in owner.post(back, follow=True).text
    assert "Nothing changed" in owner.post(back, follow=True).text
    assert CareInterval.objects.count() == 1


def test_absences_are_ones_own_or_an_owners_business(owner, staff, ana, ben, today):
    def told(whom, cover, days=3):
        return {
            "whom": whom.pk,
            "cover": cover.pk,
            "from_on": today.isoformat(),
            "to_on": (today + timedelta(days=days)).isoformat(),
        }

    address = reverse("settings:absences")
    assert staff.post(address, told(ana, ben)).status_code == 422  # not theirs
    assert owner.post(address, told(ben, ben)).status_code == 422
    assert owner.post(address, told(ben, ana, days=-1)).status_code == 422

    assert "takes over" in staff.post(address, told(ben, ana), follow=True).text
    assert owner.post(address, told(ben, ana)).status_code == 422
    assert "everybody in turn" in owner.post(address, told(ana, ben)).text

    absence = Absence.objects.get()
    Absence.objects.filter(pk=absence.pk).update(person=ana, cover=ben)
    assert staff.post(reverse("settings:end_absence", args=[absence.pk])).status_code == 403
    owner.post(reverse("settings:end_absence", args=[absence.pk]))
    assert not Absence.objects.exists()
