from regulars.actions.customers import create_customer
from regulars.queries.duplicates import maybe_known, suggestions
from regulars.rules.kinds import ContactKind


def met(name, *, phone="", postcode=""):
    contacts = {ContactKind.PHONE: [phone]}
    return create_customer(
        fields={"name": name, "postcode": postcode}, contacts=contacts, person=None
    )


def test_a_phone_of_the_whole_town_suggests_nobody(shop):
    for _ in range(40):
        met("Ana Lima", phone="+491701234567")

    assert list(suggestions()) == []


def test_a_postcode_and_a_name_mistyped_are_worth_a_look(shop):
    one, other = met("Maria Schulz", postcode="10115"), met("Maria Schultz", postcode="10115")
    met("Maria Schulz", postcode="20095")

    assert [(found.first_id, found.second_id) for found in suggestions()] == [(one.pk, other.pk)]


def test_hints_begin_with_the_same_phone_and_leave_out_oneself(shop):
    by_name, by_phone = met("Maria Schulz"), met("Office", phone="+491701234567")

    found = maybe_known(name="Maria Schultz", emails=[], phones=["+491701234567"])
    assert found == [by_phone, by_name]
    again = maybe_known(name="Maria Schulz", emails=[], phones=["+491701234567"], but=by_phone.pk)
    assert again == [by_name]
