from datetime import date

from regulars.actions import customers
from regulars.models import Customer, Event, Rhythm
from regulars.rules.kinds import ContactKind, PauseReason

EMAIL, PHONE = ContactKind.EMAIL, ContactKind.PHONE


def kinds() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("kind", flat=True))


def test_a_new_customer_is_found_by_all_that_was_told(shop, ana):
    customer = customers.create_customer(
        fields={"name": "Zoë Müller", "company": "Café Süd"},
        contacts={EMAIL: ["zoe@example.com"], PHONE: ["+4930123456"]},
        person=ana,
    )

    customer.refresh_from_db()
    assert customer.search_text == "zoe muller\ncafe sud\nzoe@example.com\n+4930123456"
    assert Rhythm.objects.get(customer=customer).visits == 0
    assert kinds() == ["customer.created"]


def test_a_change_says_which_columns_and_nothing_when_nothing_changed(customer, ana):
    customers.change_customer(
        customer=customer, fields={"name": "Tomás Ferreira", "city": "Porto"}, person=ana
    )
    customers.change_customer(customer=customer, fields={"city": "Porto"}, person=ana)

    assert kinds() == ["customer.changed"]
    assert Event.objects.get().facts == {"fields": "city"}


def test_a_change_leaves_alone_what_somebody_else_changed_meanwhile(customer, ana):
    stale = Customer.objects.get(pk=customer.pk)
    customers.change_customer(customer=customer, fields={"city": "Porto"}, person=ana)

    customers.change_customer(customer=stale, fields={"best_time": "mornings"}, person=ana)

    customer.refresh_from_db()
    assert (customer.city, customer.best_time) == ("Porto", "mornings")


def test_contacts_are_replaced_in_order_and_kept_ones_keep_their_row(customer, ana):
    contacts = {EMAIL: ["a@example.com", "b@example.com"]}
    customers.change_customer(customer=customer, fields={}, contacts=contacts, person=ana)
    kept = customer.contact_points.get(value="b@example.com").pk

    contacts = {EMAIL: ["b@example.com", "c@example.com", "b@example.com", ""]}
    customers.change_customer(customer=customer, fields={}, contacts=contacts, person=ana)

    points = [(p.pk == kept, p.value) for p in customer.contact_points.all()]
    assert points == [(True, "b@example.com"), (False, "c@example.com")]
    customer.refresh_from_db()
    assert "c@example.com" in customer.search_text
    assert "a@example.com" not in customer.search_text


def test_contacts_of_the_other_kind_stay(customer, ana):
    for contacts in ({PHONE: ["+4930123456"]}, {EMAIL: ["a@example.com"]}):
        customers.change_customer(customer=customer, fields={}, contacts=contacts, person=ana)

    assert customer.contact_points.count() == 2


def test_a_pause_begins_and_ends_and_ends_once(customer, ana):
    customers.pause_customer(
        customer=customer, reason=PauseReason.HOLIDAY, until_on=date(2027, 1, 4), person=ana
    )
    customers.resume_customer(customer=customer, person=ana)
    customers.resume_customer(customer=customer, person=ana)

    customer.refresh_from_db()
    assert (customer.pause_reason, customer.paused_until_on) == ("", None)
    assert kinds() == ["customer.paused", "customer.resumed"]


def test_a_carer_is_handed_over_once(customer, ana, ben):
    for carer in (ben, ben, None, None):
        customers.change_customer(customer=customer, fields={"carer": carer}, person=ana)

    assert kinds() == ["customer.changed", "customer.changed"]
    customer.refresh_from_db()
    assert customer.carer is None
